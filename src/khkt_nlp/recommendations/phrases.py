"""Phrases by the hashes of their words: looked up at many places of a text at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from khkt_nlp.arrays import Ints, Keys
from khkt_nlp.recommendations.lexicon import word_hash

UNKNOWN: Final = -1
_PRIME = np.uint64(0x9E3779B97F4A7C15)


class Phrases:
    """Phrases, each with its number in the order given.

    >>> phrases = Phrases(["kiểm", "kiểm tra", "sở"])
    >>> words = np.array([word_hash(word) for word in "sở kiểm tra".split()], dtype=np.uint64)
    >>> numbers, sizes = phrases.longest(words, np.array([0, 1, 2]), np.array([3, 3, 3]))
    >>> numbers.tolist(), sizes.tolist()
    ([2, 1, -1], [1, 2, 0])
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        """`phrases`: of lower-case words parted by blanks, each once."""
        split = [phrase.split() for phrase in phrases]
        longest = max(map(len, split))
        hashes = np.zeros((longest, len(split)), dtype=np.uint64)
        for number, words in enumerate(split):
            hashes[: len(words), number] = [word_hash(word) for word in words]
        self._sizes = np.arange(1, longest + 1)
        sizes = np.array([len(words) for words in split])
        keys = _keys(hashes)[sizes - 1, np.arange(len(split))]
        self._numbers = np.argsort(keys)
        self._keys, self._sizes_of_keys = keys[self._numbers], sizes[self._numbers]

    def longest(self, hashes: Keys, places: Ints, stops: Ints) -> tuple[Ints, Ints]:
        """Give the number of the longest phrase that begins at each of `places`, or `UNKNOWN`, and its size.

        `hashes`: of the words of the text. `stops`: for each place the word before which the phrase ends.
        """
        sizes = self._sizes[:, None]
        ends = places + sizes
        keys = _keys(hashes[np.minimum(ends, len(hashes)) - 1])
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found = (self._keys[at] == keys) & (self._sizes_of_keys[at] == sizes) & (ends <= stops)
        size: Ints = (found * sizes).max(axis=0)
        numbers = self._numbers[at[size - 1, np.arange(len(places))]]
        return np.where(size > 0, numbers, UNKNOWN), size


def _keys(hashes: Keys) -> Keys:
    """Give for each column of words the numbers that stand for its first one, two, three … words."""
    keys = np.empty_like(hashes)
    key = np.uint64(0)
    for row, words in enumerate(hashes):
        key = keys[row] = (key ^ words) * _PRIME
    return keys
