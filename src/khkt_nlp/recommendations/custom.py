"""Labels of one's own: a taxonomy with new labels and marked examples give a model that knows them."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from khkt_nlp.article.normalization import fold_case, normalize
from khkt_nlp.errors import DataError
from khkt_nlp.recommendations.fitting import Settings, Table, calibrate, fit
from khkt_nlp.recommendations.label_training import marked_bags
from khkt_nlp.recommendations.labels import cue_table
from khkt_nlp.recommendations.markup import Passage, read_passages
from khkt_nlp.recommendations.model import FILES, LinearModel, RecommendationModel, model_from_files
from khkt_nlp.recommendations.slots import one_after_another
from khkt_nlp.recommendations.taxonomy import Label, Taxonomy

LEAST_EXAMPLES = 10
# a written passage that nobody marked for the new label may still be about it
_UNMARKED_WEIGHT = 0.3


def shipped_model() -> RecommendationModel:
    """Load the model of the default pipeline. Raises `DataError` when there is none."""
    from khkt_nlp.pipeline import model_path

    folder = model_path() / "khkt_recommendations"
    return model_from_files({name: (folder / name).read_bytes() for name in FILES})


def written_passages() -> list[Passage]:
    """Give the passages written for this project: packed with it, or in `models/sources` of a checkout."""
    package = Path(__file__).resolve().parent.parent
    for root in (package, package.parent.parent):
        folder = root / "models" / "sources" / "recommendations"
        if folder.is_dir():
            return list(read_passages(sorted(folder.glob("*.txt"))))
    return []


def retrain(
    model: RecommendationModel,
    taxonomy: Taxonomy,
    data: Sequence[Passage],
    others: Sequence[Passage] = (),
) -> RecommendationModel:
    """Give `model` the labels of `taxonomy`, learning the new ones from `data`.

    A label that the model knows keeps its weights, and its display names where `taxonomy` gives none; one
    that `taxonomy` lacks is dropped; the rest of the model stays. `others` are passages without the new
    labels; a clause of theirs that holds one of the label's cue phrases is not counted against it. Raises
    `DataError` when a new label has fewer than `LEAST_EXAMPLES` clauses in `data`, when a clause has an
    unknown label, or when `taxonomy` gives a label that the model knows other cues.
    """
    settings = Settings()
    known = {name: column for column, name in enumerate(model.taxonomy.names)}
    _check(taxonomy, known, data)
    labels = (
        _merged(model.taxonomy.labels[known[new.name]], new) if new.name in known else new
        for new in taxonomy.labels
    )
    taxonomy = dataclasses.replace(taxonomy, labels=tuple(labels))
    cues = cue_table(taxonomy)
    passages = [(passage, False) for passage in data if passage.clauses]
    passages += [(passage, True) for passage in others if passage.clauses]
    clauses = [(passage, clause, other) for passage, other in passages for clause in passage.clauses]
    texts = [normalize(p.text[c.start : c.end]).text for p, c, _ in clauses]
    table = Table(one_after_another([marked_bags(passage, cues) for passage, _ in passages]), settings.least)
    slots = np.union1d(model.labels.slots, table.slots)
    weights = np.zeros((len(slots), len(taxonomy.labels)), dtype=np.float32)
    bias = np.zeros(len(taxonomy.labels), dtype=np.float32)
    slopes, shifts = np.ones(len(taxonomy.labels)), np.zeros(len(taxonomy.labels))
    before, learned = np.searchsorted(slots, model.labels.slots), np.searchsorted(slots, table.slots)
    for column, label in enumerate(taxonomy.labels):
        if label.name in known:
            old = known[label.name]
            weights[before, column] = model.labels.weights[:, old]
            bias[column], slopes[column], shifts[column] = (
                model.labels.bias[old],
                model.slopes[old],
                model.shifts[old],
            )
            continue
        truth = np.array([label.name in clause.labels for _, clause, _ in clauses])
        weight = np.array(
            [_weight(label, text, other) for text, (_, _, other) in zip(texts, clauses, strict=True)]
        )
        fitted = fit(table.matrix, truth, weight, np.arange(len(truth)), settings.label_c)
        slopes[column], shifts[column] = calibrate(fitted.unseen[weight > 0], truth[weight > 0])
        weights[learned, column] = fitted.coefficients[0]
        bias[column] = fitted.bias[0]
    return dataclasses.replace(
        model,
        taxonomy=taxonomy,
        labels=LinearModel.build(slots, weights, bias),
        slopes=slopes,
        shifts=shifts,
    )


def _check(taxonomy: Taxonomy, known: Collection[str], data: Sequence[Passage]) -> None:
    names = set(taxonomy.names)
    found: list[str] = []
    for passage in data:
        of_passage = [name for clause in passage.clauses for name in clause.labels]
        odd = sorted(set(of_passage) - names)
        if odd:
            raise DataError(
                f"{passage.source or 'A passage'}: the taxonomy lacks the label {odd[0]!r}: add it there, or "
                "mend the example."
            )
        found += of_passage
    for name in taxonomy.names:
        count = found.count(name)
        if name not in known and count < LEAST_EXAMPLES:
            raise DataError(
                f"The new label {name!r} has {count} examples: mark at least {LEAST_EXAMPLES} clauses."
            )


def _merged(old: Label, new: Label) -> Label:
    """Give a label that the model knows the names of the new taxonomy; its weights belong to its cues."""
    if new.cues and set(new.cues) != set(old.cues):
        raise DataError(
            f"The model knows the label {new.name!r}, whose cues cannot be changed: leave them out, or give "
            "it another name and examples."
        )
    return dataclasses.replace(old, vi=new.vi or old.vi, en=new.en or old.en, description=new.description)


def _weight(label: Label, text: str, other: bool) -> float:
    if not other:
        return 1.0
    lowered = fold_case(text)
    return 0.0 if any(cue in lowered for cue in label.cues) else _UNMARKED_WEIGHT
