"""Train the room's model from annotated articles, marked passages and labelled clauses.

`python -m khkt_nlp.recommendations.train --articles train.jsonl --topical train_recommendations.jsonl
--passages models/sources/recommendations --news vietnews_train.jsonl baomoi.jsonl
--annotations models/sources/news/recommendations.jsonl --labelled models/sources/news/labels.csv
--out models/vi_khkt_news/khkt_recommendations`

Articles are JSON lines with `text` and `recommendations` (`start`, `end`, `labels`, `force`); passages are
files of `markup.py`; `annotations.py` says what the others are. The same data give the same weights.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from khkt_nlp.arrays import Bools, Doubles, Ints
from khkt_nlp.overlaps import hits
from khkt_nlp.recommendations.annotations import read_annotations, read_articles, read_labelled, read_news
from khkt_nlp.recommendations.batch import Batch
from khkt_nlp.recommendations.candidates import Candidate, governed_by
from khkt_nlp.recommendations.clauses import clause_ends
from khkt_nlp.recommendations.context import Network, context_rows
from khkt_nlp.recommendations.detector import Reading, read, select
from khkt_nlp.recommendations.features import Features, features
from khkt_nlp.recommendations.fitting import (
    Settings,
    Table,
    calibrate,
    fit,
    folds,
    network,
    stacked,
)
from khkt_nlp.recommendations.label_training import train_labels
from khkt_nlp.recommendations.markup import MarkedClause, Passage, read_passages
from khkt_nlp.recommendations.model import LinearModel, RecommendationModel, sigmoid
from khkt_nlp.recommendations.models import FORCES
from khkt_nlp.recommendations.slots import Slots, one_after_another
from khkt_nlp.recommendations.taxonomy import Taxonomy, default_taxonomy, read_taxonomy
from khkt_nlp.threads import one_thread

# a passage is read as the third line of an article, not as its headline
_PRELUDE = "Bản tin.\n\nCó tin sau.\n"
_EARLY, _LATE = 2, 14
# log-odds from which a clause is judged: about 0.03
_JUDGED = -3.5


@dataclass(frozen=True, slots=True)
class Example:
    """A passage with candidates, read for training: which of them begins which of its clauses.

    `written`: for this project, not in news. `judged`: probabilities and threshold are fitted to it.
    """

    reading: Reading
    batch: Batch
    features: Features
    passage: Passage
    starts: dict[int, MarkedClause]
    written: bool
    judged: bool


@dataclass(frozen=True, slots=True)
class TrainingData:
    """What a model learns from.

    `articles`: annotated ones. `passages`: written for this project. `topical`: articles that were chosen for
    what they recommend. `news`: more articles, of whose annotation less is sure. `labelled`: articles with
    some of their clauses, of which only the labels are known. All teach; but how likely a clause is to be a
    recommendation is calibrated on `articles` alone, and labels on these and `topical`.
    """

    articles: Sequence[Passage] = ()
    passages: Sequence[Passage] = ()
    topical: Sequence[Passage] = ()
    news: Sequence[Passage] = ()
    labelled: Sequence[Passage] = ()


def train(
    data: TrainingData, taxonomy: Taxonomy | None = None, settings: Settings | None = None
) -> RecommendationModel:
    """Train a model; raises `DataError` when the data have no example of a label."""
    with one_thread():
        return _train(data, taxonomy or default_taxonomy(), settings or Settings())


def _train(data: TrainingData, taxonomy: Taxonomy, settings: Settings) -> RecommendationModel:
    examples = prepare(data.articles, data.passages, [*data.topical, *data.news])
    sentences, sentence_scores = _train_sentences(examples, settings)
    detector, context, threshold = _train_detector(examples, sentence_scores, settings)
    others = [
        (1.0, data.news),
        (settings.label_passage_weight, data.passages),
        (settings.labelled_weight, data.labelled),
    ]
    labels = train_labels([*data.articles, *data.topical], others, taxonomy, settings)
    return RecommendationModel(
        taxonomy=taxonomy,
        detector=detector,
        sentences=sentences,
        context=context,
        threshold=threshold,
        labels=labels.weights,
        slopes=labels.slopes,
        shifts=labels.shifts,
        label_threshold=labels.threshold,
        force=_train_force(examples, settings),
    )


def prepare(
    articles: Sequence[Passage], passages: Sequence[Passage], others: Sequence[Passage] = ()
) -> list[Example]:
    """Read the texts and match their clauses with candidates: `articles`, `others`, then `passages`.

    Those without candidates are left out.
    """
    examples = [_example(passage, written=False, judged=True) for passage in articles]
    examples += [_example(passage, written=False, judged=False) for passage in others]
    examples += [_example(passage, written=True, judged=False) for passage in passages]
    return [example for example in examples if example is not None]


def _example(passage: Passage, *, written: bool, judged: bool) -> Example | None:
    prelude = _PRELUDE if written else ""
    (reading,), batch = read([prelude + passage.text])
    if not reading.candidates:
        return None
    starts: dict[int, MarkedClause] = {}
    used: set[int] = set()
    for index, candidate in enumerate(reading.candidates):
        at = reading.view.to_source(*_word(reading, candidate))[0] - len(prelude)
        for number, clause in enumerate(passage.clauses):
            if number not in used and clause.start - _EARLY <= at <= clause.start + _LATE and at < clause.end:
                starts[index] = clause
                used.add(number)
                break
    return Example(reading, batch, features(batch, [reading.candidates]), passage, starts, written, judged)


def _word(reading: Reading, candidate: Candidate) -> tuple[int, int]:
    return reading.scan.starts[candidate.at], reading.scan.ends[candidate.at]


def _train_detector(
    examples: Sequence[Example], sentences: Sequence[Doubles], settings: Settings
) -> tuple[LinearModel, Network, float]:
    table = stacked([example.features.candidates for example in examples], settings.least)
    sizes = [len(example.reading.candidates) for example in examples]
    truth = np.array(
        [index in example.starts for example in examples for index in range(len(example.reading.candidates))]
    )
    weight, groups = _weighed(examples, sizes, settings)
    fitted = fit(table.matrix, truth, weight, groups, settings.detector_c)
    real = [example for example in examples if not example.written]
    seen = _context(real, sentences, fitted.unseen)
    second, out_of_fold = _train_context(seen, truth[groups >= 0], groups[groups >= 0], settings)
    judges = [example for example in real if example.judged]
    own = out_of_fold[: sum(len(example.reading.candidates) for example in judges)]
    # the second layer answers for starts; a user asks whether the clause is one
    slope, shift = calibrate(*_judge(judges, own))
    second = second.calibrated(slope, shift)
    threshold = _best_threshold(judges, sigmoid(own * slope + shift))
    return table.linear(fitted.coefficients, fitted.bias), second, threshold


def _weighed(examples: Sequence[Example], sizes: Sequence[int], settings: Settings) -> tuple[Doubles, Ints]:
    """Give the weight and the group of each row, of which each example has as many as `sizes` says."""
    weights = [settings.passage_weight if example.written else 1.0 for example in examples]
    groups = [-1 if example.written else number for number, example in enumerate(examples)]
    return np.repeat(weights, sizes), np.repeat(groups, sizes)


def _judge(examples: Sequence[Example], scores: Doubles) -> tuple[Doubles, Bools]:
    """Give the log-odds of the clauses that a low threshold reports, and whether each meets a gold clause.

    Of clauses that meet the same one, that with the best score is right.
    """
    judged: list[float] = []
    right: list[bool] = []
    done = 0
    for example in examples:
        reading = example.reading
        own = scores[done : done + len(reading.candidates)].tolist()
        done += len(own)
        chosen = select(reading.candidates, own, _JUDGED)
        ends = clause_ends(reading.scan, [reading.candidates[index] for index in chosen])
        surest = sorted(zip(chosen, ends, strict=True), key=lambda pair: -own[pair[0]])
        found = [reading.view.to_source(*clause) for _, clause in surest]
        right += hits(found, [(gold.start, gold.end) for gold in example.passage.clauses])
        judged += [own[index] for index, _ in surest]
    return np.array(judged), np.array(right)


def _train_sentences(examples: Sequence[Example], settings: Settings) -> tuple[LinearModel, list[Doubles]]:
    """Train the model of whole sentences; give it, and its scores of each example when it had not seen it."""
    seen = [example.features for example in examples]
    sizes = [len(one.numbers) for one in seen]
    table = Table(one_after_another([one.sentences for one in seen]), settings.least)
    holding = [{e.reading.candidates[index].sentence for index in e.starts} for e in examples]
    truth = np.concatenate(
        [np.isin(one.numbers, list(those)) for one, those in zip(seen, holding, strict=True)]
    )
    weight, groups = _weighed(examples, sizes, settings)
    fitted = fit(table.matrix, truth, weight, groups, settings.sentence_c)
    out = np.split(fitted.unseen, np.cumsum(sizes)[:-1])
    return table.linear(fitted.coefficients, fitted.bias), out


def _context(examples: Sequence[Example], sentences: Sequence[Doubles], scores: Doubles) -> Doubles:
    rows: list[Doubles] = []
    done = 0
    for example, whole in zip(examples, sentences, strict=False):
        own = scores[done : done + len(example.reading.candidates)]
        seen = example.features
        rows.append(context_rows(example.batch, seen.own, own, seen.numbers, whole))
        done += len(own)
    return np.concatenate(rows)


def _train_context(rows: Doubles, truth: Bools, groups: Ints, settings: Settings) -> tuple[Network, Doubles]:
    """Train the second layer; give it, and its log-odds of each row when it had not seen its article."""
    out_of_fold = np.zeros(len(truth))
    for held in folds(groups):
        rest = np.setdiff1d(np.arange(len(truth)), held)
        out_of_fold[held] = network(rows[rest], truth[rest], settings.context_penalty).score(rows[held])
    return network(rows, truth, settings.context_penalty), out_of_fold


def _best_threshold(examples: Sequence[Example], scores: Doubles) -> float:
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


def _train_force(examples: Sequence[Example], settings: Settings) -> LinearModel:
    from sklearn.linear_model import LogisticRegression

    rows: list[Slots] = []
    truth: list[str] = []
    for example in examples:
        previous: Candidate | None = None
        for index in sorted(example.starts):
            candidate = example.reading.candidates[index]
            if previous is None or not governed_by(previous, candidate):
                rows.append(example.features.force[[index]])
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
    parser.add_argument(
        "--topical", type=Path, nargs="*", default=[], help="articles chosen for their topics"
    )
    parser.add_argument("--news", type=Path, nargs="*", default=[], help="texts of public news, JSONL")
    parser.add_argument("--annotations", type=Path, help="recommendations of some of the news, JSONL")
    parser.add_argument("--labelled", type=Path, help="labels of clauses of the news, CSV")
    parser.add_argument("--taxonomy", type=Path, help="a taxonomy in YAML; default: the thirteen labels")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the model to")
    options = parser.parse_args(argv)
    texts = read_news(options.news)
    data = TrainingData(
        articles=read_articles(options.articles),
        passages=list(read_passages(sorted(options.passages.glob("*.txt")))) if options.passages else [],
        topical=read_articles(options.topical),
        news=read_annotations(options.annotations, texts) if options.annotations else [],
        labelled=read_labelled(options.labelled, texts) if options.labelled else [],
    )
    model = train(data, read_taxonomy(options.taxonomy) if options.taxonomy else None)
    save(model, options.out)
    print(f"{options.out}: {len(model.detector.slots)} features, threshold {model.threshold}")


if __name__ == "__main__":
    main()
