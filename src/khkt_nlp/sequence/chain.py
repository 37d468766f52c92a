"""The linear-chain model: labels, named attributes, and what each adds to the score of a label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from khkt_nlp.arrays import Doubles, Floats, Ints
from khkt_nlp.sequence import crfsuite, decoding

UNKNOWN = -1
"""The number of an attribute that the model does not know: its score is zero."""


@dataclass(frozen=True, slots=True, eq=False)
class LinearChain:
    """A first-order linear-chain model, whoever trained it (a CRF, a perceptron).

    The score of a labelling is the sum, over positions, of the emission of its attributes for the label
    and of the transition from the label before. Scores are natural logarithms, unnormalised.

    `labels`: in the order of their numbers. `attributes`: name → row of `emission`.
    `emission`: (attributes + 1, labels); the last row is zero, so that `UNKNOWN` picks it.
    `transition`: (labels, labels), from row to column.

    Many sentences are decoded at once: their positions lie one after another, `lengths` says where each ends.

    >>> model = LinearChain.build(
    ...     ["O", "B"], {"w=Bộ": [-1.0, 2.0], "w=họp": [1.0, 0.0]}, [[0.0, 0.0], [0.5, 0.0]])
    >>> ids = model.attribute_ids([["w=Bộ", "cap"], ["w=họp"], []])
    >>> scores = model.emissions(ids)
    >>> [model.labels[label] for label in model.decode(scores, lengths=[2, 1])]
    ['B', 'O', 'O']
    >>> model.marginals(scores, lengths=[2, 1]).round(2)[0]
    array([0.03, 0.97])
    """

    labels: tuple[str, ...]
    attributes: Mapping[str, int]
    emission: Floats
    transition: Floats

    @classmethod
    def build(
        cls, labels: Sequence[str], weights: Mapping[str, Sequence[float]], transition: ArrayLike
    ) -> LinearChain:
        """Make a model from the weights of each attribute, one a label, and the transition table."""
        emission = np.zeros((len(weights) + 1, len(labels)))
        for row, values in enumerate(weights.values()):
            emission[row] = values
        table = np.asarray(transition, dtype=np.float64)
        return cls(tuple(labels), {name: row for row, name in enumerate(weights)}, emission, table)

    @classmethod
    def from_crfsuite(cls, path: str | Path) -> LinearChain:
        """Read a model file of CRFsuite; raises `DataError` if it is not one."""
        weights = crfsuite.read(Path(path))
        emission = np.vstack([weights.emission, np.zeros((1, len(weights.labels)))])
        attributes = {name: row for row, name in enumerate(weights.attributes)}
        return cls(weights.labels, attributes, emission, weights.transition)

    def attribute_ids(self, features: Iterable[Sequence[str]]) -> NDArray[np.int32]:
        """Look up the attribute names of each position: (positions, most names), padded with `UNKNOWN`."""
        get = self.attributes.get
        rows = [[get(name, UNKNOWN) for name in names] for names in features]
        width = max(map(len, rows), default=0)
        ids = np.full((len(rows), width), UNKNOWN, dtype=np.int32)
        for position, row in enumerate(rows):
            ids[position, : len(row)] = row
        return ids

    def emissions(self, ids: NDArray[np.integer]) -> Floats:
        """Add up the weights of the attributes of each position: (positions, labels)."""
        scores = np.zeros((len(ids), len(self.labels)), dtype=self.emission.dtype)
        for column in range(ids.shape[1]):
            scores += self.emission[ids[:, column]]
        return scores

    def decode(self, scores: Floats, lengths: ArrayLike) -> Ints:
        """Return the number of the best label of every position (see `decoding.viterbi`)."""
        return decoding.viterbi(scores, self.transition, lengths)

    def marginals(self, scores: Floats, lengths: ArrayLike) -> Doubles:
        """Return the probability of each label at every position (see `decoding.marginals`)."""
        return decoding.marginals(scores, self.transition, lengths)

    def tag(self, sentences: Sequence[Sequence[Sequence[str]]]) -> list[list[str]]:
        """Label sentences given as the attribute names of each of their positions.

        >>> model = LinearChain.build(["O", "B"], {"x": [0.0, 1.0]}, [[0.0, 0.0], [0.0, 0.0]])
        >>> model.tag([[["x"], ["y"]], [], [["x"]]])
        [['B', 'O'], [], ['B']]
        """
        lengths = [len(sentence) for sentence in sentences]
        ids = self.attribute_ids(names for sentence in sentences for names in sentence)
        names = iter([self.labels[label] for label in self.decode(self.emissions(ids), lengths).tolist()])
        return [[next(names) for _ in range(length)] for length in lengths]
