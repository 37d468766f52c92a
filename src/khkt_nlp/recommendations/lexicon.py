"""What the room knows of single words: which open an action, how strongly, and the class of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from khkt_nlp import datafiles

NO_CLASS = -1
_LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Heads:
    """The words of `data/heads.csv`: which open an action, and how strongly each speaks for one."""

    opening: frozenset[str]
    strength: Mapping[str, int]

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
    return Heads(opening, {phrase: strength for phrase, _, strength in table})


@cache
def classes() -> Mapping[str, int]:
    """Load the word classes: the number of the class of each word of one or two syllables."""
    return {
        word: number
        for number, line in enumerate(datafiles.lines("recommendations", "classes.txt"))
        for word in line.split(",")
    }


def word_classes(words: Sequence[str]) -> list[tuple[int, int]]:
    """Read syllables as words of one or two: the index each begins at, and its class or `NO_CLASS`.

    >>> [at for at, _ in word_classes("bộ yêu cầu kiểm tra".split())]
    [0, 1, 3]
    """
    table = classes()
    found: list[tuple[int, int]] = []
    at = 0
    last = len(words) - 1
    while at <= last:
        pair = table.get(f"{words[at]} {words[at + 1]}") if at < last else None
        if pair is not None:
            found.append((at, pair))
            at += 2
        else:
            found.append((at, table.get(words[at], NO_CLASS)))
            at += 1
    return found


@cache
def roles() -> Mapping[str, frozenset[str]]:
    """Load `data/parties.txt`: the phrases of each role."""
    table: dict[str, set[str]] = {}
    for line in datafiles.lines("recommendations", "parties.txt"):
        role, _, phrases = line.partition(":")
        table.setdefault(role, set()).update(phrase.strip() for phrase in phrases.split(","))
    return {role: frozenset(phrases) for role, phrases in table.items()}


def opens_role(words: Sequence[str], first: int, stop: int, role: str) -> int:
    """Give the length of the longest phrase of `role` at word `first`, 0 for none.

    >>> opens_role(["ủy", "ban", "nhân", "dân"], 0, 4, "body")
    2
    """
    phrases = roles()[role]
    for size in range(min(_LONGEST_PHRASE, stop - first), 0, -1):
        if " ".join(words[first : first + size]) in phrases:
            return size
    return 0
