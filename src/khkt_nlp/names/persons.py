"""The grammar of people's names: a family name and given names, or a form of address and a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.arrays import Ints
from khkt_nlp.names import lexicon
from khkt_nlp.names.lexicon import Mark

_LONGEST = 5


def find(words: Sequence[str]) -> list[tuple[int, int]]:
    """Find the names of people in a sequence of syllables: pairs of first token and end.

    >>> words = "TS . Phạm Hữu Thư và ông Hùng họp tại Hà Nội".split()
    >>> [" ".join(words[start:end]) for start, end in find(words)]
    ['Phạm Hữu Thư', 'Hùng']
    """
    marks = np.array([lexicon.marks(word) for word in words], dtype=np.uint16)
    return find_at(words, [word.lower() for word in words], starts(marks).tolist())


def starts(marks: NDArray[np.uint16]) -> Ints:
    """Say where a person's name may begin, from what `lexicon.marks` says of each word."""
    addressed = np.zeros(len(marks), dtype=bool)
    addressed[1:] = marks[:-1] & Mark.ADDRESS
    return np.flatnonzero(marks & np.where(addressed, Mark.GIVEN, Mark.SURNAME))


def find_at(words: Sequence[str], lower: Sequence[str], places: Iterable[int]) -> list[tuple[int, int]]:
    """Do what `find` does, with the words in lower case and what `starts` gives at hand.

    A line end among the words ends a name.
    """
    found: list[tuple[int, int]] = []
    done = 0
    for at in places:
        end = _end(words, lower, at) if at >= done else at
        if end > at:
            found.append((at, end))
            done = end
    return found


def _end(words: Sequence[str], lower: Sequence[str], start: int) -> int:
    """Give the end of the name at `start`, or `start` where there is none."""
    addressed = start > 0 and lower[start - 1] in lexicon.addresses()
    if lexicon.territories().longest(lower, start):
        return start
    opened = lexicon.heads().longest(lower, start)
    if opened is not None and opened[0] > start + 1:
        return start
    end = start + 1
    while end < len(words) and end - start < _LONGEST and _is_syllable(words[end]):
        end += 1
    return end if addressed or end - start in (3, 4) else start


def _is_syllable(word: str) -> bool:
    return word.istitle() and len(word) > 1
