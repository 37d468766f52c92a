"""Train the room's model from marked passages and annotated articles.

`python -m khkt_nlp.recommendations.train --articles train.jsonl --passages models/sources/recommendations
--out models/vi_khkt_news/khkt_recommendations`

Articles are JSON lines with `text` and `recommendations` (`start`, `end`, `labels`, `force`); passages are
files of `markup.py`. The same data give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.article.normalization import normalize
from khkt_nlp.errors import DataError
from khkt_nlp.policies import find as find_policies
from khkt_nlp.recommendations.candidates import Candidate, governed_by
from khkt_nlp.recommendations.clauses import clause_ends
from khkt_nlp.recommendations.context import context_rows
from khkt_nlp.recommendations.detector import Reading, read, select
from khkt_nlp.recommendations.features import Slots
from khkt_nlp.recommendations.fitting import Array, bags, calibrate, folds, logistic, stacked
from khkt_nlp.recommendations.labels import CueTable, citations, clause_slots, cue_table
from khkt_nlp.recommendations.lexicon import Ints
from khkt_nlp.recommendations.markup import MarkedClause, Passage, read_passages, text_lines
from khkt_nlp.recommendations.model import FORCES, LinearModel, RecommendationModel
from khkt_nlp.recommendations.scan import scan
from khkt_nlp.recommendations.taxonomy import Taxonomy, default_taxonomy, read_taxonomy

# a passage is read as the third line of an article, not as its headline
_PRELUDE = "Bản tin.\n\nCó tin sau.\n"
_EARLY, _LATE = 2, 14
_JUDGED = 0.03


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen by cross-validation on the training articles.

    `detector_c`, `sentence_c`, `label_c`, `force_c`: inverse strengths of the penalty. `passage_weight`,
    `label_passage_weight`: of a written passage, where an article counts 1. `least`: in how many candidates
    or clauses a feature must occur.
    """

    detector_c: float = 0.2
    sentence_c: float = 5.0
    passage_weight: float = 0.3
    label_c: float = 8.0
    label_passage_weight: float = 0.5
    force_c: float = 1.0
    least: int = 2


@dataclass(frozen=True, slots=True)
class Example:
    """A passage read for training: which candidate begins which of its clauses."""

    reading: Reading
    passage: Passage
    starts: dict[int, MarkedClause]
    written: bool


def read_articles(paths: Iterable[Path]) -> list[Passage]:
    """Read annotated articles. Raises `DataError` for a line that is not one."""
    found: list[Passage] = []
    for path in paths:
        for number, line in enumerate(text_lines(path), start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                clauses = [
                    MarkedClause(item["start"], item["end"], tuple(item["labels"]), item["force"])
                    for item in row["recommendations"]
                ]
                found.append(
                    Passage(
                        row["text"], tuple(sorted(clauses, key=lambda c: c.start)), f"{path.name}:{number}"
                    )
                )
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(
                    f"{path}, line {number}: not a JSON object with 'text' and 'recommendations' ({error!r})."
                ) from error
    return found


def train(
    articles: Sequence[Passage],
    passages: Sequence[Passage] = (),
    taxonomy: Taxonomy | None = None,
    settings: Settings = Settings(),
) -> RecommendationModel:
    """Train a model on annotated `articles` and written `passages`.

    Raises `DataError` when the data have no example of a label.
    """
    taxonomy = taxonomy or default_taxonomy()
    examples = prepare(articles, passages)
    sentences, sentence_scores = _train_sentences(examples, settings)
    detector, context, threshold = _train_detector(examples, sentence_scores, settings)
    labels, slopes, shifts, label_threshold = _train_labels(examples, taxonomy, settings)
    return RecommendationModel(
        taxonomy=taxonomy,
        detector=detector,
        sentences=sentences,
        context=context,
        threshold=threshold,
        labels=labels,
        slopes=slopes,
        shifts=shifts,
        label_threshold=label_threshold,
        force=_train_force(examples, settings),
    )


def prepare(articles: Sequence[Passage], passages: Sequence[Passage]) -> list[Example]:
    """Read the texts, articles first, and match their clauses with candidates."""
    examples = [_example(passage, "", written=False) for passage in articles]
    return examples + [_example(passage, _PRELUDE, written=True) for passage in passages]


def _example(passage: Passage, prelude: str, *, written: bool) -> Example:
    reading = read(prelude + passage.text)
    starts: dict[int, MarkedClause] = {}
    used: set[int] = set()
    for index, candidate in enumerate(reading.candidates):
        at = reading.view.to_source(*_word(reading, candidate))[0] - len(prelude)
        for number, clause in enumerate(passage.clauses):
            if number not in used and clause.start - _EARLY <= at <= clause.start + _LATE and at < clause.end:
                starts[index] = clause
                used.add(number)
                break
    return Example(reading, passage, starts, written)


def _word(reading: Reading, candidate: Candidate) -> tuple[int, int]:
    return reading.scan.starts[candidate.at], reading.scan.ends[candidate.at]


def _train_detector(
    examples: Sequence[Example], sentences: Sequence[Array], settings: Settings
) -> tuple[LinearModel, Array, float]:
    examples = [example for example in examples if example.reading.candidates]
    table = stacked([example.reading.features.candidates for example in examples], settings.least)
    sizes = [len(example.reading.candidates) for example in examples]
    truth = np.array(
        [index in example.starts for example in examples for index in range(len(example.reading.candidates))]
    )
    weight = np.repeat([settings.passage_weight if example.written else 1.0 for example in examples], sizes)
    groups = np.repeat([-1 if example.written else number for number, example in enumerate(examples)], sizes)
    scores = np.zeros(len(truth))
    for held in folds(groups):
        rest = np.setdiff1d(np.arange(len(truth)), held)
        fitted = logistic(settings.detector_c).fit(table.matrix[rest], truth[rest], weight[rest])
        scores[held] = fitted.decision_function(table.matrix[held])
    real = [example for example in examples if not example.written]
    seen = _context(real, sentences, scores)
    second, out_of_fold = _train_context(seen, truth[groups >= 0], groups[groups >= 0])
    # the second layer answers for starts; a user asks whether the clause is one
    judged, right = _judge(real, out_of_fold)
    slope, shift = calibrate(judged, right)
    second = second * slope
    second[-1] += shift
    out_of_fold = 1 / (1 + np.exp(-(slope * _log_odds(out_of_fold) + shift)))
    threshold = _best_threshold(real, out_of_fold)
    fitted = logistic(settings.detector_c).fit(table.matrix, truth, weight)
    return table.linear(fitted.coef_, fitted.intercept_), second, threshold


def _judge(examples: Sequence[Example], scores: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Give the log-odds of the clauses that a low threshold reports, and whether each meets a gold clause."""
    rows: list[tuple[float, bool]] = []
    done = 0
    for example in examples:
        reading = example.reading
        own = [float(score) for score in scores[done : done + len(reading.candidates)]]
        done += len(own)
        chosen = select(reading.candidates, own, _JUDGED)
        clauses = clause_ends(reading.scan, [reading.candidates[index] for index in chosen])
        left = list(example.passage.clauses)
        for index, clause in zip(chosen, clauses, strict=True):
            start, end = reading.view.to_source(*clause)
            met = next((gold for gold in left if gold.start < end and start < gold.end), None)
            if met is not None:
                left.remove(met)
            rows.append((own[index], met is not None))
    values = np.array([score for score, _ in rows])
    return _log_odds(values), np.array([right for _, right in rows])


def _log_odds(scores: Array) -> Array:
    clipped = np.clip(scores, 1e-9, 1 - 1e-9)
    odds: Array = np.log(clipped / (1 - clipped))
    return odds


def _train_sentences(examples: Sequence[Example], settings: Settings) -> tuple[LinearModel, list[Array]]:
    """Train the model of whole sentences; give it, and its scores of each example when it had not seen it."""
    examples = [example for example in examples if example.reading.candidates]
    seen = [example.reading.features for example in examples]
    sizes = [len(one.numbers) for one in seen]
    table = bags([(one.sentences, one.owners, len(one.numbers)) for one in seen], settings.least)
    holding = [{e.reading.candidates[index].sentence for index in e.starts} for e in examples]
    truth = np.concatenate(
        [np.isin(one.numbers, list(those)) for one, those in zip(seen, holding, strict=True)]
    )
    weight = np.repeat([settings.passage_weight if example.written else 1.0 for example in examples], sizes)
    groups = np.repeat([-1 if example.written else number for number, example in enumerate(examples)], sizes)
    scores = np.zeros(len(truth))
    for held in folds(groups):
        rest = np.setdiff1d(np.arange(len(truth)), held)
        fitted = logistic(settings.sentence_c).fit(table.matrix[rest], truth[rest], weight[rest])
        scores[held] = fitted.decision_function(table.matrix[held])
    fitted = logistic(settings.sentence_c).fit(table.matrix, truth, weight)
    out = np.split(scores, np.cumsum(sizes)[:-1])
    return table.linear(fitted.coef_, fitted.intercept_), out


def _context(examples: Sequence[Example], sentences: Sequence[Array], scores: Array) -> Array:
    rows: list[Array] = []
    done = 0
    for example, whole in zip(examples, sentences, strict=False):
        reading = example.reading
        own = scores[done : done + len(reading.candidates)]
        rows.append(
            context_rows(reading.scan.words, reading.candidates, own, reading.features.numbers, whole)
        )
        done += len(own)
    return np.concatenate(rows)


def _train_context(
    rows: Array, truth: NDArray[np.bool_], groups: NDArray[np.int64]
) -> tuple[Array, Array]:
    from sklearn.linear_model import LogisticRegression

    def model() -> Any:
        return LogisticRegression(C=1.0, max_iter=2000, fit_intercept=False, random_state=0)

    out_of_fold = np.zeros(len(truth))
    for held in folds(groups):
        rest = np.setdiff1d(np.arange(len(truth)), held)
        out_of_fold[held] = model().fit(rows[rest], truth[rest]).predict_proba(rows[held])[:, 1]
    return model().fit(rows, truth).coef_[0], out_of_fold


def _best_threshold(examples: Sequence[Example], scores: Array) -> float:
    """Choose the threshold with the best F1 over sentences, by scores that did not see their article."""
    rows: list[tuple[float, int, int]] = []
    done = 0
    for number, example in enumerate(examples):
        best: dict[int, float] = {}
        for candidate in example.reading.candidates:
            best[candidate.sentence] = max(best.get(candidate.sentence, 0.0), float(scores[done]))
            done += 1
        true = {example.reading.candidates[index].sentence for index in example.starts}
        rows += [(score, number, int(sentence in true)) for sentence, score in best.items()]
    total = sum(truth for _, _, truth in rows)

    def f1(threshold: float) -> float:
        taken = [truth for score, _, truth in rows if score >= threshold]
        return 2 * sum(taken) / (len(taken) + total) if taken else 0.0

    return max((round(0.05 + step / 100, 2) for step in range(75)), key=f1)


def _train_labels(
    examples: Sequence[Example], taxonomy: Taxonomy, settings: Settings
) -> tuple[LinearModel, Array, Array, float]:
    cues = cue_table(taxonomy)
    marked = [example for example in examples if example.passage.clauses]
    known = set(taxonomy.names)
    for example in marked:
        for clause in example.passage.clauses:
            if odd := sorted(set(clause.labels) - known):
                text = example.passage.text[clause.start : clause.end]
                raise DataError(
                    f"The clause {text[:60]!r} has labels that the taxonomy lacks: {', '.join(odd)}."
                )
    table = bags([marked_slots(example.passage, cues) for example in marked], settings.least)
    clauses = [
        (clause, number, example.written)
        for number, example in enumerate(marked)
        for clause in example.passage.clauses
    ]
    weight = np.array([settings.label_passage_weight if written else 1.0 for _, _, written in clauses])
    groups = np.array([-1 if written else number for _, number, written in clauses])
    real = groups >= 0
    coefficients, bias, slopes, shifts = [], [], [], []
    probabilities = np.zeros((int(real.sum()), len(taxonomy.names)))
    gold = np.array([[name in clause.labels for name in taxonomy.names] for clause, _, _ in clauses])
    for column, name in enumerate(taxonomy.names):
        truth = gold[:, column]
        if not truth.any() or truth.all():
            raise DataError(
                f"The training data hold no example for and against the label {name!r}: mark some."
            )
        scores = np.zeros(len(truth))
        for held in folds(groups):
            rest = np.setdiff1d(np.arange(len(truth)), held)
            fitted = logistic(settings.label_c).fit(table.matrix[rest], truth[rest], weight[rest])
            scores[held] = fitted.decision_function(table.matrix[held])
        slope, shift = calibrate(scores[real], truth[real])
        probabilities[:, column] = 1 / (1 + np.exp(-(slope * scores[real] + shift)))
        fitted = logistic(settings.label_c).fit(table.matrix, truth, weight)
        coefficients.append(fitted.coef_[0])
        bias.append(fitted.intercept_[0])
        slopes.append(slope)
        shifts.append(shift)
    threshold = _best_label_threshold(probabilities, gold[real])
    return table.linear(np.array(coefficients), np.array(bias)), np.array(slopes), np.array(shifts), threshold


def marked_slots(passage: Passage, cues: CueTable) -> tuple[Slots, Ints, int]:
    """Give the slots of the marked clauses of `passage`, the clause that each belongs to, and how many there are."""
    view = normalize(passage.text)
    pieces = [view.from_source(clause.start, clause.end) for clause in passage.clauses]
    cited = citations(passage.text, find_policies(passage.text))
    found = clause_slots(scan(view.text), pieces, cues, [view.from_source(*piece) for piece in cited])
    return *found, len(pieces)


def _best_label_threshold(probabilities: Array, gold: NDArray[np.bool_]) -> float:
    def f1(threshold: float) -> float:
        taken = (probabilities >= threshold) | (probabilities == probabilities.max(axis=1, keepdims=True))
        return float(2 * (taken & gold).sum() / (taken.sum() + gold.sum()))

    return max((round(0.15 + step / 100, 2) for step in range(50)), key=f1)


def _train_force(examples: Sequence[Example], settings: Settings) -> LinearModel:
    from sklearn.linear_model import LogisticRegression

    rows: list[Slots] = []
    truth: list[str] = []
    for example in examples:
        previous: Candidate | None = None
        for index in sorted(example.starts):
            candidate = example.reading.candidates[index]
            if previous is None or not governed_by(previous, candidate):
                rows.append(example.reading.features.force[[index]])
                truth.append(example.starts[index].force)
            previous = candidate
    table = stacked(rows, settings.least)
    fitted = LogisticRegression(C=settings.force_c, max_iter=2000, random_state=0).fit(table.matrix, truth)
    order = [list(fitted.classes_).index(force) for force in FORCES]
    return table.linear(fitted.coef_[order], fitted.intercept_[order])


def save(model: RecommendationModel, folder: Path) -> None:
    """Write the model's files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in model.to_files().items():
        (folder / name).write_bytes(data)


def main(argv: Sequence[str] | None = None) -> None:
    """Train from files and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=Path, nargs="*", default=[], help="annotated articles, JSONL")
    parser.add_argument("--passages", type=Path, help="a folder of written passages, *.txt")
    parser.add_argument("--taxonomy", type=Path, help="a taxonomy in YAML; default: the thirteen labels")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the model to")
    options = parser.parse_args(argv)
    passages = list(read_passages(sorted(options.passages.glob("*.txt")))) if options.passages else []
    taxonomy = read_taxonomy(options.taxonomy) if options.taxonomy else None
    model = train(read_articles(options.articles), passages, taxonomy)
    save(model, options.out)
    print(f"{options.out}: {len(model.detector.slots)} features, threshold {model.threshold}")


if __name__ == "__main__":
    main()
