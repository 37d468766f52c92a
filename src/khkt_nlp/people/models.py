"""What this room finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A mention of a person by name.

    `start`, `end`: code points into `doc.text`, the name alone. `name`: the full name where the article
    gives it. `title`: academic or military (`TS`). `office`: as written (`Phó Chủ tịch Thường trực`).
    `organization`: the id of the organisation in which the office is held.
    """

    start: int
    end: int
    name: str
    title: str = ""
    office: str = ""
    organization: str = ""
