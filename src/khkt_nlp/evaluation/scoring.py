"""Scoring against gold: the measures of the annotation guide's last part."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from khkt_nlp.evaluation.models import Advice, Annotation, Figure, Mention, Scores

LABELS = ("ORG", "PROVINCE", "POLICY", "PERSON", "DATE")
NORMED = ("PROVINCE", "POLICY")

# A sentence ends at a line end, and at a stop before a capital. The class of capitals reaches from À to
# Ỹ and so takes in small letters with marks: kept, because every system is measured by the same cuts.
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*\s+(?=[\"“(\[]?[A-ZĐÀ-Ỹ])|\n")


class _Span(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Span)


@dataclass
class _Tally:
    """Counts that grow article by article."""

    entities: dict[str, Counter[str]] = field(default_factory=lambda: {label: Counter() for label in LABELS})
    sentences: Counter[str] = field(default_factory=Counter)
    spans: Counter[str] = field(default_factory=Counter)
    found: dict[str, Counter[str]] = field(default_factory=dict)
    end_to_end: dict[str, Counter[str]] = field(default_factory=dict)


def score(gold: Iterable[Annotation], predicted: Mapping[str, Annotation]) -> Scores:
    """Compare `predicted`, by article id, with `gold`; an article that is not predicted counts as empty.

    >>> gold = Annotation(id="a", entities=[Mention(start=0, end=7, label="ORG")])
    >>> score([gold], {"a": gold}).entities["ORG"]["exact"].f1
    1.0
    """
    tally = _Tally()
    articles = 0
    for reference in {annotation.id: annotation for annotation in gold}.values():
        articles += 1
        answer = predicted.get(reference.id, Annotation(id=reference.id))
        ignored = [mention for mention in reference.entities if mention.label == "IGNORE"]
        for label in LABELS:
            _count_entities(
                tally.entities[label],
                label,
                [mention for mention in reference.entities if mention.label == label],
                [mention for mention in answer.entities if mention.label == label],
                ignored,
            )
        text = reference.text or answer.text or ""
        _count_recommendations(tally, text, reference.recommendations, answer.recommendations)
    return Scores(
        articles=articles,
        entities={label: _entity_figures(label, counts) for label, counts in tally.entities.items()},
        sentence=_figure(tally.sentences),
        span=_figure(tally.spans),
        labels_found=_figure(_total(tally.found)),
        macro_found=_macro(tally.found),
        same_labels=round(tally.spans["same"] / tally.spans["right"], 4) if tally.spans["right"] else 0.0,
        labels_end_to_end=_figure(_total(tally.end_to_end)),
        macro_end_to_end=_macro(tally.end_to_end),
        per_label={label: _figure(counts) for label, counts in sorted(tally.found.items())},
    )


def match(gold: Sequence[S], predicted: Sequence[S]) -> list[tuple[int, int]]:
    """Pair spans that share a character, one to one, the longest overlap first; give pairs of indices.

    >>> a, b = Advice(start=0, end=5, labels=[]), Advice(start=3, end=9, labels=[])
    >>> match([a], [b, a])
    [(0, 1)]
    """
    order = sorted(range(len(predicted)), key=lambda j: predicted[j].start)
    starts = [predicted[j].start for j in order]
    longest = max((span.end - span.start for span in predicted), default=0)
    pairs = []
    for i, g in enumerate(gold):
        # spans that begin further left than the longest is long cannot reach g
        for place in range(bisect_right(starts, g.start - longest - 1), len(order)):
            j = order[place]
            p = predicted[j]
            if p.start >= g.end:
                break
            shared = min(g.end, p.end) - max(g.start, p.start)
            if _overlap(g, p):
                pairs.append((-shared, abs(g.start - p.start), i, j))
    left, right, chosen = set(), set(), []
    for _, _, i, j in sorted(pairs):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            chosen.append((i, j))
    return chosen


def _overlap(a: _Span, b: _Span) -> bool:
    return a.start < b.end and b.start < a.end


def _count_entities(
    counts: Counter[str],
    label: str,
    gold: Sequence[Mention],
    predicted: Sequence[Mention],
    ignored: Sequence[Mention],
) -> None:
    """Add one article's mentions of one label; a prediction on an ignored span counts only if it is right."""
    paired = {j for _, j in match(gold, predicted)}
    counted = [
        mention
        for j, mention in enumerate(predicted)
        if j in paired or not any(_overlap(mention, other) for other in ignored)
    ]
    places = {(mention.start, mention.end) for mention in counted}
    pairs = match(gold, counted)
    counts["exact"] += sum((mention.start, mention.end) in places for mention in gold)
    counts["overlap"] += len(pairs)
    if label in NORMED:
        counts["norm"] += sum(_norm(gold[i]) == _norm(counted[j]) for i, j in pairs)
    counts["gold"] += len(gold)
    counts["predicted"] += len(counted)


def _norm(mention: Mention) -> Any:
    """Give what a mention stands for: a province's id; a policy's type with its number or name."""
    attrs = mention.attrs
    if mention.label == "PROVINCE":
        return attrs.get("id")
    type_, number, name = (str(attrs.get(key) or "") for key in ("type", "number", "name"))
    return type_.lower(), number.lstrip("0") or name.lower().replace("&", " và ").strip()


def _count_recommendations(
    tally: _Tally, text: str, gold: Sequence[Advice], predicted: Sequence[Advice]
) -> None:
    cuts = [0, *(found.end() for found in _SENTENCE_END.finditer(text))]

    def sentences(spans: Iterable[Advice]) -> set[int]:
        return {bisect_right(cuts, span.start) for span in spans if 0 <= span.start < len(text)}

    expected, answered = sentences(gold), sentences(predicted)
    tally.sentences.update(right=len(expected & answered), predicted=len(answered), gold=len(expected))
    pairs = match(gold, predicted)
    tally.spans.update(right=len(pairs), predicted=len(predicted), gold=len(gold))
    for i, j in pairs:
        wanted, given = set(gold[i].labels), set(predicted[j].labels)
        tally.spans["same"] += wanted == given
        for counts in (tally.found, tally.end_to_end):
            _add(counts, "right", wanted & given)
            _add(counts, "gold", wanted)
            _add(counts, "predicted", given)
    hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, advice in enumerate(gold):
        if i not in hit:
            _add(tally.end_to_end, "gold", advice.labels)
    for j, advice in enumerate(predicted):
        if j not in used:
            _add(tally.end_to_end, "predicted", advice.labels)


def _add(counts: dict[str, Counter[str]], what: str, labels: Iterable[str]) -> None:
    for label in labels:
        counts.setdefault(label, Counter())[what] += 1


def _figure(counts: Mapping[str, int], right: str = "right") -> Figure:
    return Figure.of(counts.get(right, 0), counts.get("predicted", 0), counts.get("gold", 0))


def _entity_figures(label: str, counts: Mapping[str, int]) -> dict[str, Figure]:
    measures = ("exact", "overlap", "norm") if label in NORMED else ("exact", "overlap")
    return {measure: _figure(counts, measure) for measure in measures}


def _total(counts: Mapping[str, Counter[str]]) -> Counter[str]:
    return sum(counts.values(), Counter())


def _macro(counts: Mapping[str, Counter[str]]) -> float:
    """Give the mean F1 of the labels that the gold holds."""
    scores = [_figure(row).f1 for row in counts.values() if row["gold"]]
    return round(sum(scores) / len(scores), 4) if scores else 0.0
