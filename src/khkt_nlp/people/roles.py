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
from khkt_nlp.people import scopes

_WINDOW = 120
# `là` before it: `Giám đốc Sở Y tế là bà …`
_COURTESY = re.compile(r"\b(?:(?:là )?(?:ông|bà)|đồng chí|anh|chị) ?$")
_APPOSITION = re.compile(r" ?(?:-|–|,|\() ?")
_JOINING = " ,–-"
_PARTING = (",", "–", "-")
# how many words of a body's name may belong to the office, too: Chánh văn phòng
_LONGEST_HEAD = 2
# may follow an office
_RANKS = ("thường trực", "thứ nhất", "phụ trách", "chuyên trách")


class Role(NamedTuple):
    """Title and office as written, and the id of the organisation of the office; empty if not stated."""

    title: str = ""
    office: str = ""
    organization: str = ""


def role(
    text: str,
    start: int,
    end: int,
    organizations: Sequence[OrganizationMention],
    following: int | None = None,
) -> Role:
    """Read the role of the person named at `start:end` of `text` from what stands right before and after.

    `organizations` lie in text order; `following`: where the next person is named, who may hold the office
    that stands between. An office is given with its field or territory where no body is named.

    >>> text = "TS. Phạm Hữu Thư - Phó Chủ tịch Thường trực Hội đồng"
    >>> role(text, 4, 16, [])
    Role(title='TS', office='Phó Chủ tịch Thường trực', organization='')
    >>> role("Bộ trưởng Giao thông Vận tải Trần Lâm", 29, 37, []).office
    'Bộ trưởng Giao thông Vận tải'
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
    stated = _office_before(before, {_written(text, mention): mention.id for mention in near})
    # what a comma parts from the name may be the office of the one named before it
    is_loose = not stated[0] or _COURTESY.sub("", fold_case(before)).rstrip().endswith(_PARTING)
    if is_loose and _APPOSITION.match(after):
        bodies = {_written(text, mention): mention.id for mention in near if mention.start >= end}
        lead = normalize(text[end:following]).text if following and following < end + _WINDOW else after
        found = _office_after(after, bodies, lead)
        stated = found if found[0] else stated
    return Role(title, *stated)


def _written(text: str, mention: OrganizationMention) -> str:
    return normalize(text[mention.start : mention.end]).text


def _office_before(before: str, organizations: Mapping[str, str]) -> tuple[str, str]:
    """Find an office at the end of `before`, or one with its organisation; `organizations`: name → id."""
    folded = fold_case(before)
    courtesy = _COURTESY.search(folded)
    if courtesy:
        before = before[: courtesy.start()]
    bare = before.rstrip(_JOINING)
    if office := _office_at_end(bare):
        return office, ""
    for name, found in organizations.items():
        if bare.endswith(name) and (office := _office_at_end(bare[: -len(name)].rstrip(), name)):
            return office, found
    held = bare[: scopes.start(bare, _office_endings())].rstrip()
    office = _office_at_end(held) if len(held) < len(bare) else ""
    return (office + bare[len(held) :], "") if office else ("", "")


def _office_at_end(held: str, body: str = "") -> str:
    """Give the office that `held` ends with, or that the first words of `body` complete: `Trưởng` + `Ban`."""
    words = body.split()[:_LONGEST_HEAD]
    for taken in range(len(words) + 1):
        whole = " ".join([held, *words[:taken]]) if taken else held
        folded = fold_case(whole)
        match = _offices_at_end().search(folded) if _last_word(folded) in _office_endings() else None
        if match and match.start(1) < len(held):
            return whole[match.start(1) :]
    return ""


def _last_word(text: str) -> str:
    """Give the last word of `text`, by which nearly all names without title and office are told at once."""
    end = len(text.rstrip(" .-"))
    start = end
    while start and text[start - 1].isalnum():
        start -= 1
    return text[start:end]


def _office_after(after: str, organizations: Mapping[str, str], lead: str) -> tuple[str, str]:
    """Find an office in apposition: `, Giám đốc Sở Y tế`, ` - Phó Chủ tịch …`, `(Phó Chủ tịch …)`.

    One that leads to the next person is theirs: `ông A, Giám đốc Sở Y tế B`; `lead`: the text up to there.
    """
    joined = _APPOSITION.match(after)
    match = _offices_at_start().match(fold_case(after), joined.end()) if joined else None
    if match is None:
        return "", ""
    begin, end = match.span(1)
    lead = lead.rstrip() if len(lead) < len(after) else ""
    leads_on = lead and not lead.endswith(_PARTING) and not _COURTESY.search(fold_case(lead))
    if leads_on and _office_before(lead, organizations)[0].startswith(after[begin:end]):
        return "", ""
    # a body may begin within the office: Trưởng Ban Dân nguyện
    begun = {name: after.find(name, begin + 1, end + 1 + len(name)) for name in organizations}
    body = max(organizations, key=begun.__getitem__, default="")
    if begun.get(body, -1) > 0:
        return after[begin:end], organizations[body]
    return after[begin : scopes.end(after, end)], ""


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
    return rf"(?:nguyên |cựu |(?<!chính )quyền )?(?:{offices})(?: (?:{'|'.join(_RANKS)})){{0,2}}"


def _phrases(name: str) -> list[str]:
    """Read a list of this room as alternatives of an expression, longest first."""
    return [re.escape(line) for line in sorted(_listed(name), key=len, reverse=True)]


def _listed(name: str) -> list[str]:
    return [normalize(line).text for line in datafiles.lines("people", name)]
