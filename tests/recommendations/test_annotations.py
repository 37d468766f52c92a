from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from khkt_nlp.errors import DataError
from khkt_nlp.recommendations.annotations import read_annotations, read_articles, read_labelled, read_news

TEXT = "Sở đề nghị mở lớp tập huấn cho cán bộ xã."
CLAUSE = {"start": 11, "end": 40, "labels": ["training"], "force": "proposal"}


def annotation(path: Path, digest: str) -> Path:
    row = {"id": "train/1", "sha256": digest, "recommendations": [CLAUSE]}
    path.write_text("# what the file is\n" + json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_an_annotation_meets_its_text(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text(json.dumps({"id": "train/1", "text": TEXT}), encoding="utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()[:16]
    (passage,) = read_annotations(annotation(tmp_path / "a.jsonl", digest), read_news([news]))
    (clause,) = passage.clauses
    assert passage.text[clause.start : clause.end] == "mở lớp tập huấn cho cán bộ xã"
    assert clause.labels == ("training",)


def test_another_text_than_was_annotated_is_told(tmp_path: Path) -> None:
    path = annotation(tmp_path / "a.jsonl", "0" * 16)
    with pytest.raises(DataError, match="line 2: the text of train/1 is not the one that was annotated"):
        read_annotations(path, {"train/1": TEXT})


def test_a_missing_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="hold no article train/1"):
        read_annotations(annotation(tmp_path / "a.jsonl", "0" * 16), {})


def test_labelled_clauses_stand_in_their_article(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    rows = "train/1,18,26,training\ntrain/1,11,26,training funding\n"
    path.write_text(f"# labels\nid,start,end,labels\n{rows}", encoding="utf-8")
    (passage,) = read_labelled(path, {"train/1": TEXT})
    clauses = [(passage.text[one.start : one.end], one.labels) for one in passage.clauses]
    assert clauses == [("mở lớp tập huấn", ("training", "funding")), ("tập huấn", ("training",))]


@pytest.mark.parametrize(
    "row", ["train/9,1,2,policy", "train/1,a,2,policy", "train/1,1", "train/1,5,900,policy"]
)
def test_a_malformed_label_is_told(tmp_path: Path, row: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(f"id,start,end,labels\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"labels\.csv, row 1"):
        read_labelled(path, {"train/1": TEXT})


@pytest.mark.parametrize("line", ["[]", "{", '{"text": "a"}', '{"recommendations": []}'])
def test_a_malformed_article_is_told(tmp_path: Path, line: str) -> None:
    path = tmp_path / "my.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(DataError, match=r"my\.jsonl, line 1"):
        read_articles([path])


@pytest.mark.parametrize(
    ("clause", "complaint"),
    [
        ({"start": "11"}, r"recommendations\.0\.start does not fit: .* integer"),
        ({"start": 1.5}, r"recommendations\.0\.start does not fit: .* integer"),
        ({"start": True}, r"recommendations\.0\.start does not fit: .* integer"),
        ({"start": -5}, r"recommendations\.0\.start does not fit: .* greater than or equal to 0"),
        ({"end": None}, r"recommendations\.0\.end does not fit: .* integer"),
        ({"end": 4000}, "the clause 11 to 4000 does not lie in the text, which has 41 characters"),
        ({"end": 11}, "the clause 11 to 11 does not lie in the text"),
        ({"start": 10, "end": 11}, "the clause 10 to 11 is blank"),
        ({"labels": "training"}, r"recommendations\.0\.labels does not fit: .* list"),
        ({"labels": [1]}, r"recommendations\.0\.labels\.0 does not fit: .* string"),
        ({"labels": [["training"]]}, r"recommendations\.0\.labels\.0 does not fit: .* string"),
        ({"force": "weird"}, r"recommendations\.0\.force does not fit: .* 'proposal'"),
        ({"force": None}, r"recommendations\.0\.force does not fit: .* 'proposal'"),
    ],
)
def test_an_impossible_clause_is_told_with_its_line(
    tmp_path: Path, clause: dict[str, object], complaint: str
) -> None:
    path = tmp_path / "my.jsonl"
    path.write_text("\n" + json.dumps({"text": TEXT, "recommendations": [CLAUSE | clause]}), encoding="utf-8")
    with pytest.raises(DataError, match=rf"my\.jsonl, line 2: .*{complaint}"):
        read_articles([path])


@pytest.mark.parametrize("text", ["", None, 5, "Sở \ud800 đề nghị mở lớp tập huấn cho cán bộ xã."])
def test_what_is_no_text_is_told_with_its_line(tmp_path: Path, text: object) -> None:
    path = tmp_path / "my.jsonl"
    path.write_text(json.dumps({"text": text, "recommendations": [CLAUSE]}), encoding="utf-8")
    with pytest.raises(DataError, match=r"my\.jsonl, line 1: "):
        read_articles([path])


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "my.jsonl"
    path.write_text(json.dumps({"text": TEXT, "recommendations": [CLAUSE]}), encoding="utf-8-sig")
    assert len(read_articles([path])) == 1
