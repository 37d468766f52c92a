"""Scoring the events of records against gold: kind, date and organizers of each meeting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khkt_nlp.article.normalization import fold_case, normalize

Event = Mapping[str, Any]

_SPACES = re.compile(r"\s+")
_COUNTER = re.compile(r"^(?:buổi|cuộc)\s")


@dataclass(frozen=True, slots=True)
class EventScores:
    """Figures over the articles whose gold holds an event, but for `false_in_others`.

    `kind`, `date`: share of the gold events whose partner has the same; a missed event has neither.
    `kind_main`, `date_main`: the same over the first gold event of each article.
    `organizers_*`: micro-averaged over all organizers, those of missed and of false events too.
    `precision`: share of the predicted events that have a partner in gold.
    `false_in_others`: events predicted in the `others` articles without one in gold.
    """

    articles: int
    gold: int
    predicted: int
    matched: int
    kind: float
    date: float
    kind_main: float
    date_main: float
    organizers_precision: float
    organizers_recall: float
    organizers_f1: float
    precision: float
    others: int
    false_in_others: int


def score(gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]) -> EventScores:
    """Compare the `events` of articles or records with the same `id`; both hold `id` and `events`.

    >>> event = {"kind": "hội thảo", "name": "A", "date": "2022-11-25", "organizers": ["Bộ Y tế"]}
    >>> found = event | {"organizers": []}
    >>> scores = score([{"id": "1", "events": [event]}], [{"id": "1", "events": [found]}])
    >>> scores.kind, scores.date, scores.organizers_f1
    (1.0, 1.0, 0.0)
    """
    by_id = {record["id"]: record["events"] for record in predicted}
    counts: Counter[str] = Counter()
    for article in gold:
        theirs, ours = article["events"], by_id.get(article["id"], [])
        if not theirs:
            counts.update(others=1, false_in_others=len(ours))
            continue
        pairs = match(theirs, ours)
        counts.update(articles=1, gold=len(theirs), predicted=len(ours), matched=len(pairs))
        counts.update(stated=_organizers(theirs), found=_organizers(ours))
        for g, p in pairs:
            kind, date = same_kind(theirs[g], ours[p]), same_date(theirs[g]["date"], ours[p]["date"])
            counts.update(kind=kind, date=date, kind_main=kind and g == 0, date_main=date and g == 0)
            counts.update(shared=_shared(theirs[g]["organizers"], ours[p]["organizers"]))
    return EventScores(
        articles=counts["articles"],
        gold=counts["gold"],
        predicted=counts["predicted"],
        matched=counts["matched"],
        kind=_share(counts["kind"], counts["gold"]),
        date=_share(counts["date"], counts["gold"]),
        kind_main=_share(counts["kind_main"], counts["articles"]),
        date_main=_share(counts["date_main"], counts["articles"]),
        organizers_precision=_share(counts["shared"], counts["found"]),
        organizers_recall=_share(counts["shared"], counts["stated"]),
        organizers_f1=_share(2 * counts["shared"], counts["found"] + counts["stated"]),
        precision=_share(counts["matched"], counts["predicted"]),
        others=counts["others"],
        false_in_others=counts["false_in_others"],
    )


def _organizers(events: Sequence[Event]) -> int:
    return sum(len(event["organizers"]) for event in events)


def match(gold: Sequence[Event], predicted: Sequence[Event]) -> list[tuple[int, int]]:
    """Pair events one to one, those that agree in most first; a pair shares kind, or date, or name."""
    ranked = sorted(
        ((_agreement(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    for agreement, i, j in ranked:
        if agreement >= 2 and all(-i != g and -j != p for g, p in pairs):
            pairs.append((-i, -j))
    return sorted(pairs)


def _agreement(gold: Event, predicted: Event) -> float:
    kind = same_kind(gold, predicted)
    date = bool(gold["date"]) and same_date(gold["date"], predicted["date"])
    return 2.0 * kind + 2.0 * date + 2.0 * _likeness(gold["name"], predicted["name"])


def _likeness(one: str, other: str) -> float:
    a, b = set(_key(one).split()), set(_key(other).split())
    return len(a & b) / len(a | b) if a and b else 0.0


def same_kind(gold: Event, predicted: Event) -> bool:
    """Say whether two events are of one kind; `buổi` and `cuộc` say the same.

    >>> same_kind({"kind": "buổi làm việc"}, {"kind": "cuộc làm việc"})
    True
    """
    return _COUNTER.sub("", _key(gold["kind"])) == _COUNTER.sub("", _key(predicted["kind"]))


def same_date(gold: str, predicted: str) -> bool:
    """Say whether a predicted date is the gold one; a year that either leaves open agrees with any.

    >>> same_date("2022-11-25", "--11-25"), same_date("2022-11-25", "2022-11"), same_date("", "")
    (True, False, True)
    """
    if not gold or not predicted:
        return gold == predicted
    (year, *day), (other_year, *other_day) = _parts(gold), _parts(predicted)
    return day == other_day and (year == other_year or not (year and other_year))


def _parts(value: str) -> list[str]:
    """Cut an ISO value into year, month and day; the year is empty when it is open."""
    return ["", *value[2:].split("-")] if value.startswith("--") else value.split("-")


def _shared(gold: Sequence[str], predicted: Sequence[str]) -> int:
    """Count the organizers that one list shares with the other: one name within the other, one to one."""
    left = [_key(name) for name in predicted]
    shared = 0
    for name in map(_key, gold):
        partner = next((other for other in left if name in other or other in name), None)
        if partner is not None:
            left.remove(partner)
            shared += 1
    return shared


def _key(text: str) -> str:
    return _SPACES.sub(" ", fold_case(normalize(text).text)).strip()


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
