"""The time by which, or how often, an action is asked for, as the clause states it."""

from __future__ import annotations

import re

from khkt_nlp.article.normalization import fold_case

_YEAR = r"(?:19|20)\d\d"
_OF_YEAR = rf"(?:[/-]{_YEAR}|\snăm\s{_YEAR})?"
_DATE = rf"(?:ngày\s)?\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]{_YEAR})?|\d{{1,2}}[/-]{_YEAR}"
_WHEN = rf"(?:{_DATE}|tháng\s\d{{1,2}}{_OF_YEAR}|quý\s(?:[iv]{{1,3}}|\d){_OF_YEAR}|năm\s{_YEAR}|{_YEAR})"
_UNIT = r"(?:ngày|tuần|tháng|quý|năm|giờ|kỳ họp|nhiệm kỳ)"
_BEFORE = r"(?:trước|đến hết|hết|chậm nhất(?: là| vào| đến)?|muộn nhất(?: là)?|xong trước|không quá)"
_EVERY = rf"(?:hằng|hàng|mỗi)\s{_UNIT}"
# of small letters, and without a look behind: so the engine skips to a letter that may begin one
_DEADLINE = re.compile(
    rf"(?:{_BEFORE}\s{_WHEN}"
    rf"|giai đoạn\s{_YEAR}\s?[-–]\s?{_YEAR}"
    rf"|(?:trong|đến|vào|từ)\s{_WHEN}"
    rf"|trong\s(?:vòng\s)?\d{{1,3}}\s{_UNIT}(?:\stới)?"
    rf"|trong\s{_UNIT}\s(?:này|nay|tới)"
    rf"|định kỳ(?:\s{_EVERY}|\s\d{{1,2}}\s{_UNIT})?|{_EVERY}"
    r"|trong thời gian (?:tới|sớm nhất))"
)


def find_deadline(clause: str) -> str:
    """Give the first deadline, period or frequency of `clause` as it has it, or an empty string.

    A record holds that of the normalised text, from which clauses are read.

    >>> find_deadline("hoàn thành trước ngày 30/6 và báo cáo hằng năm")
    'trước ngày 30/6'
    >>> find_deadline("xây dựng kế hoạch tuyên truyền hằng năm")
    'hằng năm'
    """
    lowered = fold_case(clause)
    match = _DEADLINE.search(lowered)
    while match and lowered[: match.start()][-1:].isalnum():
        match = _DEADLINE.search(lowered, match.start() + 1)
    return clause[slice(*match.span())] if match else ""
