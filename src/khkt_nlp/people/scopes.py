"""What an office is of where no body is named: `Bộ trưởng Giao thông Vận tải`, `Bí thư quận 1`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

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


def end(text: str, at: int) -> int:
    """Give where the field and the territory end that follow an office at `at`, which is there if none does.

    Only what is written as a name or with the kind of a place counts, and whole: not `Trung ương` of
    `Trung ương Đảng`.

    >>> end("Bộ trưởng Công an nói", 9)
    17
    """
    words = list(_WORD.finditer(text, at, at + _WINDOW))[:_LONGEST]
    written = [word[0] for word in words]
    lower = [fold_case(word) for word in written]
    if not words or text[at : words[0].start()] != " " or not _opens(written, lower):
        return at
    stop = _reach(written, lower, 0)
    is_cut = 0 < stop < len(words) and written[stop][0].isupper()
    return words[stop - 1].end() if stop and not is_cut else at


def _opens(written: Sequence[str], lower: Sequence[str]) -> bool:
    return written[0][0].isupper() or lexicon.places().longest(lower, 0) is not None


def _reaches_end(written: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """Say whether fields and territories follow one another from word `at` to the last one."""
    return _reach(written, lower, at) == len(lower)


def _reach(written: Sequence[str], lower: Sequence[str], at: int) -> int:
    """Give where the fields and territories end that follow one another from word `at`."""
    reached = at
    while at < len(lower):
        found = (trie.longest(lower, at) for trie in (lexicon.territories(), lexicon.fields()))
        end = max((piece[0] for piece in found if piece), default=at)
        end = max(end, _district(written, lower, at))
        if end == at:
            break
        reached = end
        if end == len(lower):
            break
        at = end + 1 if lower[end] in _LINKS else end
    return reached


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
    return frozenset(phrase.rpartition(" ")[2] for phrase in lexicon.field_phrases())
