"""Rows of a table by integers, looked up many at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khkt_nlp.arrays import Bools, Ints, Keys

_EMPTY = np.uint64(2**64 - 1)
# the odd number nearest to 2**64 over the golden ratio (Knuth, The Art of Computer Programming, 6.4)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """A hash table from keys, all below 2**64 - 1, to rows.

    `slots`: the first key of each slot. `rows`: its row. `shared`: is the slot that of other keys too? Those
    are few: `others`, sorted, and their rows.
    """

    slots: Keys
    rows: Ints
    shared: Bools
    others: Keys
    other_rows: Ints
    unknown: int

    @classmethod
    def build(cls, keys: Keys, rows: Ints, unknown: int) -> Index:
        """Lay out a table of `keys`, ascending, and their `rows`; other keys get the row `unknown`."""
        size = 1 << int(8 * len(keys)).bit_length()
        slots, table = np.full(size, _EMPTY), np.zeros(size, dtype=np.int64)
        slot, first = np.unique(_hash(keys, size), return_index=True)
        slots[slot], table[slot] = keys[first], rows[first]
        later = np.ones(len(keys), dtype=bool)
        later[first] = False
        shared = np.zeros(size, dtype=bool)
        shared[_hash(keys[later], size)] = True
        # one more, so that a search for a key above all others ends inside
        return cls(
            slots, table, shared, np.append(keys[later], _EMPTY), np.append(rows[later], unknown), unknown
        )

    def find(self, keys: Keys) -> Ints:
        """Give the rows of `keys`.

        >>> index = Index.build(np.array([7, 9], dtype=np.uint64), np.array([0, 1]), unknown=-1)
        >>> index.find(np.array([9, 7, 8], dtype=np.uint64))
        array([ 1,  0, -1])
        """
        slot = _hash(keys, len(self.slots))
        hit = self.slots.take(slot) == keys
        rows: Ints = np.where(hit, self.rows.take(slot), self.unknown)
        again = np.flatnonzero(self.shared.take(slot) & ~hit)
        at = np.searchsorted(self.others, keys[again])
        rows[again] = np.where(self.others[at] == keys[again], self.other_rows[at], self.unknown)
        return rows


def _hash(keys: Keys, size: int) -> Ints:
    """Give a number below `size`, a power of two, for each key."""
    return ((keys * _MIX) >> np.uint64(32) & np.uint64(size - 1)).view(np.int64)
