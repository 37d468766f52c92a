"""What has the shape of a date: numbers, and the words `ngày`, `tháng`, `năm` between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khkt_nlp.dates import values

# Every pattern begins with the digits and looks back afterwards: so the engine skips from digit to digit.
_FIRST = r"\d(?<!\w\d)(?<!\d[.,/]\d)"
# a dash may go on to the other end of a range: 5/4-10/4
NOT_CONTINUED = r"(?![\w%]|\s?/\s?\w|-\w(?!\d?/\d)|[.,]\d)"

_ISO = re.compile(rf"(?P<y>{_FIRST}\d\d\d)-(?P<m>\d\d)-(?P<d>\d\d)" + NOT_CONTINUED)
# 25/11/2022, 25-11, 25.11.2022, 25/11/22, 25 - 11
_DAY_MONTH = re.compile(
    rf"(?P<d>{_FIRST}\d?)(?:(?P<sep>[/.-])(?P<m>\d{{1,2}})(?:(?P=sep)(?P<y>\d{{4}}|\d\d))?"
    r"|\s?(?P<wide>[/-])\s?(?P<wm>\d{1,2})(?:\s?(?P=wide)\s?(?P<wy>\d{4}))?)"
    r"(?:[\s,]{1,2}năm\s(?P<yy>(?:19|20)\d\d))?" + NOT_CONTINUED
)
# 24 tháng 01 năm 2014
_DAY_MONTH_WORDS = re.compile(
    rf"(?P<d>{_FIRST}\d?),?\stháng\s(?P<m>\d{{1,2}})"
    r"(?:[\s,]{1,2}năm\s(?P<y>\d{4})|\s?[/.-]\s?(?P<yy>\d{4}))?" + NOT_CONTINUED
)
# 7/2014, 10 năm 2016, 6-2017
_MONTH_YEAR = re.compile(rf"(?P<m>{_FIRST}\d?)(?:\s?[/.-]\s?|,?\snăm\s)(?P<y>\d{{4}})" + NOT_CONTINUED)
_DAY_HEADS = ("ngày ", "mùng ", "mồng ")
_MONTH_HEADS = ("tháng ", "tháng")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers that may be a date: a span of the view, and the parts that are written.

    `headed`: `ngày` or `tháng` opens the span. `separator`: what stands between day and month (with
    blanks when they do), `tháng`, `iso`, or `month` where there is no day.
    """

    start: int
    end: int
    day: int | None
    month: int
    year: int | None
    headed: bool
    separator: str

    @property
    def rising(self) -> bool:
        """Say whether it could be a fraction or a count as well: `1/4`, `2-5`."""
        return self.separator != "." and self.day is not None and self.day < self.month


def candidates(low: str) -> list[Numbers]:
    """List what has the shape of a date and stands in the calendar, in order, the longest first.

    `low`: a lower-cased view.

    >>> [(n.day, n.month, n.year) for n in candidates("tỷ số 3-2, ngày 31/2, tháng 7/2014")]
    [(3, 2, None), (None, 7, 2014)]
    """
    shapes = [*_iso(low), *_with_words(low), *_day_month(low), *_month_year(low)]
    valid = [
        n for n in shapes if 1 <= n.month <= 12 and (n.day is None or values.exists(n.year, n.month, n.day))
    ]
    return sorted(valid, key=lambda n: (n.start, -n.end))


def _iso(low: str) -> Iterator[Numbers]:
    for match in _ISO.finditer(low):
        year = written_year(match["y"])
        if year is not None:
            yield Numbers(*match.span(), int(match["d"]), int(match["m"]), year, False, "iso")


def _with_words(low: str) -> Iterator[Numbers]:
    for match in _DAY_MONTH_WORDS.finditer(low):
        start = _head_start(low, match.start(), _DAY_HEADS)
        year = written_year(match["y"] or match["yy"])
        headed = start < match.start()
        yield Numbers(start, match.end(), int(match["d"]), int(match["m"]), year, headed, "tháng")


def _day_month(low: str) -> Iterator[Numbers]:
    for match in _DAY_MONTH.finditer(low):
        digits = match["y"] or match["wy"] or match["yy"]
        start = _head_start(low, match.start(), _DAY_HEADS)
        headed = start < match.start()
        separator = match["sep"] or f" {match['wide']} "
        if digits and len(digits) == 2:
            if not headed:
                continue
            digits = f"20{digits}"
        if "-" in separator and low[match.start() - 1 : match.start()] == "-":
            continue
        month = int(match["m"] or match["wm"])
        yield Numbers(start, match.end(), int(match["d"]), month, written_year(digits), headed, separator)


def _month_year(low: str) -> Iterator[Numbers]:
    for match in _MONTH_YEAR.finditer(low):
        year = written_year(match["y"])
        start = _head_start(low, match.start(), _MONTH_HEADS)
        if year is not None:
            yield Numbers(start, match.end(), None, int(match["m"]), year, start < match.start(), "month")


def _head_start(low: str, start: int, heads: tuple[str, ...]) -> int:
    """Take in the word before the digits when it is one of `heads`."""
    for head in heads:
        if low.endswith(head, 0, start) and starts_word(low, start - len(head)):
            return start - len(head)
    return start


def written_year(digits: str | None) -> int | None:
    """Read a year; None where there is none or it is not one of news."""
    year = int(digits) if digits else 0
    return year if 1000 <= year < 2100 else None


def starts_word(low: str, start: int) -> bool:
    """Say whether a word may begin at `start`."""
    return start == 0 or not low[start - 1].isalnum()
