"""What the joint features combine: templates over the columns that describe tokens.

A joint feature is a template and the values of its columns, packed into one integer, its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np

from khkt_nlp.arrays import Ints, Keys


class Column(IntEnum):
    """What is known of a token; the first `ATTRIBUTES` tell of it by itself."""

    WORD = 0
    SHAPE = 1
    COARSE = 2  # clusters
    MIDDLE = 3
    FINE = 4
    TAG = 5  # what the word lists and the grammar make of it
    HEAD = 6  # the head noun that is open
    SINCE = 7  # how many tokens ago
    RUN = 8  # the place in a run of capitals, and its length
    BEFORE = 9  # the word before the run
    AFTER = 10
    DOCUMENT = 11  # what the rest of the article shows


ATTRIBUTES = 5
WORD, SHAPE, COARSE, MIDDLE, FINE, TAG, HEAD, SINCE, RUN, BEFORE, AFTER, DOCUMENT = Column

# how many bits the numbers of each column need
_BITS = (16, 5, 7, 9, 10, 6, 16, 3, 6, 16, 16, 5)

TEMPLATES = (
    ((WORD, -1), (WORD, 0)),
    ((WORD, 0), (WORD, 1)),
    ((WORD, -1), (SHAPE, 0)),
    ((WORD, 1), (SHAPE, 0)),
    ((WORD, -2), (WORD, -1), (SHAPE, 0)),
    ((WORD, 0), (SHAPE, 0)),
    ((SHAPE, -2), (SHAPE, -1), (SHAPE, 0)),
    ((SHAPE, -1), (SHAPE, 0), (SHAPE, 1)),
    ((SHAPE, 0), (SHAPE, 1), (SHAPE, 2)),
    ((MIDDLE, -1), (MIDDLE, 0)),
    ((MIDDLE, 0), (MIDDLE, 1)),
    ((TAG, -1), (TAG, 0), (TAG, 1)),
    ((TAG, 0),),
    ((TAG, 0), (WORD, 0)),
    ((TAG, 0), (WORD, 1)),
    ((TAG, 0), (SHAPE, 0)),
    ((TAG, 0), (COARSE, 0)),
    ((HEAD, 0), (SINCE, 0), (SHAPE, 0)),
    ((HEAD, 0), (WORD, 0)),
    ((HEAD, 0), (MIDDLE, 0)),
    ((RUN, 0), (BEFORE, 0)),
    ((RUN, 0), (AFTER, 0)),
    ((RUN, 0), (FINE, 0)),
    ((RUN, 0), (DOCUMENT, 0)),
    ((DOCUMENT, 0), (SHAPE, 0)),
)
"""Each template: columns and places in the window."""

STARTS = tuple(min(offset for _, offset in template) for template in TEMPLATES)
"""Where each template starts, as seen from the token that its feature is of."""

# values stay below this power of two, the number of the template stands above
_VALUE = 44


class Packer:
    """Packs the keys of several templates at many places in few operations.

    `window`: how many tokens the longest of them looks at.
    """

    def __init__(self, numbers: Sequence[int]) -> None:
        longest = max(len(TEMPLATES[number]) for number in numbers)
        columns, offsets = np.zeros((2, longest, len(numbers)), dtype=np.int64)
        # what a shorter template lacks is shifted out of its key
        shifts = np.full_like(columns, 64)
        for at, number in enumerate(numbers):
            bits = 0
            for element, (column, offset) in reversed(list(enumerate(TEMPLATES[number]))):
                columns[element, at], offsets[element, at] = column, offset - STARTS[number]
                shifts[element, at] = bits
                bits += _BITS[column]
        self.window = int(offsets.max()) + 1
        self._used = int(columns.max()) + 1
        self._rows = offsets * self._used + columns
        self._shifts = shifts[:, :, None]
        self._numbers = np.array(numbers)[:, None]

    def keys(self, columns: Ints) -> Keys:
        """Give the keys at each place that leaves room for the window: (templates, places).

        `columns`: (columns, tokens). A place is that of the first token that a template looks at.
        """
        width = columns.shape[1] - self.window + 1
        seen = np.concatenate([columns[: self._used, by : by + width] for by in range(self.window)])
        values = seen[self._rows]
        values <<= self._shifts
        return join(self._numbers, np.bitwise_or.reduce(values, axis=0))


def join(numbers: Ints, packed: Ints) -> Keys:
    """Give the keys of templates by their numbers, for values that are packed."""
    return (packed | (numbers << _VALUE)).view(np.uint64)


def part(keys: Keys) -> tuple[Ints, Ints]:
    """Undo `join`."""
    found = keys.view(np.int64)
    return found >> _VALUE, found & ((1 << _VALUE) - 1)
