"""Who asks and who is asked: the words left of a clause that name them.

The proposer is read from before the reporting verb, else from the speaker of the quotation; the addressee
from between that verb and the clause, or from before the modal. What a clause of a list leaves out it has
from the clause before it. The words that decide are in `data/parties.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khkt_nlp.recommendations.candidates import Candidate
from khkt_nlp.recommendations.cues import CueMatch, cues, find_cues
from khkt_nlp.recommendations.lexicon import opens_role, roles
from khkt_nlp.recommendations.scan import Scan

Piece = tuple[int, int]
NOBODY: Piece = (-1, -1)

_MARKS = frozenset(",;:“”\"'()–-.…?!")
_LONGEST_PHRASE = 4
# a speaker is remembered for so many sentences
_MEMORY = 4
_LONGEST_NAME = 24
_PERSONS = frozenset(["ông", "bà", "anh", "chị", "đồng", "ts", "gs", "pgs", "đại"])
_QUOTE_ENDS = frozenset("”\"’',–-")


@dataclass(frozen=True, slots=True)
class Parties:
    """Who proposes and who is addressed: offsets into the normalised text, `NOBODY` where unnamed."""

    proposer: Piece = NOBODY
    addressee: Piece = NOBODY


@dataclass(frozen=True, slots=True)
class _Text:
    """A scanned text with the word indexes at which known names begin."""

    scan: Scan
    names: frozenset[int]

    def piece(self, first: int, stop: int) -> Piece:
        return (self.scan.starts[first], self.scan.ends[stop - 1]) if first < stop else NOBODY

    def names_somebody(self, first: int, stop: int) -> bool:
        return any(index in self.names for index in range(first, stop))


def find_parties(
    scan: Scan, accepted: Sequence[Candidate], clauses: Sequence[Piece], names: Sequence[Piece] = ()
) -> list[Parties]:
    """Give the parties of each accepted clause, in order.

    `clauses` and `names`, which are known organisations and people, are offsets into the normalised text.
    """
    begun = {start for start, _ in names}
    text = _Text(scan, frozenset(index for index, start in enumerate(scan.starts) if start in begun))
    found: list[Parties] = []
    speaker, spoken_in = NOBODY, -_MEMORY - 1
    for index, candidate in enumerate(accepted):
        first, stop = scan.sentences[candidate.sentence]
        previous = accepted[index - 1] if index else None
        last = found[-1] if found else Parties()
        follows = previous is not None and previous.sentence == candidate.sentence
        floor = _after(scan, clauses[index - 1][1], first, candidate.at) if follows else first
        proposer, addressee = _read(text, candidate, floor)
        if follows:
            proposer = last.proposer if proposer == NOBODY else proposer
            addressee = last.addressee if addressee == NOBODY else addressee
        else:
            if proposer == NOBODY and addressee == NOBODY:
                proposer, addressee = _announcing(text, candidate)
            if proposer == NOBODY:
                proposer = _quoted(text, candidate.at, stop)
            if proposer == NOBODY and candidate.sentence - spoken_in <= _MEMORY:
                proposer = speaker
            # another speaker asks somebody else
            same = proposer in (NOBODY, last.proposer)
            if addressee == NOBODY and same and previous is not None and _continues(previous, candidate):
                addressee = last.addressee
        if proposer != NOBODY:
            speaker, spoken_in = proposer, candidate.sentence
        found.append(Parties(proposer, addressee))
    return found


def _announcing(text: _Text, candidate: Candidate) -> tuple[Piece, Piece]:
    """Read who announced, in an earlier sentence, the list that an action stands in, and to whom."""
    cue = candidate.inherited
    if cue is None or candidate.cue is not None or candidate.kind != "boundary":
        return NOBODY, NOBODY
    first, _ = text.scan.sentences[candidate.sentence - candidate.distance]
    proposer, addressee = _announced(text, first, cue)
    return proposer, addressee if cue.cue.kind == "header" else NOBODY


def _announced(text: _Text, first: int, head: CueMatch) -> tuple[Piece, Piece]:
    """Read both parties before the head of a list: `Ông A đề xuất với Bộ một số giải pháp:`."""
    matches = find_cues(text.scan.words, cues(), range(first, head.first), head.first)
    report = next((match for match in matches if match.cue.kind == "report"), None)
    if report is None:
        return _subject(text, first, head.first), NOBODY
    addressee = _addressee(text, report.stop, head.first, reported=True)
    return _subject(text, first, report.first), addressee


def _continues(previous: Candidate, candidate: Candidate) -> bool:
    near = candidate.sentence - previous.sentence <= 2
    return near and candidate.cue is None and candidate.kind == "boundary"


def _after(scan: Scan, offset: int, first: int, stop: int) -> int:
    """Give the first word at or after `offset`, between `first` and `stop`."""
    return next((index for index in range(first, stop) if scan.starts[index] >= offset), stop)


def _read(text: _Text, candidate: Candidate, floor: int) -> tuple[Piece, Piece]:
    """Read both parties from the words between `floor` and the candidate."""
    cue = candidate.cue
    words = text.scan.words
    if cue is not None and cue.first > floor and cue.stop == candidate.at and words[cue.first - 1] == "được":
        # `Sở A được yêu cầu …`: the subject is who is asked
        return NOBODY, _addressee(text, floor, cue.first - 1, reported=False)
    if candidate.at > floor + 1 and words[candidate.at - 1] == ":" and (cue is None or cue.first < floor):
        # a heading that quotes: `Ông A: Phải xử lý …`
        return _subject(text, floor, candidate.at - 1), NOBODY
    if cue is None or cue.first < floor:
        return _according(text, floor, candidate.at), _addressee(text, floor, candidate.at, reported=False)
    if cue.cue.kind == "header":
        return _announced(text, floor, cue)
    proposer = _subject(text, floor, cue.first)
    if proposer == NOBODY:
        proposer = _according(text, floor, candidate.at)
    return proposer, _addressee(text, cue.stop, candidate.at, reported=True)


def _subject(text: _Text, first: int, stop: int) -> Piece:
    """Read the subject of a verb at word `stop`: the last phrase before it that names somebody.

    `Ông A – giám đốc sở – đề xuất`: an office in apposition gives way to the person it belongs to.
    """
    scan = text.scan
    phrases = [_name_in(text, start, end) for start, end in _phrases(scan, first, stop)]
    for index, found in enumerate(phrases):
        if found is None:
            continue
        person = phrases[index + 1] if index + 1 < len(phrases) else None
        in_office = scan.words[found[0]] not in _PERSONS and opens_role(scan.words, *found, "title")
        if in_office and person is not None and scan.words[person[0]] in _PERSONS:
            return text.piece(*person)
        return text.piece(*found)
    return NOBODY


def _name_in(text: _Text, start: int, end: int) -> Piece | None:
    """Read who is named in a phrase that ends in a verb: the words from the name up to what is said."""
    scan = text.scan
    last = _strip_right(scan, start, end, "tail")
    head = _strip_left(scan, start, last, "lead")
    if not (opens_role(scan.words, head, last, "title") or opens_role(scan.words, head, last, "body")):
        head = next((index for index in range(head, last) if index in text.names), last)
    for index in range(head + 1, last):
        if opens_role(scan.words, index, last, "says"):
            last = _strip_right(scan, head, index, "tail")
            break
    return (head, min(last, head + _LONGEST_NAME)) if head < last else None


def _addressee(text: _Text, first: int, stop: int, *, reported: bool) -> Piece:
    """Read who stands right before an action that begins at word `stop`."""
    scan = text.scan
    start = _strip_left(scan, first, stop, "toward")
    end = _strip_right(scan, start, stop, "toaction")
    if not reported:
        # the subject of a modal is the last phrase before it: `Trong thời gian tới, các địa phương`
        phrases = list(_phrases(scan, start, end))
        heads = [(a, b) for a, b in phrases if _may_act(text, _strip_left(scan, a, b, "lead"), b)]
        if not heads:
            return NOBODY
        start = heads[0][0]
        for begin, _ in heads[1:]:
            if not opens_role(scan.words, begin, end, "body"):
                break
            start = begin
        start = _strip_left(scan, start, end, "lead")
    if start >= end or end - start > 2 * _LONGEST_NAME:
        return NOBODY
    acts = _may_act(text, start, end) or (reported and scan.is_capital(start))
    return text.piece(start, end) if acts else NOBODY


def _may_act(text: _Text, start: int, end: int) -> bool:
    if start >= end:
        return False
    opens = opens_role(text.scan.words, start, end, "title") or opens_role(
        text.scan.words, start, end, "body"
    )
    return bool(opens) or text.names_somebody(start, min(end, start + 3))


def _according(text: _Text, first: int, stop: int) -> Piece:
    """Read who is named by `Theo ông A, …` at the head of a sentence."""
    words = text.scan.words
    if first + 1 < stop and words[first] == "theo":
        end = next((index for index in range(first + 1, stop) if words[index] in _MARKS), stop)
        if end < stop and _may_act(text, first + 1, end):
            return text.piece(first + 1, end)
    return NOBODY


def _quoted(text: _Text, at: int, stop: int) -> Piece:
    """Read who is quoted: `…”, ông Bình nói`, in the sentence of word `at` or behind it."""
    scan = text.scan
    last = min(len(scan.words) - 1, stop + _LONGEST_NAME)
    for index in range(at, min(last, stop + 3)):
        if scan.words[index] not in _QUOTE_ENDS or not opens_role(scan.words, index + 1, last, "title"):
            continue
        for end in range(index + 2, min(last, index + _LONGEST_NAME)):
            if scan.words[end] in '.;”"' or scan.words[end] == ",":
                break
            if opens_role(scan.words, end, last, "says"):
                return text.piece(index + 1, _strip_right(scan, index + 1, end, "tail"))
    return NOBODY


def _phrases(scan: Scan, first: int, stop: int) -> Iterator[Piece]:
    """Give the stretches between marks, from right to left."""
    end = stop
    while end > first:
        if scan.words[end - 1] in _MARKS:
            end -= 1
            continue
        start = end
        while start > first and scan.words[start - 1] not in _MARKS:
            start -= 1
        yield start, end
        end = start


def _strip_left(scan: Scan, first: int, stop: int, role: str) -> int:
    while first < stop:
        size = 1 if scan.words[first] in _MARKS else opens_role(scan.words, first, stop, role)
        if not size:
            break
        first += size
    return first


def _strip_right(scan: Scan, first: int, stop: int, role: str) -> int:
    phrases = roles()[role]
    while stop > first:
        if scan.words[stop - 1] in _MARKS:
            stop -= 1
            continue
        sizes = range(min(_LONGEST_PHRASE, stop - first), 0, -1)
        size = next((n for n in sizes if " ".join(scan.words[stop - n : stop]) in phrases), 0)
        if not size:
            break
        stop -= size
    return stop
