"""The article in which meetings are looked for, and what other rooms found in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# the stop comes first in the pattern and is judged afterwards: so the engine skips from stop to stop
_SENTENCE_END = re.compile(
    r"[.!?…\n](?:(?<=\n)|(?<!\bTP.)(?<!\bTS.)(?<!\bGS.)(?<!\bTh.)(?<!\bThS.)(?<!\bTp.)"
    r"[\"”’)\]]{0,3}\s{1,3}(?=[\"“(\[]?[A-ZĐÀ-Ỹ]))"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A date, an organisation or a province of the view: where it stands and its value or id."""

    start: int
    end: int
    value: str = ""
    end_value: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The article and what was found in it, in the offsets of the view, each list in text order.

    `low`: the text in lower case, of the same length. `vague`: expressions that give
    less than a day: a month or a year.
    """

    text: str
    low: str
    dates: Sequence[Span] = ()
    vague: Sequence[Span] = ()
    organizations: Sequence[Span] = ()
    provinces: Sequence[Span] = ()


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text at line ends and at stops before a capital.

    >>> sentences("TS. An nói. Ông về.")
    [(0, 12), (12, 19)]
    """
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def within(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Give the spans that begin from `start` on and before `end`."""
    return spans[bisect_left(spans, start, key=start_of) : bisect_left(spans, end, key=start_of)]


def start_of(span: Span) -> int:
    """Give where a span starts, as a key to sort or search by."""
    return span.start
