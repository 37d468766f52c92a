"""The word lists of this room, as tries over lower-case syllables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
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
            text = normalize(phrase).text
            root.add(_SYLLABLE.findall(text.lower() if fold else text), value)
        return root

    def add(self, phrase: Iterable[str], value: str) -> None:
        """Add a phrase, word by word."""
        node = self
        for word in phrase:
            node = node.branches.setdefault(word, Trie())
        node.value = value

    def longest(self, words: Sequence[str], start: int) -> tuple[int, str] | None:
        """Give the end and the value of the longest phrase at `start`, None if there is none."""
        branches, end, found = self.branches, start, None
        while end < len(words) and (node := branches.get(words[end])) is not None:
            branches, end = node.branches, end + 1
            if node.value is not None:
                found = (end, node.value)
        return found


@cache
def heads() -> Trie:
    """Head nouns; the value is `grammar/kind`, see `head`."""
    return Trie.of(
        (row["head"], f"{row['grammar']}/{row['kind']}") for row in datafiles.rows("names", "heads.csv")
    )


@cache
def head(value: str) -> Head:
    """Take apart a value of `heads`."""
    grammar, kind = value.split("/")
    return Head(grammar, kind)


@cache
def known() -> Trie:
    """Organisations known without a head noun, in exactly these letters."""
    return Trie.of(((row["name"], "known") for row in datafiles.rows("names", "known.csv")), fold=False)


@cache
def field_phrases() -> frozenset[str]:
    """Fields of work, as they stand in names of organisations, lower case."""
    return frozenset(datafiles.lines("names", "fields.txt"))


@cache
def fields() -> Trie:
    """Fields of work, as phrases to search for."""
    return Trie.of((phrase, "field") for phrase in field_phrases())


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


def ends_word(words: Sequence[str], at: int) -> bool:
    """Say whether what looks like a head noun at `at` is the last syllable of a word (`thị trường`).

    A capital that the syllable before lacks opens a name: `xã Hội`.

    >>> ends_word("nhiệm vụ khoa học".split(), 1), ends_word("công Vụ Khoa học".split(), 1)
    (True, False)
    """
    if at == 0 or (words[at - 1].lower(), words[at].lower()) not in compounds():
        return False
    return words[at].islower() or (words[at - 1].isupper() and words[at].isupper())


@cache
def addresses() -> frozenset[str]:
    """Words right before a person's name, lower case."""
    return frozenset(datafiles.lines("names", "addresses.txt"))


class Listed(IntEnum):
    """What the word lists say of a phrase."""

    TERRITORY = 1
    FIELD = 2
    HEAD = 3
    ADDRESS = 4
    SURNAME = 5


@cache
def listed() -> Trie:
    """Join the word lists; the value is a number of `Listed`; a phrase of two lists has the later one's."""
    entries = [(surname, Listed.SURNAME) for surname in surnames()]
    entries += [(address, Listed.ADDRESS) for address in addresses()]
    entries += [(field, Listed.FIELD) for field in field_phrases()]
    entries += [(row["head"], Listed.HEAD) for row in datafiles.rows("names", "heads.csv")]
    entries += [(name, Listed.TERRITORY) for name, _ in territory_levels()]
    return Trie.of((phrase, str(int(value))) for phrase, value in entries)


def marks(word: str) -> int:
    """Say in the bits of `Mark` what a token of this spelling may begin or end."""
    lower = word.lower()
    found = Mark.SECOND if lower in _seconds() else 0
    branch = listed().branches.get(lower)
    if branch is not None:
        found |= int(branch.value or 0) << Mark.ALONE
        found |= Mark.LONGER if branch.branches else 0
    if lower in heads().branches or word in known().branches:
        found |= Mark.NAMED
    if lower in addresses():
        found |= Mark.ADDRESS
    elif word.istitle() and len(word) > 1:
        found |= Mark.SURNAME | Mark.GIVEN if lower in surnames() else Mark.GIVEN
    return found | Mark.CLOSING if lower in _CLOSING else found


class Mark:
    """The bits of `marks`, each with what it says of a token."""

    LONGER = 1  # a phrase of several words of the lists may begin
    SECOND = 2  # such a phrase may go on after its first word
    NAMED = 4  # the name of an organisation may begin
    ADDRESS = 8  # a form of address ends
    GIVEN = 16  # a person's name may begin after a form of address
    SURNAME = 32  # and without one
    CLOSING = 64  # a head noun before it is closed
    ALONE = 7  # from this bit on: what the lists say of the word alone, a number of `Listed`


@cache
def _seconds() -> frozenset[str]:
    return frozenset(word for branch in listed().branches.values() for word in branch.branches)


# after these the name that a head noun has opened does not go on
_CLOSING = frozenset([*';:()"“”.', *"đã là cho vừa cũng sẽ có được tại của thuộc".split()])


@cache
def places() -> Trie:
    """Kind words of territories, after which a name or a number follows."""
    return Trie.of((phrase, "place") for phrase in _PLACES)


_PLACES = (
    "tỉnh", "thành phố", "tp", "thủ đô", "huyện", "quận", "xã", "phường", "thị xã", "tx",
    "thị trấn", "khu vực", "vùng", "miền", "các tỉnh",
)  # fmt: skip
