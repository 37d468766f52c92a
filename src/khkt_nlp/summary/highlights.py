"""The few sentences to read first."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article.zone_index import ZoneIndex
from khkt_nlp.summary.schema import Highlight

MOST = 3
# What a sentence is worth: a meeting and what was asked for there say more than the names in it.
_WORTH = {"events": 2.0, "recommendations": 2.0, "policies": 1.0, "organizations": 0.5, "provinces": 0.5}
_LEAD = 1.0
_READ_FIRST = ("lead", "body")
_WORDS = (6, 90)


def highlights(doc: Doc, zones: ZoneIndex) -> list[Highlight]:
    """Choose at most `MOST` sentences of the lead and the body, in the order of the text.

    A sentence scores what its findings are worth, each kind counted at most twice, a point more in
    the lead; scores are scaled so that the best has 1.0. Equal scores go to the earlier sentence. Without
    sentences, in a pipeline of one's own, there is nothing to choose.
    """
    if not doc.has_annotation("SENT_START"):
        return []
    starts = {group: [start for start, _ in spans.bounds(doc, group)] for group in _WORTH}
    scored: list[tuple[float, int, int]] = []
    text = spans.text_of(doc)
    for sentence in doc.sents:
        start, end = _trim(text, sentence.start_char, sentence.end_char)
        kind = zones.kind_at(start)
        if kind not in _READ_FIRST or not _WORDS[0] <= len(text[start:end].split()) <= _WORDS[1]:
            continue
        score = sum(worth * min(2, _between(starts[group], start, end)) for group, worth in _WORTH.items())
        if score > 0:
            scored.append((score + (_LEAD if kind == "lead" else 0.0), start, end))
    best = heapq.nsmallest(MOST, scored, key=lambda row: (-row[0], row[1]))
    top = best[0][0] if best else 1.0
    return [
        Highlight(start=start, end=end, text=text[start:end], score=round(score / top, 3))
        for score, start, end in sorted(best, key=lambda row: row[1])
    ]


def _between(starts: Sequence[int], start: int, end: int) -> int:
    return bisect_left(starts, end) - bisect_left(starts, start)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return end - len(inner.lstrip()), start + len(inner.rstrip())
