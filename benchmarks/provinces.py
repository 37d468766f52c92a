"""Speed of `provinces.find`, its growth with the text, and what its rules gain over a plain list of names.

    python benchmarks/provinces.py [ARTICLES.jsonl] [--gold GOLD.jsonl] [--most 3000] [--rounds 5]

ARTICLES and GOLD hold one article a line, with `text`; GOLD also with `entities`. Without ARTICLES the
texts of `examples/articles` are read over and over. The peer is the usual way to look for names: one
alternation of the names of the 63 units and of their aliases, on the text as it is, no word beside it asked.
Times are process CPU time, medians over `--rounds`, both systems in turn on the same texts.
"""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from clock import cpu

from khkt_nlp.provinces import MERGER, find, units

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "articles"
NAMES = {
    form: unit.id
    for unit in units(MERGER.replace(month=6))
    for form in (unit.name, *unit.aliases, f"{unit.kind} {unit.name}")
}
PLAIN = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True)) + r")\b")
HOSTILE = {
    "one name over and over": "Hà Nam Trung Quốc ",
    "beginnings of names": "Bà Rịa - Vũng ",
    "kind words": "tỉnh TP. thành phố ",
    "capitals": "BTHN",
    "surnames": "Nguyễn Hòa Bình ",
    "combining marks": "a\u0300\u0301",
}


def main(
    articles: Annotated[Path | None, typer.Argument()] = None,
    gold: Annotated[Path | None, typer.Option()] = None,
    most: int = 3000,
    rounds: int = 5,
) -> None:
    """Print characters a second, ratios and, with `--gold`, F1."""
    texts = [row["text"] for row in read(articles, most)]
    size = sum(map(len, texts))

    def ours() -> None:
        for text in texts:
            find(text)

    def plain() -> None:
        for text in texts:
            PLAIN.findall(text)

    ours()
    plain()
    pairs = [(cpu(ours), cpu(plain)) for _ in range(rounds)]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{len(texts)} articles, {size / 1e6:.1f} million characters")
    print(f"find:            {size / mine / 1e6:6.1f} million characters/s")
    print(f"plain names:     {size / theirs / 1e6:6.1f} million characters/s")
    print(f"ratio:           {theirs / mine:6.2f}")
    print("growth when the text doubles (2.0 is linear), and million characters/s:")
    for name, piece in {"prose": "\n".join(texts)[:200_000], **HOSTILE}.items():
        short, long = (piece * repeats(length, piece) for length in (400_000, 800_000))
        once = statistics.median(cpu(partial(find, short)) for _ in range(rounds))
        twice = statistics.median(cpu(partial(find, long)) for _ in range(rounds))
        print(f"  {name:24} {twice / once:5.2f} {len(long) / twice / 1e6:8.1f}")
    if gold:
        rows = read(gold, most)
        print(f"F1 of span with id: find {score(rows, found):.3f}, plain names {score(rows, named):.3f}")


def repeats(length: int, piece: str) -> int:
    """Say how often `piece` must be repeated to reach `length`."""
    return -(-length // len(piece))


def read(path: Path | None, most: int) -> list[dict[str, Any]]:
    """Take `most` rows from a JSONL file or, again and again, from the examples."""
    if path is None:
        shipped = [{"text": file.read_text(encoding="utf-8")} for file in sorted(EXAMPLES.glob("*.txt"))]
        return (shipped * most)[:most]
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line, _ in zip(lines, range(most), strict=False)]


def found(text: str) -> dict[tuple[int, int], str]:
    """Give spans and ids of the library."""
    return {(mention.start, mention.end): mention.id for mention in find(text)}


def named(text: str) -> dict[tuple[int, int], str]:
    """Give spans and ids of the plain list."""
    return {match.span(): NAMES[match[0]] for match in PLAIN.finditer(text)}


def score(rows: list[dict[str, Any]], system: Callable[[str], dict[tuple[int, int], str]]) -> float:
    """Compute F1 of exact spans with the right id; what touches only an IGNORE span is left out."""
    right = predicted = expected = 0
    for row in rows:
        ignored = [entity for entity in row["entities"] if entity["label"] == "IGNORE"]
        gold = {
            (entity["start"], entity["end"]): entity["attrs"]["id"]
            for entity in row["entities"]
            if entity["label"] == "PROVINCE"
        }
        spans = {
            span: id_
            for span, id_ in system(row["text"]).items()
            if span in gold or not any(span[0] < e["end"] and e["start"] < span[1] for e in ignored)
        }
        right += len(gold.items() & spans.items())
        predicted += len(spans)
        expected += len(gold)
    return 2 * right / (predicted + expected)


if __name__ == "__main__":
    typer.run(main)
