"""What the common table leaves out for recommendations: force, parties, and how far scores can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from khkt_nlp.evaluation.scoring import match
from khkt_nlp.overlaps import hits

Row = Mapping[str, Any]
Judged = tuple[float, bool]


class _Place(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PartyScore:
    """F1 over the recommendations found.

    `exact`: the strings are equal but for case. `contained`: one holds the other (`ông Nam` and `Nam`).
    """

    exact: float
    contained: float


@dataclass(frozen=True, slots=True)
class Details:
    """Over the recommendations found: share with the right force, with the exact span, and the parties."""

    found: int
    force: float
    exact_span: float
    proposer: PartyScore
    addressee: PartyScore


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A threshold, and the precision and recall of what reaches it."""

    threshold: float
    precision: float
    recall: float


def score_details(gold: Iterable[Row], predicted: Mapping[str, Row]) -> Details:
    """Compare records by `id`: each with `recommendations` that have `force`, `proposer` and `addressee`.

    >>> advice = {"start": 0, "end": 9, "force": "need", "proposer": "ông Nam", "addressee": ""}
    >>> found = {**advice, "proposer": "Nam"}
    >>> row = score_details([{"id": "a", "recommendations": [advice]}], {"a": {"recommendations": [found]}})
    >>> row.force, row.proposer
    (1.0, PartyScore(exact=0.0, contained=1.0))
    """
    pairs: list[tuple[Row, Row]] = []
    for row in gold:
        answer = predicted.get(row["id"], {})
        pairs += pair_up(row["recommendations"], answer.get("recommendations", []))
    count = max(len(pairs), 1)
    return Details(
        found=len(pairs),
        force=round(sum(a["force"] == b["force"] for a, b in pairs) / count, 4),
        exact_span=round(sum((a["start"], a["end"]) == (b["start"], b["end"]) for a, b in pairs) / count, 4),
        proposer=_party(pairs, "proposer"),
        addressee=_party(pairs, "addressee"),
    )


def pair_up(gold: Sequence[Row], predicted: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Match recommendations that overlap, one to one, the longest overlap first."""
    places = [[_Place(row["start"], row["end"]) for row in rows] for rows in (gold, predicted)]
    return [(gold[i], predicted[j]) for i, j in match(*places)]


def judge(gold: Iterable[Row], predicted: Mapping[str, Row]) -> tuple[list[Judged], int]:
    """Give each predicted recommendation's score with whether it is right, and how many gold holds.

    Right is what overlaps a gold one that nothing with a higher score overlaps (see `overlaps.hits`). Predict
    with a low threshold first: what is not predicted cannot be judged.

    >>> gold = [{"id": "a", "recommendations": [{"start": 0, "end": 20}]}]
    >>> found = [{"start": 0, "end": 12, "score": 0.1}, {"start": 14, "end": 20, "score": 0.9}]
    >>> judge(gold, {"a": {"recommendations": found}})
    ([(0.9, True), (0.1, False)], 1)
    """
    judged: list[Judged] = []
    total = 0
    for row in gold:
        answers = predicted.get(row["id"], {}).get("recommendations", [])
        surest = sorted(answers, key=lambda one: -one["score"])
        right = hits(_pieces(surest), _pieces(row["recommendations"]))
        judged += zip((one["score"] for one in surest), right, strict=True)
        total += len(row["recommendations"])
    return judged, total


def _pieces(rows: Sequence[Row]) -> list[tuple[int, int]]:
    return [(row["start"], row["end"]) for row in rows]


def reliability(judged: Sequence[Judged], bins: int = 10) -> list[tuple[float, float, int]]:
    """Give for each bin of scores that is not empty its mean score, the share that is right, and its size.

    >>> reliability([(0.25, False), (0.75, True), (0.75, False)])
    [(0.25, 0.0, 1), (0.75, 0.5, 2)]
    """
    groups: dict[int, list[Judged]] = {}
    for score, right in judged:
        groups.setdefault(min(int(score * bins), bins - 1), []).append((score, right))
    return [
        (sum(s for s, _ in group) / len(group), sum(r for _, r in group) / len(group), len(group))
        for _, group in sorted(groups.items())
    ]


def calibration_error(judged: Sequence[Judged], bins: int = 10) -> float:
    """Give the expected calibration error: the mean distance of score and share right, weighted by bin size.

    >>> calibration_error([(0.25, False), (0.25, False), (0.25, False), (0.25, True)])
    0.0
    """
    rows = reliability(judged, bins)
    total = sum(size for *_, size in rows)
    return sum(abs(score - right) * size for score, right, size in rows) / total if total else 0.0


def threshold_for_precision(judged: Sequence[Judged], total: int, wanted: float) -> OperatingPoint | None:
    """Give the lowest threshold whose precision is at least `wanted`, None when none reaches it.

    `total` is how many recommendations gold holds.

    >>> threshold_for_precision([(0.9, True), (0.8, True), (0.4, False)], 4, 0.9)
    OperatingPoint(threshold=0.8, precision=1.0, recall=0.5)
    """
    best: OperatingPoint | None = None
    right = 0
    ranked = sorted(judged, key=lambda row: -row[0])
    for count, (score, hit) in enumerate(ranked, start=1):
        right += hit
        tied = count < len(ranked) and ranked[count][0] == score
        if not tied and right / count >= wanted:
            best = OperatingPoint(score, right / count, right / total if total else 0.0)
    return best


def _party(pairs: Sequence[tuple[Row, Row]], field: Literal["proposer", "addressee"]) -> PartyScore:
    names = [(a.get(field, "").casefold(), b.get(field, "").casefold()) for a, b in pairs]
    named = sum(bool(a) for a, _ in names) + sum(bool(b) for _, b in names)
    both = [(a, b) for a, b in names if a and b]
    equal = sum(a == b for a, b in both)
    inside = sum(a in b or b in a for a, b in both)
    return PartyScore(round(2 * equal / max(named, 1), 4), round(2 * inside / max(named, 1), 4))
