"""Time expressions: which numbers are dates, where their spans end, what they stand for."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp.dates import find

PUBLISHED = dt.date(2022, 11, 26)


def dates(text: str, published: dt.date | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(text[d.start : d.end], d.value) for d in find(text, published) if d.kind == "calendar"]


def times(text: str, published: dt.date | None = PUBLISHED) -> list[tuple[str, str, str, str]]:
    found = [d for d in find(text, published) if d.kind != "calendar"]
    return [(d.kind, text[d.start : d.end], d.value, d.end_value) for d in found]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Sáng 25/11, Liên hiệp Hội họp", "25/11", "2022-11-25"),
        ("Ngày 25-11, tại Hà Nội", "Ngày 25-11", "2022-11-25"),
        ("Chiều ngày 8/5, Văn phòng", "ngày 8/5", "2022-05-08"),
        ("Ngày 23.6, Thủ tướng", "Ngày 23.6", "2022-06-23"),
        ("ngày 24 tháng 01 năm 2014 của Bộ", "ngày 24 tháng 01 năm 2014", "2014-01-24"),
        ("ban hành ngày 15/3, năm 2018.", "ngày 15/3, năm 2018", "2018-03-15"),
        ("áp dụng từ 1/1/2018", "1/1/2018", "2018-01-01"),
        ("Ngày 25/11/22, hội thảo", "Ngày 25/11/22", "2022-11-25"),
        ("hôm qua (21/11), ông nói", "21/11", "2022-11-21"),
        ("Sáng nay, 26/11, tại Huế", "26/11", "2022-11-26"),
        ("Tháng 7-2003, chủ tịch", "Tháng 7-2003", "2003-07"),
        ("tháng 10 năm 2016 mới giao", "tháng 10 năm 2016", "2016-10"),
        ("bắt đầu từ 6-2017, bệnh viện", "6-2017", "2017-06"),
        ("kỳ nghỉ lễ 2/9 này", "2/9", "2022-09-02"),
        ("nhân ngày Nhà giáo Việt Nam 20/11", "20/11", "2022-11-20"),
        ("Published: 2022-11-25", "2022-11-25", "2022-11-25"),
        ("chiều 26 - 8, công an", "26 - 8", "2022-08-26"),
    ],
)
def test_reads_a_date(text: str, span: str, value: str) -> None:
    assert dates(text) == [(span, value)]


@pytest.mark.parametrize(
    "text",
    [
        "thắng 3-2 trên sân nhà",
        "chỉ có 1/2 số trẻ, giảm 2/3 thời gian",
        "Nghị định số 46/2016/NĐ-CP và Thông tư 58/2015",
        "gọi 024.38.25.11 hoặc 0912-11-12",
        "ngõ 5/12, số 12/3 đường Lý Thường Kiệt",
        "trên đường 3/2, công viên 30/4",
        "từ 2-5 năm, đến 1/4 dân số, phục vụ 24/7",
        "uống mỗi ngày 2-3 lần",
        "Quân khu 9, giá 1.2 triệu, bụi PM 2.5",
        "tỷ lệ 1/2.000, tăng 15-20%",
        "ngày 31/2, ngày 30/2/2020, ngày 29/2/2021, ngày 12/13",
    ],
)
def test_leaves_other_numbers(text: str) -> None:
    assert dates(text) == []


def test_in_a_list_only_the_full_date_is_one() -> None:
    text = "diễn ra từ ngày 4 đến 8/11 và ngày 17 và 18/10"
    assert dates(text) == [("8/11", "2022-11-08"), ("18/10", "2022-10-18")]
    assert times(text) == [
        ("range", "từ ngày 4 đến 8/11", "2022-11-04", "2022-11-08"),
        ("range", "ngày 17 và 18/10", "2022-10-17", "2022-10-18"),
    ]


def test_both_ends_of_a_range_are_dates() -> None:
    assert dates("từ ngày 25-12 đến 25-4-2018") == [("ngày 25-12", "2017-12-25"), ("25-4-2018", "2018-04-25")]
    assert times("từ ngày 25-12 đến 25-4-2018") == [
        ("range", "từ ngày 25-12 đến 25-4-2018", "2017-12-25", "2018-04-25")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hôm qua họp", ("relative", "Hôm qua", "2022-11-25", "")),
        ("sáng nay họp", ("relative", "sáng nay", "2022-11-26", "")),
        ("ngày hôm qua", ("relative", "ngày hôm qua", "2022-11-25", "")),
        ("tuần trước", ("relative", "tuần trước", "2022-11-14", "2022-11-20")),
        ("tháng tới", ("relative", "tháng tới", "2022-12", "")),
        ("năm ngoái", ("relative", "năm ngoái", "2021", "")),
        ("trong quý III/2024", ("period", "quý III/2024", "2024-07", "2024-09")),
        ("quý 2 năm 2019", ("period", "quý 2 năm 2019", "2019-04", "2019-06")),
        ("vào tháng 9", ("period", "tháng 9", "2022-09", "")),
        ("giai đoạn 2016 - 2020", ("period", "giai đoạn 2016 - 2020", "2016", "2020")),
        ("trong năm 2017", ("period", "năm 2017", "2017", "")),
        ("ngày 10/3 âm lịch", ("lunar", "ngày 10/3", "", "")),
    ],
)
def test_other_expressions_stay_out_of_the_dates(text: str, expected: tuple[str, str, str, str]) -> None:
    assert dates(text) == []
    assert times(text) == [expected]


def test_the_year_follows_the_publication() -> None:
    january = dt.date(2018, 1, 10)
    assert dates("ngày 25/12", january) == [("ngày 25/12", "2017-12-25")]
    assert dates("ngày 25/12 tới", january) == [("ngày 25/12", "2018-12-25")]
    assert dates("ngày 8/3", january) == [("ngày 8/3", "2018-03-08")]
    assert dates("ngày 8/3 vừa qua", january) == [("ngày 8/3", "2017-03-08")]
    assert dates("ngày 8/3 năm ngoái", january) == [("ngày 8/3", "2017-03-08")]


def test_without_a_publication_the_year_stays_open() -> None:
    assert dates("ngày 25/11", None) == [("ngày 25/11", "--11-25")]
    assert times("hôm qua; tháng 9", None) == [
        ("relative", "hôm qua", "", ""),
        ("period", "tháng 9", "--09", ""),
    ]


def test_the_same_day_written_in_full_gives_its_year() -> None:
    assert [value for _, value in dates("Ngày 23.6 họp. Ảnh chụp ngày 23.6.2017.", None)] == [
        "2017-06-23"
    ] * 2
    assert dates("Ngày 1/5 họp; 1/5/2016 và 1/5/2017.", None)[0] == ("Ngày 1/5", "--05-01")


@given(
    st.text(
        st.sampled_from("ngàyhôm quasángtừ đếntháng nămlễ 0123456789/-.,()%\u0300\u00a0\u200b😀"), max_size=60
    )
)
def test_any_text_is_read_and_offsets_stay_inside(text: str) -> None:
    found = find(text, PUBLISHED)
    assert [d.start for d in found] == sorted(d.start for d in found)
    for date in found:
        assert 0 <= date.start < date.end <= len(text)
        assert date.value == "" or not date.value.startswith("--")
    calendar = [d for d in found if d.kind in {"calendar", "lunar"}]
    assert all(a.end <= b.start for a, b in pairwise(calendar))


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_a_date_written_in_full_is_read_back(day: dt.date) -> None:
    for written in (
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} tháng {day.month} năm {day.year}",
    ):
        assert dates(f"họp ngày {written} tại Huế") == [(f"ngày {written}", day.isoformat())]


@given(st.dates())
def test_any_publication_is_taken(published: dt.date) -> None:
    assert find("hôm qua, ngày 25/11, tuần tới, tháng tới, năm ngoái, ngày 29/2, quý I", published)


def test_offsets_point_into_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Sáng\u00a0ngày 25/11/2022, họp")
    assert dates(text) == [(unicodedata.normalize("NFD", "ngày 25/11/2022"), "2022-11-25")]


def test_gold_dates_of_dev(shared: Path) -> None:
    right = found = gold = 0
    for line in (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        expected = {(e["start"], e["end"]) for e in article["entities"] if e["label"] == "DATE"}
        actual = {(d.start, d.end) for d in find(article["text"]) if d.kind == "calendar"}
        right, found, gold = right + len(expected & actual), found + len(actual), gold + len(expected)
    assert 2 * right / (found + gold) >= 0.93
