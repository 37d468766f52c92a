"""The record of one article: what every way in gives out.

`start` and `end` are code points into the article's text, end exclusive; a mention is `[start, end]`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"

EntityLabel = Literal["ORG", "PROVINCE", "POLICY", "PERSON", "DATE", "EVENT"]
Offset = Annotated[int, Field(ge=0)]
Mentions = list[tuple[Offset, Offset]]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ZoneSpan(_Part):
    """Whole lines of one kind: `title`, `lead`, `body`, `caption` or `chrome`."""

    start: Offset
    end: Offset
    kind: str


class Entity(_Part):
    """One mention, wherever it stands; `attrs` are those of the annotation guide."""

    start: Offset
    end: Offset
    text: str
    label: EntityLabel
    attrs: dict[str, Any] = {}


class Organization(_Part):
    """An organisation of the article proper, with all its mentions there."""

    id: str
    name: str
    kind: str = ""
    abbreviation: str = ""
    parent: str = ""
    province: str = ""
    inferred: bool = False
    mentions: Mentions = []


class Province(_Part):
    """A province-level unit as of the article's date, and the unit it is part of today."""

    id: str
    name: str
    gso_code: str = ""
    current_id: str = ""
    current_name: str = ""
    mentions: Mentions = []


class Policy(_Part):
    """A policy document; `canonical_id` only when `status` is `resolved`."""

    canonical_id: str = ""
    status: Literal["resolved", "ambiguous", "unresolved"]
    candidates: list[str] = []
    type: str
    number: str = ""
    symbol: str = ""
    name: str = ""
    year: str = ""
    issuer: str = ""
    term: str = ""
    date: str = ""
    subject: str = ""
    title: str = ""
    draft: bool = False
    pinpoints: list[str] = []
    mentions: Mentions = []


class Event(_Part):
    """A meeting that the article reports."""

    kind: str
    name: str = ""
    date: str = ""
    end_date: str = ""
    place: str = ""
    organizers: list[str] = []
    participants: list[str] = []
    mentions: Mentions = []


class Recommendation(_Part):
    """A clause that asks for an action; `scores` holds one probability a label."""

    start: Offset
    end: Offset
    text: str
    labels: list[str]
    scores: dict[str, float] = {}
    score: float = 1.0
    force: Literal["proposal", "directive", "need"]
    proposer: str = ""
    addressee: str = ""
    deadline: str = ""
    policies: list[str] = []
    provinces: list[str] = []


class Highlight(_Part):
    """A sentence worth reading first, in the order of the text."""

    start: Offset
    end: Offset
    text: str
    score: float


class Record(_Part):
    """One article: every mention in `entities`; facts of the article proper in the other lists.

    `text` is None when offsets point into what the caller passed in; for HTML it is the text they
    point into.
    """

    schema_version: str = SCHEMA_VERSION
    id: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    text: str | None = None
    zones: list[ZoneSpan] = []
    entities: list[Entity] = []
    organizations: list[Organization] = []
    provinces: list[Province] = []
    policies: list[Policy] = []
    events: list[Event] = []
    recommendations: list[Recommendation] = []
    highlights: list[Highlight] = []


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of the record, as it stands in `docs/record.schema.json`.

    >>> json_schema()["$id"]
    'khkt_nlp/record/1.0'
    """
    return {"$id": f"khkt_nlp/record/{SCHEMA_VERSION}", **Record.model_json_schema()}
