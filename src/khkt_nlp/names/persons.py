"""The grammar of people's names: a family name and given names, or a form of address and a name."""

from __future__ import annotations

from collections.abc import Sequence

from khkt_nlp.names import lexicon

_LONGEST = 5


def find(words: Sequence[str]) -> list[tuple[int, int]]:
    """Find the names of people in one sentence of syllables: pairs of first token and end.

    >>> words = "TS . Phạm Hữu Thư và ông Hùng họp tại Hà Nội".split()
    >>> [" ".join(words[start:end]) for start, end in find(words)]
    ['Phạm Hữu Thư', 'Hùng']
    """
    lower = [word.lower() for word in words]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = _end(words, lower, at)
        if end > at:
            found.append((at, end))
            at = end
        else:
            at += 1
    return found


def _end(words: Sequence[str], lower: Sequence[str], start: int) -> int:
    """Give the end of the name at `start`, or `start` where there is none."""
    if not _is_syllable(words[start]) or lower[start] in lexicon.addresses():
        return start
    if lexicon.territories().longest(lower, start):
        return start
    opened = lexicon.heads().longest(lower, start)
    if opened is not None and opened[0] > start + 1:
        return start
    end = start + 1
    while end < len(words) and end - start < _LONGEST and _is_syllable(words[end]):
        end += 1
    addressed = start > 0 and lower[start - 1] in lexicon.addresses()
    if addressed or (lower[start] in lexicon.surnames() and end - start in (3, 4)):
        return end
    return start


def _is_syllable(word: str) -> bool:
    return word.istitle() and len(word) > 1
