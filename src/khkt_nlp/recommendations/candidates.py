"""Where a recommended action may begin.

A candidate is a word that could open an action: a modal (`cần`), or a head word of `data/heads.csv` that
stands at a boundary or under a reporting verb of its sentence. Where hardly one head word in a hundred opens
a recommendation, nothing is looked for: right of weaker cues, after the subject of a sentence without a cue,
and inside a sentence that nothing leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from khkt_nlp.arrays import Bools
from khkt_nlp.recommendations.cues import CueMatch, cues, find_cues
from khkt_nlp.recommendations.lexicon import heads
from khkt_nlp.recommendations.scan import BOUNDARY, CONNECTORS, LINKS, Mark, Scan

_NEGATIONS = frozenset(["không", "chưa", "đừng", "chẳng"])
_OPENING = frozenset(["report", "weak", "header"])
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


def find_candidates(scan: Scan) -> tuple[list[Candidate], list[list[CueMatch]]]:
    """Give all candidates of a text in order, and the cues of each of its sentences.

    >>> from khkt_nlp.recommendations.scan import scan
    >>> text = scan("Ông Nam đề nghị sở tăng cường kiểm tra; cần mở lớp.")
    >>> candidates, cues_by_sentence = find_candidates(text)
    >>> [(text.words[one.at], one.kind) for one in candidates]
    [('sở', 'direct'), ('tăng', 'scope'), ('kiểm', 'scope'), ('cần', 'modal')]
    >>> [match.cue.phrase for match in cues_by_sentence[0]]
    ['đề nghị', 'cần']
    """
    lexicon = cues()
    found: list[Candidate] = []
    by_sentence: list[list[CueMatch]] = []
    inherited: CueMatch | None = None
    announcer: CueMatch | None = None
    since = 0
    in_list, announcing = False, NO_LIST
    stops = [stop for _, stop in scan.sentences]
    marks = scan.records["marks"]
    cue_places = _divided((marks & Mark.CUE) > 0, stops)
    preceding = np.concatenate([[0], marks])[: len(marks)]
    preceding[[first for first, _ in scan.sentences]] = Mark.BOUNDARY
    head, listed = (marks & Mark.HEAD) > 0, (preceding & Mark.SEMICOLON) > 0
    head_places = _divided(head | listed, stops)
    # where no verb reports, only a head word after a mark or a connector counts
    parted_places = _divided(head & ((preceding & (Mark.BOUNDARY | Mark.CONNECTOR)) > 0) | listed, stops)
    for number, (first, stop) in enumerate(scan.sentences):
        matches = find_cues(scan.words, lexicon, cue_places[number], stop)
        by_sentence.append(matches)
        # a list goes on under what announced it, however long it is and whatever its items speak of
        in_list = in_list and _is_item(scan, number)
        if inherited is not None and since > inherited.cue.reach and not in_list:
            inherited = announcer = None
        opening = [match for match in matches if match.cue.kind in _OPENING]
        reports = any(match.cue.kind == "report" for match in opening)
        heads_here = head_places[number] if reports else parted_places[number]
        places = _places(stop, matches, opening, heads_here)
        starts = _starts(scan, number, places, matches, inherited is not None) if places else ()
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
        opening = [match for match in opening if match.cue.reach and not _is_titled(scan, match)]
        if opening and not in_list:
            inherited, since, announcing = opening[-1], 0, number
            in_list = scan.words[stop - 1] == ":"
            before = [match for match in opening[:-1] if match.cue.kind == "report"]
            announcer = before[-1] if before else None
        since += 1
    return found, by_sentence


def _is_titled(scan: Scan, match: CueMatch) -> bool:
    """Say whether a quotation begins with a header: `hội thảo “Giải pháp …”` is a title, not a list."""
    return match.cue.kind == "header" and scan.words[match.first - 1 : match.first] in (["“"], ['"'])


def _is_item(scan: Scan, number: int) -> bool:
    """Say whether sentence `number` is an item of a list: it bears a mark, or what precedes it ends so."""
    first, _ = scan.sentences[number]
    _, before = scan.sentences[number - 1]
    return first > before or scan.words[before - 1] in ":;"


def _divided(wanted: Bools, stops: Sequence[int]) -> list[list[int]]:
    """Give the words that are `wanted`, by sentence."""
    places = np.flatnonzero(wanted)
    bounds = np.searchsorted(places, stops).tolist()
    listed = places.tolist()
    return [listed[start:end] for start, end in zip([0, *bounds], bounds, strict=False)]


def _places(
    stop: int, matches: Sequence[CueMatch], opening: Sequence[CueMatch], heads_here: Sequence[int]
) -> Sequence[int]:
    """Give the words of a sentence at which an action may begin: all others need not be looked at."""
    if not matches:
        return heads_here
    after_cues = [match.stop for match in opening if match.stop < stop]
    modals = [match.first for match in matches if match.cue.kind == "modal"]
    return sorted({*heads_here, *after_cues, *modals})


def _starts(
    scan: Scan, number: int, places: Sequence[int], matches: Sequence[CueMatch], inherits: bool
) -> list[tuple[int, str, CueMatch | None]]:
    """Give the possible starts in one sentence: the word, its kind, and the cue on its left."""
    words, verbs = scan.words, heads()
    first, stop = scan.sentences[number]
    openings = {match.stop: match for match in matches if match.cue.kind in _OPENING}
    reports = {match.first: match for match in matches if match.cue.kind == "report"}
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
        pair = f"{words[at]} {words[at + 1]}" if at + 1 < stop else words[at]
        # `đề xuất với Bộ …` reports: what is proposed comes after the addressee
        if at + 2 < stop and words[at + 2] == "với" and (own := reports.get(at)) and own.stop == at + 2:
            continue
        if not verbs.opens(words[at], pair) and not (previous == ";" and words[at].isalpha()):
            continue
        if not previous or previous in BOUNDARY or previous in CONNECTORS:
            if not previous or found or inherits or cue is not None or scan.is_capital(at):
                found.append((at, "boundary", cue))
        elif reported and gap < _SCOPE and in_scope < _MAX_IN_SCOPE:
            in_scope += 1
            found.append((at, "scope", cue))
    return found


def governed_by(previous: Candidate, candidate: Candidate) -> bool:
    """Say whether `candidate` goes on under what governs the accepted clause before it in its sentence.

    A cue between the two governs the second only if that stands right of it: after a mark the list goes on
    (`ban hành quy chế giao nhiệm vụ; bố trí kinh phí`).
    """
    if previous.sentence != candidate.sentence:
        return False
    cue = candidate.cue
    return cue is None or cue.first < previous.at or cue.cue.kind != "report" or candidate.kind == "boundary"
