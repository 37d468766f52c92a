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
