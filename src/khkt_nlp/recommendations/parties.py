"""Who asks and who is asked: the words left of a clause that name them.

The proposer is the subject of the reporting verb, else who is named by `theo`, else who is quoted, else who
spoke last; the addressee stands between that verb and the clause, or before the modal. What a clause of a
list leaves out it has from the clause before it. The words that decide are in `data/parties.txt`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from khkt_nlp.recommendations.actors import Actors, Phrase, strip_left, strip_right
from khkt_nlp.recommendations.candidates import Candidate
from khkt_nlp.recommendations.cues import CueMatch, cues, find_cues
from khkt_nlp.recommendations.lexicon import heads, opening_phrases, opens_role, opens_with
from khkt_nlp.recommendations.models import Piece
from khkt_nlp.recommendations.quotations import quoted
from khkt_nlp.recommendations.scan import Scan
from khkt_nlp.recommendations.subjects import according, beside, outer_request, said, subject, whole_list

NOBODY: Piece = (-1, -1)

_Pair = tuple[Piece | None, Piece | None]
"""Proposer and addressee as word indexes, end exclusive."""

# a speaker is remembered for so many sentences
_MEMORY = 4
_LONGEST_NAME = 24
_STOPS = frozenset('.!?…”")')
_OPENING_QUOTES = frozenset("“\"'")
# `trách nhiệm của các sở là phải …`: whose duty it is must do it
_DUTIES = frozenset(["nhiệm", "vụ", "việc"])
_LIST_MARKS = frozenset([",", "và", "-", "–", ":", ";"])


@dataclass(frozen=True, slots=True)
class Parties:
    """Who proposes and who is addressed: offsets into the normalised text, `NOBODY` where unnamed."""

    proposer: Piece = NOBODY
    addressee: Piece = NOBODY


@dataclass(frozen=True, slots=True)
class _Text:
    """A scanned text with its actors; `spoken` remembers who spoke in a sentence."""

    scan: Scan
    actors: Actors
    spoken: dict[int, Piece | None] = field(default_factory=dict)


def find_parties(actors: Actors, accepted: Sequence[Candidate], clauses: Sequence[Piece]) -> list[Parties]:
    """Give the parties of each accepted clause, in order, of those that the text names.

    A proposer whose full name is known is given by it alone; an addressee stays as written, with the office.
    `clauses` are offsets into the normalised text.
    """
    scan = actors.scan
    text = _Text(scan, actors)
    found: list[_Pair] = []
    for index, candidate in enumerate(accepted):
        previous = accepted[index - 1] if index else None
        before = found[-1] if found else (None, None)
        if previous is not None and previous.sentence == candidate.sentence:
            first, _ = scan.sentences[candidate.sentence]
            floor = bisect_left(scan.starts, clauses[index - 1][1], first, candidate.at)
            proposer, addressee = _read(text, candidate, floor)
            found.append((proposer or before[0], addressee or before[1]))
        else:
            found.append(_alone(text, candidate, previous, before))
    return [
        Parties(_offsets(text, proposer and text.actors.named(*proposer)), _offsets(text, addressee))
        for proposer, addressee in found
    ]


def _offsets(text: _Text, words: Piece | None) -> Piece:
    if words is None or opens_role(text.scan.words, *words, "nobody") == words[1] - words[0]:
        return NOBODY
    return text.scan.starts[words[0]], text.scan.ends[words[1] - 1]


def _alone(text: _Text, candidate: Candidate, previous: Candidate | None, before: _Pair) -> _Pair:
    """Read the parties of the first clause of a sentence; `before`: those of the clause `previous`."""
    first, stop = text.scan.sentences[candidate.sentence]
    proposer, addressee = _read(text, candidate, first)
    announcer, asked = (None, None) if proposer else _announcing(text, candidate)
    addressee = addressee or asked
    if proposer is None:
        proposer = _resolved(text, candidate, quoted(text.actors, candidate.at))
    if proposer is None:
        proposer = announcer
    # a heading says nothing in the name of who spoke before
    if proposer is None and text.scan.words[stop - 1] in _STOPS:
        proposer = _last_speaker(text, candidate.sentence, before[0])
    # another speaker asks somebody else
    same = proposer is None or before[0] in (proposer, announcer)
    if addressee is None and same and previous is not None and _continues(previous, candidate):
        addressee = before[1]
    return proposer, addressee


def _continues(previous: Candidate, candidate: Candidate) -> bool:
    near = candidate.sentence - previous.sentence <= 2
    return near and candidate.cue is None and candidate.kind == "boundary"


def _read(text: _Text, candidate: Candidate, floor: int) -> _Pair:
    """Read both parties from the words between `floor` and the candidate."""
    cue = candidate.cue
    if cue is None or cue.first < floor or cue.cue.phrase == "theo":
        proposer, addressee = _uncued(text, candidate, floor)
    elif cue.cue.kind == "header":
        proposer, addressee = _announced(text, floor, cue)
    else:
        proposer, addressee = _reported(text, candidate, cue, floor)
    return _resolved(text, candidate, proposer), addressee


def _uncued(text: _Text, candidate: Candidate, floor: int) -> _Pair:
    """Read the parties of a clause without a reporting verb: `Theo ông A, các địa phương cần …`."""
    actors, at = text.actors, candidate.at
    words = text.scan.words
    before = at - (words[at - 1] in _OPENING_QUOTES)
    if candidate.cue is None and before > floor + 1 and words[before - 1] == ":":
        # a heading that quotes: `Ông A: Phải xử lý …`
        return subject(actors, floor, before - 1), None
    proposer = according(actors, floor, at) or said(actors, floor, at)
    addressee = _acting(text, floor, at)
    if addressee is None and candidate.kind == "boundary":
        # `Bộ Xây dựng chủ trì, phối hợp …`
        addressee = actors.leading(floor, at)
    return proposer, addressee


def _reported(text: _Text, candidate: Candidate, cue: CueMatch, floor: int) -> _Pair:
    """Read the parties around a reporting verb: `Ông A đề nghị UBND tỉnh …`."""
    words, actors, at = text.scan.words, text.actors, candidate.at
    modal = candidate.kind == "modal"
    if outer := outer_request(actors, floor, cue):
        # `A đề nghị B chỉ đạo C …` is what A asks of B
        return subject(actors, floor, outer.first), _asked(text, outer.stop, cue.first)
    if cue.first > floor and cue.stop == at and words[cue.first - 1] == "được":
        # `Sở A được yêu cầu …`: the subject is who is asked
        return None, _acting(text, floor, cue.first - 1)
    if cue.stop + 1 < at and words[cue.stop] == "của" and (owner := actors.at(cue.stop + 1, at)):
        # `chỉ đạo của Thủ tướng về việc …`
        return owner, _acting(text, owner[1], at) if modal else None
    # `Theo ông A, Bộ B đề nghị các sở cần …` is what B asks, `Theo ông A, Bộ B muốn … nên cần …` what A does
    proposer = beside(actors, floor, cue.first) if cue.cue.kind == "report" else None
    if proposer is None and modal and cue.stop < at:
        proposer = according(actors, floor, at)
    proposer = proposer or subject(actors, floor, cue.first) or according(actors, floor, at)
    addressee = _asked(text, cue.stop, at)
    if modal:
        # of a list that both read the whole; else what stands right before the modal
        acting = _acting(text, cue.stop, at)
        listed = addressee and (acting is None or acting[1] == addressee[1])
        addressee = addressee if listed and (acting or cue.cue.kind == "report") else acting
    return proposer, addressee or _asked_before(text, floor, cue.first)


def _announcing(text: _Text, candidate: Candidate) -> _Pair:
    """Read who announced, in an earlier sentence, the list that an action stands in, and to whom."""
    cue = candidate.inherited
    if cue is None or candidate.cue is not None or candidate.kind != "boundary":
        return None, None
    first, stop = text.scan.sentences[candidate.sentence - candidate.distance]
    proposer, addressee = _announced(text, first, cue)
    if cue.cue.kind == "header":
        return proposer, addressee
    # `… nêu một số kiến nghị với Thủ tướng. Thứ nhất, …`
    return proposer, _asked(text, cue.stop, stop - 1) if text.scan.words[cue.stop] == "với" else None


def _announced(text: _Text, first: int, head: CueMatch) -> _Pair:
    """Read both parties before the head of a list: `Ông A đề xuất với Bộ một số giải pháp:`."""
    matches = find_cues(text.scan.words, cues(), range(first, head.first), head.first)
    report = next((match for match in matches if match.cue.kind == "report"), None)
    if report is None:
        return subject(text.actors, first, head.first), None
    return subject(text.actors, first, report.first), _asked(text, report.stop, head.first)


def _asked(text: _Text, first: int, stop: int) -> Piece | None:
    """Read who is asked right after a reporting verb, from word `first`, to do what begins at `stop`."""
    scan = text.scan
    start = strip_left(scan, first, stop, "toward")
    end = strip_right(scan, start, stop, "toaction")
    if start >= end:
        return None
    if found := text.actors.at(start, end):
        return _listed(text.actors, found, end)
    return (start, end) if scan.is_capital(start) and end - start <= _LONGEST_NAME else None


def _asked_before(text: _Text, first: int, stop: int) -> Piece | None:
    """Read who was written to or asked before the verb at `stop`: `công văn gửi Bộ A, đề nghị …`."""
    words, verbs = text.scan.words, opening_phrases("asks")
    for index in reversed([at for at in range(first, stop) if words[at] in verbs]):
        size = opens_with(verbs, words, index, stop)
        if size and (found := text.actors.at(index + size, stop)):
            return _listed(text.actors, found, stop)
    return None


def _listed(actors: Actors, found: Piece, end: int) -> Piece:
    """Widen an actor to the list that it begins: `các bộ, ngành, UBND tỉnh và …`."""
    words = actors.scan.words
    first, stop = found
    named = actors.is_person(*found)
    while stop + 1 < end and words[stop] in _LIST_MARKS:
        start = stop + 1
        if words[stop] == "," and words[start] == "và" and start + 1 < end:
            start += 1
        size = actors.opens(start, end) or actors.scan.is_capital(start)
        # `ông A, phó chủ tịch` is one
        if not size or (named and actors.is_office(start, end)):
            break
        stop = actors.end(start, size, end)
    return first, stop


def _acting(text: _Text, first: int, stop: int) -> Piece | None:
    """Read the subject of a modal or a bare verb at `stop`: `Trong thời gian tới, các địa phương cần …`."""
    actors = text.actors
    last = strip_right(text.scan, first, stop, "toaction")
    phrase = actors.last_phrase(first, last)
    found = actors.touching(phrase) if phrase else None
    if phrase is None or found is None or _is_inside_subject(text.scan.words, phrase, found):
        return None
    return whole_list(actors, actors.phrases(first, last), found) if phrase.mark == "," else found


def _is_inside_subject(words: Sequence[str], phrase: Phrase, actor: Piece) -> bool:
    """Say whether an actor is only part of a subject: `đơn thư của người dân`, `việc xây dựng trường`.

    Who does what is spoken of is asked: `việc công khai của các trường cần …`.
    """
    first, at = phrase.first, actor[0]
    if first == at:
        return False
    is_act = words[first] == "việc"
    if words[at - 1] == "của":
        return not is_act and words[at - 2] not in _DUTIES
    return is_act and heads().opens(words[first + 1], " ".join(words[first + 1 : first + 3]))


def _last_speaker(text: _Text, sentence: int, proposer: Piece | None) -> Piece | None:
    """Read who spoke last before `sentence`, or who proposed last if that is later."""
    for number in range(sentence - 1, max(sentence - _MEMORY, 0) - 1, -1):
        if proposer and text.scan.sentences[number][0] <= proposer[0]:
            return proposer
        if found := _speaker(text, number):
            return (_is_pronoun(text, found) and _last_person(text, number)) or found
    return None


def _is_pronoun(text: _Text, words: Piece) -> bool:
    return opens_role(text.scan.words, *words, "pronoun") == words[1] - words[0]


def _last_person(text: _Text, sentence: int) -> Piece | None:
    """Read the last person who spoke before `sentence`."""
    for number in range(sentence - 1, max(sentence - _MEMORY, 0) - 1, -1):
        found = _speaker(text, number)
        if found and text.actors.is_person(*found):
            return found
    return None


def _speaker(text: _Text, number: int) -> Piece | None:
    """Read who speaks in sentence `number`."""
    if number not in text.spoken:
        first, stop = text.scan.sentences[number]
        text.spoken[number] = according(text.actors, first, stop) or said(text.actors, first, stop)
    return text.spoken[number]


def _resolved(text: _Text, candidate: Candidate, proposer: Piece | None) -> Piece | None:
    """Give the person that `ông` stands for, the last who spoke; nobody for `chúng tôi`."""
    words, actors = text.scan.words, text.actors
    if proposer is None or opens_role(words, *proposer, "we"):
        return None
    if not _is_pronoun(text, proposer):
        return proposer
    found = said(actors, text.scan.sentences[candidate.sentence][0], min(proposer[0], candidate.at))
    if found is None or not actors.is_person(*found):
        found = _last_person(text, candidate.sentence)
    return found or proposer
