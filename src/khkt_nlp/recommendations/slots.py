"""Feature hashing: values that belong together become one slot, the number by which their weights are found.

No feature is ever spelt out (Weinberger et al., 2009, https://arxiv.org/abs/0902.2206).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from khkt_nlp.arrays import Bools, Doubles, Ints, Keys
from khkt_nlp.recommendations.lexicon import word_hash

BITS: Final = 21
"""A slot has so many bits: of the features of the training data one in twenty shares its slot."""

NOTHING: Final = 0
"""The slot that weighs nothing."""

Slots = Ints

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def mixed(*columns: Keys | int) -> Keys:
    """Hash values that belong together into one (as FNV-1a does, by numbers instead of bytes)."""
    key: Keys = np.zeros(1, dtype=np.uint64)
    for column in columns:
        key = (key ^ (np.uint64(column) if isinstance(column, int) else column)) * _PRIME
    return key ^ (key >> _SHIFT)


def slots(salt: str, *columns: Keys) -> Slots:
    """Give the slot of each row of `columns`; `salt` keeps apart what is read of different things.

    >>> words = np.array([7, 9], dtype=np.uint64)
    >>> one, other = slots("a", words), slots("b", words)
    >>> bool((one != other).all() and (one > NOTHING).all() and (one < 2**BITS).all())
    True
    """
    return _slot(mixed(word_hash(salt), *columns))


def _slot(keys: Keys) -> Slots:
    found: Slots = (keys >> np.uint64(64 - BITS)).astype(np.int64)
    # the slot that weighs nothing stays free
    return np.maximum(found, NOTHING + 1)


class Bags(NamedTuple):
    """Bags of slots: each slot, the bag it belongs to, what it counts; `size`: how many bags there are."""

    slots: Slots
    owners: Ints
    values: Doubles
    size: int


def bags(slots: Slots, owners: Ints, count: int, length: float = 1.0) -> Bags:
    """Make `count` bags, each a vector of `length`, of slots that count alike; `NOTHING` is left out.

    `owners`: the number of the bag that each slot goes into.

    >>> made = bags(np.array([5, NOTHING, 7, 5]), np.array([0, 0, 0, 1]), 2)
    >>> made.slots.tolist(), made.owners.tolist(), made.values.round(2).tolist()
    ([5, 7, 5], [0, 0, 1], [0.71, 0.71, 1.0])
    """
    some = slots != NOTHING
    slots, owners = slots[some], owners[some]
    sizes = np.bincount(owners, minlength=count)
    return Bags(slots, owners, length / np.sqrt(sizes)[owners], count)


def side_by_side(*parts: Bags) -> Bags:
    """Put the contents of bags that belong together into one."""
    slots, owners, values, sizes = zip(*parts, strict=True)
    return Bags(np.concatenate(slots), np.concatenate(owners), np.concatenate(values), sizes[0])


def one_after_another(parts: Sequence[Bags]) -> Bags:
    """Join bags, numbered through."""
    before = np.cumsum([0, *(part.size for part in parts)])
    owners = [part.owners + first for part, first in zip(parts, before, strict=False)]
    return Bags(
        np.concatenate([part.slots for part in parts]),
        np.concatenate(owners),
        np.concatenate([part.values for part in parts]),
        int(before[-1]),
    )


def salted_slots(values: Keys, salts: Keys) -> Slots:
    """Give the slot of each of `values`, (rows, columns), by the salt of its column; `NOTHING` for a zero."""
    keys = (values ^ salts) * _PRIME
    keys ^= keys >> _SHIFT
    return np.where(values > 0, _slot(keys * _PRIME), NOTHING)


class Templates:
    """Columns that are read together, as numbers: their places in `names`, and salts to keep templates apart.

    Place 0 of `names` is a column of zeros, which fills up the shorter templates. Sets of templates are read
    in one go: `sizes` says how many each has.
    """

    def __init__(self, *texts: str) -> None:
        sets = [[one.split() for one in text.replace("\n", "|").split("|") if one.strip()] for text in texts]
        self.sizes = [len(templates) for templates in sets]
        templates = [template for one in sets for template in one]
        self.names = ["nothing", *sorted({name for template in templates for name in template})]
        places = {name: place for place, name in enumerate(self.names)}
        width = max(map(len, templates))
        rows = [[places[name] for name in one] + [0] * (width - len(one)) for one in templates]
        self._places = np.array(rows).T
        self._salts = np.array([[word_hash(" ".join(one))] for one in templates], dtype=np.uint64)

    def slots(self, columns: Mapping[str, Ints | Bools]) -> list[Slots]:
        """Give for each set the slots of its templates, (rows, templates)."""
        table = np.array([columns[name] for name in self.names]).view(np.uint64)
        keys = self._salts
        for place in self._places:
            keys = (keys ^ table[place]) * _PRIME
        found = _slot(keys ^ (keys >> _SHIFT)).T
        return np.split(found, np.cumsum(self.sizes[:-1]), axis=1)
