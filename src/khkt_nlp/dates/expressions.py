"""Finding time expressions in a text and completing what they leave out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from khkt_nlp.article.normalization import View, fold_case, normalize
from khkt_nlp.dates import values
from khkt_nlp.dates.context import is_date, list_head, window_start
from khkt_nlp.dates.models import DateMention
from khkt_nlp.dates.periods import direction, find_periods, find_relative
from khkt_nlp.dates.shapes import Numbers, candidates

_BETWEEN = re.compile(r"\s?(?:đến hết|đến|tới|-|–)\s?$")
_FROM = re.compile(r"(?<!\w)từ\s$")
_LUNAR = re.compile(r"\s?[(]?(?:âm lịch|al(?!\w)|tháng (?:giêng|chạp))")
_RANGE_GAP = 9
# right after a date: its year, counted from that of the publication
_YEAR_WORDS = {"năm nay": 0, "năm ngoái": -1, "năm trước": -1, "năm sau": 1, "năm tới": 1}


def find(text: str, published: dt.date | None = None) -> list[DateMention]:
    """Find the time expressions of `text`, in order; offsets are code points into `text`.

    `published` completes what the text leaves out (the year of `25/11`, the day of `hôm qua`); without
    it the values stay as partial as the text. Days that the calendar does not have are no dates.
    The DATE entities of the annotation guide are those with `kind == "calendar"`. Never raises.

    >>> for date in find("Chiều 25/11, tỷ số 3-2; họp từ ngày 4 đến 8/12.", dt.date(2022, 11, 26)):
    ...     print(date.kind, date.value, date.end_value)
    calendar 2022-11-25
    range 2022-12-04 2022-12-08
    calendar 2022-12-08
    """
    if published is not None and not dt.MINYEAR + 1 < published.year < dt.MAXYEAR - 1:
        published = None
    view = normalize(text)
    low = fold_case(view.text)
    calendar = _calendar(low, published)
    others = _apart([*find_relative(low, published), *find_periods(low, published)], calendar)
    found = sorted([*calendar, *_ranges(low, calendar), *others], key=lambda m: (m.start, -m.end))
    return [_to_source(mention, view) for mention in found]


def _to_source(mention: DateMention, view: View) -> DateMention:
    start, end = view.to_source(mention.start, mention.end)
    return DateMention(start, end, mention.value, mention.kind, mention.end_value)


def _calendar(low: str, published: dt.date | None) -> list[DateMention]:
    """Find the dates of the guide in a lower-cased view, and the lunar days that look like them."""
    accepted: list[Numbers] = []
    for numbers in candidates(low):
        previous = accepted[-1] if accepted else None
        if (previous is None or numbers.start >= previous.end) and is_date(low, numbers, previous):
            accepted.append(numbers)
    found: list[DateMention] = []
    for numbers, year in zip(accepted, _years(low, accepted, published), strict=True):
        lunar = _LUNAR.match(low, numbers.end)
        value = "" if lunar else values.iso(year, numbers.month, numbers.day)
        found.append(DateMention(numbers.start, numbers.end, value, "lunar" if lunar else "calendar"))
    return found


def _years(low: str, accepted: list[Numbers], published: dt.date | None) -> list[int | None]:
    """Give each date its year, None when nothing says it.

    In this order: as written, as of the other end of its range, as of the publication, as of the same
    day where the text writes that with one year only.
    """
    written: dict[tuple[int | None, int], set[int]] = {}
    for numbers in accepted:
        if numbers.year is not None:
            written.setdefault((numbers.day, numbers.month), set()).add(numbers.year)
    years: list[int | None] = []
    for position, numbers in enumerate(accepted):
        year = numbers.year or _year_from_words(low, numbers, published)
        if year is None and position + 1 < len(accepted):
            year = _year_from_range(low, numbers, accepted[position + 1])
        if year is None:
            year = values.complete(numbers.month, numbers.day, published, ahead=direction(low, numbers.end))
        same = written.get((numbers.day, numbers.month), set())
        if year is None and len(same) == 1:
            (year,) = same
        years.append(year)
    return years


def _year_from_range(low: str, first: Numbers, last: Numbers) -> int | None:
    """Read the year of `25/11` off the end of its range, as in `từ 25/11 đến 31/12/2017`."""
    if last.year is None or first.day is None or last.day is None:
        return None
    if last.start - first.end > _RANGE_GAP or not _BETWEEN.fullmatch(low, first.end, last.start):
        return None
    year = last.year - ((first.month, first.day) > (last.month, last.day))
    return year if values.exists(year, first.month, first.day) else None


def _year_from_words(low: str, numbers: Numbers, published: dt.date | None) -> int | None:
    """Read `năm nay`, `năm ngoái` right after the date."""
    if published is None:
        return None
    for words, years in _YEAR_WORDS.items():
        if low.startswith(words, numbers.end + 1) and values.exists(
            published.year + years, numbers.month, numbers.day or 1
        ):
            return published.year + years
    return None


def _ranges(low: str, calendar: list[DateMention]) -> Iterator[DateMention]:
    """Find ranges and lists of days: `từ ngày 4 đến 8/11`, `ngày 17 và 18/10`, `từ 25-1 đến 25-4`."""
    dates = [date for date in calendar if date.kind == "calendar"]
    for date in dates:
        head = list_head(low, date.start)
        first = _same_month(date.value, int(re.split(r"\D", head["days"], maxsplit=1)[0])) if head else ""
        if head and first:
            start = window_start(date.start) + head.start("head" if head["head"] else "days")
            yield DateMention(start, date.end, first, "range", date.value)
    for begin, last in pairwise(dates):
        if last.start - begin.end <= _RANGE_GAP and _BETWEEN.fullmatch(low, begin.end, last.start):
            since = _FROM.search(low, max(0, begin.start - 3), begin.start)
            yield DateMention(
                since.start() if since else begin.start, last.end, begin.value, "range", last.value
            )


def _same_month(value: str, day: int) -> str:
    """Give the date of an earlier `day` in the month of `value`; empty when there is none.

    >>> _same_month("--11-08", 4), _same_month("2022-11-08", 28), _same_month("2022-11", 4)
    ('--11-04', '', '')
    """
    month, _, last = value.rpartition("-")
    complete = len(value) > len("2022-11") or (value.startswith("--") and len(value) > len("--11"))
    return f"{month}-{day:02d}" if complete and 1 <= day < int(last) else ""


def _apart(found: list[DateMention], calendar: list[DateMention]) -> list[DateMention]:
    """Keep what overlaps neither a calendar date nor an earlier, longer finding."""
    taken = bytearray(max((date.end for date in [*found, *calendar]), default=0))
    for date in calendar:
        taken[date.start : date.end] = b"\1" * (date.end - date.start)
    kept: list[DateMention] = []
    for date in sorted(found, key=lambda date: (date.start, -date.end)):
        if not any(taken[date.start : date.end]):
            taken[date.start : date.end] = b"\1" * (date.end - date.start)
            kept.append(date)
    return kept
