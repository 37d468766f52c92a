"""What the reading of an article gives: the text as it stands, its title, its date and its zones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

ZoneKind = Literal["title", "lead", "body", "caption", "chrome"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the article, one or more whole lines: `start` and `end` are code points."""

    start: int
    end: int
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it came in.

    `text`: what every offset points into. For HTML it is the visible text of the page.
    `id`: the caller's name for it. `published`: its date. `title`: when the source states one.
    `source`: where it came from: a file name or a URL.
    `body`: for HTML, the lines (code points into `text`) that the extraction took for the article
    proper; what is outside is chrome. None when only the text itself can tell.
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: dt.date | None = None
    source: str | None = None
    body: tuple[tuple[int, int], ...] | None = None
