from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import khkt_nlp
from khkt_nlp.errors import DataError
from khkt_nlp.summary.schema import json_schema, read_record

DOCS = Path(__file__).resolve().parents[2] / "docs"
TEXT = "Ngày 25/11/2022, Sở Y tế tỉnh Sơn La đề nghị Bộ Y tế mở lớp tập huấn theo Nghị định 46/2016/NĐ-CP."
CLAUSE = {"start": 0, "end": 4, "text": "Ngày", "labels": ["training"], "force": "need"}


def test_the_published_schema_is_that_of_the_code() -> None:
    """A change of the record must be seen: `khkt-nlp schema > docs/record.schema.json` writes it anew."""
    published = json.loads((DOCS / "record.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema()


def test_the_schema_says_what_every_record_holds() -> None:
    schema = json_schema()
    assert set(schema["required"]) == set(khkt_nlp.analyze(TEXT).model_dump())
    assert schema["properties"]["schema_version"]["const"] == "1.0"
    zone = schema["$defs"]["ZoneSpan"]["properties"]["kind"]
    assert set(zone["enum"]) == {"title", "lead", "body", "caption", "chrome"}


@pytest.mark.parametrize("text", [TEXT, "Ngày 25/11, họp. Tháng 2, họp. Ngày 29/2 họp."])
@pytest.mark.parametrize("published", [None, "2022-11-25"])
def test_a_record_is_read_again(text: str, published: str | None) -> None:
    record = khkt_nlp.analyze(text, published)
    assert read_record(record.model_dump_json()) == record


@pytest.mark.parametrize("date", ["", "2022", "2022-11", "2024-02-29", "--11", "--02-29"])
def test_a_date_is_known_in_part(date: str) -> None:
    written = json.dumps({"events": [{"kind": "hội thảo", "date": date}]})
    assert read_record(written).events[0].date == date


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"schema_version": "99"}, "schema_version"),
        ({"published": "31/02"}, "published"),
        ({"published": "2022-02-31"}, "published"),
        ({"published": "2022-11"}, "published"),
        ({"events": [{"kind": "hội thảo", "date": "2023-02-29"}]}, r"events\.0\.date"),
        ({"events": [{"kind": "hội thảo", "date": "2023-13"}]}, r"events\.0\.date"),
        ({"events": [{"kind": "hội thảo", "end_date": "--02-30"}]}, r"events\.0\.end_date"),
        ({"zones": [{"start": 9, "end": 2, "kind": "body"}]}, r"zones\.0\.end"),
        ({"zones": [{"start": 0, "end": 2, "kind": "bogus"}]}, r"zones\.0\.kind"),
        ({"provinces": [{"id": "vn-a", "name": "A", "mentions": [[4, 4]]}]}, r"provinces\.0\.mentions\.0"),
        ({"policies": [{"status": "resolved", "type": "luật"}]}, r"policies\.0\.status"),
        (
            {"policies": [{"status": "ambiguous", "type": "luật", "canonical_id": "a.b"}]},
            r"policies\.0\.status",
        ),
        ({"recommendations": [{**CLAUSE, "score": 7}]}, r"recommendations\.0\.score"),
        ({"recommendations": [{**CLAUSE, "scores": {"training": -1}}]}, r"scores\.training"),
        ({"recommendations": [{**CLAUSE, "text": "Ngày 25"}]}, r"recommendations\.0\.text"),
        ({"text": "Ngà", "recommendations": [CLAUSE]}, "behind the end of the text"),
        ({"text": "Hôm nay", "recommendations": [CLAUSE]}, "the text from 0 to 4 is not"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(fields: dict[str, Any], complaint: str) -> None:
    with pytest.raises(DataError, match=complaint) as refused:
        read_record(json.dumps(fields), "a.jsonl:3")
    assert str(refused.value).startswith("a.jsonl:3: ")
    assert "\n" not in str(refused.value)


def test_what_is_no_json_is_refused_in_one_sentence() -> None:
    with pytest.raises(DataError, match="Invalid JSON") as refused:
        read_record("{")
    assert "\n" not in str(refused.value)
