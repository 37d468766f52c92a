"""Annotate a file of articles and count what they recommend.

python examples/annotate_corpus.py [INPUT.jsonl] [OUT.jsonl]

Without arguments it packs the example articles into a file of its own in a temporary folder.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

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


def main(source: Path, target: Path) -> None:
    report = annotate(source, target, processes=2)
    print(f"{report.written} records, {report.rejected} lines rejected")
    for label, number in count(target).most_common():
        print(f"{label:16} {number}")


if __name__ == "__main__":  # worker processes import this file anew
    if len(sys.argv) > 2:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            packed = Path(folder) / "articles.jsonl"
            pack(packed)
            main(packed, Path(folder) / "records.jsonl")
