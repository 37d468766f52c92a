"""What other components found, read for recommendations."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from khkt_nlp.recommendations.models import RecommendationMention


@dataclasses.dataclass(frozen=True, slots=True)
class _Known:
    start: int
    end: int
    value: str = ""


def names_of(doc: Doc) -> list[tuple[int, int]]:
    """Give where organisations and people are named."""
    return [(row.start, row.end) for group in ("organizations", "people") for row in _read(doc, group, ())]


def outside_chrome(doc: Doc, found: Iterable[RecommendationMention]) -> list[RecommendationMention]:
    """Leave out what begins in the portal's own lines."""
    chrome = [zone for zone in _read(doc, "zones", ("kind",)) if zone.value == "chrome"]
    return [one for one in found if not any(zone.start <= one.start < zone.end for zone in chrome)]


def link(doc: Doc, found: Iterable[RecommendationMention]) -> list[RecommendationMention]:
    """Add the policies and provinces that each clause mentions: ids where known, else as written."""
    policies = _read(doc, "policies", ("canonical_id",))
    provinces = _read(doc, "provinces", ("id",))
    return [
        dataclasses.replace(one, policies=_inside(doc, one, policies), provinces=_inside(doc, one, provinces))
        for one in found
    ]


def _inside(doc: Doc, one: RecommendationMention, known: Sequence[_Known]) -> tuple[str, ...]:
    values = (
        row.value or doc.text[row.start : row.end]
        for row in known
        if one.start <= row.start and row.end <= one.end
    )
    return tuple(dict.fromkeys(values))


def _read(doc: Doc, group: str, fields: Sequence[str]) -> list[_Known]:
    """Read a group by the fields it must have, so that this room need not know its class."""
    if group not in doc.spans:
        return []
    rows = doc.spans[group].attrs.get("mentions", [])
    return [_Known(row["start"], row["end"], *(row.get(field) or "" for field in fields)) for row in rows]
