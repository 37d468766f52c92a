"""What the models of the room are fitted with: sparse tables, logistic regression, calibration."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from khkt_nlp.arrays import Bools, Doubles, Ints
from khkt_nlp.recommendations.context import Network
from khkt_nlp.recommendations.model import LinearModel
from khkt_nlp.recommendations.slots import BITS, NOTHING, Bags, Slots

FOLDS = 5
_LEAST_WEIGHT = 1e-3
_NETWORKS, _UNITS, _STEPS = 8, 8, 300


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen by cross-validation on the training articles.

    `detector_c`, `sentence_c`, `label_c`, `force_c`: inverse strengths of the penalty; `context_penalty`: its
    strength. `passage_weight`, `label_passage_weight`: of a written passage for the detector and for the
    labels, where an article counts 1. `labelled_weight`: of a clause of which only the labels are known.
    `least`: how often a feature must occur.
    """

    detector_c: float = 0.2
    sentence_c: float = 5.0
    context_penalty: float = 10.0
    passage_weight: float = 1.0
    label_c: float = 4.0
    label_passage_weight: float = 2.0
    labelled_weight: float = 0.7
    force_c: float = 1.0
    least: int = 2


class Table:
    """Rows of slots as a sparse matrix; a slot must occur `least` times to be known."""

    def __init__(self, rows: Bags, least: int) -> None:
        from scipy import sparse

        counts = np.bincount(rows.slots, minlength=2**BITS)
        self.slots: Ints = np.flatnonzero(counts >= least)
        known = counts[rows.slots] >= least
        columns = np.searchsorted(self.slots, rows.slots[known])
        # entries of the same row and column are added up
        self.matrix = sparse.csr_matrix(
            (rows.values[known], (rows.owners[known], columns)), shape=(rows.size, len(self.slots))
        )

    def linear(self, coefficients: Doubles, bias: Doubles) -> LinearModel:
        """Make a scorer; `coefficients` has one row a class. Slots that weigh nothing are left out."""
        kept = np.flatnonzero(np.abs(coefficients).max(axis=0) > _LEAST_WEIGHT)
        weights = np.ascontiguousarray(coefficients[:, kept].T.astype(np.float32))
        return LinearModel.build(self.slots[kept], weights, bias.astype(np.float32))


def stacked(rows: Sequence[Slots], least: int) -> Table:
    """Make a table of matrices of slots, one row a candidate."""
    whole = np.concatenate(rows)
    some = whole != NOTHING
    owners, _ = np.nonzero(some)
    return Table(Bags(whole[some], owners, np.ones(len(owners)), len(whole)), least)


def logistic(c: float) -> Any:
    """Make a logistic regression that gives the same weights for the same data; `c` as in scikit-learn."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=c, solver="liblinear", max_iter=500, random_state=0)


def network(rows: Doubles, truth: Bools, penalty: float) -> Network:
    """Fit networks of one hidden layer, the same for the same data; `penalty` as scikit-learn's `alpha`.

    Each begins with other weights and ends elsewhere; their mean, which is a network, is better than each.
    """
    from sklearn.neural_network import MLPClassifier

    mean, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    scaled = (rows - mean) / scale
    fitted = [
        MLPClassifier((_UNITS,), alpha=penalty, solver="lbfgs", max_iter=_STEPS, random_state=seed)
        for seed in range(_NETWORKS)
    ]
    with warnings.catch_warnings():
        # so many steps are enough: what is left to gain is less than the noise of the data
        warnings.simplefilter("ignore")
        for one in fitted:
            one.fit(scaled, truth)
    hidden = np.concatenate([one.coefs_[0] for one in fitted], axis=1) / scale[:, None]
    return Network(
        hidden,
        np.concatenate([one.intercepts_[0] for one in fitted]) - mean @ hidden,
        np.concatenate([one.coefs_[1][:, 0] for one in fitted]) / _NETWORKS,
        float(np.mean([one.intercepts_[1][0] for one in fitted])),
    )


def folds(groups: Ints) -> list[Ints]:
    """Divide rows into `FOLDS` parts by their groups, the same way each time; negative groups stay out.

    >>> [part.tolist() for part in folds(np.array([0, 0, 1, -1, 5]))]
    [[0, 1, 4], [2], [], [], []]
    """
    return [np.flatnonzero((groups >= 0) & (groups % FOLDS == fold)) for fold in range(FOLDS)]


@dataclass(frozen=True, slots=True)
class Fit:
    """A regression fitted to all rows, and the score of each row in a fold by one that had not seen it."""

    coefficients: Doubles
    bias: Doubles
    unseen: Doubles


def fit(matrix: Any, truth: Bools, weight: Doubles, groups: Ints, c: float) -> Fit:
    """Fit a logistic regression; rows of negative groups are in no fold, and their score stays 0."""
    unseen = np.zeros(len(truth))
    for held in folds(groups):
        rest = np.setdiff1d(np.arange(len(truth)), held)
        unseen[held] = (
            logistic(c).fit(matrix[rest], truth[rest], weight[rest]).decision_function(matrix[held])
        )
    fitted = logistic(c).fit(matrix, truth, weight)
    return Fit(fitted.coef_, fitted.intercept_, unseen)


def calibrate(scores: Doubles, truth: Bools) -> tuple[float, float]:
    """Fit the slope and shift from scores to probabilities (Platt, 1999, with his smoothed targets)."""
    from scipy.optimize import minimize

    positive = int(truth.sum())
    negative = len(truth) - positive
    if not positive or not negative:
        return 1.0, 0.0
    target = np.where(truth, (positive + 1) / (positive + 2), 1 / (negative + 2))

    def loss(values: Doubles) -> float:
        margin = values[0] * scores + values[1]
        return float(np.sum(np.logaddexp(0, margin) - target * margin))

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B").x
    return max(float(slope), 0.1), float(shift)
