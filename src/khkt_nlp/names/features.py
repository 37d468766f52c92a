"""From syllables to numbers: what the tagger knows of each token and of its neighbours.

A feature is an attribute of a token at a place of the window, or a template and an integer value. Training
names it; at run time the same integers look up weights. One function makes both, so training and running
cannot differ.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from khkt_nlp.arrays import Ints, Singles
from khkt_nlp.names import grammar, lexicon, persons
from khkt_nlp.names.lexicon import Listed, Mark
from khkt_nlp.names.spellings import CAPITALS, OFFSETS, SHAPES, Marks, Spellings
from khkt_nlp.names.templates import ATTRIBUTES, STARTS, TEMPLATES, Column, Packer
from khkt_nlp.names.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of the tokens of articles, `PAD` empty ones around each sentence.

    `columns`: what templates combine, (columns, padded tokens). `sums`: what the spellings of tokens add to
    scores by themselves. `places`: where the real tokens stand among the padded ones.
    """

    columns: Ints
    sums: Singles
    places: Ints

    def names(self, bases: Ints) -> Iterator[list[str]]:
        """Name the features of each token, for training: `place:row` and `k:key`.

        `bases`: the first row of each attribute in a table of weights that holds them all.
        """
        attributes = self.columns[:ATTRIBUTES].T + bases
        keys = Packer(range(len(TEMPLATES))).keys(self.columns)
        keys = np.stack(
            [of_template[self.places + start] for of_template, start in zip(keys, STARTS, strict=True)]
        )
        for at, place in enumerate(self.places.tolist()):
            window = attributes[place + OFFSETS.start : place + OFFSETS.stop].tolist()
            names = [f"{offset}:{row}" for offset, rows in enumerate(window) for row in rows]
            yield names + [f"k:{key}" for key in keys[:, at].tolist()]


def extract(articles: Sequence[Tokens], spellings: Spellings) -> Features:
    """Compute the features of all tokens of `articles`, one after another; linear in their number.

    Those of an article are the same whichever others are read with it.
    """
    words = list(itertools.chain.from_iterable(article.words for article in articles))
    numbers, attributes, marks, sums = spellings.read(words)
    lower = list(map(str.lower, words))
    columns = np.zeros((len(Column), len(words)), dtype=np.int64)
    columns[:ATTRIBUTES] = attributes.T
    rules = _rules(words, lower, marks)
    columns[Column.TAG] = rules.tags
    columns[Column.HEAD], columns[Column.SINCE] = _open_heads(rules.heads, columns[Column.WORD], marks)
    columns[Column.RUN], columns[Column.BEFORE], columns[Column.AFTER] = _runs(
        columns[Column.SHAPE], columns[Column.WORD]
    )
    columns[Column.DOCUMENT] = _document(articles, words, lower, rules, np.flatnonzero(columns[Column.RUN]))
    return Features(columns, sums, np.flatnonzero(numbers))


# the place in a name of the grammar: first, inside, last of an organisation, of a person
_ORG_FIRST, _PERSON_FIRST = 1, 4


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the word lists and the grammar make of tokens.

    `tags`: the class of the token in the word lists times eight, plus its place in a name of the grammar.
    `heads`: where head nouns stand. `organizations`, `people`: first token and end of each name.
    """

    tags: Ints
    heads: list[int]
    organizations: list[tuple[int, int]]
    people: list[tuple[int, int]]


def _rules(words: Sequence[str], lower: Sequence[str], marks: Marks) -> _Rules:
    alone = marks >> Mark.ALONE
    tags = bytearray((alone * 8).astype(np.uint8))
    heads = set(np.flatnonzero(alone == Listed.HEAD).tolist())
    lists = lexicon.listed()
    covered = 0
    for at in np.flatnonzero((marks[:-1] & Mark.LONGER > 0) & (marks[1:] & Mark.SECOND > 0)).tolist():
        if at < covered or lower[at + 1] not in lists.branches[lower[at]].branches:
            continue
        found = lists.longest(lower, at)
        if found and found[0] > at + 1:
            covered, value = found[0], int(found[1])
            tags[at:covered] = bytes([value * 8]) * (covered - at)
            heads.difference_update(range(at, covered))
            if value == Listed.HEAD:
                heads.add(at)
    starts = np.flatnonzero(marks & Mark.NAMED).tolist()
    organizations = [(name.start, name.end) for name in grammar.find_at(words, lower, starts)]
    named = bytearray(len(words))
    for start, end in organizations:
        named[start:end] = _places(_ORG_FIRST, end - start)
    people = [
        (start, end)
        for start, end in persons.find_at(words, lower, persons.starts(marks).tolist())
        if not any(named[start:end])
    ]
    for start, end in people:
        named[start:end] = _places(_PERSON_FIRST, end - start)
    both = np.frombuffer(tags, dtype=np.uint8) + np.frombuffer(named, dtype=np.uint8)
    return _Rules(both.astype(np.int64), sorted(heads), organizations, people)


def _places(first: int, length: int) -> bytes:
    """Give the numbers of a name's tokens: `first`, the next one inside, the one after that on the last."""
    return bytes([first, *[first + 1] * (length - 2), first + 2][:length])


def _open_heads(heads: Sequence[int], word: Ints, marks: Marks) -> tuple[Ints, Ints]:
    """Say for each token which head noun is open there, by its number, and how many tokens ago it stood.

    A head noun is open up to the next one, to what closes it, or to the end of its sentence; not for long.
    """
    opened, since = np.zeros_like(word), np.zeros_like(word)
    at = np.array(heads, dtype=np.int64)
    padding = word == 0
    stops = np.flatnonzero(padding | (marks & Mark.CLOSING > 0))
    stop = (stops - padding[stops])[np.searchsorted(stops, at, side="right")]
    sizes = np.minimum(np.minimum(at + _REACH, stop), np.append(at[1:], len(word))) - at
    head = np.repeat(at, sizes)
    distance = np.arange(1, len(head) + 1) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    opened[head + distance] = word[head]
    since[head + distance] = np.minimum(distance, 7)
    return opened, since


# how many tokens after a head noun its name may still go on
_REACH = 15
_IS_CAPITAL = np.isin(np.arange(SHAPES), CAPITALS)


def _runs(form: Ints, word: Ints) -> tuple[Ints, Ints, Ints]:
    """Describe the run of capitals around each token: place and length in it, the words before and after.

    All three are 0 outside runs.
    """
    run, before, after = (np.zeros_like(word) for _ in range(3))
    capital = _IS_CAPITAL[form]
    # empty tokens at both ends: runs begin and end inside
    first, end = (np.flatnonzero(capital[1:] != capital[:-1]) + 1).reshape(-1, 2).T
    sizes = end - first
    at = np.flatnonzero(capital)
    place = np.minimum(at - np.repeat(first, sizes), 5)
    run[at] = 1 + place * 8 + np.repeat(np.minimum(sizes, 6), sizes)
    before[at], after[at] = np.repeat(word[first - 1], sizes), np.repeat(word[end], sizes)
    return run, before, after


def _document(
    articles: Sequence[Tokens], words: Sequence[str], lower: Sequence[str], rules: _Rules, capitals: Ints
) -> Ints:
    """Say of each capital what the rest of its article shows, in bits; `capitals`: where they stand.

    A person's given name, any part of a person's name, a part of an organisation's name, also written in
    lower case; plus 16, so that 0 is no capital.
    """
    article = np.repeat(np.arange(len(articles)), [len(article.words) for article in articles])
    shown: list[dict[str, int]] = [{} for _ in articles]
    for start, end in rules.organizations:
        here = shown[article[start]]
        for word in words[start + 1 : end]:
            here[word] = 4
    for start, end in rules.people:
        here = shown[article[start]]
        for word in words[start:end]:
            here[word] = here.get(word, 0) | 2
        if end - start > 1:
            here[words[end - 1]] |= 1
    known = [set(article.words) for article in articles]
    found = np.zeros(len(words), dtype=np.int64)
    found[capitals] = [
        16 + shown[number].get(words[at], 0) + 8 * (lower[at] in known[number])
        for at, number in zip(capitals.tolist(), article[capitals].tolist(), strict=True)
    ]
    return found
