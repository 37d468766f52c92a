"""The grammar of people's names: a family name and given names, or a form of address and a name."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from khkt_nlp.names import lexicon

_LONGEST = 5


def find(words: Sequence[str]) -> list[tuple[int, int]]:
    """Find the names of people in one sentence of syllables: pairs of first token and end.

    >>> words = "TS . Phạm Hữu Thư và ông Hùng họp tại Hà Nội".split()
    >>> [" ".join(words[start:end]) for start, end in find(words)]
    ['Phạm Hữu Thư', 'Hùng']
    """
    return find_lowered(words, [word.lower() for word in words])


def find_lowered(words: Sequence[str], lower: Sequence[str]) -> list[tuple[int, int]]:
    """Do what `find` does, with the words in lower case at hand; a line end among them ends a name."""
    found: list[tuple[int, int]] = []
    done = 0
    for at in itertools.compress(itertools.count(), map(str.istitle, words)):
        end = _end(words, lower, at) if at >= done and len(words[at]) > 1 else at
        if end > at:
            found.append((at, end))
            done = end
    return found


def _end(words: Sequence[str], lower: Sequence[str], start: int) -> int:
    """Give the end of the name at `start`, or `start` where there is none."""
    addresses = lexicon.addresses()
    addressed = start > 0 and lower[start - 1] in addresses
    if lower[start] in addresses or not (addressed or lower[start] in lexicon.surnames()):
        return start
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
