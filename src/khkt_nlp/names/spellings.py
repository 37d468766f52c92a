"""What is known of a token by itself: its word, its shape, its clusters, and what they weigh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

WORD, SHAPE, COARSE, MIDDLE, FINE = range(5)
ATTRIBUTES = 5
CLUSTERS = (64, 256, 800)
PADDING = "\n"
"""The empty token: no sentence holds a line end."""
OFFSETS = range(-2, 3)
"""The places of the window in which the attributes of a token count."""

_SHAPES = (
    "pad", "lower", "Title", "T", "UPPER", "Camel", "foreign", "Foreign",
    "digits", "mark", ".", ",", "-", "(", ")", '"', ":",
)  # fmt: skip
SHAPES = len(_SHAPES)
_SHAPE = {name: number for number, name in enumerate(_SHAPES)}
CAPITALS = [_SHAPE[name] for name in ("Title", "T", "UPPER", "Camel", "Foreign")]
# of Vietnamese syllables without diacritics: nghinh
_LONGEST_SYLLABLE = 6
_QUOTES = frozenset("\"'“”‘’«»")
_DASHES = frozenset("-–—/&")


def shape(word: str) -> int:
    """Give the number of a token's shape: its capitals, digits, or which mark it is."""
    return _SHAPE[_letters(word) if word.isalpha() else _mark(word)]


def _letters(word: str) -> str:
    foreign = word.isascii() and len(word) > _LONGEST_SYLLABLE
    if word.islower():
        return "foreign" if foreign else "lower"
    if len(word) == 1:
        return "T"
    if word.isupper():
        return "UPPER"
    if word.istitle():
        return "Foreign" if foreign else "Title"
    return "Camel"


def _mark(word: str) -> str:
    if word.isdigit():
        return "digits"
    if word in _QUOTES:
        return '"'
    if word in _DASHES:
        return "-"
    return word if word in _SHAPE else "mark"


def cluster_key(word: str) -> str:
    """Give the spelling under which the clusters know `word`: all numbers are one."""
    return "0" if word.isdigit() else word


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The numbers of words and clusters.

    `words`: lower-case syllable → number, from 2; 1 is any other, 0 the empty token. `clusters`: spelling
    → its three cluster numbers, from 1; 0 is none.
    """

    words: Mapping[str, int]
    clusters: Mapping[str, tuple[int, int, int]]

    @classmethod
    def of(cls, words: Sequence[str], clusters: Mapping[str, Sequence[int]]) -> Vocabulary:
        """Make the vocabulary that numbers `words` in their order."""
        numbered = {word: number for number, word in enumerate(words, 2)}
        return cls(numbered, {word: (a, b, c) for word, (a, b, c) in clusters.items()})

    def attributes(self, word: str) -> tuple[int, ...]:
        """Give the numbers of a token's word, shape and clusters; all 0 for the empty token."""
        if word == PADDING:
            return (0,) * ATTRIBUTES
        lower = word.lower()
        clusters = self.clusters.get(cluster_key(word)) or self.clusters.get(lower, (0, 0, 0))
        return self.words.get(lower, 1), shape(word), *clusters

    @property
    def bases(self) -> Ints:
        """Give the first row of each attribute in a table of weights that holds them all."""
        return np.concatenate([[0], np.cumsum(self._sizes)[:-1]])

    @property
    def size(self) -> int:
        """Say how many rows such a table has."""
        return sum(self._sizes)

    @property
    def _sizes(self) -> tuple[int, ...]:
        return (len(self.words) + 2, len(_SHAPES), *(count + 1 for count in CLUSTERS))


class Spellings:
    """Attributes of spellings and the sums of their weights, each computed once while it is in the cache.

    `weights`: what each attribute adds to each label at each place of the window, (offsets, rows, labels).
    The cache holds at most `limit` spellings; when it is full it starts anew.
    """

    def __init__(self, vocabulary: Vocabulary, weights: Floats, *, limit: int = 1 << 15) -> None:
        self.vocabulary = vocabulary
        self._weights = weights
        self._limit = limit
        self._clear(1 << 12)

    def _clear(self, room: int) -> None:
        self._rows: dict[str, int] = {}
        self._attributes = np.zeros((room, ATTRIBUTES), dtype=np.int64)
        self._sums = np.zeros((room, len(self._weights), self._weights.shape[2]), dtype=np.float32)

    def read(self, words: Sequence[str]) -> tuple[Ints, Floats]:
        """Give the attributes of tokens, (tokens, attributes), and their sums, (tokens, offsets, labels)."""
        new = {word for word in words if word not in self._rows}
        if len(self._rows) + len(new) > self._limit:
            self._clear(1 << 12)
            new = set(words)
        if new:
            self._learn(sorted(new))
        rows = np.array(list(map(self._rows.__getitem__, words)))
        return self._attributes.take(rows, axis=0), self._sums.take(rows, axis=0)

    def _learn(self, new: Sequence[str]) -> None:
        first = len(self._rows)
        if first + len(new) > len(self._attributes):
            room = max(2 * len(self._attributes), first + len(new))
            self._attributes = np.resize(self._attributes, (room, ATTRIBUTES))
            self._sums = np.resize(self._sums, (room, *self._sums.shape[1:]))
        attributes = np.array([self.vocabulary.attributes(word) for word in new], dtype=np.int64)
        here = slice(first, first + len(new))
        self._attributes[here] = attributes
        self._sums[here] = self._weights[:, attributes + self.vocabulary.bases].sum(axis=2).swapaxes(0, 1)
        self._rows.update((word, row) for row, word in enumerate(new, first))
