"""Where a recommended action may begin.

A candidate is a word that could open an action: a modal (`cần`), or a head word of `data/heads.csv` that
stands at a boundary, under a reporting verb of its sentence, or early in a sentence that follows one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khkt_nlp.recommendations.cues import CueMatch, cues, find_cues
from khkt_nlp.recommendations.lexicon import Heads, heads
from khkt_nlp.recommendations.scan import Scan

BOUNDARY = frozenset(',;:.…(“"-–+*•/”)?!')
_CONNECTORS = frozenset(
    "và hoặc rồi thì là như việc đồng thời rằng nhưng cũng vẫn luôn tiếp còn mà trong đó ta".split()
)
_NEGATIONS = frozenset(["không", "chưa", "đừng", "chẳng"])
_OPENING = frozenset(["report", "weak", "header"])
_MAX_IN_SCOPE = 6
_SCOPE = 45
_EARLY = 18


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible start of a clause: word `at` of sentence number `sentence`; `order` counts within it.

    `kind`: modal; direct (right after a reporting verb); boundary (a head word after a mark or a
    connector); scope (a head word further right of a reporting verb); subject (a head word after the
    first words of a sentence that follows one). `cue`: the nearest cue on the left in the sentence.
    `inherited`: the last cue of earlier sentences that still reaches; `distance`: how many ago.
    """

    sentence: int
    at: int
    kind: str
    order: int
    cue: CueMatch | None
    inherited: CueMatch | None
    distance: int


def find_candidates(scan: Scan) -> tuple[list[Candidate], list[list[CueMatch]]]:
    """Give all candidates of a text in order, and the cues of each of its sentences."""
    lexicon, verbs = cues(), heads()
    found: list[Candidate] = []
    by_sentence: list[list[CueMatch]] = []
    inherited: CueMatch | None = None
    since = 0
    for number, (first, stop) in enumerate(scan.sentences):
        matches = find_cues(scan.words, lexicon, first, stop)
        by_sentence.append(matches)
        if inherited is not None and since > inherited.cue.reach:
            inherited = None
        starts = _starts(scan.words, first, stop, matches, verbs, inherited is not None)
        for order, (at, kind, cue) in enumerate(starts):
            found.append(Candidate(number, at, kind, order, cue, inherited, since))
        opening = [match for match in matches if match.cue.kind in _OPENING and match.cue.reach]
        if opening:
            inherited, since = opening[-1], 0
        since += 1
    return found, by_sentence


def _starts(
    words: Sequence[str], first: int, stop: int, matches: Sequence[CueMatch], verbs: Heads, inherits: bool
) -> list[tuple[int, str, CueMatch | None]]:
    """Give the possible starts in one sentence: the word, its kind, and the cue on its left."""
    openings = {match.stop: match for match in matches if match.cue.kind in _OPENING}
    reports = {match.first: match for match in matches if match.cue.kind == "report"}
    modals = {match.first: match for match in matches if match.cue.kind == "modal"}
    found: list[tuple[int, str, CueMatch | None]] = []
    cue: CueMatch | None = None
    modal_end = first - 2
    in_scope = 0
    for at in range(first, stop):
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
        gap = _SCOPE if cue is None else at - cue.stop
        if cue is not None and not gap and cue.cue.reach > 1 and words[at].isalpha():
            found.append((at, "direct", cue))
            continue
        pair = f"{words[at]} {words[at + 1]}" if at + 1 < stop else words[at]
        # `đề xuất với Bộ …` reports: what is proposed comes after the addressee
        if (
            at + 2 < stop
            and words[at + 2] == "với"
            and (reported := reports.get(at))
            and reported.stop == at + 2
        ):
            continue
        if not verbs.opens(words[at], pair) and not (previous == ";" and words[at].isalpha()):
            continue
        if not previous or previous in BOUNDARY or previous in _CONNECTORS:
            found.append((at, "boundary", cue))
        elif gap < _SCOPE and in_scope < _MAX_IN_SCOPE:
            in_scope += 1
            found.append((at, "scope", cue))
        elif inherits and not found and at - first < _EARLY:
            found.append((at, "subject", cue))
    return found
