"""Linking, measured on mentions of the development articles that were labelled by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from khkt_nlp.names.models import RawName
from khkt_nlp.organizations import linker
from khkt_nlp.organizations.models import OrganizationMention
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


def link(text: str, *names: str) -> list[OrganizationMention]:
    starts = [(text.index(name), text.index(name) + len(name)) for name in names]
    return linker.link(text, [RawName(start, end, "ORG", 1.0) for start, end in starts], find_provinces(text))


@pytest.mark.parametrize(
    ("name", "province"),
    [
        ("Công an Sài Gòn", "vn-ho-chi-minh"),
        ("Sở Y tế Bình Dương", "vn-binh-duong"),
        ("Bộ Tư lệnh Ấn Độ Dương - Thái Bình Dương", ""),
        ("Diễn đàn châu Á - Thái Bình Dương", ""),
    ],
)
def test_the_province_at_the_end_of_a_name(name: str, province: str) -> None:
    (found,) = link(f"Theo {name} thì có.", name)
    assert found.province == province


@pytest.mark.parametrize(
    ("bracket", "abbreviation"),
    [("(giữa)", ""), ("(đứng)", ""), ("(TCTL)", "TCTL"), ("(Thăng Long)", "Thăng Long")],
)
def test_a_lower_case_word_in_brackets_is_no_abbreviation(bracket: str, abbreviation: str) -> None:
    (found,) = link(f"Tổng công ty Thăng Long {bracket} dự họp.", "Tổng công ty Thăng Long")
    assert found.abbreviation == abbreviation


def test_a_department_is_not_of_the_state_body_named_after_a_comma() -> None:
    found = link("Ngay tại Sở Nội vụ, Kiểm toán Nhà nước cũng phát hiện.", "Sở Nội vụ", "Kiểm toán Nhà nước")
    assert found[0].parent == ""
    found = link("Cục Đường bộ, Bộ Giao thông vận tải cho biết.", "Cục Đường bộ", "Bộ Giao thông vận tải")
    assert found[0].parent == "bo-giao-thong-van-tai"
