"""Annotated articles and clauses, read from files for training.

Articles hold their annotation (`read_articles`), or the annotation stands apart from the texts, which are
public news and no part of this project (`read_annotations`, `read_labelled`).
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field, StrictInt, ValidationError, model_validator

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import normalize
from khkt_nlp.errors import DataError, complaint
from khkt_nlp.recommendations.markup import MarkedClause, Passage, text_lines
from khkt_nlp.recommendations.models import Force

_DIGITS = 16


class _Clause(BaseModel):
    start: Annotated[StrictInt, Field(ge=0)]
    end: StrictInt
    labels: list[str]
    force: Force


class _Article(BaseModel):
    """An annotated article; its other fields do not count."""

    text: Annotated[str, Field(min_length=1)]
    recommendations: list[_Clause]

    @model_validator(mode="after")
    def _in_the_text(self) -> _Article:
        for clause in self.recommendations:
            if not clause.start < clause.end <= len(self.text):
                raise ValueError(
                    f"the clause {clause.start} to {clause.end} does not lie in the text, which has "
                    f"{len(self.text)} characters"
                )
            if not normalize(self.text[clause.start : clause.end]).text.strip():
                raise ValueError(f"the clause {clause.start} to {clause.end} is blank")
        return self


def read_articles(paths: Iterable[Path]) -> list[Passage]:
    """Read annotated articles. Raises `DataError` for a line that is not one."""
    return [_passage(row, row.get("text"), path, number) for path in paths for number, row in _rows(path)]


def read_annotations(path: Path, texts: Mapping[str, str]) -> list[Passage]:
    """Read articles whose `texts`, by id, stand apart from the annotation.

    Raises `DataError` for a line that is none, and for a text that is missing or another than was annotated.
    """
    found: list[Passage] = []
    for number, row in _rows(path):
        key = str(row.get("id"))
        text = texts.get(key)
        if text is None:
            raise DataError(
                f"{path}, line {number}: the news files hold no article {key}: add the file that does."
            )
        if hashlib.sha256(text.encode()).hexdigest()[:_DIGITS] != row.get("sha256"):
            raise DataError(
                f"{path}, line {number}: the text of {key} is not the one that was annotated: write the news"
                " files anew with `python models/news.py`."
            )
        found.append(_passage(row, text, path, number))
    return found


def read_labelled(path: Path, texts: Mapping[str, str]) -> list[Passage]:
    """Read clauses of which only the labels are known, with the article that each stands in.

    Raises `DataError` for a line that is none, and for a text that is missing.
    """
    found: dict[str, list[MarkedClause]] = {}
    for number, row in enumerate(csv.DictReader(datafiles.content(text_lines(path))), start=1):
        try:
            clause = MarkedClause(int(row["start"]), int(row["end"]), tuple(row["labels"].split()), "")
            if not 0 <= clause.start < clause.end <= len(texts[row["id"]]):
                raise ValueError("outside of the text")
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise DataError(
                f"{path}, row {number}: not the id of an article of the news files with start, end and labels"
                f" ({error!r})."
            ) from error
        found.setdefault(row["id"], []).append(clause)
    return [
        Passage(texts[key], tuple(sorted(clauses, key=lambda one: one.start)), f"{path.name}: {key}")
        for key, clauses in found.items()
    ]


def read_news(paths: Iterable[Path]) -> dict[str, str]:
    """Read the texts of news files, by id: JSON lines with `id` and `text`."""
    return {str(row.get("id")): str(row.get("text")) for path in paths for _, row in _rows(path)}


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text_lines(path), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DataError(f"{path}, line {number}: not a JSON object ({error}).") from error
        if not isinstance(row, dict):
            raise DataError(f"{path}, line {number}: not a JSON object.")
        yield number, row


def _passage(row: Mapping[str, Any], text: object, path: Path, number: int) -> Passage:
    try:
        article = _Article.model_validate({**row, "text": text})
    except ValidationError as error:
        raise DataError(f"{path}, line {number}: {complaint(error)}.") from error
    clauses = (
        MarkedClause(one.start, one.end, tuple(one.labels), one.force) for one in article.recommendations
    )
    ordered = tuple(sorted(clauses, key=lambda one: one.start))
    return Passage(article.text, ordered, f"{path.name}:{number}")
