"""Who may ask or be asked: the noun phrases of a scanned text that name a person, a body or a group.

Names that other components found are taken whole. Elsewhere an actor opens with a word of `data/parties.txt`
or a run of capitals and goes on to the word that must be a verb.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from khkt_nlp.recommendations.lexicon import closes_role, heads, opening_phrases, opens_role, opens_with
from khkt_nlp.recommendations.models import Piece
from khkt_nlp.recommendations.scan import Scan

_MARKS = frozenset(",;:“”\"'()[]–-.…?!/")
_JOINTS = frozenset("-–./&")
_DASHES = frozenset("-–")
_PLACES = ["tỉnh", ",", "thành"]
"""These words are one noun: `các tỉnh, thành`."""
_ABBREVIATIONS = frozenset("tp ts gs pgs ths bs kts ls q p tx tt".split())
_LOOSE = frozenset(["và", "cùng", "của", "về"])
_LONGEST = 32
_LONGEST_RUN = 6
_YEAR = 4
# a title with so many words or fewer has no name with it
_LONG_TITLE = 3


class Phrase(NamedTuple):
    """The words `first` to `stop` between two marks; `mark` is the one before, empty for none."""

    first: int
    stop: int
    mark: str


class Actors:
    """Reads the actors of one text. Every place is a word index of its scan, every end exclusive."""

    def __init__(self, scan: Scan, organizations: Sequence[Piece] = (), people: Sequence[Piece] = ()) -> None:
        """`organizations`, `people`: where known ones are named, as offsets into the text of `scan`."""
        self.scan = scan
        self._people = dict(people)
        self._people_ends = frozenset(self._people.values())
        self._names = {**dict(organizations), **self._people}
        self._begun = sorted(self._names)
        self._read: dict[Piece, list[Piece]] = {}
        self._heads = opening_phrases("title", "office", "body", "group")
        self._titles = opening_phrases("title", "office")
        self._inert = opening_phrases("inert")
        self._many = opening_phrases("several")
        self._verbs = opening_phrases("predicate", "says", "speaks")
        self._compounds = opening_phrases("compound")

    def _name_at(self, index: int) -> int:
        """Give where the name ends that begins at word `index`; 0 for none."""
        end = self._names.get(self.scan.starts[index])
        stop = bisect_left(self.scan.starts, end, index) if end else 0
        return stop if stop > index else 0

    def _is_inside(self, index: int) -> bool:
        """Say whether word `index` stands in a name, not at its beginning."""
        offset = self.scan.starts[index]
        place = bisect_left(self._begun, offset) - 1
        return place >= 0 and offset < self._names[self._begun[place]]

    def is_break(self, index: int) -> bool:
        """Say whether word `index` is a mark that parts phrases: one inside a name, or `GD-ĐT`, does not."""
        words = self.scan.words
        if words[index] not in _MARKS or self._is_inside(index):
            return False
        if words[index] not in _JOINTS or not 0 < index < len(words) - 1:
            return words[index - 1 : index + 2] != _PLACES
        starts, ends = self.scan.starts, self.scan.ends
        if words[index] in _DASHES and ends[index - 1] in self._people_ends:
            # `ông Lê Văn Nam-Giám đốc sở`
            return True
        if words[index - 1] in _ABBREVIATIONS and (words[index] == "." or words[index + 1] in _ABBREVIATIONS):
            return False
        return ends[index - 1] < starts[index] or ends[index] < starts[index + 1]

    def phrases(self, first: int, stop: int) -> list[Phrase]:
        """Give the stretches between marks, from left to right, but for what stands in brackets."""
        words = self.scan.words
        found: list[Phrase] = []
        start, mark, depth = first, "", 0
        for index in [at for at in range(first, stop) if words[at] in _MARKS]:
            if not self.is_break(index):
                continue
            if start < index and not depth:
                found.append(Phrase(start, index, mark))
            start, mark = self._after_credit(index + 1, stop), words[index]
            if mark == "(":
                depth += 1
            elif mark == ")":
                depth = max(depth - 1, 0)
        if start < stop and not depth:
            found.append(Phrase(start, stop, mark))
        return found

    def _after_credit(self, index: int, stop: int) -> int:
        """Skip who took the photo: `Ảnh: Tấn Thạnh Ông Hoan …`, where the end of a caption was lost."""
        words = self.scan.words
        if index < 2 or index >= stop or words[index - 2 : index] != ["ảnh", ":"]:
            return index
        end = self._name_at(index) or index
        while end + 1 < stop and words[end] in _JOINTS and self.scan.is_capital(end + 1):
            end += 2
        return min(end, stop)

    def last_phrase(self, first: int, stop: int) -> Phrase | None:
        """Give the stretch that ends right at `stop`, back to a mark or to `first`."""
        words = self.scan.words
        start = stop
        while start > first and not (words[start - 1] in _MARKS and self.is_break(start - 1)):
            start -= 1
        return Phrase(start, stop, words[start - 1] if start > first else "") if start < stop else None

    def opens(self, index: int, stop: int) -> int:
        """Give how many words, from `index`, are sure to belong to an actor that opens there; 0 for none."""
        words = self.scan.words
        head = index
        while head < stop and head - index < _LONGEST_RUN and (size := self._count(head, stop)):
            head += size
        if head == index:
            return self._head(index, stop)
        size = opens_role(words, head, stop, "plural") or (self._head(head, stop) if head < stop else 0)
        return head - index + size if size else 0

    def _count(self, index: int, stop: int) -> int:
        """Give the length of a word for several, or of a small number."""
        word = self.scan.words[index]
        if word in self._many:
            return opens_with(self._many, self.scan.words, index, stop)
        if not word.isdigit() or len(word) >= _YEAR:
            return 0
        # `19-5` is a date
        joined = index > 0 and self.scan.ends[index - 1] == self.scan.starts[index]
        return int(not joined or self.scan.words[index - 1] not in _JOINTS)

    def _head(self, index: int, stop: int) -> int:
        words = self.scan.words
        if name := self._name_at(index):
            return min(name, stop) - index
        word = words[index]
        if word in self._inert and opens_with(self._inert, words, index, stop):
            return 0
        if word in self._heads and (size := opens_with(self._heads, words, index, stop)):
            return size
        return self._capitals(index, stop) if self.scan.is_capital(index) else 0

    def is_several(self, index: int, stop: int) -> bool:
        """Say whether a word for several opens at `index`."""
        return opens_with(self._many, self.scan.words, index, stop) > 0

    def is_office(self, index: int, stop: int) -> bool:
        """Say whether a title or an office opens at `index`."""
        return opens_with(self._titles, self.scan.words, index, stop) > 0

    def _capitals(self, index: int, stop: int) -> int:
        """Give the length of a run of capitals: one such word may open any sentence, two are a name."""
        scan = self.scan
        words = scan.words
        if opens_role(words, index, stop, "before") or opens_role(words, index, stop, "lead"):
            return 0
        end = index
        while end < stop and end - index < _LONGEST_RUN and words[end].isalpha() and scan.is_capital(end):
            end += 1
        if end - index == 1 and not opens_role(words, index, stop, "place"):
            spelling = scan.text[scan.starts[index] : scan.ends[index]]
            return int(len(spelling) > 1 and spelling.isupper())
        return end - index

    def is_head(self, phrase: Phrase, actor: Piece) -> bool:
        """Say whether a phrase begins with an actor."""
        return actor[0] == phrase.first or actor[0] == strip_left(
            self.scan, phrase.first, phrase.stop, "lead"
        )

    def is_addressed(self, first: int, stop: int) -> bool:
        """Say whether an actor is a person under a form of address: `ông Nam`."""
        return stop - first > 1 and opens_role(self.scan.words, first, stop, "address") > 0

    def is_person(self, first: int, stop: int) -> bool:
        """Say whether an actor is one person by name: `ông Nam`, `Phó Chủ tịch Lê Văn A`."""
        if self.is_addressed(first, stop):
            return True
        words = self.scan.words
        if not self.scan.is_capital(stop - 1):
            return False
        if not self._names:
            return stop - first > _LONG_TITLE and opens_role(words, first, stop, "title") > 0
        return self._person(first, stop) is not None

    def _person(self, first: int, stop: int) -> int | None:
        """Give where the name of a person begins that an actor ends with."""
        starts = self.scan.starts
        return next(
            (at for at in range(first, stop) if starts[at] in self._people and self._name_at(at) == stop),
            None,
        )

    def named(self, first: int, stop: int) -> Piece:
        """Give the name in an actor that ends with that of a person: `Phó Chủ tịch Lê Văn A` is `Lê Văn A`.

        One word alone keeps its form of address: `ông Nam`. Any other actor stays as it is.
        """
        at = self._person(first, stop)
        if at is None:
            return first, stop
        address = closes_role(self.scan.words, first, at, "address") if stop - at == 1 else 0
        return at - address, stop

    def end(self, first: int, size: int, stop: int) -> int:
        """Give where the noun phrase of an actor ends that opens at `first` with `size` words.

        It ends before a mark or a verb.
        """
        words, scan = self.scan.words, self.scan
        index = head = first + size
        last = min(stop, first + _LONGEST)
        if self._name_at(first):
            head = -1
        bare = opens_role(words, first, stop, "pronoun") == size
        common = opens_with(self._heads, words, first, stop) > 0
        while index < last:
            word = words[index]
            if name := self._name_at(index):
                index = min(name, last)
                continue
            if scan.is_capital(index):
                # `Hà Nội Thủ tướng` are two
                if not common and self.is_office(index, last):
                    break
            elif word in self._compounds and (size := opens_with(self._compounds, words, index, last)):
                index += size
                continue
            elif (bare and not self.is_office(index, last)) or self._parts(index, last, index == head):
                break
            index += 1
        while index > first + 1 and words[index - 1] in _LOOSE:
            index -= 1
        return min(index, last)

    def _parts(self, index: int, stop: int, after_head: bool) -> bool:
        """Say whether a mark or a verb stands at `index`; right after its head a noun may have one."""
        words = self.scan.words
        if self.is_break(index) or (
            words[index] in self._verbs and opens_with(self._verbs, words, index, stop)
        ):
            return True
        known = heads()
        if after_head or index + 1 >= stop or not known.may_open(words[index]):
            return False
        pair = f"{words[index]} {words[index + 1]}"
        return pair in known.opening and known.strength.get(pair, 0) > 0

    def at(self, first: int, stop: int) -> Piece | None:
        """Read the actor that opens right at `first`."""
        size = self.opens(first, stop) if first < stop else 0
        return (first, self.end(first, size, stop)) if size else None

    def leading(self, first: int, stop: int) -> Piece | None:
        """Read the actor that a phrase begins with, words that lead to it apart."""
        return self.at(strip_left(self.scan, first, stop, "lead"), stop)

    def touching(self, phrase: Phrase) -> Piece | None:
        """Read the actor that a phrase ends with, the longest."""
        return next((found for found in self._subjects(phrase) if found[1] == phrase.stop), None)

    def _subjects(self, phrase: Phrase) -> list[Piece]:
        """Give the actors of a phrase, but for the complements of prepositions."""
        first, stop, _ = phrase
        known = self._read.get((first, stop))
        if known is None:
            known = self._read[first, stop] = list(self._find_subjects(first, stop))
        return known

    def _find_subjects(self, first: int, stop: int) -> Iterator[Piece]:
        words = self.scan.words
        start = strip_left(self.scan, first, stop, "lead")
        if start < stop and words[start] == "theo":
            named = self.at(start + 1, stop)
            start = named[1] if named else start + 1
        passed = start
        for index in self._places(start, stop):
            size = self.opens(index, stop) if index >= passed else 0
            if not size or (index > start and not self._stands_alone(index, size, start, stop)):
                continue
            end = self.end(index, size, stop)
            # `nghị quyết của Quốc hội yêu cầu` has a subject, `giám đốc của công ty` has it before
            owner = end == stop and words[index - 1] == "của" and index > passed + 1
            is_object = closes_role(words, start, index, "before") and index > start and not owner
            # `đơn vị mình` is who was named before
            if not is_object and words[end - 1] != "mình":
                yield index, end
            passed = end

    def _places(self, first: int, stop: int) -> list[int]:
        """Give the words at which an actor may open."""
        scan, words, names = self.scan, self.scan.words, self._names
        heads, many, text, starts = self._heads, self._many, scan.text, scan.starts
        return [
            at
            for at in range(first, stop)
            if words[at] in heads
            or words[at] in many
            or starts[at] in names
            or not text[starts[at]].islower()
        ]

    def _stands_alone(self, index: int, size: int, start: int, stop: int) -> bool:
        """Say whether an actor may open inside a phrase: `trường` is also the end of `thị trường`."""
        scan, words = self.scan, self.scan.words
        capital = scan.is_capital(index)
        if self._name_at(index) or (capital and opens_with(self._heads, words, index, stop)):
            return True
        if size == 1 and not opens_role(words, index, stop, "address"):
            return index + 1 < stop and scan.is_capital(index + 1)
        if capital:
            # `sân bay Nội Bài` is no actor, `cho rằng Hà Nội` is
            return any(closes_role(words, start, index, role) for role in ("says", "lead", "joint", "before"))
        return True


def strip_left(scan: Scan, first: int, stop: int, role: str) -> int:
    """Skip marks and phrases of `role` from `first` on; what opens an actor stays."""
    words = scan.words
    while first < stop:
        if words[first] in _MARKS:
            first += 1
            continue
        size = opens_role(words, first, stop, role)
        if not size or opens_with(opening_phrases("title", "body"), words, first, stop) > size:
            break
        first += size
    return first


def strip_right(scan: Scan, first: int, stop: int, role: str) -> int:
    """Skip phrases of `role` that end at `stop`, and bracketed asides."""
    words = scan.words
    while stop > first:
        if words[stop - 1] == ")":
            opening = next(
                (at for at in range(stop - 2, max(first, stop - 24) - 1, -1) if words[at] == "("), None
            )
            if opening is None:
                break
            stop = opening
            continue
        size = closes_role(words, first, stop, role)
        if not size:
            break
        stop -= size
    return stop
