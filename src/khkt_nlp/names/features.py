"""From syllables to numbers: what the tagger knows of each token and of its neighbours.

A feature is a template and an integer value. Training names it `template:value`; at run time the same
integers look up weights. One function makes both, so training and running cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.names import grammar, lexicon, persons
from khkt_nlp.names.tokens import Sentence

Ints = NDArray[np.int64]

PAD = 3
"""Empty tokens between sentences: no window reaches from one sentence into the next."""

WORD, SHAPE, COARSE, MIDDLE, FINE = range(5)
ATTRIBUTES = 5
CLUSTERS = (64, 256, 800)
OFFSETS = range(-2, 3)

_SHAPES = (
    "pad", "lower", "Title", "T", "UPPER", "Camel", "foreign", "Foreign",
    "digits", "mark", ".", ",", "-", "(", ")", '"', ":",
)  # fmt: skip
_SHAPE = {name: number for number, name in enumerate(_SHAPES)}
# of Vietnamese syllables without diacritics: nghinh
_LONGEST_SYLLABLE = 6
_CAPITALS = [_SHAPE[name] for name in ("Title", "T", "UPPER", "Camel", "Foreign")]
_QUOTES = frozenset("\"'“”‘’«»")
_DASHES = frozenset("-–—/&")
_BASE = 1 << 16
# values stay below this power of two, the number of the template stands above
_TEMPLATE = 44


def shape(word: str) -> int:
    """Give the number of a token's shape: its capitals, digits, or which mark it is."""
    return _SHAPE[_letters(word) if word.isalpha() else _mark(word)]


def _letters(word: str) -> str:
    foreign = word.isascii() and len(word) > _LONGEST_SYLLABLE
    if word.islower():
        return "foreign" if foreign else "lower"
    if len(word) == 1:
        return "T"
    if word.isupper():
        return "UPPER"
    if word.istitle():
        return "Foreign" if foreign else "Title"
    return "Camel"


def _mark(word: str) -> str:
    if word.isdigit():
        return "digits"
    if word in _QUOTES:
        return '"'
    if word in _DASHES:
        return "-"
    return word if word in _SHAPE else "mark"


def cluster_key(word: str) -> str:
    """Give the spelling under which the clusters know `word`: all numbers are one."""
    return "0" if word.isdigit() else word


@dataclass(slots=True)
class Vocabulary:
    """What is known of a token by itself, as a row of small numbers, made once for each spelling.

    `words`: lower-case syllable → number, from 2; 1 is any other, 0 the empty token. `clusters`: spelling
    → its three cluster numbers, from 1. The rows of spellings already seen are kept, at most `limit` of them.
    """

    words: Mapping[str, int]
    clusters: Mapping[str, tuple[int, int, int]]
    limit: int = 1 << 16
    _rows: dict[str, int] = field(default_factory=dict)
    table: Ints = field(default_factory=lambda: np.zeros((1024, ATTRIBUTES), dtype=np.int64))

    @property
    def bases(self) -> Ints:
        """Give the first row of each attribute in a table of weights that holds them all."""
        return np.concatenate([[0], np.cumsum(self._sizes)[:-1]])

    @property
    def size(self) -> int:
        """Say how many rows such a table has."""
        return sum(self._sizes)

    @property
    def _sizes(self) -> tuple[int, ...]:
        return (len(self.words) + 2, len(_SHAPES), *(count + 1 for count in CLUSTERS))

    def rows(self, words: Sequence[str]) -> Ints:
        """Give for each token its row of `table`; row 0 stands for the empty token."""
        known = self._rows
        try:
            return np.array([known[word] for word in words], dtype=np.int64)
        except KeyError:
            if len(known) + len(words) > self.limit:
                known.clear()
            for word in words:
                if word not in known:
                    self._add(word)
            return np.array([known[word] for word in words], dtype=np.int64)

    def _add(self, word: str) -> None:
        row = len(self._rows) + 1
        if word == "":
            row = 0
        if row >= len(self.table):
            self.table = np.vstack([self.table, np.zeros_like(self.table)])
        lower = word.lower()
        if word:
            clusters = self.clusters.get(cluster_key(word)) or self.clusters.get(lower, (0, 0, 0))
            self.table[row] = (self.words.get(lower, 1), shape(word), *clusters)
        self._rows[word] = row


@dataclass(frozen=True, slots=True)
class Features:
    """The features of an article's tokens.

    `single`: the row in a table of weights of each attribute of each token in the window: (offsets, tokens,
    attributes). `joint`: the key of each template: (templates, tokens).
    """

    single: Ints
    joint: Ints

    def names(self) -> Iterator[list[str]]:
        """Name the features of each token, for training (see `parse`)."""
        places = range(len(self.single))
        for token in range(self.joint.shape[1]):
            yield [f"{place}:{row}" for place in places for row in self.single[place, token].tolist()] + [
                f"k:{key}" for key in self.joint[:, token].tolist()
            ]


def extract(sentences: Sequence[Sentence], vocabulary: Vocabulary) -> Features:
    """Compute the features of all tokens of one article; linear in their number."""
    words: list[str] = [""] * PAD
    at: list[int] = []
    tags: list[int] = [0] * PAD
    heads: list[int] = [0] * PAD
    for sentence in sentences:
        at.extend(range(len(words), len(words) + len(sentence.words)))
        words.extend(sentence.words)
        rule, opened = _rules(sentence.words, vocabulary.words)
        tags.extend(rule)
        heads.extend(opened)
        words.extend([""] * PAD)
        tags.extend([0] * PAD)
        heads.extend([0] * PAD)
    rows = vocabulary.rows(words)
    places = np.array(at, dtype=np.int64)
    columns = vocabulary.table[rows].T
    rule_tags, open_heads = np.array(tags, dtype=np.int64), np.array(heads, dtype=np.int64)
    runs = _runs(columns[SHAPE], columns[WORD])
    document = np.array(_document(words, tags, (runs[0] > 0).tolist()), dtype=np.int64)
    joint = np.stack(_templates(columns, rule_tags, open_heads, runs, document))[:, places]
    joint += np.arange(len(joint), dtype=np.int64)[:, None] << _TEMPLATE
    table = columns.T + vocabulary.bases
    return Features(np.stack([table[places + offset] for offset in OFFSETS]), joint)


def _shift(column: Ints, by: int) -> Ints:
    """Give for each token the value of the one `by` places after it."""
    return np.roll(column, -by)


def _pair(first: Ints, second: Ints) -> Ints:
    return first * _BASE + second


def _templates(
    columns: Ints, tags: Ints, heads: Ints, runs: tuple[Ints, Ints, Ints], document: Ints
) -> list[Ints]:
    word, form, coarse, middle, fine = columns
    position, before, after = runs
    return [
        _pair(_shift(word, -1), word),
        _pair(word, _shift(word, 1)),
        _pair(_shift(word, -1), form),
        _pair(_shift(word, 1), form),
        (_shift(form, -1) * 32 + form) * 32 + _shift(form, 1),
        (form * 32 + _shift(form, 1)) * 32 + _shift(form, 2),
        (_shift(form, -2) * 32 + _shift(form, -1)) * 32 + form,
        _pair(_shift(middle, -1), middle),
        _pair(middle, _shift(middle, 1)),
        _pair(_shift(word, -2), _shift(word, -1)) * 32 + form,
        word * 32 + form,
        tags,
        _shift(tags, -1),
        _shift(tags, 1),
        (_shift(tags, -1) * _TAGS + tags) * _TAGS + _shift(tags, 1),
        _pair(tags, word),
        _pair(tags, form),
        _pair(tags, _shift(word, 1)),
        _pair(tags, coarse),
        heads,
        heads * 32 + form,
        _pair(heads // 8, word),
        _pair(heads // 8, middle),
        position,
        _pair(before, position),
        _pair(after, position),
        _pair(fine, position),
        document,
        document * 32 + form,
        document * 64 + position,
    ]


_NONE, _TERRITORY, _FIELD, _HEAD, _ADDRESS, _SURNAME = range(6)
_OUTSIDE, _ORG_FIRST, _ORG, _ORG_LAST, _PERSON_FIRST, _PERSON, _PERSON_LAST = range(7)
_TAGS = 64


def _rules(words: Sequence[str], numbers: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """Say what the word lists and the grammar make of each token, and which head noun is open there.

    A tag is the class of the token in the word lists times eight, plus its place in a name of the grammar.
    """
    lower = [word.lower() for word in words]
    tags = [_NONE] * len(words)
    opened = [0] * len(words)
    head = since = covered = 0
    for at, word in enumerate(lower):
        if head:
            since += 1
            opened[at] = head * 8 + min(since, 7)
            if since > _REACH or word in _CLOSING:
                head = 0
        if at < covered:
            continue
        for trie, value in _lists():
            found = trie.longest(lower, at)
            if found:
                covered = found[0]
                tags[at:covered] = [value * 8] * (covered - at)
                if value == _HEAD:
                    head, since = numbers.get(word, 0) + 1, 0
                break
    _add_names(tags, ((name.start, name.end) for name in grammar.find(words)), _ORG_FIRST)
    _add_names(tags, persons.find(words), _PERSON_FIRST)
    return tags, opened


def _add_names(tags: list[int], names: Iterable[tuple[int, int]], first: int) -> None:
    """Add the places of names: `first`, the next number inside, the one after that on the last token."""
    for start, end in names:
        if any(tag % 8 for tag in tags[start:end]):
            continue
        tags[start] += first
        for at in range(start + 1, end):
            tags[at] += first + 2 if at == end - 1 else first + 1


@cache
def _lists() -> tuple[tuple[lexicon.Trie, int], ...]:
    addresses = lexicon.Trie.of((word, "") for word in lexicon.addresses())
    surnames = lexicon.Trie.of((word, "") for word in lexicon.surnames())
    return (
        (lexicon.territories(), _TERRITORY),
        (lexicon.heads(), _HEAD),
        (lexicon.fields(), _FIELD),
        (addresses, _ADDRESS),
        (surnames, _SURNAME),
    )


# how many tokens after a head noun its name may still go on
_REACH = 14
_CLOSING = frozenset(';:()"“”.') | {
    "đã",
    "là",
    "cho",
    "vừa",
    "cũng",
    "sẽ",
    "có",
    "được",
    "tại",
    "của",
    "thuộc",
}


def _runs(form: Ints, word: Ints) -> tuple[Ints, Ints, Ints]:
    """Describe the run of capitals around each token: place and length in it, the words before and after.

    All three are 0 outside runs.
    """
    capital = np.isin(form, _CAPITALS).astype(np.int64)
    index = np.arange(len(form))
    first = np.maximum.accumulate(np.where(capital > _shift(capital, -1), index, 0))
    last = np.minimum.accumulate(np.where(capital > _shift(capital, 1), index, len(form) - 1)[::-1])[::-1]
    place, length = np.minimum(index - first, 5), np.minimum(last - first + 1, 6)
    position = np.where(capital, 1 + place * 8 + length, 0)
    before = np.where(capital, word[first - 1], 0)
    after = np.where(capital, word[np.minimum(last + 1, len(form) - 1)], 0)
    return position, before, after


def _document(words: Sequence[str], tags: Sequence[int], capital: Sequence[bool]) -> list[int]:
    """Say of each capital what the rest of the article shows, in bits.

    A person's given name, any part of a person's name, a part of an organisation's name, also written in
    lower case; plus 16, so that 0 is no capital.
    """
    places: dict[str, int] = {}
    for word, tag in zip(words, tags, strict=True):
        place = tag % 8
        bits = 0
        if place == _PERSON_LAST:
            bits = 3
        elif place in (_PERSON_FIRST, _PERSON):
            bits = 2
        elif place in (_ORG, _ORG_LAST):
            bits = 4
        if bits:
            places[word] = places.get(word, 0) | bits
    lower = set(words)
    return [
        16 + places.get(word, 0) + 8 * (word.lower() in lower) if is_capital else 0
        for word, is_capital in zip(words, capital, strict=True)
    ]
