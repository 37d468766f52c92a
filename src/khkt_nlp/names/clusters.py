"""Learn which spellings stand in the same places, from unlabelled news.

`python -m khkt_nlp.names.clusters --news a.jsonl b.jsonl --out models/sources/names/clusters.csv`

The vectors of `khkt_nlp.cooccurrence`, grouped by k-means. Each line of the input is a JSON object with
`text`. The same input gives the same clusters.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from khkt_nlp.article.normalization import normalize
from khkt_nlp.cooccurrence import Numbers, vectors
from khkt_nlp.names.spellings import CLUSTERS, cluster_key
from khkt_nlp.names.tokens import tokenize
from khkt_nlp.threads import one_thread

CONTEXTS = 2500
DIMENSIONS = 64
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


def learn(texts: Iterable[str], *, at_least: int) -> tuple[list[str], list[Numbers]]:
    """Cluster the spellings seen `at_least` times: the spellings, and their number in each clustering."""
    from sklearn.cluster import MiniBatchKMeans

    spellings, stream = count(texts)
    frequency = np.bincount(stream[stream >= 0], minlength=len(spellings))
    order = np.argsort(-frequency, kind="stable")
    targets = order[frequency[order] >= at_least].astype(np.int32)
    points = vectors(stream, targets, min(CONTEXTS, len(targets)), DIMENSIONS)
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
    with one_thread():
        learned = learn(read_texts(given.news, given.articles), at_least=given.at_least)
    write(given.out, *learned)


if __name__ == "__main__":
    main()
