"""Where a name can stand at all: there alone the best path has to be searched.

In news nine tokens in ten are outside of names. A stretch of other labels changes the score of a path by what
its tokens and its transitions gain over `O`; where even the most that any stretch around a token could
gain is a loss, the best path is `O` at that token, whatever it is elsewhere.
"""

from __future__ import annotations

import numpy as np

from khkt_nlp.arrays import Bools, Ints, Singles
from khkt_nlp.sequence import decoding

# rounding may not close a token; scores are far smaller than what parts sentences
_TOLERANCE = 1e-3
_APART = 1e6


def viterbi(scores: Singles, transition: Singles, lengths: Ints) -> Ints:
    """Give the labels of the best path of each sequence, as `decoding.viterbi` does; label 0 is `O`.

    >>> scores = np.array([[2.0, 0.0], [2.0, 0.0], [0.0, 3.0]], dtype=np.float32)
    >>> viterbi(scores, np.array([[0.0, -1.0], [-1.0, 0.0]], dtype=np.float32), np.array([3]))
    array([0, 0, 1])
    """
    labels = np.zeros(len(scores), dtype=np.int64)
    ends = np.cumsum(lengths)
    firsts, lasts = ends - lengths, ends - 1
    is_open = np.zeros(len(scores) + 2, dtype=bool)
    is_open[1:-1] = _open(scores, transition, firsts, lasts)
    opens, closes = is_open[1:-1] & ~is_open[:-2], is_open[1:-1] & ~is_open[2:]
    opens[firsts], closes[lasts] = is_open[1:-1][firsts], is_open[1:-1][lasts]
    begin, end = np.flatnonzero(opens), np.flatnonzero(closes)
    if len(begin):
        # outside of a sentence there is nothing to come from or to go to
        before, after = np.tile(transition[0], (len(begin), 1)), np.tile(transition[:, 0], (len(end), 1))
        before[np.searchsorted(begin, firsts[opens[firsts]])] = 0.0
        after[np.searchsorted(end, lasts[closes[lasts]])] = 0.0
        sizes = end - begin + 1
        inner = scores[is_open[1:-1]]
        inner[np.cumsum(sizes) - sizes] += before
        inner[np.cumsum(sizes) - 1] += after
        labels[is_open[1:-1]] = _best(inner, transition, sizes)
    return labels


def _best(scores: Singles, transition: Singles, sizes: Ints) -> Ints:
    """Give the labels of the best path of each sequence.

    Every sequence is walked from both ends at once; what the two walks know of a token gives the best path
    through each of its labels, so that no way back is needed. Only where two paths are as good as each other
    their labels could be mixed: then the way back is gone.
    """
    end = np.cumsum(sizes) - 1
    begin = end - sizes + 1
    longest = int(sizes.max())
    steps = np.minimum(np.arange(longest)[:, None], sizes - 1)
    # (steps, labels, walks): the innermost loops run over the walks
    walks = np.concatenate([scores[begin + steps], scores[end - steps]], axis=1)
    best = np.ascontiguousarray(walks.swapaxes(1, 2))
    moves = np.repeat(np.stack([transition, transition.T], axis=2), len(sizes), axis=2)
    paths = np.empty_like(moves)
    coming = np.empty_like(best[0])
    for step in range(1, longest):
        np.add(best[step - 1][:, None], moves, out=paths)
        np.maximum.reduce(paths, axis=0, out=coming)
        best[step] += coming
    walk = np.repeat(np.arange(len(sizes)), sizes)
    at = np.arange(len(scores))
    # both walks count the token where they meet
    through = best[at - begin[walk], :, walk] + best[end[walk] - at, :, len(sizes) + walk] - scores
    if (through > through.max(axis=1, keepdims=True) - _TOLERANCE).sum() > len(scores):
        return decoding.viterbi(scores, transition, sizes)
    found: Ints = through.argmax(axis=1)
    return found


def _open(scores: Singles, transition: Singles, firsts: Ints, lasts: Ints) -> Bools:
    """Say at which tokens a label other than `O` could pay."""
    by_label = np.ascontiguousarray(scores.T)
    gains = by_label[1:] - by_label[0]
    stay = transition[0, 0]
    inside = (gains + (transition[1:, 1:].max(axis=0) - stay)[:, None]).max(axis=0)
    begin = (gains + (transition[0, 1:] - stay)[:, None]).max(axis=0)
    begin[firsts] = gains[:, firsts].max(axis=0)
    inside[firsts] = -_APART
    leave = np.full(len(scores), transition[1:, 0].max() - stay, dtype=np.float64)
    leave[lasts] = 0.0
    total = np.cumsum(inside, dtype=np.float64)
    best_begin = np.maximum.accumulate(begin - total)
    best_end = np.maximum.accumulate((total + leave)[::-1])[::-1]
    is_open: Bools = best_begin + best_end > -_TOLERANCE
    return is_open
