"""What a document is at the time of the article: a draft, replaced by another, of another country."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from khkt_nlp.policies.tables import words

_DRAFT_LEFT = re.compile(
    r"(?<![^\W_])(?:dự thảo|dự án|dự)(?: lần (?:thứ )?(?:\d|hai|ba))?"
    r"(?:,? (?:các|của|sửa đổi|bổ sung|một số điều|luật)){0,4} ?[“\"]? ?$"
    r"|(?:dự thảo|dự án) luật,? ?(?:gồm|như|là)?:? ?\(?$"
)
_DRAFT_RIGHT = re.compile(r" ?\(?sửa đổi(?! ?(?:, ?)?bổ sung năm| năm| \d)")
_JUST_PASSED = re.compile(r"(?:đã|vừa)(?: [^\W_]+){0,3} thông qua(?: [^\W_]+){0,3} $")
_PASSED = re.compile(r"[^.\n]{0,25}(?:được (?:quốc hội (?:khóa \w{1,4} )?)?thông qua|có hiệu lực|quy định)")
_REPLACED = re.compile(
    r"(?:thay thế|thay cho|sửa đổi|bổ sung|bãi bỏ|hủy bỏ|một số điều của)(?: (?:các|cho|cả))? $"
)
_OF_COUNTRY = re.compile(r" (?:của )?(?:nước )?(?:Cộng hòa )?")
_PASSES = re.compile(r" (?:đã |vừa |sẽ )?(?:ban hành|thông qua|có|sửa đổi) (?:dự )?")
_AMENDED_YEAR = re.compile(r" \(?sửa đổi\)? (?:năm )?((?:19|20)\d\d)(?![\d/-])")


def is_draft(low: str, start: int, end: int, *, law: bool) -> bool:
    """Say whether the document is a draft: `dự thảo` before it, or a law with `(sửa đổi)` not yet passed.

    >>> is_draft("dự án luật dược", 6, 15, law=True)
    True
    """
    if _DRAFT_LEFT.search(low[max(0, start - 45) : start]):
        return True
    if not law:
        return False
    amended = _DRAFT_RIGHT.match(low, end)
    if amended is None or _JUST_PASSED.search(low[max(0, start - 45) : start]):
        return False
    return not _PASSED.match(low, amended.end())


def is_replaced(low: str, start: int) -> bool:
    """Say whether the document is named as what another replaces or amends.

    >>> is_replaced("nghị định này thay thế nghị định 46", 23)
    True
    """
    return _REPLACED.search(low[max(0, start - 25) : start]) is not None


def is_foreign(text: str, start: int, end: int) -> bool:
    """Say whether another country is named as the one whose law it is.

    >>> text = "Bộ luật Hình sự Thái Lan"
    >>> is_foreign(text, 0, 15)
    True
    """
    countries, after = _named("foreign"), _OF_COUNTRY.match(text, end)
    if after and countries.match(text, after.end()):
        return True
    left = text[max(0, start - 50) : start]
    return any(_PASSES.fullmatch(left, country.end()) for country in countries.finditer(left))


def read_amended_year(low: str, end: int) -> str:
    """Read the year of `Luật Giáo dục (sửa đổi) 2019`; empty when there is none.

    >>> read_amended_year("luật giáo dục (sửa đổi) 2019", 13)
    '2019'
    """
    found = _AMENDED_YEAR.match(low, end)
    return found[1] if found else ""


@cache
def _named(*lists: str) -> re.Pattern[str]:
    forms = sorted((form for name in lists for form in words(name)), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, forms))})(?![^\W_])")


@lru_cache(maxsize=4)
def is_abroad(text: str) -> bool:
    """Say whether an article is about other countries: it names some, and nothing of Viet Nam.

    >>> is_abroad("Tổng thống Mỹ tuyên thệ trước Hiến pháp; người dân Mỹ theo dõi.")
    True
    """
    return _named("home").search(text) is None and len(_named("foreign").findall(text)) > 1
