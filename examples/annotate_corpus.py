"""Annotate a file of articles and count what they recommend.

python examples/annotate_corpus.py [INPUT.jsonl] [OUT.jsonl]

Without OUT.jsonl the records are counted and not kept; without INPUT.jsonl the example articles are read.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from khkt_nlp import KhktError
from khkt_nlp.corpus.runner import annotate

ARTICLES = Path(__file__).parent / "articles"


def pack(target: Path) -> None:
    """Write the example texts as JSON Lines, the form that a corpus job reads."""
    with target.open("w", encoding="utf-8") as file:
        for path in sorted(ARTICLES.glob("*.txt")):
            row = {"id": path.stem, "text": path.read_text(encoding="utf-8")}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def count(records: Path) -> Counter[str]:
    """Count the labels of the recommendations in a file of records."""
    labels: Counter[str] = Counter()
    with records.open(encoding="utf-8") as file:
        for line in file:
            for advice in json.loads(line)["recommendations"]:
                labels.update(advice["labels"])
    return labels


def main(source: Path | None = None, target: Path | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if source is None:
            source = Path(folder) / "articles.jsonl"
            pack(source)
        target = target or Path(folder) / "records.jsonl"
        report = annotate(source, target, processes=2)
        print(f"{report.written} records, {report.rejected} lines rejected")
        for label, number in count(target).most_common():
            print(f"{label:16} {number}")


if __name__ == "__main__":  # worker processes import this file anew
    try:
        main(*map(Path, sys.argv[1:3]))
    except KhktError as error:
        sys.exit(str(error))
