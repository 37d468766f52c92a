"""Make the lists of words of the room anew from unlabelled news: `data/classes.txt` and `data/heads.csv`.

`python -m khkt_nlp.recommendations.word_lists --news vietnews_train.jsonl
--folder src/khkt_nlp/recommendations/data`

Each line of the news is a JSON object with `seg`, an article as words apart by blanks, their syllables by
`_`. Which words open an action was decided by hand and stays as `heads.csv` says; how strongly each speaks
for one is counted. The same news give the same files.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from khkt_nlp.article.normalization import fold_case, fold_tones
from khkt_nlp.cooccurrence import Numbers, vectors
from khkt_nlp.datafiles import content
from khkt_nlp.threads import one_thread

_ASKING = frozenset(
    "cần nên hãy yêu_cầu đề_nghị kiến_nghị đề_xuất cần_thiết tăng_cường khẩn_trương tiếp_tục".split()
)
_TELLING = frozenset("đã đang vừa bị từng được vẫn lại phải".split())
_SEEN = 30
_STRONGEST = 4
_PRIOR = 2

CLASSES = 200
_CLASSED_WORDS, _CONTEXTS, _DIMENSIONS = 9_000, 3_000, 80


def read_words(path: Path, limit: int | None = None) -> Iterator[list[str]]:
    """Give the lower-case words of the first `limit` articles."""
    with path.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, limit):
            yield fold_tones(fold_case(json.loads(line)["seg"])).split()


def strengths(articles: Iterable[Sequence[str]]) -> dict[str, int]:
    """Say how strongly each frequent word speaks for an action that is asked for, -4 to 4.

    Twice the logarithm of the share of its uses after words that ask to that after words that tell.
    """
    asked: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for words in articles:
        for before, word in itertools.pairwise(words):
            if before in _ASKING:
                asked[word] += 1
            elif before in _TELLING:
                told[word] += 1
    all_asked, all_told = asked.total(), told.total()
    found: dict[str, int] = {}
    for word in sorted(asked.keys() | told.keys()):
        if asked[word] + told[word] < _SEEN or not _is_word(word):
            continue
        ratio = math.log((asked[word] + _PRIOR) / all_asked) - math.log((told[word] + _PRIOR) / all_told)
        found[_spelt(word)] = max(-_STRONGEST, min(_STRONGEST, round(2 * ratio)))
    return found


def word_classes(articles: Iterable[Sequence[str]], classes: int = CLASSES) -> list[list[str]]:
    """Group the most frequent words by what they stand beside, in at most so many classes."""
    from sklearn.cluster import MiniBatchKMeans

    words, stream = _numbered(articles)
    frequency = np.bincount(stream[stream >= 0], minlength=len(words))
    targets = np.argsort(-frequency, kind="stable")[:_CLASSED_WORDS].astype(np.int32)
    points = vectors(stream, targets, min(_CONTEXTS, len(targets)), _DIMENSIONS)
    means = MiniBatchKMeans(min(classes, len(targets)), random_state=0, n_init=3, batch_size=4096)
    groups: dict[int, list[str]] = {}
    for target, group in zip(targets.tolist(), means.fit_predict(points).tolist(), strict=True):
        groups.setdefault(group, []).append(_spelt(words[target]))
    return sorted(sorted(group) for group in groups.values())


def _numbered(articles: Iterable[Sequence[str]]) -> tuple[list[str], Numbers]:
    """Read articles as numbers: the words numbered, and the stream, with -1 for what is no word."""
    numbers: dict[str, int] = {}
    parts: list[Numbers] = []
    for words in articles:
        row = [numbers.setdefault(word, len(numbers)) if _is_word(word) else -1 for word in words]
        parts.append(np.array([*row, -1], dtype=np.int32))
    return list(numbers), np.concatenate(parts)


def _is_word(word: str) -> bool:
    """Say whether `word` has one or two syllables and only letters."""
    syllables = word.split("_")
    return len(syllables) <= 2 and all(syllable.isalpha() for syllable in syllables)


def _spelt(word: str) -> str:
    return word.replace("_", " ")


def write_heads(path: Path, strength: Mapping[str, int]) -> None:
    """Write `heads.csv` again with `strength`; the comments stay, and which words open an action."""
    lines = content(path.read_text(encoding="utf-8").splitlines())
    opening = {row["phrase"] for row in csv.DictReader(lines) if row["opens"] == "1"}
    phrases = sorted(opening | {phrase for phrase, value in strength.items() if value})
    rows = [f"{phrase},{int(phrase in opening)},{strength.get(phrase, 0)}\n" for phrase in phrases]
    _rewrite(path, ["phrase,opens,strength\n", *rows])


def write_classes(path: Path, groups: Iterable[Sequence[str]]) -> None:
    """Write `classes.txt` again, a class a line; the comments stay."""
    _rewrite(path, [f"{','.join(group)}\n" for group in groups])


def _rewrite(path: Path, lines: Iterable[str]) -> None:
    """Write `lines` below the comments that the file begins with."""
    before = path.read_text(encoding="utf-8").splitlines(keepends=True)
    comments = itertools.takewhile(lambda line: line.startswith("#"), before)
    path.write_text("".join([*comments, *lines]), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="khkt_nlp.recommendations.word_lists", description=__doc__)
    parser.add_argument("--news", type=Path, required=True, help="JSON lines with `seg`")
    parser.add_argument("--articles", type=int, default=60_000, help="how many articles teach the classes")
    parser.add_argument("--folder", type=Path, required=True, help="where the two files lie")
    given = parser.parse_args(arguments)
    write_heads(given.folder / "heads.csv", strengths(read_words(given.news)))
    with one_thread():
        write_classes(given.folder / "classes.txt", word_classes(read_words(given.news, given.articles)))


if __name__ == "__main__":
    main()
