"""The words around a name, as far as they tell a province from its namesakes; lists in `data/context.csv`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import fold_case, fold_tones

_WINDOW = 60
_REACH = 250
_LONGEST = 5
_STOPS = ",;:!?)]”\"»…'’-–—/|•*+"
_OPENERS = "([“\"«'‘"

_KINDS = {
    "tỉnh": "province",
    "tinh": "province",
    "thành phố": "city",
    "thanh pho": "city",
    "thủ đô": "capital",
    "thu do": "capital",
    "đặc khu": "zone",
}
# only `TP` may have a stop, a dash or the end of a line after it
_KIND = re.compile(
    rf"(?<!\w)(?:(?P<word>{'|'.join(_KINDS)}) {{1,2}}|(?P<short>t\.? ?p)(?:\. {{0,2}}\n?|[ -]{{1,3}}))\Z",
    re.IGNORECASE,
)


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    lists: dict[str, set[str]] = defaultdict(set)
    for row in datafiles.rows("provinces", "context.csv"):
        lists[row["class"]].add(fold_tones(row["phrase"]))
    return {kind: frozenset(phrases) for kind, phrases in lists.items()}


def names_of(kind: str) -> frozenset[str]:
    """Give the phrases of one class.

    >>> "Huế" in names_of("town")
    True
    """
    return _lists()[kind]


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    classes: dict[str, set[str]] = defaultdict(set)
    for kind, phrases in _lists().items():
        for phrase in phrases:
            if phrase == phrase.lower():
                classes[phrase].add(kind)
    return {phrase: frozenset(kinds) for phrase, kinds in classes.items()}


def words_before(text: str, start: int) -> tuple[str, ...]:
    """Give up to five words right before `start` on its line and in its clause, the nearest first.

    >>> words_before("Ngày 5/7, ông Nguyễn Hòa Bình nói", 21)
    ('Nguyễn', 'ông')
    """
    left = text[max(0, start - _WINDOW) : start]
    found: list[str] = []
    for word in reversed(left[left.rfind("\n") + 1 :].split()[-_LONGEST:]):
        bare = word.lstrip(_OPENERS)
        if not bare or bare[-1] in _STOPS:
            break
        found.append(bare)
        if len(bare) < len(word):
            break
    return tuple(found)


def classes_before(words: Sequence[str]) -> frozenset[str]:
    """Give the classes of the longest known phrase that ends the words before a name.

    >>> sorted(classes_before(("cầu",))), sorted(classes_before(("cầu", "yêu")))
    (['place'], ['plain'])
    """
    known = _classes()
    lowered = [fold_case(word) for word in words]
    for size in range(len(lowered), 0, -1):
        phrase = " ".join(reversed(lowered[:size]))
        if phrase in known:
            return known[phrase]
    return frozenset()


def kind_before(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Find the kind word right before `start:end`: `province`, `city`, `capital` or `zone`, and its start.

    A kind word without diacritics (`tinh`) belongs only to a name without diacritics.

    >>> kind_before("UBND TP. Hà Nội", 9, 15)
    ('city', 5)
    """
    if start == 0 or text[start - 1] not in " .-\n":
        return None
    begin = max(0, start - 14)
    match = _KIND.search(text[begin:start])
    if match is None:
        return None
    if match["short"]:
        return "city", begin + match.start("short")
    word = match["word"].lower()
    if word.isascii() and not text[start:end].isascii():
        return None
    return _KINDS[word], begin + match.start("word")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the bounds of the sentence of `start:end`, at most `_REACH` characters away on either side.

    >>> text = "Mưa to. Tỉnh Hà Nam có lũ. Gió lặng."
    >>> text[slice(*sentence_around(text, 13, 19))]
    ' Tỉnh Hà Nam có lũ'
    """
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    first = max(text.rfind("\n", low, start), text.rfind(". ", low, max(low, start - 4)), low - 1) + 1
    stops = [stop for stop in (text.find("\n", end, high), text.find(". ", end, high)) if stop >= 0]
    return first, min(stops, default=high)
