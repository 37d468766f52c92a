"""The best path of a chain with two labels, for many sequences at once.

With two labels all that counts of the paths up to a position is by how much the best one that ends in
label 1 leads over the best one that ends in label 0. Most positions are decided by their own score; only the
short runs between them are walked along.
"""

from __future__ import annotations

import numpy as np

from khkt_nlp.arrays import Bools, Floats
from khkt_nlp.sequence.decoding import TOLERANCE

_TIE = 1e-9


def decide(leads: Floats, transition: Floats, edges: Bools) -> tuple[Bools, list[int]]:
    """Return which positions have label 1 on the best path, and which of them are ties.

    `leads`: the score of label 1 less that of label 0 at each position; `transition`: (2, 2), from row to
    column. `edges` are positions between sequences, at least the first and the last one; what stands there
    has no meaning. A position is a tie if, before the labels chosen after it, the other label is so nearly as
    good that the order in which numbers are added may decide: another program may answer otherwise.

    >>> edges = np.array([True, False, False, False, True])
    >>> decide(np.array([0.0, 3.0, -0.5, -2.0, 0.0]), np.array([[0.0, 0.0], [0.0, 1.0]]), edges)
    (array([False,  True,  True, False, False]), [])
    """
    (stay_0, to_1), (to_0, stay_1) = transition.tolist()
    # what the label before, and the one after, adds to label 1: if it is 0, 1, or an edge
    into, out = (to_1 - stay_0, stay_1 - to_0, 0.0), (to_0 - stay_0, stay_1 - to_1, 0.0)
    above, below = TOLERANCE - min(into) - min(out), -TOLERANCE - max(into) - max(out)
    labels = leads > 0
    open_ = np.flatnonzero(~((leads > above) | (leads < below) | edges))
    ties: list[int] = []
    if len(open_):
        breaks = np.flatnonzero(np.diff(open_) > 1)
        firsts, lasts = open_[np.append(0, breaks + 1)], open_[np.append(breaks, -1)]
        beside = np.where(edges, 2, labels)
        before, after = np.take(into, beside[firsts - 1]), np.take(out, beside[lasts + 1])
        # nine runs in ten are one position
        margins = leads[firsts] + before + after
        labels[firsts] = margins > 0
        single = firsts == lasts
        ties += firsts[single & (abs(margins) < _TIE)].tolist()
        for run in np.flatnonzero(~single).tolist():
            first, end = firsts[run], lasts[run] + 1
            walked = _margins(leads[first:end].tolist(), transition.tolist(), before[run], after[run])
            labels[first:end] = [margin > 0 for margin in walked]
            ties += [int(first) + at for at, margin in enumerate(walked) if abs(margin) < _TIE]
    return labels, ties


def _margins(leads: list[float], transition: list[list[float]], before: float, after: float) -> list[float]:
    """Return by how much label 1 wins at each position, given what the labels beside the run add to it."""
    (stay_0, to_1), (to_0, stay_1) = transition
    margin = before
    margins = []
    for at, lead in enumerate(leads):
        margin = lead + (max(to_1, margin + stay_1) - max(stay_0, margin + to_0) if at else margin)
        margins.append(margin)
    for at in reversed(range(len(margins))):
        margins[at] += after
        after = stay_1 - to_1 if margins[at] > 0 else to_0 - stay_0
    return margins
