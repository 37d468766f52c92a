"""What the room finds: a time expression and the calendar value it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DateKind = Literal["calendar", "range", "period", "relative", "lunar"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression: `start` and `end` are code points into the text, end exclusive.

    `kind`: `calendar` gives a day and a month, or a month and a year: these are the DATE entities of
    the annotation guide. The others are what summaries need besides: `range` (two ends, or a list of
    days), `period` (a quarter, a month without a year, a year, a span of years), `relative`
    (`hôm qua`) and `lunar` (a day of the lunar calendar, which has no value here).
    `value`: ISO as far as it is known: `2022-11-25`, `2022-11`, `2022`, `--11-25` and `--11` when the
    year is unknown, empty when nothing is. `end_value`: the last day, month or year of a range or
    period, else empty.
    """

    start: int
    end: int
    value: str
    kind: DateKind = "calendar"
    end_value: str = ""
