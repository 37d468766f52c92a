"""How sure the tagger is of a name: by how much it beats the best of its small changes.

Marginal probabilities would say much the same, at the price of two more passes over the sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spans:
    """Names as arrays: tokens `first` to `last` (exclusive); the number of the `B-` and of the `I-` label."""

    first: Ints
    last: Ints
    begin: Ints
    inside: Ints


def leads(
    scores: Floats, transition: Floats, spans: Spans, outside: int, kinds: Sequence[tuple[int, int]]
) -> Floats:
    """Give for each span the lead over its best change, in logarithms of odds.

    The changes: no name at all, another of `kinds` (pairs of `B-` and `I-` labels), one token less or more at
    either end. The tokens around a span are taken to be outside of names.

    >>> scores = np.array([[0.0, 2.0, 0.0], [0.0, 0.0, 3.0], [4.0, 0.0, 0.0]], dtype=np.float32)
    >>> span = Spans(*(np.array([number]) for number in (0, 2, 1, 2)))
    >>> leads(scores, np.zeros((3, 3), dtype=np.float32), span, 0, [(1, 2)])
    array([3.], dtype=float32)
    """
    before, after = spans.first - 1, np.minimum(spans.last, len(scores) - 1)
    size = spans.last - spans.first
    long, begin, inside, move = size > 1, spans.begin, spans.inside, transition
    totals = np.vstack([np.zeros((1, scores.shape[1])), np.cumsum(scores, axis=0, dtype=np.float64)])

    def whole(b: Ints, i: Ints) -> NDArray[np.float64]:
        rest = totals[spans.last, i] - totals[spans.first + 1, i]
        within = move[b, i] + (size - 2) * move[i, i] + move[i, outside]
        bounds = move[outside, b] + np.where(long, within, move[b, outside])
        total: NDArray[np.float64] = scores[spans.first, b] + rest + bounds
        return total

    begins, insides = np.array(kinds).T[:, :, None]
    values = whole(begins, insides)
    own = begins == begin
    value = values[own.argmax(axis=0), np.arange(len(begin))]
    nothing = totals[spans.last, outside] - totals[spans.first, outside]
    changes = [value - nothing - (size + 1) * move[outside, outside]]
    changes += list(np.where(own, np.inf, value - values))
    # one token less or more at the end
    end = np.where(long, inside, begin)
    within = np.where(size > 2, inside, begin)
    tail = spans.last - 1
    less = scores[tail, inside] - scores[tail, outside] + move[within, inside] + move[inside, outside]
    less -= move[within, outside] + move[outside, outside]
    more = scores[after, outside] - scores[after, inside] + move[end, outside] + move[outside, outside]
    more -= move[end, inside] + move[inside, outside]
    changes += [np.where(long, less, np.inf), np.where(spans.last < len(scores), more, np.inf)]
    # and at the start
    head, second = spans.first, np.minimum(spans.first + 1, len(scores) - 1)
    follows = np.where(size > 2, inside, outside)
    less = scores[head, begin] - scores[head, outside] + scores[second, inside] - scores[second, begin]
    less += move[begin, inside] + move[inside, follows] - move[outside, outside] - move[begin, follows]
    follows = np.where(long, inside, outside)
    more = scores[before, outside] - scores[before, begin] + scores[head, begin] - scores[head, inside]
    more += move[outside, outside] + move[begin, follows] - move[begin, inside] - move[inside, follows]
    changes += [np.where(long, less, np.inf), np.where(before >= 0, more, np.inf)]
    found: Floats = np.min(changes, axis=0).astype(np.float32)
    return found
