"""Where a recommended action may begin.

A candidate is a word that could open an action: a modal (`cần`), or a head word of `data/heads.csv` that
stands at a boundary or under a reporting verb of its sentence. Where hardly one head word in a hundred opens
a recommendation, nothing is looked for: right of weaker cues, after the subject of a sentence without a cue,
and inside a sentence that nothing leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeVar

import numpy as np

from khkt_nlp.arrays import Bools, Ints
from khkt_nlp.recommendations.batch import Batch
from khkt_nlp.recommendations.cues import CUE_KINDS, CueMatch, all_cues, cue_numbers
from khkt_nlp.recommendations.heads import head_table
from khkt_nlp.recommendations.models import Piece
from khkt_nlp.recommendations.scan import BOUNDARY, CONNECTORS, LINKS, Mark, Scan

T = TypeVar("T")

_NEGATIONS = frozenset(["không", "chưa", "đừng", "chẳng"])
_REPORT, _MODAL = CUE_KINDS["report"], CUE_KINDS["modal"]
_LEADING = [_REPORT, _MODAL, CUE_KINDS["weak"], CUE_KINDS["header"]]
KINDS: Final = {"modal": 1, "direct": 2, "boundary": 3, "scope": 4}
"""The numbers of the kinds of candidates."""

NO_LIST: Final = -1

_MAX_IN_SCOPE = 6
_SCOPE = 45


class Candidate(NamedTuple):
    """A possible start of a clause: word `at` of sentence number `sentence`; `order` counts within it.

    `kind`: modal; direct (right after a reporting verb); boundary (a head word after a mark or a
    connector); scope (a head word further right of a reporting verb). `cue`: the nearest cue on the left in
    the sentence.
    `inherited`: the last cue of earlier sentences that still reaches; `distance`: how many ago;
    `announcer`: the reporting verb before that cue, as `đề xuất` in `đề xuất các giải pháp:`.
    `item_of`: the sentence that announces the list of which the candidate opens an item, `NO_LIST` if it
    opens none.
    """

    sentence: int
    at: int
    kind: str
    order: int
    cue: CueMatch | None
    inherited: CueMatch | None
    distance: int
    announcer: CueMatch | None = None
    item_of: int = NO_LIST


def find_candidates(batch: Batch) -> list[list[Candidate]]:
    """Give the candidates of each text of a batch, in order; places and sentences are those of the text.

    >>> from khkt_nlp.recommendations.scan import scan
    >>> text = scan("Ông Nam đề nghị sở tăng cường kiểm tra; cần mở lớp.")
    >>> (candidates,) = find_candidates(Batch([text]))
    >>> [(text.words[one.at], one.kind) for one in candidates]
    [('sở', 'direct'), ('tăng', 'scope'), ('kiểm', 'scope'), ('cần', 'modal')]
    """
    outlook = _outlook(batch)
    firsts = zip(batch.scans, batch.first_sentences.tolist(), batch.first_words.tolist(), strict=True)
    return [_of_text(scan, outlook, sentence, word) for scan, sentence, word in firsts]


class _Outlook(NamedTuple):
    """Where candidates of a batch may begin; all other words need not be looked at.

    `matches`: by sentence, the cues that may open an action. `places`: by sentence, the words, as their text
    counts them. `opens`, `capitals`: by word, whether a head begins with it, and whether it has a capital.
    """

    matches: list[list[CueMatch]]
    places: list[list[int]]
    opens: bytes
    capitals: bytes


class _Text(NamedTuple):
    """The words of a text, and of each whether a head begins with it and whether it has a capital."""

    words: Sequence[str]
    opens: bytes
    capitals: bytes


def _outlook(batch: Batch) -> _Outlook:
    stops = batch.sentences[:, 1]
    kinds = cue_numbers().kinds[batch.cues.number]
    of_sentence, report, modal = batch.cue_sentences, kinds == _REPORT, kinds == _MODAL
    leads = np.isin(kinds, _LEADING)
    reports = np.zeros(len(stops), dtype=np.bool_)
    reports[of_sentence[report]] = True
    preceding = np.append(0, batch.marks[:-1])
    preceding[batch.sentences[:, 0]] = Mark.BOUNDARY
    # where no verb reports, only a head word after a mark or a connector counts
    likely = (preceding & (Mark.BOUNDARY | Mark.CONNECTOR)) > 0
    likely[: stops[-1]] |= np.repeat(reports, np.diff(stops, prepend=0))
    after_cues = batch.cues.stop[leads & ~modal & (batch.cues.stop < stops[of_sentence])]
    head = batch.bears(Mark.HEAD)
    tested = head & likely
    tested[after_cues] = head[after_cues]
    opens = np.zeros(len(head), dtype=np.bool_)
    at = np.flatnonzero(tested)
    opens[at], _ = head_table().at(batch.hashes, at, stops[batch.sentence_of(at)])
    wanted = (opens & likely) | ((preceding & Mark.SEMICOLON) > 0)
    wanted[after_cues] = wanted[batch.cues.first[modal]] = True
    places = np.flatnonzero(wanted)
    local = places - batch.first_word_of(places)
    return _Outlook(
        _divided(_matches(batch, leads), np.searchsorted(of_sentence[leads], np.arange(1, len(stops) + 1))),
        _divided(local.tolist(), np.searchsorted(places, stops)),
        opens.tobytes(),
        batch.bears(Mark.CAPITAL).tobytes(),
    )


def _matches(batch: Batch, wanted: Bools) -> list[CueMatch]:
    """Give the cues of a batch that are `wanted`, their places as their text counts them."""
    first, stop, number = (column[wanted] for column in batch.cues)
    before, known = batch.first_word_of(first), all_cues()
    rows = zip((first - before).tolist(), (stop - before).tolist(), (number - 1).tolist(), strict=True)
    return [CueMatch(at, end, known[cue]) for at, end, cue in rows]


def _of_text(scan: Scan, outlook: _Outlook, first_sentence: int, first_word: int) -> list[Candidate]:
    """Give the candidates of a text whose first sentence and word have these numbers in its batch."""
    words = slice(first_word, first_word + len(scan.words))
    text = _Text(scan.words, outlook.opens[words], outlook.capitals[words])
    here = slice(first_sentence, first_sentence + len(scan.sentences))
    found: list[Candidate] = []
    inherited: CueMatch | None = None
    announcer: CueMatch | None = None
    since = 0
    in_list, announcing = False, NO_LIST
    rows = zip(scan.sentences, outlook.places[here], outlook.matches[here], strict=True)
    for number, ((first, stop), places, matches) in enumerate(rows):
        # a list goes on under what announced it, however long it is and whatever its items speak of
        in_list = in_list and _is_item(scan, number)
        if inherited is not None and since > inherited.cue.reach and not in_list:
            inherited = announcer = None
        if places:
            starts = _starts(text, (first, stop), places, matches, inherits=inherited is not None)
            found += [
                Candidate(
                    number,
                    at,
                    kind,
                    order,
                    cue,
                    inherited,
                    since,
                    announcer,
                    announcing if in_list and at == first else NO_LIST,
                )
                for order, (at, kind, cue) in enumerate(starts)
            ]
        if matches and not in_list:
            heads = [one for one in matches if one.cue.kind != "modal" and one.cue.reach]
            heads = [one for one in heads if not _is_titled(scan, one)]
            if heads:
                inherited, since, announcing = heads[-1], 0, number
                in_list = scan.words[stop - 1] == ":"
                before = [match for match in heads[:-1] if match.cue.kind == "report"]
                announcer = before[-1] if before else None
        since += 1
    return found


def _divided(items: list[T], stops: Ints) -> list[list[T]]:
    """Cut a list before each of `stops`."""
    ends = stops.tolist()
    return [items[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _is_titled(scan: Scan, match: CueMatch) -> bool:
    """Say whether a quotation begins with a header: `hội thảo “Giải pháp …”` is a title, not a list."""
    return match.cue.kind == "header" and scan.words[match.first - 1 : match.first] in (["“"], ['"'])


def _is_item(scan: Scan, number: int) -> bool:
    """Say whether sentence `number` is an item of a list: it bears a mark, or what precedes it ends so."""
    first, _ = scan.sentences[number]
    _, before = scan.sentences[number - 1]
    return first > before or scan.words[before - 1] in ":;"


def _starts(
    text: _Text, bounds: Piece, places: Sequence[int], matches: Sequence[CueMatch], *, inherits: bool
) -> list[tuple[int, str, CueMatch | None]]:
    """Give the possible starts in one sentence: the word, its kind, and the cue on its left."""
    words, opens, capitals = text
    first, stop = bounds
    openings = {match.stop: match for match in matches if match.cue.kind != "modal"}
    modals = {match.first: match for match in matches if match.cue.kind == "modal"}
    found: list[tuple[int, str, CueMatch | None]] = []
    cue: CueMatch | None = None
    modal_end = first - 2
    in_scope = 0
    for at in places:
        if at in openings:
            cue, in_scope = openings[at], 0
        previous = words[at - 1] if at > first else ""
        if at in modals:
            modal_end = modals[at].stop
            start = at - 1 if previous in _NEGATIONS else at
            if found and found[-1][0] == start:
                found.pop()
            found.append((start, "modal", cue))
            continue
        # the verb of a modal is no start of its own
        if at < modal_end + 2:
            continue
        reported = cue is not None and cue.cue.kind == "report"
        gap = _SCOPE if cue is None else at - cue.stop
        if not gap and reported and words[at].isalpha() and words[at] not in LINKS:
            found.append((at, "direct", cue))
            continue
        # `đề xuất với Bộ …` reports: what is proposed comes after the addressee
        if at + 2 < stop and words[at + 2] == "với" and _is_report(openings.get(at + 2), at):
            continue
        if not opens[at] and not (previous == ";" and words[at].isalpha()):
            continue
        if not previous or previous in BOUNDARY or previous in CONNECTORS:
            if not previous or found or inherits or cue is not None or capitals[at]:
                found.append((at, "boundary", cue))
        elif reported and gap < _SCOPE and in_scope < _MAX_IN_SCOPE:
            in_scope += 1
            found.append((at, "scope", cue))
    return found


def _is_report(match: CueMatch | None, first: int) -> bool:
    return match is not None and match.first == first and match.cue.kind == "report"


def governed_by(previous: Candidate, candidate: Candidate) -> bool:
    """Say whether `candidate` goes on under what governs the accepted clause before it in its sentence.

    A cue between the two governs the second only if that stands right of it: after a mark the list goes on
    (`ban hành quy chế giao nhiệm vụ; bố trí kinh phí`).
    """
    if previous.sentence != candidate.sentence:
        return False
    cue = candidate.cue
    return cue is None or cue.first < previous.at or cue.cue.kind != "report" or candidate.kind == "boundary"
