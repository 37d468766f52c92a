"""What this room finds: names, not yet linked to anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class RawName:
    """The name of an organisation (`label` ORG) or of a person (PERSON).

    `start`, `end`: code points into `doc.text`. `score`: the probability that the span and its label are
    exactly right, as estimated on held-out articles.
    """

    start: int
    end: int
    label: str
    score: float


class Tagged(NamedTuple):
    """A name in a sequence of words: `first` to `last` (exclusive), its label and its score."""

    first: int
    last: int
    label: str
    score: float
