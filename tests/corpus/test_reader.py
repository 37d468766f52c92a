"""Rows of a corpus: what a line must be, and one sentence about what it is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp.corpus.reader import parse, read_lines, to_article
from khkt_nlp.errors import InputError


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{", "not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "not JSON"),
        (b'{"n": ' + b"9" * 10_000 + b"}", "not JSON"),
    ],
)
def test_lines_that_are_no_objects(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse(raw)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "text"),
        ({"text": None}, "text"),
        ({"text": ["Hội thảo"]}, "text"),
        ({"text": "  "}, "empty"),
        ({"text": "Hội thảo \ud800"}, "surrogate"),
        ({"text": "Hội thảo", "published": "hôm qua"}, "2022-11-25"),
        ({"text": "Hội thảo", "published": 20221125}, "published"),
        ({"text": "Hội thảo", "title": 5}, "title"),
        ({"text": "Hội thảo", "source": ["a"]}, "source"),
        ({"text": "Hội thảo", "title": "\ud800"}, "title"),
        ({"text": "Hội thảo", "source": "\ud800"}, "source"),
        ({"text": "Hội thảo", "id": 1.5}, "id"),
        ({"text": "Hội thảo", "id": True}, "id"),
    ],
)
def test_rows_that_are_no_articles(row: dict[str, object], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        to_article(row, "tin-1")


def test_rows_that_are_articles() -> None:
    article = to_article({"id": 7, "text": "Hội thảo", "published": "2022-11-25", "more": []}, "tin-1")
    assert (article.id, article.text, article.published) == ("7", "Hội thảo", dt.date(2022, 11, 25))
    assert to_article({"text": "Hội thảo", "published": ""}, "tin-1").id == "tin-1"
    row = {"text": "Hội thảo", "title": "Một tin", "source": "https://bao.example/1"}
    article = to_article(row, "tin-1")
    assert (article.title, article.source) == ("Một tin", "https://bao.example/1")


def test_line_numbers_count_blank_lines_and_a_mark_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\xef\xbb\xbf{}\r\n\n  \n[]")
    assert [(line.number, line.raw) for line in read_lines(path)] == [(1, b"{}"), (4, b"[]")]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.jsonl", "a\0b"):
        with pytest.raises(InputError):
            list(read_lines(path))


@given(st.binary())
def test_any_line_is_an_object_or_refused(raw: bytes) -> None:
    try:
        row = parse(raw)
    except InputError:
        return
    assert isinstance(row, dict)
