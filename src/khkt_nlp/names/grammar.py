"""The grammar of organisation names: head noun, field of work, proper name, territory.

`Sở` + `Khoa học và Công nghệ` + `tỉnh Vĩnh Phúc`. It finds names alone, where no tagger is loaded, and
what it finds is a feature of the tagger where one is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from khkt_nlp.names import lexicon

_DASH = frozenset({"-", "–", "/", "&"})
_ABBREVIATED_PLACE = frozenset({"tp", "tx", "tt", "q", "p", "h"})
_LONGEST = 30


class Name(NamedTuple):
    """An organisation's name: tokens `start:end`, and the kind that its head noun tells."""

    start: int
    end: int
    kind: str


def find(words: Sequence[str]) -> list[Name]:
    """Find the names of organisations in a sequence of syllables, left to right, none overlapping.

    >>> words = "Sở Khoa học và Công nghệ và Sở Tài chính tỉnh Vĩnh Phúc họp".split()
    >>> [" ".join(words[name.start:name.end]) for name in find(words)]
    ['Sở Khoa học và Công nghệ', 'Sở Tài chính tỉnh Vĩnh Phúc']
    """
    starts = [at for at, word in enumerate(words) if lexicon.marks(word) & lexicon.Mark.NAMED]
    return find_at(words, [word.lower() for word in words], starts)


def find_at(words: Sequence[str], lower: Sequence[str], starts: Iterable[int]) -> list[Name]:
    """Do what `find` does, with the words in lower case and the places where a name may begin at hand.

    A line end among the words ends a name.
    """
    sentence = _Sentence(words, lower)
    found: list[Name] = []
    end = 0
    for at in starts:
        name = sentence.name(at) if at >= end else None
        if name is not None:
            found.append(name)
            end = name.end
    return found


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: Sequence[str]
    lower: Sequence[str]

    def name(self, start: int) -> Name | None:
        """Give the name that starts at `start`."""
        known = lexicon.known().longest(self.words, start)
        opened = lexicon.heads().longest(self.lower, start)
        alone = Name(start, known[0], "") if known else None
        if opened is None or (known and known[0] > opened[0]):
            return alone
        if opened[0] == start + 1 and lexicon.ends_word(self.words, start):
            return alone
        after, value = opened
        grammar, kind = lexicon.head(value)
        if grammar == "owner":
            inner = self.name(after) if after < len(self.words) else None
            if inner is not None:
                return Name(start, inner.end, kind)
            grammar = "field"
        capital = self.words[start][0].isupper()
        end = self._extend(after, grammar, capital)
        if end > after or (grammar == "self" and capital):
            return Name(start, end, kind)
        return alone

    def _extend(self, first: int, grammar: str, capital: bool) -> int:
        """Say where the name ends whose head ends at `first`; `capital`: the head opens with one."""
        at, limit = first, min(len(self.words), first + _LONGEST)
        if capital and grammar == "field" and at < limit and self.words[at].islower():
            at = self._field(at)
        while at < limit:
            place = self._place(at)
            if place > at:
                return at if grammar == "proper" and at == first else place
            step = self._capital(at, first) if self.words[at][0].isupper() else at
            if step == at and at > first:
                step = self._linked(at) if grammar in ("field", "proper", "self") else self._rank(at)
            if step == at:
                break
            at = step
        return at

    def _capital(self, at: int, first: int) -> int:
        """Give the end of the piece that starts with the capital at `at`; `at` before a person's name."""
        territory = lexicon.territories().longest(self.lower, at)
        if territory is not None:
            return territory[0]
        if at > first and self._is_person(at):
            return at
        return max(at + 1, self._field(at))

    def _rank(self, at: int) -> int:
        """Give the end of a lower-case rank such as `tối cao`, `nhân dân`, `trung ương`."""
        return self._field(at) if self.words[at] in ("trung", "quốc", "nhân", "tối") else at

    def _linked(self, at: int) -> int:
        """Step over `và`, a dash or a comma when the fields go on behind it, or take a field."""
        word, after = self.words[at], at + 1
        if word == "(":
            closed = after + 1 < len(self.words) and self.words[after + 1] == ")"
            return after + 2 if closed and self.words[after].isupper() else at
        if word not in ("và", ",") and word not in _DASH:
            return self._field(at)
        if after >= len(self.words) or self._opens(after):
            return at
        if word in _DASH and self.words[after][0].isupper():
            return max(after + 1, self._field(after))
        end = self._field(after)
        if end == after or (word == "," and not self._list_goes_on(end)):
            return at
        return end

    def _list_goes_on(self, at: int) -> bool:
        """Say whether the fields after a comma close with `và` and a field, as lists in names do."""
        while at + 1 < len(self.words) and self.words[at] in ("và", ",", "&"):
            end = self._field(at + 1)
            if end == at + 1 or self._opens(at + 1):
                return False
            if self.words[at] != ",":
                return True
            at = end
        return False

    def _field(self, at: int) -> int:
        """Give the end of the field of work at `at`, or `at`."""
        field = lexicon.fields().longest(self.lower, at)
        return field[0] if field else at

    def _opens(self, at: int) -> bool:
        """Say whether a head noun that is no field of work opens another name at `at`."""
        opened = lexicon.heads().longest(self.lower, at)
        return opened is not None and self._field(at) < opened[0]

    def _place(self, at: int) -> int:
        """Give the end of a territory with its kind word at `at` (`tỉnh Vĩnh Phúc`, `quận 1`, `tỉnh`)."""
        opened = lexicon.places().longest(self.lower, at)
        if opened is None:
            return at
        end = kind_end = opened[0]
        if end < len(self.words) and self.words[end] == "." and self.lower[end - 1] in _ABBREVIATED_PLACE:
            end += 1
        if end >= len(self.words):
            return kind_end
        territory = lexicon.territories().longest(self.lower, end)
        if territory is not None:
            return territory[0]
        if self.words[end].isdigit():
            return end + 1
        named = end
        while named < min(len(self.words), end + 4) and self.words[named][0].isupper():
            if self._opens(named) or (named > end and self._is_person(named)):
                break
            named += 1
        return named if named > end else kind_end

    def _is_person(self, at: int) -> bool:
        """Say whether a person's name starts at `at`: a family name and another capital."""
        if self.lower[at] not in lexicon.surnames() or at + 1 >= len(self.words):
            return False
        return self.words[at].istitle() and self.words[at + 1].istitle() and self._field(at) == at
