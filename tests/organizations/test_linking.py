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


def test_a_body_without_its_territory_is_of_the_province_that_the_article_is_at_home_in() -> None:
    text = (
        "HĐND tỉnh Quảng Nam họp. Sở Y tế tỉnh Quảng Nam báo cáo, Quảng Nam giáp ranh với Kon Tum. "
        "Đại biểu đề nghị UBND tỉnh xử lý."
    )
    spans = [(0, 19), (25, 48), (text.index("UBND"), text.index("UBND") + 9)]
    names = [RawName(start, end, "ORG", 1.0) for start, end in spans]
    found = linker.link(text, names, find_provinces(text))
    assert [mention.id for mention in found] == [
        "hoi-dong-nhan-dan-quang-nam",
        "so-y-te-quang-nam",
        "uy-ban-nhan-dan-quang-nam",
    ]


def test_a_body_takes_the_last_territory_where_the_article_is_at_home_in_none() -> None:
    text = "Tỉnh Sơn La báo cáo trước. Tỉnh Lai Châu báo cáo sau, UBND tỉnh nêu ba đề xuất."
    start = text.index("UBND")
    (found,) = linker.link(text, [RawName(start, start + 9, "ORG", 1.0)], find_provinces(text))
    assert found.id == "uy-ban-nhan-dan-lai-chau"
