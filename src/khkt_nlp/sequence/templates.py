"""Compiling a linear-chain model with template attributes (`T[-1,0].lower=hà nội`) into n-gram tables.

A template names a token or a run of tokens near the labelled position and a function of it: nothing (as
spelt), `lower`, `istitle`, `isdigit`, `is_in_dict`. At the edges its value is `BOS` or `EOS`.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np

from khkt_nlp.arrays import Doubles, Floats
from khkt_nlp.errors import DataError
from khkt_nlp.sequence.chain import LinearChain
from khkt_nlp.sequence.ngrams import NgramModel, Ngrams, Order, key

_INTEGER = re.compile(r"[+-]?[0-9]+")
_TEMPLATE = re.compile(r"T\[(-?\d+)(?:,(-?\d+))?\](\[1\])?(?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class Template:
    """One template: the run of tokens `first` … `last`, and the function of it."""

    name: str
    first: int
    last: int
    function: str

    @classmethod
    def parse(cls, name: str) -> Template:
        """Read a template as underthesea writes it; raises `DataError` if it is unknown.

        >>> Template.parse("T[-1,0].lower")
        Template(name='T[-1,0].lower', first=-1, last=0, function='lower')
        """
        match = _TEMPLATE.fullmatch(name)
        if match is None or (match[3] and match[4]):
            raise DataError(f"{name}: this attribute template is not known to the engine.")
        first = int(match[1])
        return cls(name, first, int(match[2] or first), "constant" if match[3] else match[4] or "spelt")

    @property
    def length(self) -> int:
        """How many tokens it takes in."""
        return self.last - self.first + 1


class _Table:
    """The weights of n-grams of one length while they are collected."""

    def __init__(self, width: tuple[int, int]) -> None:
        self.width = width
        self.rows: dict[tuple[str, ...], Doubles] = defaultdict(lambda: np.zeros(width))
        # n-grams with which longer ones begin: they have a row, though perhaps no weights
        self.begun: set[tuple[str, ...]] = set()

    def build(self, numbers: dict[str, int], pairs: Ngrams | None = None) -> Ngrams:
        """Lay the table out, its tokens as numbers; `pairs`: where to find the first two of three tokens."""
        grams = sorted(self.rows.keys() | self.begun)
        weights = np.zeros((len(grams) + 1, *self.width))
        for row, gram in enumerate(grams):
            if gram in self.rows:
                weights[row] = self.rows[gram]
        columns = np.array([[numbers[token] for token in gram] for gram in grams], dtype=np.int64)
        if not grams:
            return Ngrams(np.empty(0, dtype=np.uint64), weights)
        keys = columns[:, 0].astype(np.uint64)
        if columns.shape[1] > 1:
            keys = key(columns[:, 0], columns[:, 1])
        if pairs is not None:
            keys = key(pairs.find(keys), columns[:, 2])
        return Ngrams(keys, weights)


def attribute_names(tokens: Sequence[str], templates: Sequence[str], dictionary: Set[str]) -> list[list[str]]:
    """Spell out the attributes of each of `tokens`, as underthesea does.

    >>> attribute_names(["Hà", "Nội"], ["T[-1].lower", "T[0,1]", "T[0,1].is_in_dict"], {"hà nội"})
    [['T[-1].lower=BOS', 'T[0,1]=Hà Nội', 'T[0,1].is_in_dict=True'],
     ['T[-1].lower=hà', 'T[0,1]=EOS', 'T[0,1].is_in_dict=EOS']]
    """
    parsed = [Template.parse(name) for name in templates]
    return [[f"{t.name}={_value(t, tokens, at, dictionary)}" for t in parsed] for at in range(len(tokens))]


def _value(template: Template, tokens: Sequence[str], at: int, dictionary: Set[str]) -> str:
    first, last = at + template.first, at + template.last
    if first < 0:
        return "BOS"
    if last >= len(tokens):
        return "EOS"
    text = " ".join(tokens[first : last + 1])
    if template.function == "lower":
        return text.lower()
    if template.function == "is_in_dict":
        return str(text.lower() in dictionary)
    if template.function in FUNCTIONS:
        return str(FUNCTIONS[template.function](text))
    return text


def is_title(text: str) -> bool:
    """Say whether each part of `text` begins with a capital or with what has no case."""
    return all(part and part[0] == part[0].upper() for part in text.split(" "))


def is_integer(text: str) -> bool:
    """Say whether `text` is a number of 32 bits."""
    return bool(_INTEGER.fullmatch(text)) and -(2**31) <= int(text) < 2**31


FUNCTIONS: dict[str, Callable[[str], bool]] = {"istitle": is_title, "isdigit": is_integer}
"""The functions of a token that templates may name, besides `lower` and `is_in_dict`."""

FLAGS = (frozenset[str](), frozenset({"istitle"}), frozenset({"isdigit"}), frozenset({"istitle", "isdigit"}))
"""Which functions are true of the tokens of each class."""


def class_of(token: str) -> int:
    """Return the class of `token`: its place in `FLAGS`.

    >>> class_of("Hà"), class_of("nội"), class_of("12")
    (1, 0, 3)
    """
    return is_title(token) + 2 * is_integer(token)


def compile_templates(
    chain: LinearChain,
    templates: Sequence[str],
    *,
    dictionary: Iterable[str] = (),
) -> NgramModel:
    """Turn `chain`, whose attributes come from `templates`, into an `NgramModel` with the same scores.

    `dictionary`: the entries, in lower case, for which `is_in_dict` is true; no token may hold a blank then.
    The classes of tokens are those of `class_of`; a function is true of a run if it is of all its tokens.
    """
    parsed = [Template.parse(name) for name in templates]
    compiler = _Compiler(chain, parsed)
    compiler.add_ngrams()
    compiler.add_dictionary(dictionary)
    return compiler.build()


class _Compiler:
    def __init__(self, chain: LinearChain, templates: list[Template]) -> None:
        self.chain = chain
        self.templates = templates
        self.offsets = [sorted({t.first for t in templates if t.length == n}) for n in (1, 2, 3)]
        widths = [(len(offsets), len(chain.labels) - 1) for offsets in self.offsets]
        self.lower = [_Table(width) for width in widths]
        self.spelt = [_Table(width) for width in widths]

    def weight(self, attribute: str) -> Doubles:
        """Return what an attribute adds to each label, relative to the first."""
        values = self.chain.emission[self.chain.attributes.get(attribute, -1)].astype(np.float64)
        result: Doubles = values[1:] - values[0]
        return result

    def add_ngrams(self) -> None:
        """Collect the weights of the attributes that name tokens."""
        named = {t.name: t for t in self.templates if t.function in ("spelt", "lower")}
        for attribute in self.chain.attributes:
            name, _, value = attribute.partition("=")
            template = named.get(name)
            if template is None or value in ("BOS", "EOS"):
                continue
            tables = self.spelt if template.function == "spelt" else self.lower
            column = self.offsets[template.length - 1].index(template.first)
            for gram in _splits(value, template.length):
                tables[template.length - 1].rows[gram][column] += self.weight(attribute)

    def add_dictionary(self, dictionary: Iterable[str]) -> None:
        """Collect what being in the dictionary adds over not being there."""
        gains = [np.zeros(table.width) for table in self.lower]
        for t in self.templates:
            if t.function == "is_in_dict":
                gain = self.weight(f"{t.name}=True") - self.weight(f"{t.name}=False")
                gains[t.length - 1][self.offsets[t.length - 1].index(t.first)] += gain
        for entry in dictionary if any(gain.any() for gain in gains) else ():
            gram = tuple(entry.split(" "))
            if len(gram) <= len(gains) and all(gram):
                self.lower[len(gram) - 1].rows[gram] += gains[len(gram) - 1]

    def build(self) -> NgramModel:
        """Lay all tables out."""
        for _, second, third in (self.lower, self.spelt):
            second.begun.update(gram[:2] for gram in third.rows)
        lower, spelt = (
            {token: number for number, token in enumerate(sorted(_tokens(tables)), 1)}
            for tables in (self.lower, self.spelt)
        )
        orders: list[Order] = []
        for n in (0, 1, 2):
            pairs = (orders[1].lower, orders[1].spelt) if n == 2 else (None, None)
            tables = self.lower[n].build(lower, pairs[0]), self.spelt[n].build(spelt, pairs[1])
            orders.append(Order(tuple(self.offsets[n]), self.by_class(n + 1), *tables))
        one, two, three = orders
        classes = len(FLAGS) + 2
        return NgramModel(self.chain.labels, self.chain.transition, lower, spelt, classes, (one, two, three))

    def by_class(self, length: int) -> Floats:
        """Collect what does not depend on the tokens themselves: their classes, and the edges."""
        classes = len(FLAGS) + 2
        before, after = classes - 2, classes - 1
        offsets = self.offsets[length - 1]
        table = np.zeros((classes**length, len(offsets), len(self.chain.labels) - 1))
        for row, gram in enumerate(itertools.product(range(classes), repeat=length)):
            edge = "BOS" if gram[0] == before else "EOS" if after in (gram[0], gram[-1]) else ""
            for template in self.templates:
                if template.length == length:
                    value = edge or self.value(template, gram)
                    if value:
                        table[row, offsets.index(template.first)] += self.weight(f"{template.name}={value}")
        return table

    def value(self, template: Template, gram: tuple[int, ...]) -> str:
        """Return the value of a template inside a sequence, as far as classes tell; "" if they do not."""
        if template.function == "constant":
            return " ".join("X" * template.length)
        if template.function == "is_in_dict":
            return "False"
        if template.function in ("istitle", "isdigit"):
            if template.function == "isdigit" and template.length > 1:
                return "False"
            real = [kind for kind in gram if kind < len(FLAGS)]
            return str(len(real) == len(gram) and all(template.function in FLAGS[kind] for kind in real))
        return ""


def _splits(value: str, length: int) -> Iterator[tuple[str, ...]]:
    """Yield the ways to read `value` as `length` tokens: a token may hold a blank itself."""
    parts = value.split(" ")
    for cuts in itertools.combinations(range(1, len(parts)), length - 1):
        bounds = [0, *cuts, len(parts)]
        yield tuple(" ".join(parts[a:b]) for a, b in itertools.pairwise(bounds))


def _tokens(tables: list[_Table]) -> set[str]:
    return {token for table in tables for gram in [*table.rows, *table.begun] for token in gram}
