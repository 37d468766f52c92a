"""Linking, measured on mentions of the development articles that were labelled by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from khkt_nlp.names.models import RawName
from khkt_nlp.organizations import linker
from khkt_nlp.provinces import find as find_provinces

LABELS = Path(__file__).with_name("dev_links.csv")


def test_at_least_95_of_100_labelled_mentions_are_linked_right(shared: Path) -> None:
    with LABELS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {article["id"]: article["text"] for article in map(json.loads, lines)}
    wrong = []
    for article in dict.fromkeys(row["article"] for row in rows):
        text = texts[article]
        expected = [row for row in rows if row["article"] == article]
        names = [RawName(int(row["start"]), int(row["end"]), "ORG", 1.0) for row in expected]
        mentions = linker.link(text, names, find_provinces(text))
        for row, mention in zip(expected, mentions, strict=True):
            if row["organization"] != mention.id:
                wrong.append((article, text[mention.start : mention.end], row["organization"], mention.id))
    assert len(rows) >= 200
    assert 1 - len(wrong) / len(rows) >= 0.95, wrong
