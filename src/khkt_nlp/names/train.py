"""Train the tagger: `python -m khkt_nlp.names.train --gold train.jsonl --out models/vi_khkt_news/khkt_names`.

Needs the extra `train` (python-crfsuite). The same gold articles give the same weights.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import itertools
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import View, normalize
from khkt_nlp.names import features
from khkt_nlp.names.models import RawName
from khkt_nlp.names.spellings import OFFSETS, Spellings, Vocabulary
from khkt_nlp.names.tagger import OUTSIDE, Tagger, locate
from khkt_nlp.names.tokens import Tokens, tokenize
from khkt_nlp.sequence import LinearChain

# what is neither right nor wrong is a class of its own, which the tagger finds and does not report
_GOLD_LABELS = ("ORG", "PERSON", "IGNORE")
_PARAMETERS = {
    "c1": 0.02,
    "c2": 0.05,
    "max_iterations": 80,
    "feature.possible_transitions": True,
}

FOLDS = 4
_POINTS = 21
_MARKED = re.compile(r"\[([^\[\]|]+)\|(ORG|PERSON)\]")

Article = dict[str, Any]
Clusters = dict[str, tuple[int, int, int]]


def read_articles(path: Path) -> list[Article]:
    """Read gold articles, one JSON object a line with `text` and `entities`."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_passages(path: Path) -> list[Article]:
    """Read sentences with `[name|ORG]` and `[name|PERSON]`, one a line, as articles of one sentence.

    Lines that start with `#` are comments.
    """
    return [_passage(line) for line in datafiles.content(path.read_text(encoding="utf-8").splitlines())]


def _passage(line: str) -> Article:
    text, entities, done = "", [], 0
    for name in _MARKED.finditer(line):
        text += line[done : name.start()]
        entities.append({"start": len(text), "end": len(text) + len(name[1]), "label": name[2]})
        text += name[1]
        done = name.end()
    return {"text": text + line[done:], "entities": entities}


def train(articles: Sequence[Article], clusters: Clusters) -> Tagger:
    """Train a tagger on gold articles; its scores are not calibrated yet."""
    import pycrfsuite

    vocabulary = Vocabulary.of(_words(articles, clusters), clusters)
    # features are named, not weighed
    spellings = Spellings(vocabulary, lambda attributes: np.zeros((len(attributes), 0), dtype=np.float32))
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(_PARAMETERS)
    for article in articles:
        view = normalize(article["text"])
        tokens = tokenize(view)
        names = features.extract([tokens], spellings).names(vocabulary.bases)
        for bounds in tokens.bounds:
            labels = _labels(tokens, bounds, view, article["entities"])
            trainer.append(list(itertools.islice(names, len(labels))), labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.crfsuite"
        trainer.train(str(path))
        return _compile(LinearChain.from_crfsuite(path), vocabulary)


def cross_validate(
    articles: Sequence[Article], passages: Sequence[Article], clusters: Clusters
) -> list[list[RawName]]:
    """Tag each article by a tagger that did not see it: the names of each, in the order of `articles`.

    `passages` are in every training set, and are not tagged.
    """
    found: list[list[RawName]] = [[] for _ in articles]
    for fold in range(FOLDS):
        seen = [article for at, article in enumerate(articles) if at % FOLDS != fold]
        tagger = train([*seen, *passages], clusters)
        for at in range(fold, len(articles), FOLDS):
            view = normalize(articles[at]["text"])
            tokens = tokenize(view)
            found[at] = locate(view, tokens, tagger.tag([tokens])[0])
    return found


def calibrate(
    articles: Sequence[Article], found: Sequence[Sequence[RawName]]
) -> tuple[tuple[float, float], ...]:
    """Learn how often a name with a given raw score is exactly right: ascending (score, share) pairs."""
    from sklearn.isotonic import IsotonicRegression

    raw: list[float] = []
    right: list[bool] = []
    for article, names in zip(articles, found, strict=True):
        gold = {(e["start"], e["end"], e["label"]) for e in article["entities"]}
        ignored = [e for e in article["entities"] if e["label"] == "IGNORE"]
        for name in names:
            exact = (name.start, name.end, name.label) in gold
            if exact or not any(name.start < e["end"] and e["start"] < name.end for e in ignored):
                raw.append(name.score)
                right.append(exact)
    points = np.quantile(raw, np.linspace(0.0, 1.0, _POINTS))
    fitted = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(raw, right)
    return tuple(
        (round(float(x), 4), round(float(y), 4)) for x, y in zip(points, fitted.predict(points), strict=True)
    )


def read_clusters(path: Path) -> Clusters:
    """Read the cluster numbers of spellings, learned from unlabelled news (see `clusters.py`)."""
    with path.open(encoding="utf-8", newline="") as file:
        next(file)  # says what it is
        return {word: (int(a), int(b), int(c)) for word, a, b, c in csv.reader(file)}


def _words(articles: Iterable[Article], clusters: Iterable[str]) -> list[str]:
    """Give the words that features may name: those seen twice in training, or in the clusters.

    A word seen once is `any other` word, so that the tagger learns what to make of unknown ones.
    """
    words = Counter({word.lower(): 2 for word in clusters})
    for article in articles:
        for sentence in tokenize(normalize(article["text"])).sentences():
            words.update(word.lower() for word in sentence)
    return sorted(word for word, count in words.items() if count > 1)


def _labels(tokens: Tokens, bounds: tuple[int, int], view: View, entities: Iterable[Article]) -> list[str]:
    """Label the tokens of a sentence: `B-` on the first token of a name, `I-` on the others."""
    places = [view.to_source(*tokens.span(at, at + 1)) for at in range(*bounds)]
    labels = [OUTSIDE] * len(places)
    for entity in entities:
        if entity["label"] not in _GOLD_LABELS:
            continue
        covered = [
            at for at, (start, end) in enumerate(places) if start < entity["end"] and entity["start"] < end
        ]
        for at in covered:
            labels[at] = f"{'B' if at == covered[0] else 'I'}-{entity['label']}"
    return labels


def _compile(model: LinearChain, vocabulary: Vocabulary) -> Tagger:
    """Put the weights of a trained chain into the tables that the tagger looks up."""
    single = np.zeros((len(OFFSETS), vocabulary.size, len(model.labels)), dtype=np.float32)
    joint: dict[int, int] = {}
    for name, row in model.attributes.items():
        place, _, value = name.partition(":")
        if place == "k":
            joint[int(value)] = row
        else:
            single[int(place), int(value)] = model.emission[row]
    keys = np.array(sorted(joint), dtype=np.uint64)
    weights = model.emission[[joint[key] for key in keys.tolist()]].astype(np.float32)
    return Tagger(vocabulary, model.labels, single, keys, weights, model.transition.astype(np.float32))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="khkt_nlp.names.train", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="annotated articles, JSON lines")
    parser.add_argument("--passages", type=Path, default=Path("models/sources/names/passages.txt"))
    parser.add_argument("--clusters", type=Path, default=Path("models/sources/names/clusters.csv"))
    parser.add_argument("--out", type=Path, required=True, help="the folder of the component to write")
    given = parser.parse_args(arguments)
    articles, clusters = read_articles(given.gold), read_clusters(given.clusters)
    passages = read_passages(given.passages)
    calibration = calibrate(articles, cross_validate(articles, passages, clusters))
    tagger = dataclasses.replace(train([*articles, *passages], clusters), calibration=calibration)
    given.out.mkdir(parents=True, exist_ok=True)
    for name, data in tagger.to_files().items():
        (given.out / name).write_bytes(data)


if __name__ == "__main__":
    main()
