"""Learn which spellings stand in the same places, from unlabelled news.

`python -m khkt_nlp.names.clusters --news a.jsonl b.jsonl --out models/sources/names/clusters.csv`

Positive pointwise mutual information of a spelling with the frequent spellings one and two places to its
left and right, reduced by a truncated SVD, grouped by k-means (the method of Levy and Goldberg, 2014,
"Neural word embedding as implicit matrix factorization", for the vectors). Each line of the input is a JSON
object with `text`. The same input gives the same clusters.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.arrays import Doubles
from khkt_nlp.article.normalization import normalize
from khkt_nlp.names.spellings import CLUSTERS, cluster_key
from khkt_nlp.names.tokens import tokenize

Numbers = NDArray[np.int32]

CONTEXTS = 2500
DIMENSIONS = 64
_WINDOW = (-2, -1, 1, 2)
_HEADER = (
    f"# Spellings and the clusters they belong to, of {', '.join(map(str, CLUSTERS))}; "
    "learned by khkt_nlp.names.clusters.\n"
)


def read_texts(paths: Iterable[Path], limit: int) -> Iterator[str]:
    """Give the texts of the first `limit` lines of each file."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in itertools.islice(lines, limit):
                yield json.loads(line)["text"]


def count(texts: Iterable[str]) -> tuple[list[str], Numbers]:
    """Read `texts` as numbers: the spellings numbered, and the stream, with -1 between sentences."""
    numbers: dict[str, int] = {}
    parts: list[Numbers] = []
    for text in texts:
        row: list[int] = []
        for sentence in tokenize(normalize(text)).sentences():
            row.append(-1)
            row.extend(numbers.setdefault(cluster_key(word), len(numbers)) for word in sentence)
        parts.append(np.array(row, dtype=np.int32))
    return list(numbers), np.concatenate(parts)


def vectors(stream: Numbers, targets: Numbers, contexts: int) -> Doubles:
    """Give a unit vector for each of `targets`, the numbers of spellings by falling frequency."""
    from scipy import sparse
    from sklearn.decomposition import TruncatedSVD

    place = np.full(int(stream.max()) + 2, -1, dtype=np.int32)
    place[targets] = np.arange(len(targets), dtype=np.int32)
    target = place[stream]
    context = np.where((target < 0) | (target >= contexts), contexts, target)
    blocks = []
    for by in _WINDOW:
        here, there = (target[-by:], context[:by]) if by < 0 else (target[:-by], context[by:])
        pairs = here[here >= 0].astype(np.int64) * (contexts + 1) + there[here >= 0]
        unique, counts = np.unique(pairs, return_counts=True)
        where = (unique // (contexts + 1), unique % (contexts + 1))
        blocks.append(sparse.csr_matrix((counts, where), shape=(len(targets), contexts + 1)))
    table = sparse.hstack(blocks).tocoo()
    of_target = np.asarray(table.sum(axis=1)).ravel()
    # contexts are smoothed by the power 3/4, so that rare ones do not stand out
    of_context = np.asarray(table.sum(axis=0)).ravel() ** 0.75
    of_context /= of_context.sum()
    information = np.log(table.data / (of_target[table.row] * of_context[table.col]))
    positive = sparse.csr_matrix((np.maximum(information, 0.0), (table.row, table.col)), shape=table.shape)
    dimensions = min(DIMENSIONS, min(positive.shape) - 1)
    reduced = TruncatedSVD(dimensions, random_state=0, n_iter=4).fit_transform(positive)
    found: Doubles = reduced / np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-9)
    return found


def learn(texts: Iterable[str], *, at_least: int) -> tuple[list[str], list[Numbers]]:
    """Cluster the spellings seen `at_least` times: the spellings, and their number in each clustering."""
    from sklearn.cluster import MiniBatchKMeans

    spellings, stream = count(texts)
    frequency = np.bincount(stream[stream >= 0], minlength=len(spellings))
    order = np.argsort(-frequency, kind="stable")
    targets = order[frequency[order] >= at_least].astype(np.int32)
    points = vectors(stream, targets, min(CONTEXTS, len(targets)))
    groups = [
        MiniBatchKMeans(
            min(size, len(targets)), random_state=0, n_init=3, batch_size=4096, max_iter=60
        ).fit_predict(points)
        for size in CLUSTERS
    ]
    return [spellings[target] for target in targets], groups


def write(path: Path, spellings: Sequence[str], groups: Sequence[Numbers]) -> None:
    """Write one line a spelling; clusters are numbered from 1."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEADER)
        rows = csv.writer(file, lineterminator="\n")
        rows.writerows(zip(spellings, *(group + 1 for group in groups), strict=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="khkt_nlp.names.clusters", description=__doc__)
    parser.add_argument("--news", type=Path, nargs="+", required=True, help="JSON lines with `text`")
    parser.add_argument("--articles", type=int, default=60_000, help="how many articles of each file")
    parser.add_argument("--at-least", type=int, default=40, help="how often a spelling must be seen")
    parser.add_argument("--out", type=Path, required=True, help="the CSV file to write")
    given = parser.parse_args(arguments)
    write(given.out, *learn(read_texts(given.news, given.articles), at_least=given.at_least))


if __name__ == "__main__":
    main()
