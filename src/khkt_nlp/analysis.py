"""The short way in: one call from a text, a page or a file to its record."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from spacy.language import Language

from khkt_nlp.article import reader
from khkt_nlp.article.models import Article
from khkt_nlp.errors import InputError
from khkt_nlp.pipeline import load, make_doc
from khkt_nlp.summary.builder import summarize
from khkt_nlp.summary.schema import Record


@cache
def default_pipeline() -> Language:
    """Load the default pipeline once a process."""
    return load()


def analyze(
    text: str,
    published: dt.date | str | None = None,
    id: str | None = None,
    *,
    nlp: Language | None = None,
) -> Record:
    """Read one article and give its record; offsets in it are code points into `text`.

    `published` (a date, or ISO `2022-11-25`) wins over a date found in the text. `nlp` replaces the
    default pipeline. Raises `InputError` when the text is empty or cannot be Vietnamese text at all.

    >>> record = analyze("Hội thảo tại tỉnh Vĩnh Phúc ngày 25/11.", published="2022-11-26")
    >>> [(entity.label, entity.text) for entity in record.entities if entity.label != "EVENT"]
    [('PROVINCE', 'tỉnh Vĩnh Phúc'), ('DATE', 'ngày 25/11')]
    """
    return analyze_article(reader.read_text(text, published=published, id=id), nlp=nlp)


def analyze_html(
    html: str | bytes,
    published: dt.date | str | None = None,
    id: str | None = None,
    *,
    nlp: Language | None = None,
) -> Record:
    """Read one web page; offsets point into `record.text`, the visible text of the page.

    `published` wins over the date that the page states. Raises `InputError` when it shows no text.

    >>> record = analyze_html("<h1>Hội thảo tại <b>Sơn La</b></h1>", published="2022-11-26")
    >>> [record.text[entity.start : entity.end] for entity in record.entities if entity.label == "PROVINCE"]
    ['Sơn La']
    """
    return analyze_article(reader.read_html(html, published=published, id=id), nlp=nlp, include_text=True)


def analyze_file(
    path: str | Path,
    published: dt.date | str | None = None,
    id: str | None = None,
    *,
    nlp: Language | None = None,
) -> Record:
    """Read one file, text or HTML; the id defaults to the file's name. Raises `InputError`.

    Offsets point into `record.text`: the file decoded, or the visible text of a page.
    """
    return analyze_article(reader.read_file(path, published=published, id=id), nlp=nlp, include_text=True)


def analyze_article(article: Article, *, nlp: Language | None = None, include_text: bool = False) -> Record:
    """Give the record of an article that a reader has read; raises `InputError` if `nlp` is no pipeline."""
    nlp = _pipeline(nlp)
    return summarize(nlp(make_doc(nlp, article)), include_text=include_text)


def _pipeline(given: object) -> Language:
    if given is None:
        return default_pipeline()
    if not isinstance(given, Language):
        raise InputError(f"The nlp is of the type {type(given).__name__}: give what khkt_nlp.load returns.")
    return given
