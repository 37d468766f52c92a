"""Speed of `policies.find` beside eyecite, its growth with the text, and what a change gains and loses.

    python benchmarks/policies.py [CORPUS.jsonl] [--size 400000] [--rounds 5]
    python benchmarks/policies.py [CORPUS.jsonl] --against REV

CORPUS holds one article a line, with `text` and, where known, `published`. Without it the corpus is what
this project wrote itself: the linking contexts of the tests and the articles of `examples/`, a frozen and
citation-rich text. eyecite reads English news about courts, written for this benchmark, with a citation in
every other sentence; both texts are repeated to `--size` characters. Times are process CPU time, medians of
`--rounds`, the two systems in turn. `--against` runs the code of a git revision over the corpus and prints
each mention that the working tree gained (+) or lost (-), in its context.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from clock import cpu

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = ROOT / "benchmarks" / "data" / "english_legal_news.txt"
HOSTILE = {
    "type words": "nghị quyết luật quyết định ",
    "numbers": "Nghị định 1, 2, 3, 4 và ",
    "marks": "Quyết định 12/QĐ-UBND-TTg-BTC/",
    "amendments": "Luật sửa đổi, bổ sung một số điều của ",
    "law names": "Luật Quản lý, sử dụng ",
    "brackets": "Kết luận 14 (((",
    "combining marks": "a\u0300\u0301",
}
# run by both revisions
LIST_MENTIONS = """
import datetime, json, sys
from khkt_nlp.policies import find, resolve
for row in map(json.loads, sys.stdin):
    published = row.get("published")
    date = datetime.date.fromisoformat(published) if published else None
    found = resolve(find(row["text"]), published=date, text=row["text"])
    print(json.dumps([[m.start, m.end, m.type, m.number or m.name, m.canonical_id] for m in found]))
"""


def main(
    corpus: Annotated[Path | None, typer.Argument()] = None,
    size: int = 400_000,
    rounds: int = 5,
    against: str = "",
) -> None:
    rows = read(corpus)
    if against:
        report(rows, against)
    else:
        speed("\n".join(row["text"] for row in rows), size, rounds)


def read(corpus: Path | None) -> list[dict[str, str]]:
    """Give the articles of a file, or those that the project wrote."""
    if corpus:
        return [json.loads(line) for line in corpus.read_text("utf-8").splitlines() if line.strip()]
    contexts = (ROOT / "tests" / "policies" / "linking.csv").read_text("utf-8").splitlines()
    fields = [line.split("|", 2) for line in contexts if not line.startswith("#")][1:]
    rows = [{"published": date, "text": text.replace("⟦", "").replace("⟧", "")} for date, _, text in fields]
    articles = sorted((ROOT / "examples" / "articles").glob("*.txt"))
    return rows + [{"text": path.read_text("utf-8")} for path in articles]


def speed(text: str, size: int, rounds: int) -> None:
    """Print characters a second of both systems, and how time grows on prose and on hostile texts."""
    from eyecite import get_citations  # a peer that only this part needs

    from khkt_nlp.policies import find

    vietnamese, english = fill(text, size), fill(ENGLISH.read_text("utf-8"), size)
    find(vietnamese), get_citations(english)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(cpu(lambda: find(vietnamese)))
        theirs.append(cpu(lambda: get_citations(english)))
    a, b = size / statistics.median(ours), size / statistics.median(theirs)
    print(f"khkt_nlp {a:12,.0f} characters/s  {len(find(vietnamese)):6} citations")
    print(f"eyecite  {b:12,.0f} characters/s  {len(get_citations(english)):6} citations")
    print(f"ratio    {a / b:12.1f}")
    print(f"\n{'time of 8 times the text, in times of once':45} {'characters/s':>12}")
    for name, piece in {"the corpus": text, **HOSTILE}.items():
        once, eight = fill(piece, size // 8), fill(piece, size)
        seconds = [cpu(lambda part=part: find(part)) for part in (once, eight)]  # type: ignore[misc]
        print(f"{name:20} {seconds[1] / seconds[0]:24.1f} {size / seconds[1]:12,.0f}")


def fill(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def report(rows: list[dict[str, str]], revision: str) -> None:
    """Print what the working tree finds and the revision does not, and the other way round."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "revision.tar"
        command = ["git", "-C", str(ROOT), "archive", "--output", str(archive), revision, "src"]
        subprocess.run(command, check=True)
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
        before = mentions(rows, Path(folder) / "src")
    after = mentions(rows, ROOT / "src")
    gained = lost = 0
    for row, old, new in zip(rows, before, after, strict=True):
        for sign, some in (("-", old - new), ("+", new - old)):
            for start, end, *rest in sorted(some):
                print(sign, in_context(row["text"], start, end), *filter(None, rest), sep="  ")
        gained, lost = gained + len(new - old), lost + len(old - new)
    print(f"{gained} gained, {lost} lost, {sum(map(len, after))} mentions")


Found = tuple[int, int, str, str, str]


def mentions(rows: list[dict[str, str]], source: Path) -> list[set[Found]]:
    """List the mentions of every article with the package that lies in `source`."""
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    done = subprocess.run(
        [sys.executable, "-c", LIST_MENTIONS],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    )
    return [
        {(a, b, kind, name, link) for a, b, kind, name, link in json.loads(line)}
        for line in done.stdout.splitlines()
    ]


def in_context(text: str, start: int, end: int) -> str:
    around = f"{text[max(0, start - 30) : start]}⟦{text[start:end]}⟧{text[end : end + 30]}"
    return " ".join(around.split())


if __name__ == "__main__":
    typer.run(main)
