"""What this room finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventMention:
    """A mention of a meeting, and what the article states of that meeting.

    `start`, `end`: code points into `doc.text`, from the head noun (`hội thảo`) to the end of its title.
    `event`: the same number for every mention of one meeting; the main meeting of the article is 0.
    `kind`: `hội thảo`, `kỳ họp`, … in lower case. `name`: the quoted or stated title, else empty.
    `date`, `end_date`: ISO as far as known. `place`: a province id, or empty.
    `organizers`, `participants`: spans of the text that name organisations.
    """

    start: int
    end: int
    event: int
    kind: str
    name: str = ""
    date: str = ""
    end_date: str = ""
    place: str = ""
    organizers: tuple[tuple[int, int], ...] = ()
    participants: tuple[tuple[int, int], ...] = ()
