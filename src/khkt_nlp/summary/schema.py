"""The record of one article: what every way in gives out.

`start` and `end` are code points into the article's text, end exclusive; a mention is `[start, end]`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from khkt_nlp.article.models import ZoneKind
from khkt_nlp.errors import DataError, complaint
from khkt_nlp.recommendations.models import Force

SCHEMA_VERSION: Final = "1.0"

_YEAR, _MONTH, _DAY = "[0-9]{4}", "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_WHOLE = re.compile(f"({_YEAR}|-)-{_MONTH}-{_DAY}")
_LEAP_YEAR = 2000


def _forward(mention: tuple[int, int]) -> tuple[int, int]:
    if mention[0] >= mention[1]:
        raise ValueError("a stretch of text ends after its start")
    return mention


def _in_calendar(value: str) -> str:
    """Check the day of a date that has one; a month and a year are right by their form."""
    if whole := _WHOLE.fullmatch(value):
        year, month, day = whole.groups()
        dt.date(_LEAP_YEAR if year == "-" else int(year), int(month), int(day))
    return value


EntityLabel = Literal["ORG", "PROVINCE", "POLICY", "PERSON", "DATE", "EVENT"]
Offset = Annotated[int, Field(ge=0)]
Mentions = list[Annotated[tuple[Offset, Offset], AfterValidator(_forward)]]
Probability = Annotated[float, Field(ge=0, le=1)]
Day = Annotated[str, Field(pattern=f"^{_YEAR}-{_MONTH}-{_DAY}$"), AfterValidator(_in_calendar)]
Time = Annotated[
    str,
    Field(pattern=f"^({_YEAR}|({_YEAR}|-)-{_MONTH}(-{_DAY})?)?$"),
    AfterValidator(_in_calendar),
]
"""ISO as far as it is known: `2022-11-25`, `2022-11`, `2022`; `--11-25`, `--11` without a year; or empty."""


class _Part(BaseModel):
    # what is written holds every field
    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)


class _Stretch(_Part):
    start: Offset
    end: Offset

    @field_validator("end")
    @classmethod
    def _ends_after_start(cls, end: int, info: ValidationInfo) -> int:
        return _forward((info.data.get("start", -1), end))[1]


class _Quotation(_Stretch):
    text: str

    @field_validator("text")
    @classmethod
    def _is_as_long_as_its_stretch(cls, text: str, info: ValidationInfo) -> str:
        start, end = info.data.get("start"), info.data.get("end")
        if start is not None and end is not None and len(text) != end - start:
            raise ValueError(f"from {start} to {end} there are not {len(text)} characters")
        return text


class ZoneSpan(_Stretch):
    """Whole lines of one kind."""

    kind: ZoneKind


class Entity(_Quotation):
    """One mention, wherever it stands; `attrs` are those of the annotation guide."""

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
    date: Time = ""
    subject: str = ""
    title: str = ""
    draft: bool = False
    pinpoints: list[str] = []
    mentions: Mentions = []

    @field_validator("status")
    @classmethod
    def _is_resolved_with_an_id_only(cls, status: str, info: ValidationInfo) -> str:
        if (status == "resolved") != bool(info.data.get("canonical_id")):
            raise ValueError("a document with a canonical_id is resolved, and no other")
        return status


class Event(_Part):
    """A meeting that the article reports."""

    kind: str
    name: str = ""
    date: Time = ""
    end_date: Time = ""
    place: str = ""
    organizers: list[str] = []
    participants: list[str] = []
    mentions: Mentions = []


class Recommendation(_Quotation):
    """A clause that asks for an action; `scores` holds one probability a label.

    `deadline` is written as in the normalised text, the parties as in the text itself.
    """

    labels: list[str]
    scores: dict[str, Probability] = {}
    score: Probability = 1.0
    force: Force
    proposer: str = ""
    addressee: str = ""
    deadline: str = ""
    policies: list[str] = []
    provinces: list[str] = []


class Highlight(_Quotation):
    """A sentence worth reading first, in the order of the text."""

    score: Probability


class Record(_Part):
    """One article: every mention in `entities`; facts of the article proper in the other lists.

    `text` is None when offsets point into what the caller passed in; for HTML it is the text they
    point into.
    """

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: str | None = None
    title: str | None = None
    published: Day | None = None
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

    @model_validator(mode="after")
    def _points_into_its_text(self) -> Record:
        if self.text is not None:
            if max(self._ends(), default=0) > len(self.text):
                raise ValueError("a span ends behind the end of the text")
            for item in (*self.entities, *self.recommendations, *self.highlights):
                if self.text[item.start : item.end] != item.text:
                    raise ValueError(f"the text from {item.start} to {item.end} is not {item.text!r}")
        return self

    def _ends(self) -> Iterator[int]:
        yield from (item.end for item in self.zones)
        yield from (item.end for item in (*self.entities, *self.recommendations, *self.highlights))
        things: tuple[Organization | Province | Policy | Event, ...]
        things = (*self.organizations, *self.provinces, *self.policies, *self.events)
        yield from (end for item in things for _, end in item.mentions)


def read_record(written: str | bytes, where: str = "The record") -> Record:
    """Read a record from its JSON, a line of what `khkt-nlp annotate` writes; `where` names it in errors.

    Raises `DataError` when it is none of this version, or says what cannot be.

    >>> read_record('{"title": "Hội thảo"}').title
    'Hội thảo'
    """
    try:
        return Record.model_validate_json(written)
    except ValidationError as error:
        raise DataError(f"{where}: {complaint(error)}.") from error


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of the record as it is written, which is `docs/record.schema.json`.

    >>> json_schema()["$id"]
    'khkt_nlp/record/1.0'
    """
    return {"$id": f"khkt_nlp/record/{SCHEMA_VERSION}", **Record.model_json_schema(mode="serialization")}
