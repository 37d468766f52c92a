"""People: titles, offices and organisations as the text states them."""

from __future__ import annotations

import unicodedata

import pytest

from khkt_nlp.names.models import RawName
from khkt_nlp.organizations.models import OrganizationMention
from khkt_nlp.people.finder import find
from khkt_nlp.people.models import PersonMention


def read(text: str, person: str, organization: str = "") -> PersonMention:
    start = text.index(person)
    organizations = []
    if organization:
        at = text.index(organization)
        organizations = [OrganizationMention(at, at + len(organization), "body", organization)]
    [mention] = find(text, [RawName(start, start + len(person), "PERSON", 1.0)], organizations)
    return mention


@pytest.mark.parametrize(
    ("text", "title", "office", "held"),
    [
        ("TS. Phạm Hữu Thư - Phó Chủ tịch Thường trực Liên hiệp Hội", "TS", "Phó Chủ tịch Thường trực", True),
        (
            "Phó Chủ tịch Thường trực Liên hiệp Hội, PGS.TS Phạm Hữu Thư",
            "PGS.TS",
            "Phó Chủ tịch Thường trực",
            True,
        ),
        ("ông Phạm Hữu Thư, nguyên Giám đốc Liên hiệp Hội, nói", "", "nguyên Giám đốc", True),
        ("Chủ tịch Liên hiệp Hội Phạm Hữu Thư", "", "Chủ tịch", True),
        ("Đại tá Phạm Hữu Thư cho biết Liên hiệp Hội", "Đại tá", "", False),
        ("Thủ tướng Phạm Hữu Thư thăm Liên hiệp Hội", "", "Thủ tướng", False),
        ("bà Phạm Hữu Thư, 40 tuổi, ở Liên hiệp Hội", "", "", False),
    ],
)
def test_roles(text: str, title: str, office: str, held: bool) -> None:
    mention = read(text, "Phạm Hữu Thư", "Liên hiệp Hội")
    assert (mention.title, mention.office) == (title, office)
    assert mention.organization == ("body" if held else "")


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Bộ trưởng Giao thông Vận tải Phạm Hữu Thư nói", "Bộ trưởng Giao thông Vận tải"),
        ("Bộ trưởng Y tế, bà Phạm Hữu Thư, nói", "Bộ trưởng Y tế"),
        ("Tổng thống Hàn Quốc Phạm Hữu Thư", "Tổng thống Hàn Quốc"),
        ("Bộ trưởng Quốc phòng Nga Phạm Hữu Thư", "Bộ trưởng Quốc phòng Nga"),
        ("Phó chủ tịch tỉnh Hà Tĩnh Phạm Hữu Thư", "Phó chủ tịch tỉnh Hà Tĩnh"),
        ("Bí thư quận Gò Vấp Phạm Hữu Thư", "Bí thư quận Gò Vấp"),
        ("chính quyền Tổng thống Phạm Hữu Thư", "Tổng thống"),
        ("quyền Giám đốc Phạm Hữu Thư", "quyền Giám đốc"),
        ("ông Phạm Hữu Thư, Bộ trưởng Công an, nói", "Bộ trưởng Công an"),
        ("ông Phạm Hữu Thư, Phó chủ tịch tỉnh Hà Tĩnh, nói", "Phó chủ tịch tỉnh Hà Tĩnh"),
        ("ông Phạm Hữu Thư, Bí thư Trung ương Đảng", "Bí thư"),
        ("cựu Bộ trưởng Phạm Hữu Thư", "cựu Bộ trưởng"),
        ("Thường trực Ban Bí thư Phạm Hữu Thư", "Thường trực Ban Bí thư"),
        ("Tổng giám đốc là ông Phạm Hữu Thư", "Tổng giám đốc"),
        ("Cán bộ ở tỉnh Hà Tĩnh Phạm Hữu Thư", ""),
        ("giám đốc ngành y tế Phạm Hữu Thư", ""),
    ],
)
def test_an_office_without_a_body_keeps_its_field_or_territory(text: str, office: str) -> None:
    assert read(text, "Phạm Hữu Thư").office == office


@pytest.mark.parametrize(
    ("text", "body", "office"),
    [
        ("Trưởng ban Tổ chức Trung ương Phạm Hữu Thư nói", "ban Tổ chức Trung ương", "Trưởng ban"),
        ("Chánh văn phòng UBND TP HCM Phạm Hữu Thư nói", "văn phòng UBND TP HCM", "Chánh văn phòng"),
        ("ông Phạm Hữu Thư, Trưởng Ban Dân nguyện, nói", "Ban Dân nguyện", "Trưởng Ban"),
        ("ông Phạm Hữu Thư - Phó trưởng phòng Kinh tế", "phòng Kinh tế", "Phó trưởng phòng"),
    ],
)
def test_a_body_may_begin_within_the_office(text: str, body: str, office: str) -> None:
    mention = read(text, "Phạm Hữu Thư", body)
    assert (mention.office, mention.organization) == (office, "body")


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Tổng thống Pháp Lê An, Thủ tướng Đức Trần Lâm dự", "Tổng thống Pháp", "Thủ tướng Đức"),
        ("sau hội đàm với Lê An, Tổng thống Nga Trần Lâm nói", "", "Tổng thống Nga"),
        ("ông Lê An - Giám đốc, ông Trần Lâm - Phó Giám đốc", "Giám đốc", "Phó Giám đốc"),
        ("bà Lê An, Giám đốc, ông Trần Lâm đến dự", "Giám đốc", "Giám đốc"),
        ("bà Lê An, Chủ tịch quận Sơn Trà; ông Trần Lâm đến", "Chủ tịch quận Sơn Trà", ""),
    ],
)
def test_an_office_between_two_people_is_of_the_one_it_leads_to(text: str, first: str, second: str) -> None:
    starts = [text.index("Lê An"), text.index("Trần Lâm")]
    names = [
        RawName(starts[0], starts[0] + 5, "PERSON", 1.0),
        RawName(starts[1], starts[1] + 8, "PERSON", 1.0),
    ]
    assert [mention.office for mention in find(text, names)] == [first, second]


def test_roles_in_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Giám đốc Sở Y tế, ông Trần Lâm")
    person, body = (unicodedata.normalize("NFD", name) for name in ("Trần Lâm", "Sở Y tế"))
    mention = read(text, person, body)
    assert (mention.office, mention.organization) == ("Giám đốc", "body")


def test_nothing_is_read_across_a_line_end() -> None:
    assert read("Giám đốc\nTrần Lâm", "Trần Lâm").office == ""


def test_a_given_name_of_two_people_stays_short() -> None:
    text = "Trần Thanh Châu và Lê Hoàng Châu họp. Ông Châu nói."
    names = [RawName(0, 15, "PERSON", 1.0), RawName(19, 32, "PERSON", 1.0), RawName(42, 46, "PERSON", 1.0)]
    assert [mention.name for mention in find(text, names)] == ["Trần Thanh Châu", "Lê Hoàng Châu", "Châu"]
