"""Organisations and people: khkt_nlp, its grammar alone, and underthesea's NER; how well and how fast.

    python benchmarks/names.py ../shared/gold/dev.jsonl [--rounds 5]

All systems read the same articles in one process. Figures are those of `khkt-nlp evaluate`. Speed is the
median of process CPU time over `--rounds`, scaled to an article of 2.3 kB of UTF-8.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from underthesea import ner, word_tokenize

from khkt_nlp.article.normalization import normalize
from khkt_nlp.evaluation.models import Annotation, Mention
from khkt_nlp.evaluation.scoring import score
from khkt_nlp.names import finder
from khkt_nlp.names.component import NamesComponent
from khkt_nlp.names.tagger import Tagger
from khkt_nlp.pipeline import model_path

Finder = Callable[[str], list[Mention]]

LABELS = {"ORG": "ORG", "PER": "PERSON"}
ARTICLE = 2300


def main(gold: Path, rounds: Annotated[int, typer.Option(min=1)] = 5) -> None:
    """Print one line a system: exact and overlap F1 of both kinds, and milliseconds an article."""
    articles = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    texts = [article["text"] for article in articles]
    size = sum(len(text.encode()) for text in texts) / ARTICLE
    tagger = NamesComponent().from_disk(model_path() / "khkt_names").tagger
    systems: dict[str, Finder] = {
        "khkt_nlp, tagger and grammar": partial(ours, tagger),
        "khkt_nlp, grammar alone": partial(ours, None),
        "underthesea ner": theirs,
    }
    print(f"{'system':30} {'ORG exact':>9} {'overlap':>8} {'PER exact':>9} {'overlap':>8} {'ms/2.3 kB':>10}")
    for name, find in systems.items():
        figures = " ".join(f"{figure:8.3f} " for figure in quality(articles, find))
        print(f"{name:30} {figures} {milliseconds(find, texts, rounds) / size:9.2f}")
    for name, function in (("underthesea word_tokenize", word_tokenize), ("normalising the text", normalize)):
        print(f"{name:30} {'':37} {milliseconds(function, texts, rounds) / size:9.2f}")


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


def milliseconds(function: Callable[[str], object], texts: list[str], rounds: int) -> float:
    """Give the median of what reading all texts takes, after one round to warm up."""
    times = []
    for _ in range(rounds + 1):
        start = time.process_time()
        for text in texts:
            function(text)
        times.append(time.process_time() - start)
    return statistics.median(times[1:]) * 1000


if __name__ == "__main__":
    typer.run(main)
