"""Deciding by the neighbours whether numbers of the shape of a date are meant as one."""

from __future__ import annotations

import re

from khkt_nlp.dates import cues
from khkt_nlp.dates.shapes import Numbers

_WORDS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_LIST_HEAD = re.compile(
    r"(?:(?<!\w)(?P<head>ngày|từ ngày|từ|mùng|mồng|sáng|trưa|chiều|tối|đêm|khuya)\s|(?P<bracket>[(]))"
    r"(?P<days>\d{1,2}(?:(?:,\s|\s?[-–]\s?)\d{1,2}){0,6})"
    r"(?:\s(?:và|đến|tới|hoặc|đến ngày|tới ngày|và ngày)\s|,\s|\s?[-–]\s?)$"
)
_LINK_MARKS = (",", "-", "–")
_WINDOW = 48
_LINK_LENGTH = 12


def is_date(low: str, numbers: Numbers, previous: Numbers | None) -> bool:
    """Decide whether `numbers` are meant as a date; `previous` is the date accepted before them.

    >>> from khkt_nlp.dates.shapes import candidates
    >>> low = "chiều 3-2 thắng 3-2 trên đường 3/2"
    >>> [is_date(low, numbers, None) for numbers in candidates(low)]
    [True, False, False]
    """
    before = _WORDS.findall(low[max(0, numbers.start - _WINDOW) : numbers.start])
    if numbers.day is None:
        return numbers.headed or bool(before and before[-1] in cues.phrases("month"))
    opened = _opened(before) or list_head(low, numbers.start) is not None
    if numbers.separator == "tháng":
        apart = not before or before[-1] in cues.phrases("may_open") or not before[-1].isalnum()
        return numbers.headed or opened or (apart and numbers.year is not None)
    if numbers.year is not None:
        return True
    following = _next_word(low, numbers.end)
    if following in cues.phrases("counted") and (numbers.rising or numbers.separator == "."):
        return False
    if numbers.headed:
        return not (before and before[-1] in cues.phrases("each"))
    linked = previous is not None and _linked(low, previous, numbers)
    return opened or _suggested(numbers, before, following, linked)


def list_head(low: str, start: int) -> re.Match[str] | None:
    """Find the days that a date at `start` ends a list or range of: `ngày 17 và `, `từ 4 đến `.

    The match has the groups `head` and `days`; its positions count from `window_start(start)`.
    """
    return _LIST_HEAD.search(low[window_start(start) : start])


def window_start(start: int) -> int:
    """Say where the stretch of text that is looked at before `start` begins."""
    return max(0, start - _WINDOW)


def _next_word(low: str, end: int) -> str:
    match = _WORDS.match(low, end + 1 if low[end : end + 1] == " " else end)
    return match[0] if match else ""


def _opened(before: list[str]) -> bool:
    """Say whether the words before make any pair of numbers a date: `chiều`, `sáng nay (`, `thứ ba, `."""
    mark = before[-1] if before and before[-1] in {"(", ",", "–", "-", ":"} else ""
    words = before[:-1] if mark else before
    if not words:
        return False
    if " ".join(words[-2:]) in cues.phrases("opens_in_two"):
        return True
    return words[-1] in cues.phrases("opens") and mark in {"", "("}


def _linked(low: str, previous: Numbers, numbers: Numbers) -> bool:
    """Say whether what stands between two dates joins them: `25-1 đến 25-4`, `4/4 và 5/4`."""
    if numbers.start - previous.end > _LINK_LENGTH:
        return False
    between = low[previous.end : numbers.start].strip(" (")
    return between in _LINK_MARKS or between in cues.phrases("joins")


def _suggested(numbers: Numbers, before: list[str], following: str, linked: bool) -> bool:
    """Decide where the word before may also stand before a fraction, a count or a score."""
    if numbers.separator not in {"/", "-"} or not before:
        return False
    word = before[-1]
    holiday = f"{numbers.day}/{numbers.month}" in cues.phrases("holiday")
    if holiday and (word in cues.phrases("feast") or (word.isalpha() and "ngày" in before)):
        return True
    if word == "(" and not linked:
        # a score stands in brackets too, but has no side above twelve as a rule
        by_value = numbers.separator == "/" or (numbers.day or 0) > 12
        return following == ")" and not numbers.rising and by_value
    closed = following in cues.phrases("after") or not (following.isalnum() or following in {"%", "/"})
    return (linked or word in cues.phrases("may_open")) and (closed or not numbers.rising)
