"""The second layer: a candidate's score in view of its neighbours' scores."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from khkt_nlp.recommendations.candidates import Candidate

_FLOOR, _CEILING = -6.0, 6.0


def context_rows(
    words: Sequence[str],
    candidates: Sequence[Candidate],
    scores: Sequence[float],
    sentences: Mapping[int, float],
) -> list[list[float]]:
    """Give for each candidate of one text what the second layer sees.

    Its own score; those of the candidates before and after it in the sentence, and the best other one there;
    the best of the sentences before, after, and two away; how many the text holds by these scores; what kind
    the candidate is; whether it follows a semicolon, and what the sentence has before that; whether a
    neighbour stands too close for a clause between; the scores in `sentences`, which are of whole
    sentences, of its own and those before and after; a constant one.
    """
    clipped = [max(_FLOOR, min(_CEILING, score)) for score in scores]
    best: dict[int, list[float]] = {}
    for candidate, score in zip(candidates, clipped, strict=True):
        best.setdefault(candidate.sentence, []).append(score)
    for ranked in best.values():
        ranked.sort(reverse=True)
        ranked.append(_FLOOR)
    whole = {number: max(_FLOOR, min(_CEILING, score)) for number, score in sentences.items()}
    expected = math.log1p(sum(1.0 / (1.0 + math.exp(-score)) for score in clipped))
    rows: list[list[float]] = []
    last = len(candidates) - 1
    leader = _FLOOR
    for index, candidate in enumerate(candidates):
        own = clipped[index]
        here = candidate.sentence
        before = index > 0 and candidates[index - 1].sentence == here
        after = index < last and candidates[index + 1].sentence == here
        top = best[here]
        # what a semicolon sets apart is most often one more of what the sentence began with
        listed = before and words[candidate.at - 1] == ";"
        leader = max(clipped[index - 1], leader) if before else _FLOOR

        def peak(*away: int, here: int = here) -> float:
            return max(best[here + step][0] if here + step in best else _FLOOR for step in away)

        rows.append(
            [
                own,
                clipped[index - 1] if before else _FLOOR,
                clipped[index + 1] if after else _FLOOR,
                top[1] if top[0] == own else top[0],
                peak(-1),
                peak(1),
                peak(-2, 2),
                expected,
                float(candidate.kind == "modal"),
                float(candidate.kind == "boundary"),
                float(candidate.kind == "scope"),
                float(listed),
                leader if listed else 0.0,
                float(before and candidate.at - candidates[index - 1].at < 4),
                float(after and candidates[index + 1].at - candidate.at < 4),
                whole.get(here, _FLOOR),
                whole.get(here - 1, _FLOOR),
                whole.get(here + 1, _FLOOR),
                1.0,
            ]
        )
    return rows
