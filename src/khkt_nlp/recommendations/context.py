"""The second layer: a candidate's score in view of its neighbours' scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khkt_nlp.arrays import Bools, Doubles, Ints
from khkt_nlp.recommendations.batch import APART, Batch
from khkt_nlp.recommendations.candidates import KINDS
from khkt_nlp.recommendations.columns import CandidateColumns
from khkt_nlp.recommendations.scan import Mark

_FLOOR, _CEILING = -6.0, 6.0


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A network of one hidden layer over the rows of `context_rows`; its result is log-odds.

    `hidden`: (features, units). `hidden_bias`, `output`: (units,).
    """

    hidden: Doubles
    hidden_bias: Doubles
    output: Doubles
    output_bias: float

    def score(self, rows: Doubles) -> Doubles:
        """Give the log-odds of each row."""
        # a product of matrices would round by the number of rows: the same row must give the same
        hidden = np.einsum("rf,fu->ru", rows, self.hidden) + self.hidden_bias
        found: Doubles = np.einsum("ru,u->r", np.maximum(hidden, 0.0), self.output) + self.output_bias
        return found

    def calibrated(self, slope: float, shift: float) -> Network:
        """Return the network whose log-odds are these times `slope` plus `shift`."""
        return Network(self.hidden, self.hidden_bias, self.output * slope, self.output_bias * slope + shift)


def context_rows(
    batch: Batch, columns: CandidateColumns, scores: Doubles, numbers: Ints, sentences: Doubles
) -> Doubles:
    """Give for each candidate what the second layer sees, (candidates, features).

    Its own score; those of the candidates before and after it in the sentence, and the best other one there
    and between the same semicolons; the best of the sentences before, after, and two away; how many the text
    holds by these scores; what kind the candidate is; whether it follows a semicolon, and the best that the
    sentence has before that; whether a neighbour stands too close for a clause between; the scores in
    `sentences`, which are of the whole sentences `numbers`, of its own and those before and after.
    """
    own: Doubles = np.clip(scores, _FLOOR, _CEILING)
    size = len(own)
    here, at = columns.sentence, columns.at
    first = np.flatnonzero(np.concatenate([[True], here[1:] != here[:-1]]))
    before = np.ones(size, dtype=np.bool_)
    before[first] = False
    after = np.append(before[1:], False)
    left, right = np.append(_FLOOR, own[:-1]), np.append(own[1:], _FLOOR)
    listed = before & ((batch.marks[at - 1] & int(Mark.SEMICOLON)) > 0)
    best = np.maximum.reduceat(own, first)
    group = np.cumsum(~before) - 1
    peaks, whole = (np.full(here[-1] + 1 + 2 * APART, _FLOOR) for _ in range(2))
    peaks[here[first] + APART] = best
    whole[numbers + APART] = np.clip(sentences, _FLOOR, _CEILING)
    around = here + APART
    # by ranks, which are whole numbers, what is found does not depend on what else is in the batch
    ranked = np.sort(own)
    running = ranked[np.maximum.accumulate(np.searchsorted(ranked, own) + size * group) - size * group]
    leader = np.where(before, np.append(_FLOOR, running[:-1]), _FLOOR)
    close = np.append(False, np.diff(at) < 4) & before
    rows = [
        own,
        np.where(before, left, _FLOOR),
        np.where(after, right, _FLOOR),
        _best_others(own, before),
        _best_others(own, before & ~listed),
        peaks[around - 1],
        peaks[around + 1],
        np.maximum(peaks[around - 2], peaks[around + 2]),
        np.log1p(np.bincount(columns.texts, 1.0 / (1.0 + np.exp(-own))))[columns.texts],
        *(columns.kind == KINDS[wanted] for wanted in ("modal", "boundary", "scope")),
        listed,
        np.where(listed, leader, 0.0),
        close,
        np.append(close[1:], False),
        whole[around],
        whole[around - 1],
        whole[around + 1],
    ]
    return np.array(rows, dtype=np.float64).T


def _best_others(scores: Doubles, goes_on: Bools) -> Doubles:
    """Give for each score the best other one of its group; `goes_on`: it belongs with the one before."""
    first = np.flatnonzero(~goes_on)
    group = np.cumsum(~goes_on) - 1
    best = np.maximum.reduceat(scores, first)
    # the best of a group has the second best for its best other
    leads = np.zeros(len(scores), dtype=np.bool_)
    leads[np.lexsort((-scores, group))[first]] = True
    second = np.maximum.reduceat(np.where(leads, _FLOOR, scores), first)
    others: Doubles = np.where(scores == best[group], second[group], best[group])
    return others
