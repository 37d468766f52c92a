"""The best labels and the probability of each label, for many sequences at once.

Sequences lie one after another in one array of scores, `lengths` says where each ends. Both functions walk
along positions, not along sequences: step t handles position t of every sequence that is long enough.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from khkt_nlp.arrays import Bools, Doubles, Floats, Ints
from khkt_nlp.errors import InputError

TOLERANCE = 1e-6
"""Rounding may not turn a decided position into another label."""

# runs of up to so many positions are followed together
_SHORT = 16

# of runs of positions, longest first: starts, sizes, is there a neighbour before, after
_Runs: TypeAlias = tuple[Ints, Ints, Bools, Bools]


def viterbi(scores: Floats, transition: Floats, lengths: ArrayLike) -> Ints:
    """Return the labels of the best path of every sequence; of equal paths always the same one.

    `scores`: (positions, labels), the sequences one after another. `transition`: (labels, labels), from
    row to column. `lengths`: how many positions each sequence has; their sum is the number of positions.
    Time is linear in the number of positions. Raises `InputError` if lengths and scores disagree.

    >>> scores = np.array([[1.0, 0.0], [0.0, 0.2], [0.0, 3.0]])
    >>> viterbi(scores, np.array([[0.0, -1.0], [-1.0, 0.0]]), [2, 1])
    array([0, 0, 1])
    """
    starts, sizes = _layout(scores, lengths)
    labels, decided = _decided(scores, transition)
    if not decided.all():
        for runs in _alike(*_runs(decided, starts, sizes)):
            _follow(scores, transition, labels, runs)
    return labels


def marginals(scores: Floats, transition: Floats, lengths: ArrayLike) -> Doubles:
    """Return the probability of every label at every position: (positions, labels), rows sum to one.

    Arguments as for `viterbi`.

    >>> marginals(np.array([[0.0, 0.0]]), np.zeros((2, 2)), [1])
    array([[0.5, 0.5]])
    """
    starts, sizes = _layout(scores, lengths)
    emission = np.exp(scores - scores.max(axis=1, keepdims=True), dtype=np.float64)
    move = np.exp(transition - transition.max(), dtype=np.float64)
    order = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[order], sizes[order]
    forward = emission.copy()
    for _, here in _steps(starts, sizes):
        forward[here] *= forward[here - 1] @ move
        forward[here] /= forward[here].sum(axis=1, keepdims=True)
    backward = np.ones_like(emission)
    for _, here in reversed(list(_steps(starts, sizes))):
        backward[here - 1] = (backward[here] * emission[here]) @ move.T
        backward[here - 1] /= backward[here - 1].sum(axis=1, keepdims=True)
    product = forward * backward
    result: Doubles = product / product.sum(axis=1, keepdims=True)
    return result


def _layout(scores: Floats, lengths: ArrayLike) -> tuple[Ints, Ints]:
    """Return the start and the size of every non-empty sequence."""
    sizes = np.asarray(lengths, dtype=np.int64).reshape(-1)
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    if scores.ndim != 2 or len(scores) != total or (sizes < 0).any():
        raise InputError(f"The lengths sum to {total}, but there are scores for {len(scores)} positions.")
    full = sizes > 0
    return (ends - sizes)[full], sizes[full]


def _steps(starts: Ints, sizes: Ints) -> Iterator[tuple[int, Ints]]:
    """Yield t = 1, 2, … with position t of every sequence longer than t; `sizes` must not increase."""
    if not len(sizes):
        return
    alive = np.searchsorted(-sizes, -np.arange(1, int(sizes[0])), side="left")
    for t, count in enumerate(alive.tolist(), 1):
        yield t, starts[:count] + t


def _decided(scores: Floats, transition: Floats) -> tuple[Ints, Bools]:
    """Return the best label of each position alone, and whether no neighbour could change it.

    A lead over another label that is larger than what transitions could give that label holds in every path.
    """
    gain = _gain(transition.astype(np.float64).tobytes(), len(transition))
    if len(transition) == 2:
        lead = scores[:, 1] - scores[:, 0]
        sure = (lead > gain[1, 0] + TOLERANCE) | (lead < -gain[0, 1] - TOLERANCE)
        return (lead > 0).astype(np.int64), sure
    labels = scores.argmax(axis=1)
    best = np.take_along_axis(scores, labels[:, None], axis=1)
    decided: Bools = (best - scores > gain[labels] + TOLERANCE).all(axis=1)
    return labels, decided


@functools.lru_cache(maxsize=16)
def _gain(transition: bytes, labels: int) -> Floats:
    """Return what transitions in and out of a label (column) can give at most over those of another."""
    table = np.frombuffer(transition).reshape(labels, labels)
    with np.errstate(invalid="ignore"):
        into = (table[:, None, :] - table[:, :, None]).max(axis=0)
        out = (table[None, :, :] - table[:, None, :]).max(axis=2)
        # at the ends of a sequence there is no transition: a gain may be zero, never less
        gain = np.maximum(into, 0.0) + np.maximum(out, 0.0)
    gain = np.where(np.isnan(gain), np.inf, gain)
    np.fill_diagonal(gain, -np.inf)
    return gain


def _runs(decided: Bools, starts: Ints, sizes: Ints) -> _Runs:
    """Cut what is undecided into runs."""
    first = np.zeros(len(decided) + 1, dtype=bool)
    first[starts] = True
    first[-1] = True
    open_ = ~decided
    begins = np.flatnonzero(open_ & (first[:-1] | np.r_[True, decided[:-1]]))
    ends = np.flatnonzero(open_ & (first[1:] | np.r_[decided[1:], True])) + 1
    lengths = ends - begins
    order = np.argsort(-lengths, kind="stable")
    begins, ends = begins[order], ends[order]
    return begins, lengths[order], ~first[begins], ~first[ends]


def _alike(starts: Ints, sizes: Ints, before: Bools, after: Bools) -> Iterator[_Runs]:
    """Part runs so that none is twice as long as another of its group; short ones are one group.

    A group takes as much time and memory as if all its runs were as long as the longest.
    """
    limit = _SHORT
    while len(sizes):
        longer = int(np.searchsorted(-sizes, -limit))
        if longer < len(sizes):
            yield starts[longer:], sizes[longer:], before[longer:], after[longer:]
        starts, sizes, before, after = starts[:longer], sizes[:longer], before[:longer], after[:longer]
        limit *= 2


def _follow(scores: Floats, transition: Floats, labels: Ints, runs: _Runs) -> None:
    """Write the best labels of `runs` into `labels`, given the decided labels beside them.

    Two walks start at the ends of each run and meet in its middle, which halves the number of steps. Only the
    best score of each label is kept on the way; the way back finds the step that gave it again.
    """
    starts, sizes, before, after = runs
    lasts, middles = starts + sizes - 1, starts + sizes // 2
    lengths = np.concatenate([middles - starts, lasts - middles]) + 1
    order = np.argsort(-lengths, kind="stable")
    lengths, backward = lengths[order], np.repeat([0, 1], len(starts))[order]
    times = np.minimum(np.arange(lengths[0])[:, None], lengths - 1)
    steps = np.concatenate([starts, lasts])[order] + np.where(backward, -times, times)
    # labels before walks: the innermost loop of each operation runs over all walks
    best = np.ascontiguousarray(scores[steps].swapaxes(1, 2))
    head = np.where(before, transition[labels[starts - 1]].T, 0.0)
    tail = np.where(after, transition[:, labels[np.minimum(lasts + 1, len(labels) - 1)]], 0.0)
    best[0] += np.concatenate([head, tail], axis=1)[:, order]
    moves = np.where(backward, transition.T[:, :, None], transition[:, :, None])
    counts = np.searchsorted(-lengths, -np.arange(1, len(steps)), side="left").tolist()
    for t, count in enumerate(counts, 1):
        best[t, :, :count] += np.maximum.reduce(best[t - 1, :, None, :count] + moves[:, :, :count], axis=0)
    final = np.empty((len(lengths), len(transition)), dtype=best.dtype)
    final[order] = best[lengths - 1, :, np.arange(len(lengths))]
    # both walks count the middle
    labels[middles] = (final[: len(starts)] + final[len(starts) :] - scores[middles]).argmax(axis=1)
    # rows of `into`: the label that a walk comes to, those of backward walks after those of forward ones
    into = np.concatenate([transition.T, transition])
    base = backward * len(transition)
    chosen = np.tile(labels[middles], 2)[order]
    path = np.empty(steps.shape, dtype=np.int64)
    for t in range(len(counts), 0, -1):
        count = counts[t - 1]
        paths = into.take(base[:count] + chosen[:count], axis=0)
        paths += best[t - 1, :, :count].T
        chosen[:count] = path[t - 1, :count] = paths.argmax(axis=1)
    inner = np.arange(len(steps))[:, None] < lengths - 1
    labels[steps[inner]] = path[inner]
