"""The publication date as a portal prints it: a line that holds a date and nothing else that matters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from khkt_nlp.article.cues import Line, phrases

_LONGEST = 160
_DATE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})\s?[-/.]\s?(?P<m2>\d{1,2})\s?[-/.]\s?(?P<y2>(?:19|20)\d\d)"
    r"|(?P<d3>\d{1,2})\s?(?:tháng|th)\s?(?P<m3>\d{1,2})\s?,?\s?(?:năm\s)?(?P<y3>(?:19|20)\d\d)"
    r")(?!\d)"
)
_TIME = re.compile(
    r"(?<!\d)t?\d{1,2}\s?(?:[:h]|giờ)\s?(?:\d{2}(?:\s?:\s?\d{2}(?:\.\d{1,6})?)?)?(?:\s?phút)?"
    r"(?:\s?(?:am|pm|sa|ch)\b)?|(?<=\d)(?:z|[+-]\d{2}:?\d{2})"
)
_ZONE = re.compile(r"\(?\b(?:gmt|utc)\s?(?:[+-]\s?\d{1,2}(?::?\d{2})?)?\)?")
_WEEKDAY = re.compile(r"\b(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\snhật|t[2-7]|cn)\b")
_GAPS = " \t,;:|-–—/.•·()[]<>»*@"


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line that states when an article came out: `rank` 0 is the surest, the last is a mere date."""

    line: Line
    date: dt.date
    rank: int


def read_dateline(line: Line) -> Dateline | None:
    """Read `line` as a dateline; None when it says anything else.

    A date with a label (`Ngày đăng`) is surer than one with a time of day, that than a bare one, which
    may be today's date at the head of a page; the date of a change counts like a bare one.
    """
    folded = line.folded
    if len(folded) > _LONGEST:
        return None
    found = _DATE.search(folded)
    date = _calendar(found) if found else None
    if found is None or date is None:
        return None
    before, after = folded[: found.start()], folded[found.end() :]
    rest, has_time = _without_clock(before, after)
    head, tail = (part.strip(_GAPS) for part in rest)
    labelled = _is_made_of(head, phrases("label"))
    updated = not labelled and _is_made_of(head, phrases("updated") + phrases("label"))
    if not labelled and not updated:
        return None
    if tail and not tail.startswith(phrases("aside")) and not _is_made_of(tail, phrases("label")):
        return None
    rank = 2 if updated else 0 if head else 1 if has_time else 2
    return Dateline(line, date, rank)


def publication_date(datelines: Iterable[Dateline]) -> dt.date | None:
    """Choose among the datelines of one article: the surest, then the first.

    >>> publication_date([])
    """
    best = min(datelines, key=lambda found: found.rank, default=None)
    return best.date if best else None


def _calendar(match: re.Match[str]) -> dt.date | None:
    year, month, day = (match[f"{part}1"] or match[f"{part}2"] or match[f"{part}3"] for part in "ymd")
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _without_clock(*parts: str) -> tuple[list[str], bool]:
    """Take the time of day, its zone and the weekday out of `parts`; say whether there was a time."""
    rest, has_time = [], False
    for part in parts:
        bare, count = _TIME.subn(" ", _ZONE.sub(" ", part))
        has_time = has_time or count > 0
        rest.append(_WEEKDAY.sub(" ", bare))
    return rest, has_time


def _is_made_of(text: str, words: tuple[str, ...]) -> bool:
    """Say whether nothing but `words` (longest first) and gaps is in `text`."""
    while text:
        word = next((word for word in words if text.startswith(word)), None)
        if word is None:
            return False
        text = text[len(word) :].strip(_GAPS)
    return True
