"""Expressions beside the dates of the guide: `hôm qua`, `quý III/2024`, `tháng 9`, `giai đoạn 2016-2020`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache

from khkt_nlp import datafiles
from khkt_nlp.dates import cues, values
from khkt_nlp.dates.models import DateMention
from khkt_nlp.dates.shapes import NOT_CONTINUED, starts_word, written_year

# Every pattern begins with its word and looks back afterwards: so the engine skips from word to word.
_MONTH = re.compile(r"tháng(?<!\wtháng)(?<!\d\stháng)\s(?P<m>\d{1,2})" + NOT_CONTINUED)
_QUARTER = re.compile(
    r"quý(?<!\wquý)\s(?P<q>iv|i{1,3}|[1-4])(?:\s?[/.-]\s?(?P<y>\d{4})|,?\snăm\s(?P<yy>\d{4}))?(?!\w)"
)
_YEAR = re.compile(r"năm(?<!\wnăm)\s(?P<y>(?:19|20)\d\d)" + NOT_CONTINUED)
_YEARS = re.compile(r"[12](?<!\w[12])\d{3}\s?[-–]\s?(?:19|20)\d\d" + NOT_CONTINUED)
_YEARS_HEADS = ("giai đoạn ", "nhiệm kỳ ")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def find_periods(low: str, published: dt.date | None) -> Iterator[DateMention]:
    """Find months without a year, quarters, years and spans of years in a lower-cased view."""
    for match in _QUARTER.finditer(low):
        first = 3 * _QUARTERS[match["q"]] - 2
        year = written_year(match["y"] or match["yy"]) or values.complete(first, None, published)
        yield DateMention(*match.span(), values.iso(year, first), "period", values.iso(year, first + 2))
    for match in _MONTH.finditer(low):
        month = int(match["m"])
        if 1 <= month <= 12:
            year = values.complete(month, None, published, ahead=direction(low, match.end()))
            yield DateMention(*match.span(), values.iso(year, month), "period")
    for match in _YEARS.finditer(low):
        for head in _YEARS_HEADS:
            if low.endswith(head, 0, match.start()):
                yield DateMention(
                    match.start() - len(head), match.end(), match[0][:4], "period", match[0][-4:]
                )
    for match in _YEAR.finditer(low):
        yield DateMention(*match.span(), match["y"], "period")


def find_relative(low: str, published: dt.date | None) -> Iterator[DateMention]:
    """Find `hôm qua`, `sáng nay`, `tháng tới` in a lower-cased view; no value without `published`."""
    for words in _relative():
        # some thirty searches for a string are faster than one for their alternation
        start = low.find(words)
        while start >= 0:
            end = start + len(words)
            if starts_word(low, start) and not low[end : end + 1].isalnum():
                value, end_value = _counted_from(words, published)
                begin = start - len("ngày ") if low.endswith("ngày ", 0, start) else start
                yield DateMention(begin, end, value, "relative", end_value)
            start = low.find(words, end)


def direction(low: str, end: int) -> bool | None:
    """Read `tới` (True: ahead) or `vừa qua` (False: behind) right after a date that ends at `end`."""
    if low[end : end + 1] != " ":
        return None
    rest = low[end + 1 : end + 12]
    if any(_starts_with_word(rest, words) for words in cues.phrases("ahead")):
        return True
    if any(_starts_with_word(rest, words) for words in cues.phrases("behind")):
        return False
    return None


def _starts_with_word(text: str, word: str) -> bool:
    return text.startswith(word) and not text[len(word) : len(word) + 1].isalnum()


def _counted_from(words: str, published: dt.date | None) -> tuple[str, str]:
    if published is None:
        return "", ""
    unit, count = _relative()[words]
    if unit == "day":
        return (published + dt.timedelta(days=count)).isoformat(), ""
    if unit == "week":
        return values.week(published, count)
    if unit == "month":
        return values.iso(*values.shift_month(published.year, published.month, count)), ""
    return str(published.year + count), ""


@cache
def _relative() -> Mapping[str, tuple[str, int]]:
    """Give the unit that each relative expression counts, and how many after the publication."""
    rows = datafiles.rows("dates", "relative.csv")
    return {row["phrase"]: (row["unit"], int(row["count"])) for row in rows}
