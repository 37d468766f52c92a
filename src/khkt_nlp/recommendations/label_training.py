"""Training of the labels: a logistic regression for each, calibrated on articles that it had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from khkt_nlp.arrays import Bools, Doubles
from khkt_nlp.article.normalization import normalize
from khkt_nlp.errors import DataError
from khkt_nlp.policies import find as find_policies
from khkt_nlp.recommendations.fitting import Settings, Table, calibrate, fit
from khkt_nlp.recommendations.labels import (
    CueTable,
    choose_labels,
    citations,
    clause_bags,
    clause_words,
    cue_table,
)
from khkt_nlp.recommendations.markup import Passage
from khkt_nlp.recommendations.model import LinearModel, sigmoid
from khkt_nlp.recommendations.scan import scan
from khkt_nlp.recommendations.slots import Bags, one_after_another
from khkt_nlp.recommendations.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class TrainedLabels:
    """The weights of the labels, what calibrates them, and the probability from which a label is given."""

    weights: LinearModel
    slopes: Doubles
    shifts: Doubles
    threshold: float


def train_labels(
    articles: Sequence[Passage],
    others: Sequence[tuple[float, Sequence[Passage]]],
    taxonomy: Taxonomy,
    settings: Settings,
) -> TrainedLabels:
    """Train the labels of `taxonomy` on the clauses of `articles` and, each with a weight, of `others`.

    What calibrates them are `articles` alone, of which each clause is judged by a model that has not seen it.
    Raises `DataError` for a label that the taxonomy lacks, and when the data have no example of one.
    """
    parts = [(1.0, articles), *others]
    weighted = [(weight, passage) for weight, part in parts for passage in part if passage.clauses]
    marked = [passage for _, passage in weighted]
    _check(marked, taxonomy)
    cues = cue_table(taxonomy)
    table = Table(one_after_another([marked_bags(passage, cues) for passage in marked]), settings.least)
    sizes = [len(passage.clauses) for passage in marked]
    numbers = np.repeat(np.arange(len(marked)), sizes)
    judges = sum(bool(passage.clauses) for passage in articles)
    groups = np.where(numbers < judges, numbers, -1)
    weight = np.repeat([weight for weight, _ in weighted], sizes)
    gold = np.array([[name in c.labels for name in taxonomy.names] for p in marked for c in p.clauses])
    judged = groups >= 0
    coefficients, bias, slopes, shifts = [], [], [], []
    probabilities = np.zeros((int(judged.sum()), len(taxonomy.names)))
    for column, truth in enumerate(gold.T):
        fitted = fit(table.matrix, truth, weight, groups, settings.label_c)
        slope, shift = calibrate(fitted.unseen[judged], truth[judged])
        probabilities[:, column] = sigmoid(slope * fitted.unseen[judged] + shift)
        coefficients.append(fitted.coefficients[0])
        bias.append(fitted.bias[0])
        slopes.append(slope)
        shifts.append(shift)
    return TrainedLabels(
        table.linear(np.array(coefficients), np.array(bias)),
        np.array(slopes),
        np.array(shifts),
        _best_threshold(probabilities, gold[judged], taxonomy),
    )


def _check(passages: Sequence[Passage], taxonomy: Taxonomy) -> None:
    known = set(taxonomy.names)
    seen: set[str] = set()
    for passage in passages:
        for clause in passage.clauses:
            if odd := sorted(set(clause.labels) - known):
                text = passage.text[clause.start : clause.end]
                raise DataError(
                    f"The clause {text[:60]!r} has labels that the taxonomy lacks: {', '.join(odd)}."
                )
            seen.update(clause.labels)
    if missing := sorted(known - seen):
        raise DataError(f"The training data hold no example of the label {missing[0]!r}: mark some.")


def marked_bags(passage: Passage, cues: CueTable) -> Bags:
    """Give the slots of the marked clauses of `passage`, a bag each."""
    view = normalize(passage.text)
    pieces = [view.from_source(clause.start, clause.end) for clause in passage.clauses]
    cited = citations(passage.text, find_policies(passage.text), view)
    return clause_bags(clause_words(scan(view.text), pieces, cited), cues)


def _best_threshold(probabilities: Doubles, gold: Bools, taxonomy: Taxonomy) -> float:
    scores = [dict(zip(taxonomy.names, row, strict=True)) for row in probabilities.tolist()]

    def f1(threshold: float) -> float:
        chosen = [choose_labels(one, threshold, taxonomy.rest) for one in scores]
        taken = np.array([[name in some for name in taxonomy.names] for some in chosen])
        return float(2 * (taken & gold).sum() / (taken.sum() + gold.sum()))

    return max((round(0.15 + step / 100, 2) for step in range(50)), key=f1)
