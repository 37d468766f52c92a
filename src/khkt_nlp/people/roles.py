"""What the text beside a person's name says of them: title, office, organisation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import fold_case, normalize
from khkt_nlp.organizations.models import OrganizationMention

_WINDOW = 120
_COURTESY = re.compile(r"\b(?:ông|bà|đồng chí|anh|chị) ?$")
_APPOSITION = re.compile(r" ?(?:-|–|,|\() ?")
_JOINING = " ,–-"
# may follow an office
_RANKS = ("thường trực", "thứ nhất", "phụ trách", "chuyên trách")


class Role(NamedTuple):
    """Title and office as written, and the id of the organisation of the office; empty if not stated."""

    title: str = ""
    office: str = ""
    organization: str = ""


def role(text: str, start: int, end: int, organizations: Sequence[OrganizationMention]) -> Role:
    """Read the role of the person named at `start:end` of `text` from what stands right before and after.

    `organizations` lie in text order.

    >>> text = "TS. Phạm Hữu Thư - Phó Chủ tịch Thường trực Hội đồng"
    >>> role(text, 4, 16, [])
    Role(title='TS', office='Phó Chủ tịch Thường trực', organization='')
    """
    before = normalize(text[max(0, start - _WINDOW) : start].rpartition("\n")[2]).text
    after = normalize(text[end : end + _WINDOW].partition("\n")[0]).text
    folded = fold_case(before)
    titled = _titles().search(folded) if _last_word(folded) in _title_endings() else None
    title = ""
    if titled:
        title, before = before[titled.start(1) :].strip(" ."), before[: titled.start(1)]
    first = bisect_left(organizations, start - _WINDOW, key=attrgetter("start"))
    last = bisect_left(organizations, end + _WINDOW, key=attrgetter("start"))
    near = organizations[first:last]
    office, organization = _office_before(before, {_written(text, mention): mention.id for mention in near})
    if not office:
        following = {_written(text, mention): mention.id for mention in near if mention.start >= end}
        office, organization = _office_after(after, following)
    return Role(title, office, organization)


def _written(text: str, mention: OrganizationMention) -> str:
    return normalize(text[mention.start : mention.end]).text


def _office_before(before: str, organizations: Mapping[str, str]) -> tuple[str, str]:
    """Find an office at the end of `before`, or one with its organisation; `organizations`: name → id."""
    folded = fold_case(before)
    courtesy = _COURTESY.search(folded)
    if courtesy:
        before = before[: courtesy.start()]
    bare = before.rstrip(_JOINING)
    candidates = [(bare, "")] + [
        (bare[: -len(name)].rstrip(), found) for name, found in organizations.items() if bare.endswith(name)
    ]
    for held, organization in candidates:
        folded = fold_case(held)
        match = _offices_at_end().search(folded) if _last_word(folded) in _office_endings() else None
        if match:
            return held[match.start(1) :], organization
    return "", ""


def _last_word(text: str) -> str:
    """Give the last word of `text`, by which nearly all names without title and office are told at once."""
    end = len(text.rstrip(" .-"))
    start = end
    while start and text[start - 1].isalnum():
        start -= 1
    return text[start:end]


def _office_after(after: str, organizations: Mapping[str, str]) -> tuple[str, str]:
    """Find an office in apposition: `, Giám đốc Sở Y tế`, ` - Phó Chủ tịch …`, `(Phó Chủ tịch …)`."""
    joined = _APPOSITION.match(after)
    match = _offices_at_start().match(fold_case(after), joined.end()) if joined else None
    if match is None:
        return "", ""
    rest = after[match.end(1) :].lstrip()
    held = [found for name, found in organizations.items() if rest.startswith(name)]
    return after[match.start(1) : match.end(1)], held[0] if held else ""


@cache
def _title_endings() -> frozenset[str]:
    return frozenset(map(_last_word, _listed("titles.txt")))


@cache
def _office_endings() -> frozenset[str]:
    return frozenset(map(_last_word, (*_listed("offices.txt"), *_RANKS)))


@cache
def _titles() -> re.Pattern[str]:
    titles = "|".join(_phrases("titles.txt"))
    return re.compile(rf"(?:^|[^\w])((?:(?:{titles})\b\.? ?-? ?){{1,4}})$")


@cache
def _offices_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[^\w])({_office()})$")


@cache
def _offices_at_start() -> re.Pattern[str]:
    return re.compile(rf"({_office()})\b")


def _office() -> str:
    offices = "|".join(_phrases("offices.txt"))
    return rf"(?:nguyên |quyền )?(?:{offices})(?: (?:{'|'.join(_RANKS)})){{0,2}}"


def _phrases(name: str) -> list[str]:
    """Read a list of this room as alternatives of an expression, longest first."""
    return [re.escape(line) for line in sorted(_listed(name), key=len, reverse=True)]


def _listed(name: str) -> list[str]:
    return [normalize(line).text for line in datafiles.lines("people", name)]
