"""What this room finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "state",
    "ministry",
    "department",
    "agency",
    "committee",
    "office",
    "inspectorate",
    "government",
    "council",
    "party",
    "union",
    "association",
    "court",
    "procuracy",
    "police",
    "military",
    "school",
    "institute",
    "center",
    "hospital",
    "company",
    "bank",
    "media",
    "club",
    "international",
]
Level = Literal["central", "province", "district", "commune", "foreign", "international"]


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """A mention of an organisation, and which organisation it is.

    `start`, `end`: code points into `doc.text`. `id`: the same for every mention of one organisation.
    `name`: its full name as far as it is known. `kind`, `level`: see `docs/organizations.md`.
    `abbreviation`: declared in the text or known. `parent`: the id of the body it belongs to. `province`: the
    province id it works in. `score`: the probability that the span is exactly right. `inferred`: made
    from a list (`Liên hiệp các Hội các tỉnh: A, B`), not written out.
    """

    start: int
    end: int
    id: str
    name: str
    kind: str = ""
    level: str = ""
    abbreviation: str = ""
    parent: str = ""
    province: str = ""
    score: float = 1.0
    inferred: bool = False
