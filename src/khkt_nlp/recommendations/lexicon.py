"""What the room knows of single words: which open an action, how strongly, and the class of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np

from khkt_nlp import datafiles
from khkt_nlp.arrays import Ints, Keys

NO_CLASS = -1


def word_hash(word: str) -> int:
    """Give the number, below 2**32, that stands for a lower-case word: the same in every process."""
    return crc32(word.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Heads:
    """The words of `data/heads.csv`: which open an action, and how strongly each speaks for one."""

    opening: frozenset[str]
    first: frozenset[str]
    strength: Mapping[str, int]

    def may_open(self, word: str) -> bool:
        """Say whether a head begins with `word`, whatever follows."""
        return word in self.first

    def opens(self, word: str, pair: str) -> bool:
        """Say whether a head begins with `word`, or with `pair`, which is `word` and the next."""
        return word in self.opening or pair in self.opening

    def weigh(self, word: str, pair: str) -> int:
        """Give the strength of the longer phrase that is known, else 0."""
        known = self.strength.get(pair)
        return self.strength.get(word, 0) if known is None else known


@cache
def heads() -> Heads:
    """Load the head words.

    >>> heads().weigh("tăng", "tăng cường") > heads().weigh("nhập", "nhập viện")
    True
    """
    rows = datafiles.rows("recommendations", "heads.csv")
    table = [(row["phrase"], row["opens"] == "1", int(row["strength"])) for row in rows]
    # of a longer phrase (`đa dạng hóa`) the first two syllables tell enough
    opening = frozenset(" ".join(phrase.split()[:2]) for phrase, opens, _ in table if opens)
    first = frozenset(phrase.split()[0] for phrase in opening)
    return Heads(opening, first, {phrase: strength for phrase, _, strength in table})


@cache
def classes() -> Mapping[str, int]:
    """Load the word classes: the number of the class of each word of one or two syllables."""
    return {
        word: number
        for number, line in enumerate(datafiles.lines("recommendations", "classes.txt"))
        for word in line.split(",")
    }


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The classes of the words of two syllables: `keys`, in order, are the numbers of both in one."""

    keys: Keys
    classes: Ints


@cache
def _pairs() -> _Pairs:
    table = sorted(
        (word_hash(first) << 32 | word_hash(second), number)
        for word, number in classes().items()
        for first, _, second in [word.partition(" ")]
        if second
    )
    keys, numbers = zip(*table, strict=True)
    return _Pairs(np.array(keys, dtype=np.uint64), np.array(numbers, dtype=np.int64))


def word_classes(hashes: Keys, alone: Ints) -> tuple[Ints, Ints]:
    """Read syllables as words of one or two, from the left: where each word begins, and its class.

    `hashes`: of the syllables; `alone`: the class of each as a word by itself, or `NO_CLASS`.

    >>> syllables = "bộ yêu cầu kiểm tra".split()
    >>> hashes = np.array([word_hash(one) for one in syllables], dtype=np.uint64)
    >>> starts, _ = word_classes(hashes, np.array([classes().get(one, NO_CLASS) for one in syllables]))
    >>> starts.tolist()
    [0, 1, 3]
    """
    pairs = _pairs()
    keys = hashes.copy()
    keys[:-1] = hashes[:-1] << np.uint64(32) | hashes[1:]
    at = np.minimum(np.searchsorted(pairs.keys, keys), len(pairs.keys) - 1)
    is_pair = pairs.keys[at] == keys
    is_pair[-1:] = False
    # of pairs that overlap in a row every second is read, from the first
    places = np.arange(len(keys))
    before = np.maximum.accumulate(np.where(is_pair, -1, places))
    is_pair &= (places - before) % 2 == 1
    begins = np.ones(len(keys), dtype=np.bool_)
    begins[1:] = ~is_pair[:-1]
    starts = np.flatnonzero(begins)
    return starts, np.where(is_pair, pairs.classes[at], alone)[starts]


@cache
def roles() -> Mapping[str, frozenset[str]]:
    """Load `data/parties.txt` and `data/asides.txt`: the phrases of each role."""
    table: dict[str, set[str]] = {}
    for name in ("parties.txt", "asides.txt"):
        for line in datafiles.lines("recommendations", name):
            role, _, phrases = line.partition(":")
            table.setdefault(role, set()).update(phrase.strip() for phrase in phrases.split(","))
    return {role: frozenset(phrases) for role, phrases in table.items()}


def is_role_head(word: str) -> bool:
    """Say whether a word for a body or an office may begin with `word`."""
    return word in opening_phrases("body", "title")


PhraseTable = Mapping[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first word or by their last, the longest first."""


@cache
def opening_phrases(*names: str) -> PhraseTable:
    """Give the phrases of some roles by their first word."""
    return _by_word(names, 0)


@cache
def closing_phrases(*names: str) -> PhraseTable:
    """Give the phrases of some roles by their last word."""
    return _by_word(names, -1)


def _by_word(names: Sequence[str], edge: int) -> PhraseTable:
    table: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        for phrase in roles()[name]:
            words = tuple(phrase.split())
            table.setdefault(words[edge], set()).add(words)
    return {word: tuple(sorted(phrases, key=lambda one: (-len(one), one))) for word, phrases in table.items()}


def opens_with(table: PhraseTable, words: Sequence[str], first: int, stop: int) -> int:
    """Give the length of the longest phrase of `table`, of opening phrases, at word `first`, 0 for none.

    >>> opens_with(opening_phrases("title", "body"), ["ủy", "ban", "nhân", "dân"], 0, 4)
    2
    """
    if first < stop and (phrases := table.get(words[first])):
        for phrase in phrases:
            size = len(phrase)
            if size == 1 or (first + size <= stop and tuple(words[first : first + size]) == phrase):
                return size
    return 0


def closes_with(table: PhraseTable, words: Sequence[str], first: int, stop: int) -> int:
    """Give the length of the longest phrase of `table`, of closing phrases, that ends at `stop`, 0 for none.

    >>> closes_with(closing_phrases("says"), ["bộ", "y", "tế", "cho", "biết"], 0, 5)
    2
    """
    if first < stop and (phrases := table.get(words[stop - 1])):
        for phrase in phrases:
            size = len(phrase)
            if size == 1 or (stop - size >= first and tuple(words[stop - size : stop]) == phrase):
                return size
    return 0


def opens_role(words: Sequence[str], first: int, stop: int, role: str) -> int:
    """Give the length of the longest phrase of `role` at word `first`, 0 for none.

    >>> opens_role(["ủy", "ban", "nhân", "dân"], 0, 4, "body")
    2
    """
    return opens_with(opening_phrases(role), words, first, stop)


def closes_role(words: Sequence[str], first: int, stop: int, role: str) -> int:
    """Give the length of the longest phrase of `role`, from `first` on, that ends at `stop`, 0 for none.

    >>> closes_role(["bộ", "y", "tế", "cho", "biết"], 0, 5, "says")
    2
    """
    return closes_with(closing_phrases(role), words, first, stop)
