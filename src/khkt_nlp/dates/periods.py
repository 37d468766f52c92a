"""Expressions beside the dates of the guide: `hôm qua`, `quý III/2024`, `tháng 9`, `giai đoạn 2016-2020`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from khkt_nlp.dates import patterns, values
from khkt_nlp.dates.models import DateMention
from khkt_nlp.dates.shapes import NOT_CONTINUED, written_year

_MONTH = re.compile(r"(?<!\w)(?<!\d\s)tháng\s(?P<m>\d{1,2})" + NOT_CONTINUED)
_QUARTER = re.compile(
    r"(?<!\w)quý\s(?P<q>iv|i{1,3}|[1-4])(?:\s?[/.-]\s?(?P<y>\d{4})|,?\snăm\s(?P<yy>\d{4}))?(?!\w)"
)
_YEARS = re.compile(
    r"(?<!\w)(?:giai đoạn|nhiệm kỳ)\s(?P<y>(?:19|20)\d\d)\s?[-–]\s?(?P<y2>(?:19|20)\d\d)" + NOT_CONTINUED
)
_YEAR = re.compile(r"(?<!\w)năm\s(?P<y>(?:19|20)\d\d)" + NOT_CONTINUED)
_RELATIVE = re.compile(
    r"(?<!\w)(?:ngày\s)?(?:" + "|".join(sorted(patterns.RELATIVE_DAYS, key=len, reverse=True)) + r")(?!\w)"
    r"|(?<!\w)(?:" + "|".join(patterns.RELATIVE_STRETCHES) + r")(?!\w)"
)


def find_periods(low: str, published: dt.date | None) -> Iterator[DateMention]:
    """Find months without a year, quarters, years and spans of years in a lower-cased view."""
    for match in _QUARTER.finditer(low):
        first = 3 * patterns.QUARTERS[match["q"]] - 2
        year = written_year(match["y"] or match["yy"]) or values.complete(first, None, published)
        yield DateMention(*match.span(), values.iso(year, first), "period", values.iso(year, first + 2))
    for match in _MONTH.finditer(low):
        month = int(match["m"])
        if 1 <= month <= 12:
            year = values.complete(month, None, published, ahead=direction(low, match.end()))
            yield DateMention(*match.span(), values.iso(year, month), "period")
    for match in _YEARS.finditer(low):
        yield DateMention(*match.span(), match["y"], "period", match["y2"])
    for match in _YEAR.finditer(low):
        yield DateMention(*match.span(), match["y"], "period")


def find_relative(low: str, published: dt.date | None) -> Iterator[DateMention]:
    """Find `hôm qua`, `sáng nay`, `tháng tới` in a lower-cased view; no value without `published`."""
    for match in _RELATIVE.finditer(low):
        value, end_value = _counted_from(match[0], published)
        yield DateMention(*match.span(), value, "relative", end_value)


def direction(low: str, end: int) -> bool | None:
    """Read `tới` (True: ahead) or `vừa qua` (False: behind) right after a date that ends at `end`."""
    if low[end : end + 1] != " ":
        return None
    rest = low[end + 1 : end + 12]
    if any(_starts_with_word(rest, words) for words in patterns.AHEAD):
        return True
    if any(_starts_with_word(rest, words) for words in patterns.BEHIND):
        return False
    return None


def _starts_with_word(text: str, word: str) -> bool:
    return text.startswith(word) and not text[len(word) : len(word) + 1].isalnum()


def _counted_from(words: str, published: dt.date | None) -> tuple[str, str]:
    if published is None:
        return "", ""
    days = patterns.RELATIVE_DAYS.get(words.removeprefix("ngày "), patterns.RELATIVE_DAYS.get(words))
    if days is not None:
        return (published + dt.timedelta(days=days)).isoformat(), ""
    unit, count = patterns.RELATIVE_STRETCHES[words]
    if unit == "week":
        return values.week(published, count)
    if unit == "month":
        return values.iso(*values.shift_month(published.year, published.month, count)), ""
    return str(published.year + count), ""
