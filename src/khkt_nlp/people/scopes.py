"""What an office is of where no body is named: `Bộ trưởng Giao thông Vận tải`, `Bí thư quận 1`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import fold_case
from khkt_nlp.names import lexicon

_WORD = re.compile(r"\w+|[^\w\s]")
_WINDOW, _LONGEST = 80, 14
_LINKS = frozenset({"và", ",", "-", "–", "&", "."})
# syllables of a district's name
_LONGEST_PLACE = 4


def start(text: str, offices: frozenset[str]) -> int:
    """Give where the fields and territories begin with which `text` ends, right after a word of `offices`.

    That is the end of `text` where it does not end so. `offices`: the last syllables of offices, lower case.

    >>> start("Phó chủ tịch tỉnh Hà Tĩnh", frozenset({"tịch"}))
    13
    """
    last = text.rpartition(" ")[2]
    if not last or not (last[0].isupper() or last[0].isdigit() or last in _endings()):
        return len(text)
    begin = max(0, len(text) - _WINDOW)
    if offices.isdisjoint(fold_case(text[begin:]).split()):
        return len(text)
    words = list(_WORD.finditer(text, begin))[-_LONGEST:]
    written = [word[0] for word in words]
    lower = [fold_case(word) for word in written]
    for at in range(len(words) - 1, 0, -1):
        if lower[at - 1] in offices and _reaches_end(written, lower, at):
            return words[at].start()
    return len(text)


def _reaches_end(written: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """Say whether fields and territories follow one another from word `at` to the last one."""
    while at < len(lower):
        found = (trie.longest(lower, at) for trie in (lexicon.territories(), lexicon.fields()))
        end = max((piece[0] for piece in found if piece), default=at)
        end = max(end, _district(written, lower, at))
        if end == at or end == len(lower):
            return end > at
        at = end + 1 if lower[end] in _LINKS else end
    return False


def _district(written: Sequence[str], lower: Sequence[str], at: int) -> int:
    """Give the end of a territory with its kind word at `at`, or `at`."""
    kind = lexicon.places().longest(lower, at)
    if kind is None:
        return at
    end = kind[0]
    while end < min(len(written), kind[0] + _LONGEST_PLACE) and (
        written[end][0].isupper() or written[end].isdigit()
    ):
        end += 1
    return end


@cache
def _endings() -> frozenset[str]:
    """Give the last syllables of fields, by which other words in lower case are told at once."""
    return frozenset(phrase.rpartition(" ")[2] for phrase in datafiles.lines("names", "fields.txt"))
