"""What other components found, read for recommendations."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article.models import Zone
from khkt_nlp.article.zone_index import ZoneIndex
from khkt_nlp.policies.models import PolicyMention
from khkt_nlp.provinces.models import ProvinceMention
from khkt_nlp.recommendations.models import Piece, RecommendationMention


def titles_of(doc: Doc) -> list[Piece]:
    """Give where the title stands."""
    return [(zone.start, zone.end) for zone in spans.read(doc, "zones", Zone) if zone.kind == "title"]


def policies_of(doc: Doc) -> list[PolicyMention] | None:
    """Give the documents that are cited; None if nobody looked for them."""
    return spans.read(doc, "policies", PolicyMention) if "policies" in doc.spans else None


def outside_chrome(doc: Doc, found: Iterable[RecommendationMention]) -> list[RecommendationMention]:
    """Leave out what begins in the portal's own lines."""
    found = list(found)
    if not found:
        return found
    zones = ZoneIndex.of(doc)
    return [one for one in found if not zones.is_chrome(one)]


def link(doc: Doc, found: Sequence[RecommendationMention]) -> list[RecommendationMention]:
    """Add the policies and provinces that each clause mentions: ids where known, else as written."""
    if not found:
        return []
    text = spans.text_of(doc)
    policies = [
        (one.start, one.end, one.canonical_id or text[one.start : one.end])
        for one in spans.read(doc, "policies", PolicyMention)
    ]
    provinces = [(one.start, one.end, one.id) for one in spans.read(doc, "provinces", ProvinceMention)]
    return [
        dataclasses.replace(one, policies=_inside(one, policies), provinces=_inside(one, provinces))
        for one in found
    ]


def _inside(one: RecommendationMention, known: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """Give the values of what lies inside a clause; `known` is in text order."""
    first, last = (bisect_left(known, (at,)) for at in (one.start, one.end))
    return tuple(dict.fromkeys(value for _, end, value in known[first:last] if end <= one.end))
