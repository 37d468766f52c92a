"""One organisation a province from a head that is written once: `Liên hiệp các Hội … các tỉnh: A, B`."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from khkt_nlp.organizations.models import OrganizationMention
from khkt_nlp.organizations.structure import analyse, full_name
from khkt_nlp.provinces.models import ProvinceMention

_OPENING = re.compile(
    r"\s?(?:của )?(?:các|\d{1,2}) (?:tỉnh|thành phố|địa phương)(?:, thành(?: phố)?)?(?: như)?\s?:?\s?"
)
_BETWEEN = re.compile(r"\s*(?:,|;|và)\s*(?:tỉnh |thành phố |TP\.? ?)?")
_LONGEST_GAP = 12


def expand(
    text: str, mentions: Sequence[OrganizationMention], provinces: Sequence[ProvinceMention]
) -> list[OrganizationMention]:
    """Infer the organisations of the provinces that a list names after one head.

    Each has the offsets of the province's name, `inferred` True and a name with `tỉnh` or `thành phố`. A
    province listed twice gives one organisation. All offsets point into `text`.
    """
    found: list[OrganizationMention] = []
    for mention in mentions:
        opening = _OPENING.match(text, mention.end)
        if opening is None:
            continue
        listed = _listed(text, opening.end(), provinces)
        if len(listed) > 1:
            head = full_name(" ".join(text[mention.start : mention.end].split()), "")
            found += {province.id: _of(mention, head, province) for province in reversed(listed)}.values()
    return sorted(found, key=lambda mention: mention.start)


def opens_list(text: str, at: int) -> bool:
    """Say whether a list of territories follows: the head before it is of each of them, not of one.

    >>> opens_list("Sở Y tế các tỉnh: Sơn La, Lai Châu", 7), opens_list("Sở Y tế tỉnh Sơn La", 7)
    (True, False)
    """
    return _OPENING.match(text, at) is not None


def _listed(text: str, at: int, provinces: Sequence[ProvinceMention]) -> list[ProvinceMention]:
    """Give the provinces of the list that starts at `at`."""
    found: list[ProvinceMention] = []
    first = bisect_left(provinces, at, key=attrgetter("start"))
    for province in (provinces[index] for index in range(first, len(provinces))):
        between = text[at : province.start] if province.start - at <= _LONGEST_GAP else "-"
        if between and not (found and _BETWEEN.fullmatch(between)):
            break
        found.append(province)
        at = province.end
    return found


def _of(mention: OrganizationMention, head: str, province: ProvinceMention) -> OrganizationMention:
    name = f"{head} {province.kind} {province.name}"
    return dataclasses.replace(
        mention,
        start=province.start,
        end=province.end,
        id=analyse(name).id(),
        name=name,
        level="province",
        abbreviation="",
        parent="",
        province=province.id,
        inferred=True,
    )
