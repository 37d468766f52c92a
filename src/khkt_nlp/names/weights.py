"""What the features of tokens add to the score of each label, laid out for speed.

Most joint features need not be looked up token by token:

- those that combine attributes of a token by itself belong to its spelling;
- those that combine what the rules or a run of capitals say of a token are the same for all tokens of a
  spelling where they say nothing, which is most of a text;
- those that are one sequence seen from different places of the window are looked up once for all of them.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from khkt_nlp.arrays import Ints, Keys, Singles
from khkt_nlp.names.index import Index
from khkt_nlp.names.spellings import OFFSETS
from khkt_nlp.names.templates import ATTRIBUTES, STARTS, TEMPLATES, Column, Packer, join, part
from khkt_nlp.names.tokens import PAD

# rows of 32 bytes are gathered several times faster than those of 28
_WIDTH = 8


def _sorted() -> tuple[list[int], list[int], list[list[int]]]:
    """Sort the templates: of the spelling alone, of one token, and those of one sequence together."""
    alone: list[int] = []
    here: list[int] = []
    sequences: dict[tuple[tuple[int, int], ...], list[int]] = defaultdict(list)
    for number, template in enumerate(TEMPLATES):
        if any(offset for _, offset in template):
            sequence = tuple((column, offset - STARTS[number]) for column, offset in template)
            sequences[sequence].append(number)
        else:
            (alone if template[0][0] < ATTRIBUTES else here).append(number)
    return alone, here, list(sequences.values())


_ALONE, _HERE, _SEQUENCES = _sorted()
_OF_SPELLINGS, _OF_TOKENS = Packer([*_ALONE, *_HERE]), Packer(_HERE)
_OF_SEQUENCES = Packer([templates[0] for templates in _SEQUENCES])
# where these columns are 0, all others that do not tell of the spelling are 0 too
_PRESENT = [Column.TAG, Column.HEAD, Column.RUN]
# which template is looked up for each, and which of the rows found is its own
_LEADER, _MEMBER = np.arange(len(TEMPLATES)), np.zeros(len(TEMPLATES), dtype=np.int64)
for _templates in _SEQUENCES:
    _LEADER[_templates], _MEMBER[_templates] = _templates[0], np.arange(len(_templates))
_ROWS = np.bincount(_LEADER, minlength=len(TEMPLATES))


class Weights:
    """The weights of a model.

    `single`: what each attribute adds to each label at each place of the window, (offsets, rows, labels);
    `bases`: the first row of each attribute. `keys`, `joint`: the joint features, and what each adds,
    (features, labels).
    """

    def __init__(self, single: Singles, bases: Ints, keys: Keys, joint: Singles) -> None:
        self._labels = single.shape[2]
        self._bases = bases
        self._single = np.pad(single, ((0, 0), (0, 0), (0, _WIDTH - self._labels)))
        numbers, values = part(keys)
        found, at = np.unique(join(_LEADER[numbers], values), return_inverse=True)
        sizes = _ROWS[part(found)[0]]
        firsts = np.cumsum(sizes) - sizes
        unknown = int(sizes.sum())
        # unknown features add nothing, in whichever of their rows
        self._joint = np.zeros((unknown + int(_ROWS.max()), _WIDTH), dtype=np.float32)
        self._joint[firsts[at] + _MEMBER[numbers], : self._labels] = joint
        self._index = Index.build(found, firsts, unknown)

    def of_spellings(self, attributes: Ints) -> Singles:
        """Sum up what spellings add by themselves, from their attributes: (spellings, sums, labels).

        The sums: at each place of the window, then what is added besides where neither a rule nor a run of
        capitals says anything.
        """
        sums = np.zeros((len(attributes), len(OFFSETS) + 1, _WIDTH), dtype=np.float32)
        sums[:, :-1] = self._single[:, attributes + self._bases].sum(axis=2).swapaxes(0, 1)
        columns = np.zeros((len(Column), len(attributes)), dtype=np.int64)
        columns[:ATTRIBUTES] = attributes.T
        keys = _OF_SPELLINGS.keys(columns)
        weights = self._joint.take(self._index.find(keys.ravel()).reshape(keys.shape), axis=0)
        sums[:, OFFSETS.index(0)] += weights[: len(_ALONE)].sum(axis=0)
        sums[:, -1] = weights[len(_ALONE) :].sum(axis=0)
        return sums

    def emissions(self, sums: Singles, columns: Ints) -> Singles:
        """Sum up what all features of each token add: (tokens, labels).

        `sums`: those of the spellings of the padded tokens; changed in place. `columns`: what `TEMPLATES`
        combine, (columns, padded tokens). The `PAD` tokens at either end get no scores.
        """
        first, end = PAD, len(sums) - PAD
        at = np.flatnonzero(columns[_PRESENT].any(axis=0))
        of_sequences, of_tokens = _OF_SEQUENCES.keys(columns), _OF_TOKENS.keys(columns[:, at])
        rows = self._index.find(np.concatenate([of_sequences.ravel(), of_tokens.ravel()]))
        here = rows[of_sequences.size :].reshape(of_tokens.shape)
        sums[at, -1] = self._joint.take(here, axis=0).sum(axis=0)
        total = sums[first:end, -1].copy()
        # a sequence that starts at a place counts for the tokens that see it from there
        found = rows[: of_sequences.size].reshape(of_sequences.shape)
        for sequence, templates in zip(found, _SEQUENCES, strict=True):
            for member, number in enumerate(templates):
                seen = sequence[first + STARTS[number] : end + STARTS[number]] + member
                total += self._joint.take(seen, axis=0)
        for number, offset in enumerate(OFFSETS):
            total += sums[first + offset : end + offset, number]
        return total[:, : self._labels]
