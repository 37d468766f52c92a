"""Load time and speed of the whole pipeline beside underthesea's word segmentation alone.

    python benchmarks/pipeline.py [ARTICLES.jsonl] [--most 200] [--rounds 5]

Prints medians of process CPU time over `--rounds`, both systems on the same articles in one process.
Without a file the articles of `examples/articles` are read over and over.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from clock import cpu
from underthesea import word_tokenize

import khkt_nlp
from khkt_nlp.article.models import Article
from khkt_nlp.pipeline import make_docs
from khkt_nlp.summary.builder import summarize

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "articles"


def main(articles: Annotated[Path | None, typer.Argument()] = None, most: int = 200, rounds: int = 5) -> None:
    """Print load time, articles a second and the ratio to underthesea's words."""
    texts = read(articles, most)
    print(f"articles: {len(texts)}, {sum(map(len, texts)) / len(texts):.0f} characters each")
    print(
        f"import and load, fresh process: {statistics.median(fresh_load() for _ in range(rounds)):.2f} s CPU"
    )
    nlp = khkt_nlp.load()

    def ours() -> None:
        for doc in nlp.pipe(make_docs(nlp, map(Article, texts))):
            summarize(doc)

    def words_alone() -> None:
        for text in texts:
            word_tokenize(text)

    ours()
    words_alone()
    pairs = [(cpu(ours), cpu(words_alone)) for _ in range(rounds)]
    full, words = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"khkt_nlp, text to record:       {len(texts) / full:8.1f} articles/s")
    print(f"underthesea, words alone:       {len(texts) / words:8.1f} articles/s")
    print(f"ratio: {words / full:.2f}")


def read(path: Path | None, most: int) -> list[str]:
    """Take `most` texts from a JSONL file or, again and again, from the examples."""
    if path is None:
        shipped = [file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.txt"))]
        return (shipped * most)[:most]
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line, _ in zip(lines, range(most), strict=False)]


def fresh_load() -> float:
    """Measure the CPU seconds of a process that imports the library and loads the pipeline."""
    script = "import time, khkt_nlp; khkt_nlp.load(); print(time.process_time())"
    return float(
        subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout
    )


if __name__ == "__main__":
    typer.run(main)
