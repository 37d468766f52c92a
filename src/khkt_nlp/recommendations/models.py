"""What the room finds: one recommended action with who asks, who is asked, and of what kind it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Force = Literal["proposal", "directive", "need"]
FORCES: tuple[Force, ...] = get_args(Force)

Piece = tuple[int, int]
"""A stretch of a text: its first character, and one past its last."""


@dataclass(frozen=True, slots=True)
class RecommendationMention:
    """A clause that asks for an action; every offset is a code point into the text that was passed in.

    `score`: the calibrated probability that the clause is a recommendation. `labels`: the kinds of action,
    most probable first; `scores` holds a probability for each label of the taxonomy. `proposer` and
    `addressee`: the strings as written, empty when the text names nobody; their offsets are -1 then.
    `deadline`: the time or frequency stated in the clause. `policies`, `provinces`: what the clause mentions.
    """

    start: int
    end: int
    labels: tuple[str, ...]
    scores: dict[str, float]
    score: float
    force: Force
    proposer: str = ""
    proposer_start: int = -1
    proposer_end: int = -1
    addressee: str = ""
    addressee_start: int = -1
    addressee_end: int = -1
    deadline: str = ""
    policies: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
