"""Which force a clause has: what the force model looks at."""

from __future__ import annotations

from khkt_nlp.recommendations.candidates import Candidate
from khkt_nlp.recommendations.scan import Scan


def force_features(scan: Scan, candidate: Candidate) -> list[str]:
    """Give the features of a clause that no accepted clause of its sentence governs."""
    words = scan.words
    kind, cue, inherited = candidate.kind, candidate.cue, candidate.inherited
    modal = kind == "modal"
    found = [f"k {kind}", f"w {words[candidate.at]}"]
    if cue is None:
        found.append(f"c - {modal}")
    else:
        found += [
            f"c {cue.cue.phrase} {modal}",
            f"f {cue.cue.kind} {cue.cue.force} {modal}",
            f"d {cue.cue.kind} {cue.cue.force} {modal} {min((candidate.at - cue.stop) // 6, 4)}",
        ]
    if cue is None or cue.cue.kind != "report":
        if inherited is None:
            found.append(f"i - {modal}")
        else:
            found += [
                f"i {inherited.cue.phrase} {modal}",
                f"if {inherited.cue.force} {inherited.cue.kind} {modal} {candidate.distance}",
            ]
    _, stop = scan.sentences[candidate.sentence]
    if words[stop - 1] not in ".…!?;":
        found.append(f"line {modal} {candidate.sentence == 0}")
    return found


def governed_by(previous: Candidate, candidate: Candidate) -> bool:
    """Say whether `candidate` goes on under what governs the accepted clause before it in its sentence."""
    if previous.sentence != candidate.sentence:
        return False
    return candidate.cue is None or candidate.cue.first < previous.at or candidate.cue.cue.kind != "report"
