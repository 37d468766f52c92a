from typing import Any, cast

import pytest

from khkt_nlp.errors import InputError
from khkt_nlp.summary.render import to_markdown
from khkt_nlp.summary.schema import Event, Highlight, Organization, Policy, Province, Recommendation, Record

RECORD = Record(
    title="Hội thảo *phổ biến* kiến thức",
    published="2022-11-25",
    events=[Event(kind="hội thảo", name="Giải pháp", date="2022-11-25", organizers=["VUSTA", "Sở KH&CN"])],
    organizations=[
        Organization(id="vusta", name="Liên hiệp Hội", abbreviation="VUSTA", mentions=[(0, 5), (9, 14)])
    ],
    provinces=[
        Province(
            id="vn-vinh-phuc",
            name="Vĩnh Phúc",
            current_id="vn-phu-tho",
            current_name="Phú Thọ",
            mentions=[(1, 2)],
        ),
        Province(
            id="vn-ha-noi", name="Hà Nội", current_id="vn-ha-noi", current_name="Hà Nội", mentions=[(3, 4)]
        ),
    ],
    policies=[Policy(status="unresolved", type="nghị quyết", number="27", issuer="BCH Trung ương", term="X")],
    recommendations=[
        Recommendation(
            start=0,
            end=24,
            text="tổ chức các lớp\ntập huấn",
            labels=["training", "my_label"],
            force="proposal",
            addressee="VUSTA",
        )
    ],
)


def test_a_page_shows_every_kind_of_fact() -> None:
    page = to_markdown(RECORD, "en", {"training": "Training"})
    assert page.splitlines() == [
        "# Hội thảo \\*phổ biến\\* kiến thức",
        "",
        "Published: 2022-11-25",
        "",
        "## Events",
        "",
        "- **hội thảo** “Giải pháp”; 2022-11-25; organised by VUSTA, Sở KH&CN",
        "",
        "## Recommendations",
        "",
        "- tổ chức các lớp tập huấn *(proposal, Training, my_label)*; to VUSTA",
        "",
        "## Policy documents",
        "",
        "- **Nghị quyết 27** (BCH Trung ương, khóa X); `not in the registry`",
        "",
        "## Organisations",
        "",
        "- Liên hiệp Hội (VUSTA) × 2",
        "",
        "## Provinces",
        "",
        "- Vĩnh Phúc (now Phú Thọ) × 1",
        "- Hà Nội × 1",
    ]


def test_a_page_is_vietnamese_unless_asked() -> None:
    page = to_markdown(RECORD)
    assert "## Kiến nghị" in page
    assert "nay thuộc Phú Thọ" in page


def test_a_record_survives_json() -> None:
    assert Record.model_validate_json(RECORD.model_dump_json()) == RECORD


def test_another_language_is_told() -> None:
    with pytest.raises(InputError, match="no language 'fr': choose vi or en"):
        to_markdown(RECORD, cast(Any, "fr"))


def test_an_item_is_no_list_of_its_own() -> None:
    texts = ["1. Rà soát quy hoạch", "- Bố trí vốn", "2) Mở lớp"]
    page = to_markdown(
        Record(highlights=[Highlight(start=0, end=len(t), text=t, score=1) for t in texts]), "en"
    )
    assert page.splitlines()[-3:] == ["- 1\\. Rà soát quy hoạch", "- \\- Bố trí vốn", "- 2\\) Mở lớp"]
