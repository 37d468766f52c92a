"""From a text to its recommendations: candidates, their probabilities, clauses, labels, force, parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from khkt_nlp.article.normalization import View, normalize
from khkt_nlp.policies import PolicyMention
from khkt_nlp.policies import find as find_policies
from khkt_nlp.recommendations.candidates import Candidate, find_candidates, governed_by
from khkt_nlp.recommendations.clauses import clause_ends
from khkt_nlp.recommendations.context import Array, context_rows
from khkt_nlp.recommendations.deadlines import find_deadline
from khkt_nlp.recommendations.features import Features, features
from khkt_nlp.recommendations.labels import CueTable, citations, clause_slots, cue_table
from khkt_nlp.recommendations.model import FORCES, RecommendationModel, sigmoid
from khkt_nlp.recommendations.models import Force, RecommendationMention
from khkt_nlp.recommendations.parties import NOBODY, Piece, find_parties
from khkt_nlp.recommendations.scan import Scan, scan
from khkt_nlp.recommendations.taxonomy import Taxonomy

_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """A text prepared for scoring: its view, its words, its candidates and their features."""

    view: View
    scan: Scan
    candidates: list[Candidate]
    features: Features


def read(text: str) -> Reading:
    """Prepare `text`: normalise it, cut it into words, find the candidates and their features."""
    view = normalize(text)
    scanned = scan(view.text)
    candidates, cues = find_candidates(scanned)
    return Reading(view, scanned, candidates, features(scanned, candidates, cues))


def probabilities(reading: Reading, model: RecommendationModel) -> list[float]:
    """Give for each candidate the calibrated probability that it begins a recommendation."""
    if not reading.candidates:
        return []
    seen = reading.features
    scores = model.detector.score(seen.candidates)[:, 0].astype(np.float64)
    whole = model.sentences.score_bags(seen.sentences, seen.owners, len(seen.numbers))[:, 0]
    rows = context_rows(reading.scan.words, reading.candidates, scores, seen.numbers, whole)
    found: list[float] = sigmoid(model.context.score(rows)).tolist()
    return found


def find(
    text: str,
    model: RecommendationModel,
    *,
    threshold: float | None = None,
    names: Sequence[Piece] = (),
    titles: Sequence[Piece] = (),
    policies: Sequence[PolicyMention] | None = None,
) -> list[RecommendationMention]:
    """Find the recommendations of `text`, in order.

    `threshold` replaces the model's own. `names`: code points of known organisations and people in `text`,
    which help to say who asks whom. `titles`: code points of the title, where a verb phrase without a word
    that asks for it says what the article is about. `policies`: the documents that `text` cites, if they are
    known already. Offsets are code points into `text`.
    """
    reading = read(text)
    scored = probabilities(reading, model)
    for index in _bare_titles(reading, titles):
        scored[index] = 0.0
    least = model.threshold if threshold is None else threshold
    chosen = select(reading.candidates, scored, least)
    if not chosen:
        return []
    accepted = [reading.candidates[index] for index in chosen]
    clauses = clause_ends(reading.scan, accepted)
    forces = force_of(reading, chosen, model)
    parties = find_parties(
        reading.scan, accepted, clauses, [reading.view.from_source(*name) for name in names]
    )
    cited = citations(text, find_policies(text) if policies is None else policies)
    cited = [reading.view.from_source(*piece) for piece in cited]
    scores = label_scores(reading.scan, clauses, model, cited)
    found: list[RecommendationMention] = []
    for index, clause, force, who, labels in zip(chosen, clauses, forces, parties, scores, strict=True):
        start, end = reading.view.to_source(*clause)
        proposer_start, proposer_end = _to_source(reading.view, who.proposer)
        addressee_start, addressee_end = _to_source(reading.view, who.addressee)
        found.append(
            RecommendationMention(
                start=start,
                end=end,
                labels=choose_labels(labels, model.label_threshold),
                scores={name: round(score, 4) for name, score in labels.items()},
                score=round(scored[index], 4),
                force=force,
                proposer=text[proposer_start:proposer_end] if proposer_end > 0 else "",
                proposer_start=proposer_start,
                proposer_end=proposer_end,
                addressee=text[addressee_start:addressee_end] if addressee_end > 0 else "",
                addressee_start=addressee_start,
                addressee_end=addressee_end,
                deadline=find_deadline(reading.view.text[slice(*clause)]),
            )
        )
    return found


def _bare_titles(reading: Reading, titles: Sequence[Piece]) -> Iterator[int]:
    """Give the candidates that stand in a title with no cue before them."""
    pieces = [reading.view.from_source(*title) for title in titles]
    for index, candidate in enumerate(reading.candidates):
        at = reading.scan.starts[candidate.at]
        bare = candidate.cue is None and candidate.kind != "modal"
        if bare and any(start <= at < end for start, end in pieces):
            yield index


def select(candidates: Sequence[Candidate], scored: Sequence[float], threshold: float) -> list[int]:
    """Choose the candidates that begin a clause: those that reach `threshold`.

    Of those right of one reporting verb with no mark between, only the best: they read one clause.
    """
    chosen: list[int] = []
    for index, (candidate, score) in enumerate(zip(candidates, scored, strict=True)):
        if score < threshold:
            continue
        if chosen and _rival(candidates[chosen[-1]], candidate):
            if score > scored[chosen[-1]]:
                chosen[-1] = index
            continue
        if chosen and _too_close(candidates[chosen[-1]], candidate):
            continue
        chosen.append(index)
    return chosen


def _too_close(before: Candidate, candidate: Candidate) -> bool:
    """Say whether too few words stand between for a clause: `cần quan tâm, bố trí vốn` is one action."""
    least = _SHORTEST + (before.kind == "modal")
    return before.sentence == candidate.sentence and candidate.at - before.at < least


def _rival(before: Candidate, candidate: Candidate) -> bool:
    return (
        before.sentence == candidate.sentence
        and candidate.kind in ("scope", "direct")
        and (candidate.cue is None or candidate.cue.first < before.at)
    )


def force_of(reading: Reading, chosen: Sequence[int], model: RecommendationModel) -> list[Force]:
    """Give the force of each chosen candidate; one in a list has it from the clause that leads the list."""
    best = model.force.score(reading.features.force[list(chosen)]).argmax(axis=1).tolist()
    forces: list[Force] = []
    previous: Candidate | None = None
    for index, own in zip(chosen, best, strict=True):
        candidate = reading.candidates[index]
        if previous is not None and governed_by(previous, candidate):
            forces.append(forces[-1])
        else:
            forces.append(_announced_force(candidate) or FORCES[own])
        previous = candidate
    return forces


def _announced_force(candidate: Candidate) -> Force | None:
    """Give the items of a list the force of the verb that announced it: `đề xuất các giải pháp:`."""
    header, verb = candidate.inherited, candidate.announcer
    if candidate.cue is not None or candidate.kind == "modal" or header is None or verb is None:
        return None
    if header.cue.kind != "header":
        return None
    return next((force for force in FORCES if force == verb.cue.force), None)


def label_scores(
    scan: Scan, clauses: Sequence[Piece], model: RecommendationModel, cited: Sequence[Piece] = ()
) -> list[dict[str, float]]:
    """Give the calibrated probability of each label for `clauses`, offsets into the text of `scan`."""
    slots, owners = clause_slots(scan, clauses, _cues(model.taxonomy), cited)
    calibrated: Array = model.labels.score_bags(slots, owners, len(clauses)) * model.slopes + model.shifts
    return [dict(zip(model.taxonomy.names, row, strict=True)) for row in sigmoid(calibrated).tolist()]


def choose_labels(scores: dict[str, float], threshold: float) -> tuple[str, ...]:
    """Choose the labels that reach `threshold`, or else the most probable one, most probable first.

    >>> choose_labels({"training": 0.2, "policy": 0.6, "other": 0.5}, 0.45)
    ('policy', 'other')
    """
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    return tuple(name for name in ranked if scores[name] >= threshold) or tuple(ranked[:1])


@lru_cache(maxsize=4)
def _cues(taxonomy: Taxonomy) -> CueTable:
    return cue_table(taxonomy)


def _to_source(view: View, piece: Piece) -> Piece:
    return NOBODY if piece == NOBODY or piece[0] >= piece[1] else view.to_source(*piece)
