"""Meetings: which are reported, what kind, when, by whom."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp.dates import find as find_dates
from khkt_nlp.evaluation.events import score
from khkt_nlp.events import EventMention, find
from khkt_nlp.events.heads import find_heads

# the names of the examples below, as the rooms before this one would find them
NAMES = re.compile(
    r"Liên hiệp Hội Việt Nam|Liên hiệp Hội tỉnh|Bộ Y tế|Bộ Nội vụ|Bộ Công an|Quốc hội|HĐND TP Hà Nội"
    r"|Sở Tư pháp|UBND tỉnh Sơn La|Hội Luật gia"
)
PLACES = {"tỉnh Sơn La": "vn-son-la", "TP Hà Nội": "vn-ha-noi", "Huế": "vn-hue"}


def read(text: str, published: dt.date | None = None) -> list[EventMention]:
    provinces = [(m.start(), m.end(), PLACES[m[0]]) for m in re.finditer("|".join(PLACES), text)]
    organizations = [match.span() for match in NAMES.finditer(text)]
    return find(text, dates=find_dates(text, published), organizations=organizations, provinces=provinces)


def meetings(text: str, published: dt.date | None = None) -> list[tuple[str, str, str, list[str]]]:
    """Kind, name, date and organizers of each meeting, in the order of its number."""
    by_number = {mention.event: mention for mention in read(text, published)}
    return [
        (m.kind, m.name, m.date, [text[start:end] for start, end in m.organizers])
        for _, m in sorted(by_number.items())
    ]


@pytest.mark.parametrize(
    "title", ["sơ kết công tác đoàn (25/11/2022)", "tổng kết năm học vào sáng 26/11/2022"]
)
def test_a_meeting_ends_where_its_title_ends(title: str) -> None:
    text = f"Sở Tư pháp tổ chức hội nghị {title} tại Huế."
    (mention,) = read(text)
    assert text[mention.start : mention.end] == f"hội nghị {mention.name}"


def test_blank_lines_before_the_headline_change_nothing() -> None:
    text = (
        "Hội nghị tổng kết công tác thi đua\n"
        "Ngày 7/5, Bộ Nội vụ tổ chức hội nghị tổng kết công tác thi đua, khen thưởng toàn ngành."
    )
    assert meetings("\n \n" + text) == meetings(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ngày 25/11, Liên hiệp Hội Việt Nam và Liên hiệp Hội tỉnh tổ chức hội thảo “Phổ biến kiến thức”.",
            ("hội thảo", "Phổ biến kiến thức", "--11-25", ["Liên hiệp Hội Việt Nam", "Liên hiệp Hội tỉnh"]),
        ),
        (
            'Tọa đàm với chủ đề "Luật và đời sống" do Hội Luật gia và Sở Tư pháp tổ chức ngày 3/4 tại Huế.',
            ("tọa đàm", "Luật và đời sống", "--04-03", ["Hội Luật gia", "Sở Tư pháp"]),
        ),
        (
            "Chiều 7/5, Bộ Nội vụ tổ chức hội nghị sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm.",
            ("hội nghị", "sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm", "--05-07", ["Bộ Nội vụ"]),
        ),
        (
            "Ngày 5/12, tại kỳ họp thứ 6 HĐND TP Hà Nội khóa XV, nhiều đại biểu nêu ý kiến.",
            ("kỳ họp", "thứ 6 HĐND TP Hà Nội khóa XV", "--12-05", ["HĐND TP Hà Nội"]),
        ),
        (
            "Sáng 23/5, Quốc hội thảo luận về chương trình xây dựng luật năm 2018.",
            ("phiên thảo luận", "chương trình xây dựng luật năm 2018", "--05-23", ["Quốc hội"]),
        ),
        (
            "Tối 4/12, Thủ tướng đã làm việc với lãnh đạo Bộ Công an về an toàn giao thông.",
            ("buổi làm việc", "an toàn giao thông", "--12-04", []),
        ),
    ],
)
def test_reads_a_meeting(text: str, expected: tuple[str, str, str, list[str]]) -> None:
    assert meetings(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Năm qua, Liên hiệp Hội tỉnh đã tổ chức 12 lớp tập huấn và nhiều hội nghị, hội thảo.",
        "Các hội nghị, hội thảo cần thiết thực.",
        "Đêm diễn ở Trung tâm Hội nghị tỉnh Sơn La ngày 11/10.",
        "Tuần lễ công bố sách; nghi lễ công bố ngày 3/4.",
        "Thực hiện Nghị quyết Đại hội XII của Đảng.",
        "Dự luật được trình Quốc hội tại kỳ họp thứ 8 tới.",
        "Chiều 6/8, ông A cho biết đã làm việc với một hãng taxi.",
    ],
)
def test_what_is_mentioned_in_passing_is_no_event(text: str) -> None:
    assert meetings(text) == []


def test_mentions_of_one_meeting_share_its_number_and_facts() -> None:
    text = (
        "Ngày 25/11, Bộ Y tế tổ chức hội thảo “Vì sức khỏe”.\n"
        "Phát biểu tại hội thảo, ông A nêu ý kiến. Hội thảo kết thúc cùng ngày.\n"
        "Trước đó, ngày 3/10, Bộ Nội vụ tổ chức hội thảo “Vì công chức”."
    )
    found = read(text)
    assert [mention.event for mention in found] == [0, 0, 0, 1]
    assert {mention.name for mention in found[:3]} == {"Vì sức khỏe"}
    assert {mention.date for mention in found[:3]} == {"--11-25"}
    assert found[3].date == "--10-03"


def test_place_is_a_province_id() -> None:
    (mention,) = read("Ngày 25/11, tại Huế, Bộ Y tế tổ chức hội thảo “Vì sức khỏe”.")
    assert mention.place == "vn-hue"
    (mention,) = read("Ngày 25/11, UBND tỉnh Sơn La tổ chức hội nghị sơ kết.")
    assert mention.place == "vn-son-la"


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        ("Ngày 25/11, Bộ Y tế tổ chức hội nghị sơ kết với sự tham gia của Bộ Công an.", ["Bộ Công an"]),
        (
            "Ngày 25/11, Bộ Y tế tổ chức hội nghị sơ kết. Dự hội nghị có lãnh đạo Sở Tư pháp, Bộ Nội vụ.",
            ["Sở Tư pháp", "Bộ Nội vụ"],
        ),
        ("Tối 4/12, Thủ tướng đã làm việc với lãnh đạo Bộ Công an.", ["Bộ Công an"]),
        ("Ngày 25/11, Bộ Y tế tổ chức hội nghị sơ kết. Tại hội nghị, Bộ Nội vụ nêu ý kiến.", []),
    ],
)
def test_participants_are_those_who_are_said_to_attend(text: str, participants: list[str]) -> None:
    assert [text[start:end] for start, end in read(text)[0].participants] == participants


def test_the_date_of_a_document_is_not_that_of_the_meeting() -> None:
    text = "Chiều 7/5, Bộ Y tế tổ chức hội nghị triển khai Nghị định số 46/2016/NĐ-CP ngày 26/5/2016."
    assert [date for *_, date, _ in meetings(text)] == ["--05-07"]


def test_a_relative_day_counts_from_the_publication() -> None:
    text = "Sáng nay, Bộ Y tế tổ chức hội thảo “Vì sức khỏe”."
    assert [date for *_, date, _ in meetings(text, dt.date(2022, 11, 25))] == ["2022-11-25"]


def test_a_range_gives_both_ends() -> None:
    (mention,) = read("Bộ Y tế tổ chức hội thảo “Vì sức khỏe” trong hai ngày 17 và 18/10/2022.")
    assert (mention.date, mention.end_date) == ("2022-10-17", "2022-10-18")


def test_skipped_places_hold_no_event() -> None:
    text = "Ngày 25/11, Bộ Y tế tổ chức hội thảo “Vì sức khỏe”."
    assert find(text, dates=find_dates(text), organizations=[(12, 19)], skip=lambda _: True) == []


def test_offsets_point_into_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Ngày 25/11, Bộ Y tế tổ chức hội thảo “Vì sức khỏe”.")
    bo_y_te = text.index(unicodedata.normalize("NFD", "Bộ"))
    end = text.index(unicodedata.normalize("NFD", " tổ chức"))
    (mention,) = find(text, dates=find_dates(text), organizations=[(bo_y_te, end)])
    assert text[mention.start : mention.end] == unicodedata.normalize("NFD", "hội thảo “Vì sức khỏe”")
    assert mention.organizers == ((bo_y_te, end),)


@given(
    st.lists(
        st.sampled_from(
            "hội nghị|kỳ họp|thứ 7| |, |“|”|Bộ Y tế|tổ chức|ngày 25/11|do |\n|.|làm việc với| về |\u0301|😀"
            "|11111|lễ công bố|tại Huế".split("|")
        ),
        max_size=40,
    ).map("".join)
)
def test_any_text_is_read_and_offsets_stay_inside(text: str) -> None:
    for mention in read(text):
        assert 0 <= mention.start < mention.end <= len(text)
        for start, end in mention.organizers:
            assert NAMES.fullmatch(text, start, end)


def _events(article: dict[str, Any]) -> dict[str, Any]:
    text = article["text"]
    spans = article["entities"]
    published = dt.date.fromisoformat(article["published"]) if article.get("published") else None
    found = find(
        text,
        dates=find_dates(text, published),
        organizations=[(e["start"], e["end"]) for e in spans if e["label"] == "ORG"],
        provinces=[(e["start"], e["end"], e["attrs"]["id"]) for e in spans if e["label"] == "PROVINCE"],
    )
    first = {mention.event: mention for mention in found}
    return {
        "id": article["id"],
        "events": [
            {
                "kind": m.kind,
                "name": m.name,
                "date": m.date,
                "organizers": [text[a:b] for a, b in m.organizers],
            }
            for _, m in sorted(first.items())
        ],
    }


def _gold(shared: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared / "gold" / name).read_text(encoding="utf-8").splitlines()]


def test_the_seed_article_reports_one_workshop(shared: Path) -> None:
    (article,) = _gold(shared, "seed.jsonl")
    (event,) = _events(article)["events"]
    (gold,) = article["events"]
    assert event == {key: gold[key] for key in event}


def test_figures_on_dev_with_gold_names(shared: Path) -> None:
    gold = _gold(shared, "dev.jsonl")
    figures = score(gold, [_events(article) for article in gold])
    assert figures.kind >= 0.82
    assert figures.date >= 0.84
    assert figures.organizers_f1 >= 0.80
    assert figures.false_in_others <= 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Sáng 6/12/2018, kỳ họp thứ 9, HĐND tỉnh Quảng Nam khóa IX khai mạc.",
            "thứ 9, HĐND tỉnh Quảng Nam khóa IX",
        ),
        ("Sáng 6/12/2018, tại kỳ họp thứ 6, Quốc hội thảo luận dự án luật.", "thứ 6"),
        (
            "Ngày 14/10, UBND TP Cần Thơ tổ chức hội nghị trực tuyến triển khai Chương trình chuyển đổi số, "
            "kết nối với điểm cầu của 9 quận, huyện.",
            "trực tuyến triển khai Chương trình chuyển đổi số",
        ),
    ],
)
def test_a_title_goes_on_over_a_comma_only_where_it_is_one(text: str, name: str) -> None:
    assert find_heads(text, text.lower(), [])[0].name == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ông sẽ rời hội nghị Mỹ - Triều nếu gặp sự cố.", ["Mỹ - Triều"]),
        ("Biên bản cuộc họp kiểm điểm của cơ quan phải được gửi tới chủ tịch.", ["kiểm điểm của cơ quan"]),
        ("Chưa có một cuộc họp Hội đồng kỷ luật nào diễn ra.", []),
        ("Cơ hội đàm phán về hòa bình còn đó.", []),
    ],
)
def test_a_title_ends_before_a_condition_and_none_is_of_no_meeting(text: str, names: list[str]) -> None:
    assert [head.name for head in find_heads(text, text.lower(), [])] == names


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (
            "Chiều 24/10, Bộ Y tế tổ chức họp báo. Tại buổi họp báo, ông Dương nêu vụ việc ngày 30/1.",
            ["--10-24"],
        ),
        (
            "Sáng 5/7, Bộ Y tế tổ chức họp báo. Buổi họp báo diễn ra chiều 6/7 đông.",
            ["--07-05", "--07-06"],
        ),
        (
            "Ngày 28/6/2018, Hội Luật gia ban hành kế hoạch về tổ chức Đại hội lần thứ XIII của Hội. "
            "Đại hội lần thứ XIII diễn ra ngày 12/9/2019.",
            ["2019-09-12"],
        ),
        (
            "Sáng 12/4, ông An cho biết, Quốc hội sẽ bầu lãnh đạo tại kỳ họp thứ nhất, khai mạc ngày 20/7.",
            ["--07-20"],
        ),
        (
            "Theo thông báo số 351/TB - VPCP ngày 2/11/2015, tại hội nghị sơ kết công tác sáng 3/6/2016.",
            ["2016-06-03"],
        ),
    ],
)
def test_the_date_of_something_else_is_not_that_of_the_meeting(text: str, dates: list[str]) -> None:
    assert [date for *_, date, _ in meetings(text)] == dates


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tại hội nghị tổng kết quý I, đại diện Bộ Y tế nói.", ["tổng kết quý I"]),
        ("Tại kỳ họp thứ 23 (diễn ra ngày 12/3), Quốc hội nêu.", ["thứ 23"]),
        ("Đây là cuộc họp quan trọng.", [""]),
        ("Diễn đàn hướng đến chủ đề “Vì tương lai”.", [""]),
        ("Ảnh lan truyền trên diễn đàn Otofun. Trên diễn đàn Quốc hội, ông An nói.", []),
    ],
)
def test_a_title_ends_where_another_subject_begins(text: str, names: list[str]) -> None:
    assert [head.name for head in find_heads(text, text.lower(), [])] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tại hội nghị triển khai nhiệm vụ năm 2018 vừa được Bộ Y tế tổ chức, ông An nêu ý kiến.",
            ("hội nghị", "triển khai nhiệm vụ năm 2018", "", ["Bộ Y tế"]),
        ),
        (
            "Hội Luật gia ngày 12/4 phối hợp Sở Tư pháp tổ chức hội thảo Đô thị sáng tạo.",
            ("hội thảo", "Đô thị sáng tạo", "--04-12", ["Hội Luật gia", "Sở Tư pháp"]),
        ),
        (
            "Bộ Y tế chủ trì hội nghị công bố kết quả. Sáng 22/8, Bộ Y tế, Bộ Nội vụ, Bộ Công an tổ chức "
            "hội nghị công bố kết quả.",
            ("hội nghị", "công bố kết quả", "--08-22", ["Bộ Y tế", "Bộ Nội vụ", "Bộ Công an"]),
        ),
        ("Tại cuộc họp Bộ Y tế chiều 15/5, ông An lưu ý.", ("cuộc họp", "", "--05-15", ["Bộ Y tế"])),
        (
            "Sáng 14/6, HĐND TP Hà Nội họp phiên thứ nhất, bầu các chức danh.",
            ("phiên họp", "thứ nhất", "--06-14", ["HĐND TP Hà Nội"]),
        ),
    ],
)
def test_who_holds_it(text: str, expected: tuple[str, str, str, list[str]]) -> None:
    assert meetings(text) == [expected]


def test_a_bare_noun_passes_over_a_meeting_to_come() -> None:
    text = (
        "Ngày 7/8, Hội Luật gia tổ chức đại hội lần thứ VIII. 5 đại biểu sẽ đi dự đại hội lần thứ XIII, "
        "sẽ được tổ chức vào ngày 12/9. Đại hội đã bầu Ban Thường vụ."
    )
    assert [m.date for m in read(text) if text[m.start : m.end] == "Đại hội"] == ["--08-07"]


def test_places_that_the_title_is_about_are_no_place() -> None:
    text = "Ngày 22/8, Bộ Y tế tổ chức hội nghị công bố hiện trạng biển từ tỉnh Sơn La đến Huế."
    assert [m.place for m in read(text)] == [""]
