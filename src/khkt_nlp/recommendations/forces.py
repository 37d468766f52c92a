"""With what force a clause asks: as the verb says that reports it, else as learned."""

from __future__ import annotations

from collections.abc import Sequence

from khkt_nlp.recommendations.actors import Actors
from khkt_nlp.recommendations.candidates import Candidate, governed_by
from khkt_nlp.recommendations.cues import Cue
from khkt_nlp.recommendations.model import RecommendationModel
from khkt_nlp.recommendations.models import FORCES, Force
from khkt_nlp.recommendations.quotations import quoting_cue
from khkt_nlp.recommendations.slots import Slots
from khkt_nlp.recommendations.subjects import beside, outer_request

# after these words a clause of its own begins, which the verb before no longer reports
_TURNS = frozenset([*';.:“”"', "thì", "nên", "nếu", "nhưng", "vì", "bởi", "do", "mà", "để", "như"])
_REPORTING = ("report", "weak")


def force_of(
    actors: Actors, accepted: Sequence[Candidate], slots: Slots, model: RecommendationModel
) -> list[Force]:
    """Give the force of each accepted candidate; one in a list has it from the clause that leads the list.

    `actors`: those of the text. `slots`: those of the force of the candidates.
    """
    best = model.force.score(slots).argmax(axis=1).tolist()
    forces: list[Force] = []
    previous: Candidate | None = None
    for candidate, own in zip(accepted, best, strict=True):
        if previous is not None and governed_by(previous, candidate):
            forces.append(forces[-1])
        else:
            forces.append(stated_force(actors, candidate) or FORCES[own])
        previous = candidate
    return forces


def stated_force(actors: Actors, candidate: Candidate) -> Force | None:
    """Give the force of the verb that reports a clause; None where no verb tells it."""
    cue = _announcing(candidate) or _quoting(actors, candidate) or _governing(actors, candidate)
    return next((force for force in FORCES if cue and force == cue.force), None)


def _announcing(candidate: Candidate) -> Cue | None:
    """Give the verb that announced the list of an item: `đề xuất các giải pháp:`."""
    header, verb = candidate.inherited, candidate.announcer
    if candidate.cue is not None or candidate.kind == "modal" or header is None or verb is None:
        return None
    return verb.cue if header.cue.kind == "header" else None


def _quoting(actors: Actors, candidate: Candidate) -> Cue | None:
    """Give the verb behind the quotation that a clause stands in: `“Các sở cần …”, ông A đề nghị`."""
    if candidate.cue is not None and candidate.cue.cue.kind == "report":
        return None
    cue = quoting_cue(actors, candidate.at)
    # who stresses a thing (`nhấn mạnh`, `nêu rõ`) may propose it or need it
    return cue if cue and cue.kind in _REPORTING and cue.force != "need" else None


def _governing(actors: Actors, candidate: Candidate) -> Cue | None:
    """Give the verb that reports a clause, where it tells more than the clause itself.

    It is the first of two (`A đề nghị B chỉ đạo C …`) or reports a modal (`A chỉ đạo, từ nay các sở phải …`).
    """
    match = candidate.cue
    if match is None or match.cue.kind != "report":
        return None
    scan = actors.scan
    first, _ = scan.sentences[candidate.sentence]
    if outer := outer_request(actors, first, match):
        return outer.cue
    if candidate.kind != "modal" or not _TURNS.isdisjoint(scan.words[match.stop : candidate.at]):
        return None
    return match.cue if beside(actors, first, match.first) else None
