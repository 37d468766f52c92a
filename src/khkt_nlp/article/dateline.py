"""The publication date as a portal prints it: a line that holds a date and nothing else that matters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from khkt_nlp.article.cues import GAPS, Line, is_made_of, phrases

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


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line, by its number, that states when an article came out; `rank` 0 is the surest."""

    at: int
    date: dt.date
    rank: int


def read_dateline(line: Line, at: int = 0) -> Dateline | None:
    """Read `line`, the one numbered `at`, as a dateline; None when it says anything else.

    A date with a label (`Ngày đăng`) is surest, then one with a time of day, then that of a later change;
    a bare one may be today's date at the head of a page.
    """
    folded = line.folded
    if len(folded) > _LONGEST:
        return None
    found = _DATE.search(folded)
    date = _calendar(found) if found else None
    if found is None or date is None:
        return None
    (head, tail), has_time = _without_clock(folded[: found.start()], folded[found.end() :])
    rank = _rank(head, has_time)
    return None if rank is None or not _may_follow(tail) else Dateline(at, date, rank)


def _rank(head: str, has_time: bool) -> int | None:
    """Rank a dateline by the words before its date; None when they are not those of a dateline."""
    if is_made_of(head, phrases("beside", "menu")):
        return 1 if has_time else 3
    if is_made_of(head, phrases("beside", "menu", "label")):
        return 0
    return 2 if is_made_of(head, phrases("beside", "menu", "updated")) else None


def _may_follow(tail: str) -> bool:
    rest = tail.strip(GAPS + "0123456789")
    return rest == "" or rest.startswith(phrases("aside")) or is_made_of(rest, phrases("beside"))


def publication_date(datelines: Iterable[Dateline], title: int | None = None) -> dt.date | None:
    """Choose among datelines: first a labelled one, then one below line `title`, then the surest.

    >>> clock, posted = Dateline(0, dt.date(2026, 12, 23), 1), Dateline(5, dt.date(2022, 11, 25), 3)
    >>> publication_date([clock, posted], title=4)
    datetime.date(2022, 11, 25)
    """

    def doubt(found: Dateline) -> tuple[bool, bool, int]:
        return found.rank > 0, title is not None and found.at < title, found.rank

    best = min(datelines, key=doubt, default=None)
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
