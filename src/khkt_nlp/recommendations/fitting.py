"""What the models of the room are fitted with: sparse tables, logistic regression, calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.recommendations.model import BinaryModel, LinearModel

Array = NDArray[np.float64]

FOLDS = 5


class Table:
    """Rows of features as a sparse matrix; a feature must occur in `least` rows to be known."""

    def __init__(self, rows: Sequence[Collection[str]], least: int, *, norm: bool = False) -> None:
        counts = Counter(name for row in rows for name in set(row))
        self.index = {
            name: column for column, name in enumerate(sorted(n for n, c in counts.items() if c >= least))
        }
        self.norm = norm
        self.matrix = self.encode(rows)

    def encode(self, rows: Sequence[Collection[str]]) -> Any:
        """Encode rows by the known features."""
        from scipy import sparse

        columns = [sorted({self.index[name] for name in row if name in self.index}) for row in rows]
        lengths = np.array([len(row) for row in columns])
        values = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)) if self.norm else np.ones(len(rows)), lengths)
        flat = np.array([column for row in columns for column in row], dtype=np.int32)
        pointers = np.concatenate([[0], np.cumsum(lengths)])
        return sparse.csr_matrix((values, flat, pointers), shape=(len(rows), len(self.index)))

    def binary(self, coefficients: Array, bias: Array) -> BinaryModel:
        """Make a scorer of one class; its weights are rounded as they are stored."""
        weights = coefficients[0].astype(np.float32).tolist()
        kept = {name: weights[column] for name, column in self.index.items() if abs(weights[column]) > 1e-4}
        return BinaryModel(kept, float(np.float32(bias[0])))

    def linear(self, coefficients: Array, bias: Array) -> LinearModel:
        """Make a scorer; `coefficients` has one row a class. Features that weigh nothing are left out."""
        kept = [
            (name, column)
            for name, column in self.index.items()
            if np.abs(coefficients[:, column]).max() > 1e-4
        ]
        weights = coefficients[:, [column for _, column in kept]].T.astype(np.float32)
        return LinearModel(
            {name: row for row, (name, _) in enumerate(kept)}, weights, bias.astype(np.float32)
        )


def logistic(c: float) -> Any:
    """Make a logistic regression that gives the same weights for the same data; `c` as in scikit-learn."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=c, solver="liblinear", max_iter=500, random_state=0)


def folds(groups: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Divide rows into `FOLDS` parts by their groups, the same way each time; negative groups stay out."""
    return [np.flatnonzero((groups >= 0) & (groups % FOLDS == fold)) for fold in range(FOLDS)]


def calibrate(scores: Array, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Fit the slope and shift from scores to probabilities (Platt, 1999, with his smoothed targets)."""
    from scipy.optimize import minimize

    positive = int(truth.sum())
    negative = len(truth) - positive
    if not positive or not negative:
        return 1.0, 0.0
    target = np.where(truth, (positive + 1) / (positive + 2), 1 / (negative + 2))

    def loss(values: Array) -> float:
        margin = values[0] * scores + values[1]
        return float(np.sum(np.logaddexp(0, margin) - target * margin))

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B").x
    return max(float(slope), 0.1), float(shift)
