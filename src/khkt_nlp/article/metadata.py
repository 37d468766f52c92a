"""What is known of the article as a whole, kept in `doc.user_data` so that it travels with the `Doc`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from spacy.tokens import Doc

_KEY = "khkt_article"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Identity, title, publication date, source and body lines of an article; None where unknown."""

    id: str | None = None
    title: str | None = None
    published: dt.date | None = None
    source: str | None = None
    body: tuple[tuple[int, int], ...] | None = None


def write(doc: Doc, metadata: Metadata) -> None:
    """Attach `metadata` to `doc` as msgpack primitives."""
    published = metadata.published.isoformat() if metadata.published else None
    doc.user_data[_KEY] = [metadata.id, metadata.title, published, metadata.source, metadata.body]


def read(doc: Doc) -> Metadata:
    """Give the metadata of `doc`; all None when nothing was attached.

    >>> import spacy
    >>> doc = spacy.blank("en")("Ha Noi")
    >>> write(doc, Metadata(id="a1", published=dt.date(2022, 11, 25)))
    >>> read(doc).published
    datetime.date(2022, 11, 25)
    """
    if _KEY not in doc.user_data:
        return Metadata()
    id_, title, published, source, body = doc.user_data[_KEY]
    return Metadata(
        id=id_,
        title=title,
        published=dt.date.fromisoformat(published) if published else None,
        source=source,
        body=None if body is None else tuple((start, end) for start, end in body),
    )
