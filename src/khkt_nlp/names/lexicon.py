"""The word lists of this room, as tries over lower-case syllables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import normalize

_SYLLABLE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")


class Head(NamedTuple):
    """How the name after a head noun goes on, and the kind of organisation it names."""

    grammar: str
    kind: str


@dataclass(slots=True)
class Trie:
    """Phrases of words, searched for the longest that starts at a position.

    >>> trie = Trie.of([("bộ y tế", "a"), ("bộ", "b")])
    >>> trie.longest("họp tại bộ y tế".split(), 2)
    (5, 'a')
    """

    branches: dict[str, Trie] = field(default_factory=dict)
    value: str | None = None

    @classmethod
    def of(cls, entries: Iterable[tuple[str, str]], *, fold: bool = True) -> Trie:
        """Make a trie of (phrase, value); phrases are compared in lower case unless `fold` is False."""
        root = cls()
        for phrase, value in entries:
            node = root
            text = normalize(phrase).text
            for word in _SYLLABLE.findall(text.lower() if fold else text):
                node = node.branches.setdefault(word, cls())
            node.value = value
        return root

    def openings(self, words: Iterable[str]) -> list[int]:
        """Give the positions at which a phrase may start, by its first word alone."""
        return list(itertools.compress(itertools.count(), map(self.branches.__contains__, words)))

    def longest(self, words: Sequence[str], start: int) -> tuple[int, str] | None:
        """Give the end and the value of the longest phrase at `start`, None if there is none."""
        node: Trie | None = self.branches.get(words[start])
        end, found = start + 1, None
        while node is not None:
            if node.value is not None:
                found = (end, node.value)
            node = node.branches.get(words[end]) if end < len(words) else None
            end += 1
        return found


@cache
def heads() -> Trie:
    """Head nouns; the value is `grammar/kind`, see `head`."""
    return Trie.of(
        (row["head"], f"{row['grammar']}/{row['kind']}") for row in datafiles.rows("names", "heads.csv")
    )


def head(value: str) -> Head:
    """Take apart a value of `heads`."""
    grammar, kind = value.split("/")
    return Head(grammar, kind)


@cache
def known() -> Trie:
    """Organisations known without a head noun, in exactly these letters."""
    return Trie.of(((row["name"], "known") for row in datafiles.rows("names", "known.csv")), fold=False)


@cache
def fields() -> Trie:
    """Fields of work, as they stand in names of organisations."""
    return Trie.of((phrase, "field") for phrase in datafiles.lines("names", "fields.txt"))


@cache
def surnames() -> frozenset[str]:
    """Family names, lower case."""
    return frozenset(datafiles.lines("names", "surnames.txt"))


@cache
def territories() -> Trie:
    """Provinces, cities and countries; the value is which of the three."""
    return Trie.of(territory_levels())


def territory_levels() -> list[tuple[str, str]]:
    """List the territories that complete names: (name in lower case, `province`, `city` or `country`)."""
    return [(row["name"], row["level"]) for row in datafiles.rows("names", "territories.csv")]


@cache
def compounds() -> frozenset[tuple[str, str]]:
    """Pairs of syllables in which the second is no head noun."""
    pairs = (tuple(phrase.split()[-2:]) for phrase in datafiles.lines("names", "compounds.txt"))
    return frozenset((first, second) for first, second in pairs)


@cache
def addresses() -> frozenset[str]:
    """Words right before a person's name, lower case."""
    return frozenset(datafiles.lines("names", "addresses.txt"))


@cache
def places() -> Trie:
    """Kind words of territories, after which a name or a number follows."""
    return Trie.of((phrase, "place") for phrase in _PLACES)


_PLACES = (
    "tỉnh", "thành phố", "tp", "thủ đô", "huyện", "quận", "xã", "phường", "thị xã", "tx",
    "thị trấn", "khu vực", "vùng", "miền", "các tỉnh",
)  # fmt: skip
