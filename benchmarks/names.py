"""Organisations and people: khkt_nlp, its grammar alone, and underthesea's NER; how well and how fast.

    python benchmarks/names.py ../shared/gold/dev.jsonl [--rounds 5] [--peer-articles 8]

All systems read the same articles in one process, except underthesea's NER: it takes about a second for each,
so it reads only the first `--peer-articles`, once for quality and once for speed (0 for all: ten minutes).
Figures are those of `khkt-nlp evaluate`. Speed is the median of process CPU time over `--rounds`, scaled to
an article of 2.3 kB of UTF-8; one article a call, but for the tagger also all in one, as under `nlp.pipe`.
Takes about a minute.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from clock import cpu
from underthesea import ner, word_tokenize

from khkt_nlp.article.normalization import normalize
from khkt_nlp.evaluation.models import Annotation, Mention
from khkt_nlp.evaluation.scoring import score
from khkt_nlp.names import finder
from khkt_nlp.names.component import NamesComponent
from khkt_nlp.names.tagger import Tagger
from khkt_nlp.pipeline import model_path

Finder = Callable[[str], list[Mention]]
Reader = Callable[[list[str]], object]

LABELS = {"ORG": "ORG", "PER": "PERSON"}
ARTICLE = 2300


def main(
    gold: Path,
    rounds: Annotated[int, typer.Option(min=1)] = 5,
    peer_articles: Annotated[int, typer.Option(min=0)] = 8,
) -> None:
    """Print one line a system: exact and overlap F1 of both kinds, and milliseconds an article."""
    articles = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    texts = [article["text"] for article in articles]
    few = articles[: peer_articles or None]
    few_texts = [article["text"] for article in few]
    tagger = NamesComponent().from_disk(model_path() / "khkt_names").tagger
    systems: dict[str, tuple[Finder, Reader]] = {
        "khkt_nlp, tagger and grammar": (partial(ours, tagger), each(partial(finder.find, tagger=tagger))),
        "khkt_nlp, grammar alone": (partial(ours, None), each(finder.find)),
    }
    print(f"{'system':30} {'ORG exact':>9} {'overlap':>8} {'PER exact':>9} {'overlap':>8} {'ms/2.3 kB':>10}")
    for name, (find, read) in systems.items():
        report(name, quality(articles, find), milliseconds(read, texts, rounds))
    others: dict[str, Reader] = {
        "khkt_nlp, tagger, many a time": lambda texts: list(finder.find_all(texts, tagger)),
        "underthesea word_tokenize": each(word_tokenize),
        "normalising the text": each(normalize),
    }
    for name, read in others.items():
        print(f"{name:30} {'':37} {milliseconds(read, texts, rounds):9.2f}")
    print(f"on the first {len(few)} articles:")
    systems["underthesea ner"] = theirs, each(ner)
    for name, (find, read) in systems.items():
        report(name, quality(few, find), milliseconds(read, few_texts, 1, warm=True))


def report(name: str, figures: list[float], time_taken: float) -> None:
    """Print the line of a system."""
    print(f"{name:30} {' '.join(f'{figure:8.3f} ' for figure in figures)} {time_taken:9.2f}", flush=True)


def ours(tagger: Tagger | None, text: str) -> list[Mention]:
    names = finder.find(text, tagger)
    return [Mention(start=name.start, end=name.end, label=name.label) for name in names]


def theirs(text: str) -> list[Mention]:
    """Align the words of underthesea's NER with the text, blanks apart, and join B- and I- labels."""
    found: list[Mention] = []
    done = 0
    opened: tuple[int, int, str] | None = None
    for word, _, _, label in ner(text):
        start = text.find(word.split()[0], done)
        if start < 0:
            continue
        end = start
        for part in word.split():
            end = text.find(part, end) + len(part)
        done = end
        mark, _, kind = label.partition("-")
        if opened and (mark != "I" or kind != opened[2]):
            found.append(Mention(start=opened[0], end=opened[1], label=LABELS[opened[2]]))
            opened = None
        if kind in LABELS:
            opened = (opened[0] if opened else start, end, kind)
    if opened:
        found.append(Mention(start=opened[0], end=opened[1], label=LABELS[opened[2]]))
    return found


def quality(articles: list[dict[str, Any]], find: Finder) -> list[float]:
    """Give exact and overlap F1 of ORG, then of PERSON."""
    gold = [Annotation.model_validate(article) for article in articles]
    found = [find(article["text"]) for article in articles]
    predicted = {a.id: Annotation(id=a.id, entities=names) for a, names in zip(gold, found, strict=True)}
    figures = score(gold, predicted).entities
    return [figures[label][how].f1 for label in ("ORG", "PERSON") for how in ("exact", "overlap")]


def each(function: Callable[[str], object]) -> Reader:
    """Read texts by one call for each."""
    return lambda texts: [function(text) for text in texts]


def milliseconds(read: Reader, texts: list[str], rounds: int, *, warm: bool = False) -> float:
    """Give the median of what an article takes, after one round to warm up unless it is `warm`."""
    times = [cpu(lambda: read(texts)) for _ in range(rounds + (not warm))]
    size = sum(len(text.encode()) for text in texts) / ARTICLE
    return statistics.median(times[-rounds:]) * 1000 / size


if __name__ == "__main__":
    typer.run(main)
