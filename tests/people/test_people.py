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
