"""Weights of features that are named by integers, looked up many at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_EMPTY = np.uint64(2**64 - 1)
# the odd number nearest to 2**64 over the golden ratio (Knuth, The Art of Computer Programming, 6.4)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A table from keys to rows of weights, with open addressing; it is at most an eighth full.

    `keys`: (features,), different, below 2**64 - 1. `values`: (features + 1, labels); the last row is zero,
    of unknown keys. `slots`, `rows`: the key in each place of the table, and its row. `wide`: `values` with
    columns of zeros up to a multiple of eight, for rows of 32 bytes are gathered several times faster.
    """

    keys: Keys
    values: Floats
    slots: Keys
    rows: Ints
    wide: Floats

    @classmethod
    def build(cls, keys: Keys, values: Floats) -> Weights:
        """Lay out a table of `keys`; `values` holds a row for each, and the row of unknown keys."""
        size = 1 << max(int(8 * len(keys)).bit_length(), 4)
        slots = np.full(size, _EMPTY)
        rows = np.full(size, len(keys), dtype=np.int64)
        left, place = np.arange(len(keys)), _hash(keys, size)
        while len(left):
            free = slots[place] == _EMPTY
            slots[place[free]] = keys[left[free]]
            mine = slots[place] == keys[left]
            rows[place[mine]] = left[mine]
            left, place = left[~mine], (place[~mine] + 1) & (size - 1)
        wide = np.pad(values, ((0, 0), (0, -values.shape[1] % 8)))
        return cls(keys, values, slots, rows, wide)

    def sum(self, keys: Keys) -> Floats:
        """Add up the rows of `keys`, (features, tokens), for each token: (tokens, labels).

        >>> values = np.array([[1, 0], [0, 2], [0, 0]], dtype=np.float32)
        >>> table = Weights.build(np.array([7, 9], dtype=np.uint64), values)
        >>> table.sum(np.array([[7, 8], [9, 9]], dtype=np.uint64)).tolist()
        [[1.0, 2.0], [0.0, 2.0]]
        """
        flat = keys.ravel()
        size = len(self.slots)
        place = _hash(flat, size)
        found = self.slots[place]
        rows = self.rows[place]
        wrong = np.flatnonzero((found != flat) & (found != _EMPTY))
        while len(wrong):
            place[wrong] = (place[wrong] + 1) & (size - 1)
            found = self.slots[place[wrong]]
            rows[wrong] = self.rows[place[wrong]]
            wrong = wrong[(found != flat[wrong]) & (found != _EMPTY)]
        # all rows are in the table: "clip" only spares the check
        wide: Floats = self.wide.take(rows.reshape(keys.shape), axis=0, mode="clip").sum(axis=0)
        return wide[:, : self.values.shape[1]]


def _hash(keys: Keys, size: int) -> Ints:
    return ((keys * _MIX) >> np.uint64(65 - size.bit_length())).astype(np.int64)
