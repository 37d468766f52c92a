"""Vectors of words by the words they stand beside, learned from unlabelled text; for training only.

Positive pointwise mutual information of a word with the frequent words one and two places to its left and
right, reduced by a truncated SVD (Levy and Goldberg, 2014, "Neural word embedding as implicit matrix
factorization").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.arrays import Doubles

Numbers = NDArray[np.int32]

_WINDOW = (-2, -1, 1, 2)


def vectors(stream: Numbers, targets: Numbers, contexts: int, dimensions: int) -> Doubles:
    """Give a unit vector for each of `targets`, (targets, at most `dimensions`).

    `stream`: a text as the numbers of its words, -1 where nothing is known. `targets`: words by falling
    frequency, of which the first `contexts` are looked for around all of them; the others count as one word.
    """
    from scipy import sparse
    from sklearn.decomposition import TruncatedSVD

    place = np.full(int(stream.max()) + 2, -1, dtype=np.int32)
    place[targets] = np.arange(len(targets), dtype=np.int32)
    target = place[stream]
    context = np.where((target < 0) | (target >= contexts), contexts, target)
    blocks = []
    for by in _WINDOW:
        here, there = (target[-by:], context[:by]) if by < 0 else (target[:-by], context[by:])
        pairs = here[here >= 0].astype(np.int64) * (contexts + 1) + there[here >= 0]
        unique, counts = np.unique(pairs, return_counts=True)
        where = (unique // (contexts + 1), unique % (contexts + 1))
        blocks.append(sparse.csr_matrix((counts, where), shape=(len(targets), contexts + 1)))
    table = sparse.hstack(blocks).tocoo()
    of_target = np.asarray(table.sum(axis=1)).ravel()
    # contexts are smoothed by the power 3/4, so that rare ones do not stand out
    of_context = np.asarray(table.sum(axis=0)).ravel() ** 0.75
    of_context /= of_context.sum()
    information = np.log(table.data / (of_target[table.row] * of_context[table.col]))
    positive = sparse.csr_matrix((np.maximum(information, 0.0), (table.row, table.col)), shape=table.shape)
    size = min(dimensions, min(positive.shape) - 1)
    reduced = TruncatedSVD(size, random_state=0, n_iter=4).fit_transform(positive)
    found: Doubles = reduced / np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-9)
    return found
