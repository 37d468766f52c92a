"""Calendar values: what a date stands for, as ISO, as far as it is known."""

from __future__ import annotations

import calendar
import datetime as dt

# News reports what has been more than what will be: a date without a year is looked for from nine months
# before the publication to three months after it, which is half a year on either side of this pivot.
_LOOK_BACK = dt.timedelta(days=92)
_LEAP_YEAR = 2000


def iso(year: int | None, month: int, day: int | None = None) -> str:
    """Write a date as far as it is known.

    >>> iso(2022, 11, 25), iso(None, 11, 25), iso(2022, 11), iso(None, 11)
    ('2022-11-25', '--11-25', '2022-11', '--11')
    """
    head = f"{year:04d}-{month:02d}" if year else f"--{month:02d}"
    return head if day is None else f"{head}-{day:02d}"


def exists(year: int | None, month: int, day: int) -> bool:
    """Say whether the calendar has that day; 29 February does exist while the year is unknown.

    >>> exists(2022, 11, 25), exists(None, 2, 31), exists(2021, 2, 29)
    (True, False, False)
    """
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or _LEAP_YEAR, month)[1]


def complete(
    month: int, day: int | None, published: dt.date | None, *, ahead: bool | None = None
) -> int | None:
    """Choose the year of a date that leaves it out; None when the publication date is unknown.

    `ahead`: True when the text says that the date is to come (`tới`), False when it is past
    (`vừa qua`), None when it says neither.

    >>> published = dt.date(2018, 1, 10)
    >>> complete(12, 25, published), complete(3, 8, published), complete(12, 25, published, ahead=True)
    (2017, 2018, 2018)
    """
    if published is None:
        return None
    near = (published.year, published.year - 1, published.year + 1)
    years = [y for y in near if dt.MINYEAR <= y <= dt.MAXYEAR and exists(y, month, day or 1)]
    if not years:
        return None
    first_or_day = {year: dt.date(year, month, day or 1) for year in years}
    if ahead is not None:
        fitting = [
            y
            for y in years
            if (_month_end(y, month, day) >= published if ahead else first_or_day[y] <= published)
        ]
        years = fitting or years
        return min(years, key=lambda year: abs(first_or_day[year] - published))
    pivot = published - _LOOK_BACK
    return min(years, key=lambda year: abs(first_or_day[year] - pivot))


def _month_end(year: int, month: int, day: int | None) -> dt.date:
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def shift_month(year: int, month: int, months: int) -> tuple[int, int]:
    """Count `months` on from a month.

    >>> shift_month(2022, 11, 2), shift_month(2022, 1, -1)
    ((2023, 1), (2021, 12))
    """
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def week(day: dt.date, weeks: int) -> tuple[str, str]:
    """Give Monday and Sunday of the week that is `weeks` after that of `day`.

    >>> week(dt.date(2022, 11, 25), -1)
    ('2022-11-14', '2022-11-20')
    """
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=weeks)
    return monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat()
