"""Speed of the recommendations room, what each training source adds, and how far its scores can be trusted.

    python benchmarks/recommendations.py speed --articles dev.jsonl
    python benchmarks/recommendations.py curve --train train.jsonl --topical train_recommendations.jsonl
        --articles dev.jsonl --news vietnews_train.jsonl --news baomoi.jsonl
    python benchmarks/recommendations.py trust --articles dev.jsonl

`speed` prints the median process CPU time an article over five rounds, and its ratio to
`underthesea.sent_tokenize` on the same articles in the same run. `curve` trains with parts of the data and
prints F1 on the articles. `trust` prints the reliability curve and what precision costs in recall.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from clock import cpu

from khkt_nlp.blocks import blocks
from khkt_nlp.evaluation import Annotation, score
from khkt_nlp.evaluation.recommendations import (
    calibration_error,
    judge,
    reliability,
    score_details,
    threshold_for_precision,
)
from khkt_nlp.recommendations import custom
from khkt_nlp.recommendations.annotations import (
    read_annotations,
    read_articles,
    read_labelled,
    read_news,
)
from khkt_nlp.recommendations.detector import Article, find, find_all
from khkt_nlp.recommendations.model import RecommendationModel
from khkt_nlp.recommendations.train import TrainingData, train

app = typer.Typer(add_completion=False)
T = TypeVar("T")
SOURCES = Path(__file__).resolve().parent.parent / "models" / "sources" / "news"
Articles = Annotated[Path, typer.Option(help="Annotated articles, JSONL.")]


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def predict(
    rows: Sequence[dict[str, Any]], model: RecommendationModel, threshold: float | None = None
) -> dict[str, dict[str, Any]]:
    fields = ("start", "end", "labels", "score", "force", "proposer", "addressee")
    return {
        row["id"]: {
            "id": row["id"],
            "recommendations": [
                {field: getattr(one, field) for field in fields}
                for one in find(row["text"], model, threshold=threshold)
            ],
        }
        for row in rows
    }


def median_time(action: Callable[[T], object], items: Sequence[T], rounds: int = 5) -> float:
    times = [cpu(lambda: [action(item) for item in items]) for _ in range(rounds)]
    return statistics.median(times) / len(items)


@app.command()
def speed(articles: Articles) -> None:
    from underthesea import sent_tokenize

    texts = [row["text"] for row in read(articles)]
    model = custom.shipped_model()
    groups = list(blocks(map(Article, texts), lambda article: len(article.text)))
    alone = median_time(lambda text: find(text, model), texts)
    together = median_time(lambda group: find_all(group, model), groups) * len(groups) / len(texts)
    peer = median_time(sent_tokenize, texts)
    print(f"an article of {sum(map(len, texts)) / len(texts):.0f} characters:")
    print(f"{alone * 1e3:.2f} ms alone, {together * 1e3:.2f} ms with others")
    print(f"underthesea.sent_tokenize: {peer * 1e3:.2f} ms; ratio {together / peer:.2f}")


@app.command()
def curve(
    articles: Articles,
    train_file: Annotated[Path, typer.Option("--train", help="Annotated articles to learn from.")],
    topical_file: Annotated[Path, typer.Option("--topical", help="The same, chosen for their topics.")],
    news_files: Annotated[list[Path], typer.Option("--news", help="Texts of public news, JSONL.")],
    sources: Annotated[Path, typer.Option(help="The folder of the annotations of news.")] = SOURCES,
) -> None:
    rows = read(articles)
    gold, topical = read_articles([train_file]), read_articles([topical_file])
    written = custom.written_passages()
    texts = read_news(news_files)
    news = read_annotations(sources / "recommendations.jsonl", texts)
    labelled = read_labelled(sources / "labels.csv", texts)
    data = TrainingData(gold, written, topical, news, labelled)
    bare = replace(data, passages=[], news=[], labelled=[])
    parts = {
        "articles": bare,
        "articles, written": replace(bare, passages=written),
        "articles, written, a quarter of the news": replace(bare, passages=written, news=news[::4]),
        "articles, written, half of the news": replace(bare, passages=written, news=news[::2]),
        "articles, written, news": replace(data, labelled=[]),
        "articles, news": replace(bare, news=news),
        "articles, written, news, a quarter of the labelled clauses": replace(data, labelled=labelled[::4]),
        "all": data,
    }
    print("data | clauses | sentence F1 | span F1 | labels micro | labels macro | force")
    for name, part in parts.items():
        model = train(part)
        answers = predict(rows, model)
        scores = score(
            [Annotation.model_validate(row) for row in rows],
            {key: Annotation.model_validate(answer) for key, answer in answers.items()},
        )
        used = [*part.articles, *part.passages, *part.topical, *part.news, *part.labelled]
        count = sum(len(passage.clauses) for passage in used)
        details = score_details(rows, answers)
        print(
            f"{name} | {count} | {scores.sentence.f1:.3f} | {scores.span.f1:.3f}"
            f" | {scores.labels_found.f1:.3f} | {scores.macro_found:.3f} | {details.force:.3f}",
            flush=True,
        )


@app.command()
def trust(articles: Articles) -> None:
    rows = read(articles)
    model = custom.shipped_model()
    judged, total = judge(rows, predict(rows, model, 0.05))
    print("mean score | share right | clauses")
    for mean, right, size in reliability(judged):
        print(f"{mean:.2f} | {right:.2f} | {size}")
    print(f"expected calibration error {calibration_error(judged):.3f}")
    for wanted in (0.7, 0.8, 0.9):
        print(wanted, threshold_for_precision(judged, total, wanted))
    print(score_details(rows, predict(rows, model)))


if __name__ == "__main__":
    app()
