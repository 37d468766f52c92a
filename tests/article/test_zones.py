"""Zones: the shapes in which articles reach us, and what must hold for any text."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp import spans
from khkt_nlp.article import cues, metadata
from khkt_nlp.article.component import ArticleComponent
from khkt_nlp.article.models import Zone
from khkt_nlp.article.normalization import normalize
from khkt_nlp.article.zones import layout, zones

LEAD = "Ngày 25/11, Liên hiệp hội tỉnh tổ chức hội thảo về phổ biến kiến thức khoa học và công nghệ."
BODY = (
    "Truyền thông và phổ biến kiến thức là sứ mệnh của đội ngũ trí thức, các nhà khoa học trong thời kỳ mới.",
    "Các đại biểu kiến nghị tăng cường phối hợp với các bộ, ngành ở Trung ương và các doanh nghiệp.",
)
TITLE = "Nâng cao hiệu quả hoạt động phổ biến kiến thức khoa học và công nghệ"


def kinds(text: str, body: list[tuple[int, int]] | None = None) -> dict[str, str]:
    """Map each line of `text` that holds text to the kind of the zone it lies in."""
    found = {}
    for zone in zones(text, body):
        for line in text[zone.start : zone.end].split("\n"):
            if line.strip():
                found[line.strip()] = zone.kind
    return found


def article(*parts: str) -> str:
    return "\n\n".join((*parts, LEAD, *BODY))


def test_title_lead_body() -> None:
    assert kinds(article(TITLE)) == {TITLE: "title", LEAD: "lead", BODY[0]: "body", BODY[1]: "body"}


def test_body_in_one_long_line() -> None:
    long = " ".join(BODY * 20) + " Minh Huyền"
    assert list(kinds("\n".join((TITLE, "Mục tiêu là có thêm nhiều hội viên", long))).values()) == [
        "title",
        "lead",
        "body",
    ]


def test_text_without_a_title() -> None:
    assert set(kinds("\n\n".join((LEAD, *BODY))).values()) == {"body"}
    assert kinds("Hội thảo tại tỉnh Vĩnh Phúc ngày 25/11.") == {
        "Hội thảo tại tỉnh Vĩnh Phúc ngày 25/11.": "body"
    }


def test_shortened_title_above_the_title() -> None:
    text = article("Thời gian: 25/11/2022 12:32", TITLE[:46].strip(), TITLE)
    found = kinds(text)
    assert found[TITLE] == found[TITLE[:46].strip()] == "title"
    assert found["Thời gian: 25/11/2022 12:32"] == "chrome"
    assert layout(text).title == TITLE


@pytest.mark.parametrize(
    "head",
    [
        [
            "CỔNG THÔNG TIN ĐIỆN TỬ TỈNH BẮC GIANG",
            "Trang chủ > Tin tức - Sự kiện",
            "{title}",
            "25/11/2022 - 12:32",
        ],
        ["LIÊN HIỆP HỘI TỈNH SƠN LA", "Trang chủ", "Giới thiệu", "Tin tức", "25/11/2022 - 12:32", "{title}"],
        ["SỞ Y TẾ TỈNH SƠN LA", "Trang chủ | Giới thiệu | Liên hệ", "{title}", "In trang", "Cỡ chữ"],
        ["Cổng thông tin điện tử Sở Nội vụ tỉnh Hà Giang", "{title}"],
        ["Thứ Tư, 23/12/2026", "Trang chủ", "Tin mới", "{title}", "Thứ Sáu, 25/11/2022 | 12:32 GMT+7"],
        ["{title}", "612"],
        [
            "Chủ Nhật ngày 05/12/2021 Chào mừng bạn đến với Cổng thông tin của tỉnh",
            "Cập nhật: Thứ Ba, 14/01/2020",
            "{title}",
        ],
        ["Tin tức - Sự kiện: Đưa nghị quyết vào cuộc sống", "Ngày đăng: 05-05-2021", "{title}"],
        [
            "Sở Khoa học và Công nghệ khơi dậy khát vọng tương lai",
            "Tin tức - Sự kiện: Tin khác",
            "Ngày đăng: 05-05-2021",
            "{title}",
        ],
        ["Thứ 3, Ngày 16/07/2024 -", "{title}", "Ngày đăng: 08/07/2024  11:38", "Mặc định Cỡ chữ"],
        [
            "Liên kết",
            "Thống kê",
            "Hội thảo khoa học",
            "{title}",
            "Tác giả : Hoài An",
            "File đính kèm: Không có",
        ],
        ["Chính trị 28-05-2024", "{title}"],
        ["Trang chủ » Tin tức » " + TITLE, "{title}", "Lượt xem: 120"],
    ],
)
def test_portal_heads(head: list[str]) -> None:
    lines = [line.format(title=TITLE) for line in head]
    text = article(*lines)
    found = kinds(text)
    assert {line: found[line] for line in lines} == {
        line: "title" if line == TITLE else "chrome" for line in lines
    }
    assert found[LEAD] == "lead"
    assert layout(text).title == TITLE


@pytest.mark.parametrize(
    "foot",
    [
        [
            "Các tin cũ hơn",
            "Sơn La tổ chức hội nghị tổng kết năm (24/11/2022)",
            "Lượt truy cập: 30",
            "Trực tuyến: ...",
        ],
        ["Từ khóa: trí thức, tập huấn", "Tin liên quan", "Hội nghị sơ kết 6 tháng đầu năm"],
        [
            "CỔNG THÔNG TIN ĐIỆN TỬ TỈNH SƠN LA",
            "Trưởng Ban biên tập: TS. Phạm Văn A - Phó Chủ tịch Liên hiệp hội",
        ],
        [
            "Địa chỉ: Số 17 Trần Hưng Đạo, Hồng Bàng",
            "Điện thoại: 0225.3745.363",
            "Email: lienhiephoi@gmail.com",
        ],
        [
            "© 2022 Bản quyền thuộc về Liên hiệp hội",
            "Giấy phép số 12/GP-STTTT",
            "Hôm nay: 12",
            "Tất cả: 3.456",
        ],
    ],
)
def test_portal_feet(foot: list[str]) -> None:
    found = kinds(article(TITLE) + "\n\n" + "\n".join(foot))
    assert {found[line] for line in foot} == {"chrome"}
    assert found[BODY[1]] == "body"


def test_links_in_the_middle_do_not_end_the_article() -> None:
    text = "\n".join(
        (TITLE, LEAD, BODY[0], "Tin liên quan", "Sơn La tập huấn cho cán bộ", ">> Xem video", BODY[1])
    )
    found = kinds(text)
    assert found["Sơn La tập huấn cho cán bộ"] == found[">> Xem video"] == "chrome"
    assert found[BODY[1]] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Lượt truy cập vào cổng thông tin của tỉnh tăng 20% so với năm trước.",
        "Trực tuyến là xu thế của các lớp tập huấn trong thời gian tới.",
        "Cơ quan chủ quản của những cán bộ này cùng Sở Nội vụ xem xét, xử lý.",
        "Tổ chức các lớp tập huấn",
        "- Tăng cường phối hợp với các bộ, ngành",
        "Hôm nay, các đại biểu tiếp tục thảo luận tại tổ về dự thảo.",
    ],
)
def test_prose_and_list_items_are_body(line: str) -> None:
    text = "\n\n".join((TITLE, LEAD, BODY[0], line, BODY[1]))
    assert kinds(text)[line.strip()] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Đại diện Liên hiệp các Hội Khoa học và Kỹ thuật Việt Nam trao quà lưu niệm tặng Liên hiệp hội tỉnh",
        "Quang cảnh hội thảo.",
        "Đồng chí Nguyễn Văn A phát biểu khai mạc hội nghị",
        "Nông dân thu hoạch vải thiều - Ảnh: TTXVN",
        "(Ảnh minh hoạ)",
        "Ông Trần Văn B (thứ hai từ trái sang) tại buổi lễ",
    ],
)
def test_captions(line: str) -> None:
    text = "\n\n".join((TITLE, LEAD, line, *BODY))
    assert kinds(text)[line] == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Thời gian: 25/11/2022 12:32",
        "Thứ Sáu, 25/11/2022 | 12:32 GMT+7",
        "Thứ sáu, 25/11/2022, 12:32 (GMT+7)",
        "25/11/2022 - 12:32",
        "25/11/2022",
        "12:32 25/11/2022",
        "12:32 PM | 25/11/2022",
        "Cập nhật lúc 12:32, ngày 25/11/2022",
        "Cập nhật: 25-11-2022 12:32:05",
        "Ngày đăng: 25.11.2022 | Lượt xem: 1024",
        "Đăng ngày 25 - 11 - 2022",
        "Thứ Sáu, ngày 25 tháng 11 năm 2022",
        "2022-11-25T12:32:00+07:00",
        "2022-11-25 12:32",
        "Đăng lúc: 12h32 25/11/2022 (GMT+7)",
        "T6, 25/11/2022 - 12:32",
        "12 giờ 32 phút, 25/11/2022",
        "Thứ sáu, 25/11/2022 20:03 PM - 0 Trả lời",
        "Chính trị 25-11-2022",
    ],
)
def test_datelines(line: str) -> None:
    text = article(TITLE, line)
    assert layout(text).published == dt.date(2022, 11, 25)
    assert kinds(text)[line] == "chrome"
    assert kinds(unicodedata.normalize("NFD", text))[unicodedata.normalize("NFD", line)] == "chrome"


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 25/11/2022, Liên hiệp hội tổ chức hội thảo",
        "31/02/2022 - 12:32",
        "Thời gian: 14h ngày 25/11/2022 tại hội trường tỉnh",
        "Số 25/11/2022/QĐ",
        "125/11/20223",
    ],
)
def test_lines_that_only_hold_a_date(line: str) -> None:
    assert layout(article(TITLE, line)).published is None


def test_the_surest_date_wins() -> None:
    clock, posted, changed = "Thứ Tư, 23/12/2026", "Ngày đăng: 25/11/2022", "Cập nhật lúc 26/11/2022"
    assert layout(article(clock, TITLE, changed, posted)).published == dt.date(2022, 11, 25)
    assert layout(article(TITLE, "25/11/2022 12:32", changed)).published == dt.date(2022, 11, 25)


def test_a_date_below_the_title_is_surer_than_the_clock_above() -> None:
    clock = "Thứ 3, Ngày 16/07/2024 - 10:20"
    assert layout(article(clock, "Trang chủ", TITLE, "25/11/2022")).published == dt.date(2022, 11, 25)
    assert layout(article(clock, TITLE)).published == dt.date(2024, 7, 16)


def test_title_repeated_below_the_lead() -> None:
    text = "\n".join(("Tin tức", TITLE, "Thứ ba - 29/08/2017 04:51", LEAD, TITLE, *BODY))
    assert [zone.kind for zone in zones(text)] == ["chrome", "title", "chrome", "lead", "title", "body"]


def test_lines_outside_the_extraction_are_chrome() -> None:
    text = (
        "Thời tiết\n\n"
        + article(TITLE, "25/11/2022 - 12:32")
        + "\n\nMột tin khác mà trang in bên dưới bài này"
    )
    start = text.index(LEAD)
    body = [(start, start + len(LEAD)), (text.index(BODY[0]), text.index(BODY[1]) + len(BODY[1]))]
    found = layout(text, body, TITLE)
    assert [zone.kind for zone in found.zones] == ["chrome", "title", "chrome", "lead", "body", "chrome"]
    assert found.published == dt.date(2022, 11, 25)


def test_seed_article(shared: Path) -> None:
    text = (shared / "articles" / "seed.txt").read_text(encoding="utf-8")
    found = layout(text)
    assert [zone.kind for zone in found.zones] == ["chrome", "title", "lead", "caption", "body", "chrome"]
    assert found.published == dt.date(2022, 11, 25)
    assert found.title == TITLE
    assert text[found.zones[0].start : found.zones[0].end] == "Thời gian: 25/11/2022 12:32"
    assert text[found.zones[-1].start :].startswith("Các tin cũ hơn")
    assert found.zones[-1].end == len(text)


def test_real_articles_keep_their_body(shared: Path) -> None:
    """No annotated recommendation or organisation of the training articles may be lost as chrome."""
    rows = (shared / "gold" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, rows):
        found = layout(row["text"])
        assert found.title is not None, row["id"]
        chrome = [(zone.start, zone.end) for zone in found.zones if zone.kind == "chrome"]
        assert sum(end - start for start, end in chrome) == 0, row["id"]


def test_every_cue_has_a_known_role() -> None:
    file = Path(cues.__file__).parent / "data" / "cues.tsv"
    rows = [row for row in file.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    documented = {
        row[2:].split()[0]
        for row in file.read_text(encoding="utf-8").splitlines()
        if row.startswith("# ") and "  " in row[2:].strip()
    }
    for row in rows:
        role, tab, phrase = row.partition("\t")
        assert tab
        assert role in documented, row
        assert phrase == unicodedata.normalize("NFC", phrase).lower(), row
    assert len(rows) == len(set(rows))


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [TITLE, LEAD, *BODY, "Các tin cũ hơn", "25/11/2022 12:32", "Email: a@b.vn", "\u200b", "\u00a0"]
        ),
    )
).flatmap(lambda parts: st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]).map(lambda gap: gap.join(parts)))


@given(TEXTS)
def test_zones_tile_the_text(text: str) -> None:
    found = zones(text)
    covered = "".join(text[zone.start : zone.end] for zone in found)
    assert all(0 <= zone.start < zone.end <= len(text) for zone in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(a.kind != b.kind for a, b in pairwise(found))
    # what is outside every zone is blank
    rest, at = [], 0
    for zone in found:
        rest.append(text[at : zone.start])
        at = zone.end
    rest.append(text[at:])
    assert not normalize("".join(rest)).text.strip()
    assert not found or covered.strip()


@given(TEXTS, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200))))
def test_any_body_ranges(text: str, body: list[tuple[int, int]]) -> None:
    assert all(0 <= zone.start < zone.end <= len(text) for zone in zones(text, body))


@given(TEXTS)
def test_component_on_any_text(text: str) -> None:
    doc = ArticleComponent()(spacy.blank("xx")(text))
    assert spans.read(doc, "zones", Zone) == zones(text)


def test_component_completes_what_is_known() -> None:
    nlp = spacy.blank("xx")
    text = article("Ngày đăng: 25/11/2022", TITLE)
    known = metadata.read(ArticleComponent()(nlp(text)))
    assert (known.title, known.published) == (TITLE, dt.date(2022, 11, 25))
    doc = nlp(text)
    metadata.write(
        doc, metadata.Metadata(id="a", title="Tên khác", published=dt.date(2020, 1, 2), source="b")
    )
    known = metadata.read(ArticleComponent()(doc))
    assert known == metadata.Metadata("a", "Tên khác", dt.date(2020, 1, 2), "b")


def test_crowds_of_lines_are_read() -> None:
    """Titles are sought among few lines, so that this is no quadratic search."""
    assert zones("\n".join(f"dòng {i} không dấu chấm" for i in range(100_000)))
    assert zones("Hội thảo tại Vĩnh Phúc. " * 200_000)[0].kind == "body"


def test_a_line_of_millions_of_menu_entries_is_read() -> None:
    # copied once an entry, this line would be terabytes
    assert cues.is_made_of("home|" * 700_000, ("home page", "home"))
    assert not cues.is_made_of("home|" * 700_000 + "homes", ("home page", "home"))
