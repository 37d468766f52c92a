"""Emission scores from n-grams of tokens, by integer tables: what makes a tagger fast.

Most attributes of a tagger say which token, pair or triple of tokens stands near a position, as written or in
lower case, and of what class (a capital, a number, the edge of the text) it is. Here the attribute is never
spelt out: each n-gram is looked up once, and its row holds what it adds at every distance.
"""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.arrays import Floats, Ints, Keys, ranges, read_arrays
from khkt_nlp.errors import DataError

BITS = 20
"""A token number, and the row of a pair, fits in so many bits."""

# positions scored in one go: their tables stay in the processor's cache
_BLOCK = 1 << 13
_ROW_BITS = np.uint64(64 - 2 * BITS)
_ROW = np.uint64(2 ** (64 - 2 * BITS) - 1)
_EMPTY = np.uint64(2**64 - 1)
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)
_ROUNDS = 500


@dataclass(frozen=True, eq=False)
class Ngrams:
    """Weights of the n-grams of one length, found by key.

    `keys`: (n-grams,), of a token its number, of a pair `key` of both, of three `key` of the row of the first
    two and the third; they must differ. `weights`: (n-grams + 1, offsets, labels - 1); the last row is zero,
    for n-grams that are not there.
    """

    keys: Keys
    weights: Floats

    @functools.cached_property
    def slots(self) -> Keys:
        """A hash table in which each key has two places.

        A slot holds a key and its row, so that one look at the memory tells both.
        """
        size = 1 << max((5 * len(self.keys) // 2).bit_length(), 4)
        slots = _lay_out(self.keys, size)
        while slots is None:
            size *= 2
            slots = _lay_out(self.keys, size)
        return slots

    def join(self, other: Ngrams, shift: int) -> Ngrams:
        """Return a table of the n-grams of both; `shift` is added to the keys of `other`."""
        return Ngrams(
            np.concatenate([self.keys, other.keys + np.uint64(shift)]),
            np.concatenate([self.weights[:-1], other.weights]),
        )

    def find(self, keys: Keys) -> Ints:
        """Return the row of each key; that of unknown keys is the last."""
        found = self.slots.take(_places(keys, len(self.slots)))
        # a slot that holds the key differs from it by the row alone, any other slot by more than any row
        found ^= keys << _ROW_BITS
        rows = np.minimum(found[0], found[1])
        np.minimum(rows, np.uint64(len(self.keys)), out=rows)
        return rows.view(np.int64)  # type: ignore[no-any-return]

    def sums(self, rows: Ints) -> Floats:
        """Return the sum of the weights of `rows[0]` and `rows[1]`."""
        lower, spelt = self.weights.take(rows, axis=0)
        result: Floats = lower + spelt
        return result


def _places(keys: Keys, size: int) -> Ints:
    """Return the two slots in which each key may be: (2, keys)."""
    places = np.multiply.outer(_MIX, keys)
    places >>= np.uint64(65 - size.bit_length())
    return places.view(np.int64)


def _lay_out(keys: Keys, size: int) -> Keys | None:
    """Put each key into one of its two slots (cuckoo hashing); None if that fails, in a table too small."""
    slots = np.full(size, _EMPTY)
    packed = (keys << _ROW_BITS) | np.arange(len(keys), dtype=np.uint64)
    places = _places(keys, size)
    side = np.zeros(len(keys), dtype=np.int64)
    homeless = np.arange(len(keys))
    for _ in range(_ROUNDS):
        at = places[side[homeless], homeless]
        before = slots[at]
        slots[at] = packed[homeless]
        lost = homeless[slots[at] != packed[homeless]]
        thrown_out = (before[before != _EMPTY] & _ROW).astype(np.int64)
        homeless = np.unique(np.concatenate([lost, thrown_out]))
        if not len(homeless):
            return slots
        side[homeless] ^= 1
    return None


def key(first: Ints, second: Ints) -> Keys:
    """Pack two numbers, each below 2**20, into one key.

    >>> int(key(np.array([1]), np.array([2]))[0]) == 2**20 + 2
    True
    """
    return ((first << BITS) | second).astype(np.int64, copy=False).view(np.uint64)


def unpack(keys: Keys) -> tuple[Ints, Ints]:
    """Return the two numbers that `key` packed.

    >>> unpack(key(np.array([1]), np.array([2])))
    (array([1]), array([2]))
    """
    return (keys >> np.uint64(BITS)).astype(np.int64), (keys & np.uint64(2**BITS - 1)).astype(np.int64)


def surround(tokens: Ints, lengths: Ints, padding: int, edges: tuple[int, int]) -> tuple[Ints, Ints]:
    """Put edges around each sequence of tokens: so many of the first kind before it, of the second after it.

    Returns where the tokens went, and all positions.

    >>> places, positions = surround(np.array([5, 6, 7]), np.array([2, 1]), 1, (0, 9))
    >>> places.tolist(), positions.tolist()
    ([1, 2, 5], [0, 5, 6, 9, 0, 7, 9])
    """
    starts = np.cumsum(lengths) - lengths + padding * (2 * np.arange(len(lengths)) + 1)
    places = ranges(starts, lengths)
    positions = np.full(len(tokens) + 2 * padding * len(lengths), edges[1], dtype=np.int64)
    for step in range(1, padding + 1):
        positions[starts - step] = edges[0]
    positions[places] = tokens
    return places, positions


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """All weights of n-grams of one length.

    `offsets`: where the first token stands, counted from the position that is labelled.
    `by_class`: (classes ** length, offsets, labels - 1). `lower`, `spelt`: by tokens in lower case, as spelt.
    """

    offsets: tuple[int, ...]
    by_class: Floats
    lower: Ngrams
    spelt: Ngrams


class Tokens(NamedTuple):
    """Different tokens: the number of each in lower case and as spelt, and its class."""

    lower: Ints
    spelt: Ints
    classes: Ints


@dataclass(frozen=True, eq=False)
class NgramModel:
    """A linear-chain model whose attributes are n-grams of one, two and three tokens.

    Scores are relative to those of the first label, which are zero: neither the best path nor any probability
    changes by that. `lower`, `spelt`: token → number, from 1; a token that is not there is 0.
    `classes`: how many classes of tokens there are; the last two are what lies before and after a sequence.
    """

    labels: tuple[str, ...]
    transition: Floats
    lower: Mapping[str, int]
    spelt: Mapping[str, int]
    classes: int
    orders: tuple[Order, Order, Order]

    @property
    def padding(self) -> int:
        """How many positions must lie before and after each sequence."""
        offsets = [offset for order in self.orders for offset in order.offsets]
        return max(2, *map(abs, offsets))

    @property
    def dtype(self) -> np.dtype[np.floating]:
        """Precision of the scores."""
        return self.orders[0].by_class.dtype

    @property
    def _shift(self) -> int:
        """What is added to the numbers of tokens as spelt, so that they follow those in lower case."""
        return len(self.lower) + 1

    @functools.cached_property
    def _joined(self) -> tuple[Ngrams, Ngrams]:
        """One table of the pairs in lower case and as spelt, and one of the triples: one look-up for both."""
        _, pair, triple = self.orders
        shift = self._shift
        rows = len(pair.lower.keys)
        return (
            pair.lower.join(pair.spelt, shift << BITS | shift),
            triple.lower.join(triple.spelt, rows << BITS | shift),
        )

    @functools.cached_property
    def _singles(self) -> Floats:
        """What each token, in lower case and as spelt, adds by itself."""
        single = self.orders[0]
        numbers = len(self.lower) + len(self.spelt) + 2
        weights = np.zeros((numbers, *single.by_class.shape[1:]), dtype=self.dtype)
        weights[single.lower.keys.astype(np.int64)] = single.lower.weights[:-1]
        weights[single.spelt.keys.astype(np.int64) + self._shift] = single.spelt.weights[:-1]
        return weights

    def tokens(self, names: Iterable[str], classes: Iterable[int]) -> Tokens:
        """Look up different tokens by name and class; after them come those at the edges."""
        names = list(names)
        return Tokens(
            np.array([*(self.lower.get(name.lower(), 0) for name in names), 0, 0]),
            np.array([*(self.spelt.get(name, 0) for name in names), 0, 0]),
            np.array([*classes, self.classes - 2, self.classes - 1]),
        )

    def emissions(self, tokens: Tokens, types: Ints) -> Floats:
        """Return the scores of the labels: (positions, labels), zero for the first label.

        `types`: which of `tokens` stands at each position. Sequences lie one after another, with `padding`
        tokens of the last but one class before each and of the last class after it; ignore the scores there.
        """
        scores = np.zeros((len(types), len(self.labels)), dtype=self.dtype)
        scores[:, 1:] = self.leads(tokens, types)
        return scores

    def leads(self, tokens: Tokens, types: Ints) -> Floats:
        """Return the scores of all labels but the first: (positions, labels - 1); see `emissions`."""
        leads = np.empty((len(types), len(self.labels) - 1), dtype=self.dtype)
        reach = self.padding + 2
        for start in range(0, len(types), _BLOCK):
            first, end = max(0, start - reach), start + _BLOCK
            part = self._leads(tokens, types[first : end + reach])
            leads[start:end] = part[start - first : end - first]
        return leads

    def _leads(self, tokens: Tokens, types: Ints) -> Floats:
        single, pair, triple = self.orders
        pairs, triples = self._joined
        names = np.empty((2, len(types)), dtype=np.int64)
        names[0] = tokens.lower.take(types)
        np.add(tokens.spelt.take(types), self._shift, out=names[1])
        classes = tokens.classes.take(types)
        scores = np.zeros((len(types), len(self.labels) - 1), dtype=self.dtype)
        by_token = single.by_class.take(classes, axis=0)
        by_token += self._singles.take(names[0], axis=0)
        by_token += self._singles.take(names[1], axis=0)
        _spread(scores, by_token, single.offsets)
        # n-grams that are not there have a row of zeros: to add it is faster than to leave them out
        kinds = classes[:-1] * self.classes + classes[1:]
        rows = pairs.find(key(names[:, :-1], names[:, 1:]))
        _spread(scores, pair.by_class.take(kinds, axis=0) + pairs.sums(rows), pair.offsets)
        if triple.offsets:
            kinds = kinds[:-1] * self.classes + classes[2:]
            rows = triples.find(key(rows[:, :-1], names[:, 2:]))
            _spread(scores, triple.by_class.take(kinds, axis=0) + triples.sums(rows), triple.offsets)
        return scores

    def to_bytes(self) -> bytes:
        """Return the model as an `.npz` file, its names as JSON in it; equal models give equal bytes."""
        names = {
            "labels": self.labels,
            "lower": list(self.lower),
            "spelt": list(self.spelt),
            "classes": self.classes,
            "offsets": [order.offsets for order in self.orders],
        }
        arrays: dict[str, NDArray[Any]] = {"transition": self.transition}
        for n, order in enumerate(self.orders, 1):
            arrays[f"class{n}"] = order.by_class
            for name, table in (("lower", order.lower), ("spelt", order.spelt)):
                arrays |= {f"{name}{n}.keys": table.keys, f"{name}{n}.weights": table.weights}
        encoded = np.frombuffer(json.dumps(names, ensure_ascii=False).encode("utf-8"), dtype=np.uint8)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, names=encoded, **arrays)  # type: ignore[arg-type]
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> NgramModel:
        """Read what `to_bytes` returned; raises `DataError` if it is something else."""
        try:
            arrays = read_arrays(data, "the file")
            return cls._unpack(json.loads(arrays["names"].tobytes().decode("utf-8")), arrays)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(f"This is not a saved model of n-grams ({error}); make it again.") from error

    @classmethod
    def _unpack(cls, names: dict[str, Any], arrays: Mapping[str, NDArray[Any]]) -> NgramModel:
        first, second, third = (
            Order(
                tuple(offsets),
                _widen(arrays[f"class{n}"]),
                *(
                    Ngrams(arrays[f"{name}{n}.keys"], _widen(arrays[f"{name}{n}.weights"]))
                    for name in ("lower", "spelt")
                ),
            )
            for n, offsets in enumerate(names["offsets"], 1)
        )
        return cls(
            labels=tuple(names["labels"]),
            transition=arrays["transition"],
            lower=_number(names["lower"]),
            spelt=_number(names["spelt"]),
            classes=names["classes"],
            orders=(first, second, third),
        )


def _spread(scores: Floats, values: Floats, offsets: tuple[int, ...]) -> None:
    """Add what the n-gram that begins at each position gives to the position at each offset from it."""
    for column, offset in enumerate(offsets):
        # the n-gram that begins at i stands at `offset` from position i - offset
        given = values[max(0, offset) :, column]
        part = scores[max(0, -offset) :][: len(given)]
        part += given[: len(part)]


def _widen(weights: Floats) -> Floats:
    """Return weights stored in half precision in single precision, others as they are."""
    return weights.astype(np.float32) if weights.dtype == np.float16 else weights


def _number(names: list[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names, 1)}
