"""What is known of a token by itself: its word, its shape, its clusters, and what they weigh."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.arrays import Ints, Singles
from khkt_nlp.names import lexicon
from khkt_nlp.names.templates import ATTRIBUTES
from khkt_nlp.names.tokens import PADDING

Marks = NDArray[np.uint16]

CLUSTERS = (64, 256, 800)
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


class Spelt(NamedTuple):
    """What there is to know of tokens by their spellings.

    `numbers`: of the spellings while they are in the cache, 0 for the empty token. `attributes`: (tokens,
    attributes). `marks`: see `lexicon.marks`. `sums`: what they add to scores, (tokens, …).
    """

    numbers: Ints
    attributes: Ints
    marks: Marks
    sums: Singles


class Spellings:
    """What there is to know of each spelling, computed once while it is in the cache.

    `weigh` gives what attributes add to scores; what it gives for equal attributes, as those of most rare
    spellings are, is kept once. The cache holds at most `limit` spellings; when it is full it starts anew.
    Threads take turns.
    """

    def __init__(
        self, vocabulary: Vocabulary, weigh: Callable[[Ints], Singles], *, limit: int = 1 << 15
    ) -> None:
        self.vocabulary = vocabulary
        self._weigh = weigh
        self._limit = limit
        self._lock = threading.Lock()
        self._clear()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, _lock=threading.Lock())

    def _clear(self) -> None:
        self._numbers: dict[str, int] = {}
        self._marks: Marks = np.zeros(0, dtype=np.uint16)
        self._attributes: Ints = np.zeros((0, ATTRIBUTES), dtype=np.int64)
        self._weighed: dict[tuple[int, ...], int] = {}
        self._sums = self._weigh(self._attributes)
        self._rows: Ints = np.zeros(0, dtype=np.int64)
        self._learn([PADDING])

    def read(self, words: Sequence[str]) -> Spelt:
        """Look up the spellings of tokens; those that are new are learned."""
        with self._lock:
            numbers = self._read(words)
            return Spelt(
                numbers,
                self._attributes.take(numbers, axis=0),
                self._marks.take(numbers),
                self._sums.take(self._rows.take(numbers), axis=0),
            )

    def _read(self, words: Sequence[str]) -> Ints:
        numbers = list(map(self._numbers.get, words))
        if None in numbers:
            new = {word for word, number in zip(words, numbers, strict=True) if number is None}
            if len(self._numbers) + len(new) > self._limit:
                self._clear()
                new = set(words).difference(self._numbers)
            self._learn(sorted(new))
            numbers = list(map(self._numbers.get, words))
        return np.array(numbers)

    def _learn(self, new: Sequence[str]) -> None:
        attributes = [self.vocabulary.attributes(word) for word in new]
        unweighed = list(dict.fromkeys(row for row in attributes if row not in self._weighed))
        if unweighed:
            sums = self._weigh(np.array(unweighed, dtype=np.int64))
            self._sums = _put(self._sums, len(self._weighed), sums)
            self._weighed.update(zip(unweighed, itertools.count(len(self._weighed)), strict=False))
        known = len(self._numbers)
        self._attributes = _put(self._attributes, known, np.array(attributes, dtype=np.int64))
        self._marks = _put(
            self._marks, known, np.array([lexicon.marks(word) for word in new], dtype=np.uint16)
        )
        self._rows = _put(self._rows, known, np.array([self._weighed[row] for row in attributes]))
        self._numbers.update(zip(new, itertools.count(known), strict=False))


Array = TypeVar("Array", Ints, Singles, Marks)


def _put(table: Array, at: int, rows: Array) -> Array:
    """Write `rows` into `table` from row `at` on; where it is too short, into a copy twice as long."""
    if at + len(rows) > len(table):
        table = np.resize(table, (2 * (at + len(rows)), *table.shape[1:]))
    table[at : at + len(rows)] = rows
    return table
