"""From syllables to numbers: what the tagger knows of each token and of its neighbours.

A feature is an attribute of a token at a place of the window, or a template and an integer value. Training
names it; at run time the same integers look up weights. One function makes both, so training and running
cannot differ.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from khkt_nlp import datafiles
from khkt_nlp.names import grammar, lexicon, persons
from khkt_nlp.names.spellings import CAPITALS, OFFSETS, PADDING, SHAPE, SHAPES, WORD, Floats, Ints, Spellings
from khkt_nlp.names.tokens import Sentence

PAD = 3
"""Empty tokens between sentences: no window reaches from one sentence into the next."""

# what templates combine, and how many bits its numbers need
_BITS = {
    "word": 16,
    "shape": 5,
    "coarse": 7,
    "middle": 9,
    "fine": 10,
    "tag": 6,  # of the word lists and the grammar, see `_rules`
    "head": 16,  # the head noun that is open
    "since": 3,  # how many tokens ago
    "run": 6,  # the place in a run of capitals, and its length
    "before": 16,  # the word before the run
    "after": 16,
    "document": 5,  # what the rest of the article shows, see `_document`
}
# each template names what it combines: column and place in the window
TEMPLATES = (
    (("word", -1), ("word", 0)),
    (("word", 0), ("word", 1)),
    (("word", -1), ("shape", 0)),
    (("word", 1), ("shape", 0)),
    (("word", -2), ("word", -1), ("shape", 0)),
    (("word", 0), ("shape", 0)),
    (("shape", -2), ("shape", -1), ("shape", 0)),
    (("shape", -1), ("shape", 0), ("shape", 1)),
    (("shape", 0), ("shape", 1), ("shape", 2)),
    (("middle", -1), ("middle", 0)),
    (("middle", 0), ("middle", 1)),
    (("tag", -1), ("tag", 0), ("tag", 1)),
    (("tag", 0),),
    (("tag", 0), ("word", 0)),
    (("tag", 0), ("word", 1)),
    (("tag", 0), ("shape", 0)),
    (("tag", 0), ("coarse", 0)),
    (("head", 0), ("since", 0), ("shape", 0)),
    (("head", 0), ("word", 0)),
    (("head", 0), ("middle", 0)),
    (("run", 0), ("before", 0)),
    (("run", 0), ("after", 0)),
    (("run", 0), ("fine", 0)),
    (("run", 0), ("document", 0)),
    (("document", 0), ("shape", 0)),
)
# values stay below this power of two, the number of the template stands above
_TEMPLATE = 44


@dataclass(frozen=True, slots=True)
class Features:
    """The features of an article's tokens.

    `attributes`: of the padded tokens, as rows of a table of weights, (padded tokens, attributes). `places`:
    where the real tokens stand among the padded ones. `joint`: the key of each template, (templates, tokens).
    `sums`: what the attributes add to each label, (tokens, labels).
    """

    attributes: Ints
    places: Ints
    joint: NDArray[np.uint64]
    sums: Floats

    def names(self) -> Iterator[list[str]]:
        """Name the features of each token, for training: `place:row` and `k:key`."""
        for at, place in enumerate(self.places.tolist()):
            window = self.attributes[place + OFFSETS.start : place + OFFSETS.stop].tolist()
            names = [f"{offset}:{row}" for offset, rows in enumerate(window) for row in rows]
            yield names + [f"k:{key}" for key in self.joint[:, at].tolist()]


def extract(sentences: Sequence[Sentence], spellings: Spellings) -> Features:
    """Compute the features of all tokens of one article; linear in their number."""
    words = [PADDING] * PAD
    for sentence in sentences:
        words += sentence.words
        words += [PADDING] * PAD
    attributes, sums = spellings.read(words)
    lengths = [len(sentence.words) for sentence in sentences]
    places = np.arange(sum(lengths)) + PAD * np.repeat(np.arange(1, len(lengths) + 1), lengths)
    tags, heads, since = _rules(words, spellings.vocabulary.words)
    run, before, after = _runs(attributes[:, SHAPE], attributes[:, WORD])
    columns = dict(zip(_BITS, attributes.T, strict=False))
    columns.update(tag=np.array(tags), head=np.array(heads), since=np.array(since))
    columns.update(run=run, before=before, after=after)
    columns["document"] = _document(words, tags, np.flatnonzero(run).tolist())
    window = len(words) - len(OFFSETS) + 1
    total = sums[:window, 0].copy()
    for number in range(1, len(OFFSETS)):
        total += sums[number : number + window, number]
    return Features(
        attributes + spellings.vocabulary.bases,
        places,
        _joint(columns, places),
        total[places + OFFSETS.start],
    )


def _joint(columns: Mapping[str, Ints], places: Ints) -> NDArray[np.uint64]:
    """Compute the key of each template at each place: (templates, places)."""
    end = len(columns["word"]) - PAD
    keys = np.empty((len(TEMPLATES), end - PAD), dtype=np.int64)
    for number, template in enumerate(TEMPLATES):
        value: Ints | int = 0
        for name, offset in template:
            value = (value << _BITS[name]) | columns[name][PAD + offset : end + offset]
        keys[number] = value | (number << _TEMPLATE)
    return keys.take(places - PAD, axis=1).view(np.uint64)


_NONE, _TERRITORY, _FIELD, _HEAD, _ADDRESS, _SURNAME = range(6)
_ORG_FIRST, _PERSON_FIRST = 1, 4
# what a place in a name of the grammar shows: nothing, first, inside, last of an organisation, of a person
_SHOWS = (0, 0, 4, 4, 2, 2, 3, 0)


def _rules(words: Sequence[str], numbers: Mapping[str, int]) -> tuple[list[int], list[int], list[int]]:
    """Say what the word lists and the grammar make of each token, which head noun is open, and since when.

    A tag is the class of the token in the word lists times eight, plus its place in a name of the grammar.
    """
    lower = list(map(str.lower, words))
    tags = [_NONE] * len(words)
    opened: list[int] = []
    lists = _lists()
    covered = 0
    for at in lists.openings(lower):
        found = lists.longest(lower, at) if at >= covered else None
        if found:
            covered, value = found[0], int(found[1])
            tags[at:covered] = [value * 8] * (covered - at)
            if value == _HEAD:
                opened.append(at)
    _add_names(tags, ((name.start, name.end) for name in grammar.find_lowered(words, lower)), _ORG_FIRST)
    _add_names(tags, persons.find_lowered(words, lower), _PERSON_FIRST)
    return tags, *_open_heads(lower, opened, numbers)


def _open_heads(
    lower: Sequence[str], opened: Sequence[int], numbers: Mapping[str, int]
) -> tuple[list[int], list[int]]:
    """Say for each token which head noun is open there, by its number, and how many tokens ago it stood."""
    heads = [0] * len(lower)
    distances = [0] * len(lower)
    for at, following in itertools.pairwise([*opened, len(lower)]):
        number = numbers.get(lower[at], 1)
        for place in range(at + 1, min(at + _REACH + 2, following + 1, len(lower))):
            if lower[place] == PADDING:
                break
            heads[place], distances[place] = number, min(place - at, 7)
            if lower[place] in _CLOSING:
                break
    return heads, distances


def _add_names(tags: list[int], names: Iterable[tuple[int, int]], first: int) -> None:
    """Add the places of names: `first`, the next number inside, the one after that on the last token."""
    for start, end in names:
        if any(tag % 8 for tag in tags[start:end]):
            continue
        tags[start] += first
        for at in range(start + 1, end):
            tags[at] += first + 2 if at == end - 1 else first + 1


@cache
def _lists() -> lexicon.Trie:
    """Join the word lists; where two hold the same phrase, the later of these counts."""
    entries = [(surname, _SURNAME) for surname in lexicon.surnames()]
    entries += [(address, _ADDRESS) for address in lexicon.addresses()]
    entries += [(field, _FIELD) for field in datafiles.lines("names", "fields.txt")]
    entries += [(row["head"], _HEAD) for row in datafiles.rows("names", "heads.csv")]
    entries += [(name, _TERRITORY) for name, _ in lexicon.territory_levels()]
    return lexicon.Trie.of((phrase, str(value)) for phrase, value in entries)


# how many tokens after a head noun its name may still go on
_REACH = 14
_CLOSING = frozenset([*';:()"“”.', *"đã là cho vừa cũng sẽ có được tại của thuộc".split()])
_IS_CAPITAL = np.isin(np.arange(SHAPES), CAPITALS)


def _runs(form: Ints, word: Ints) -> tuple[Ints, Ints, Ints]:
    """Describe the run of capitals around each token: place and length in it, the words before and after.

    All three are 0 outside runs.
    """
    capital = _IS_CAPITAL[form]
    index = np.arange(len(form))
    first = np.maximum.accumulate(np.where(capital > np.roll(capital, 1), index, 0))
    last = np.minimum.accumulate(np.where(capital > np.roll(capital, -1), index, len(form) - 1)[::-1])[::-1]
    place, length = np.minimum(index - first, 5), np.minimum(last - first + 1, 6)
    position = np.where(capital, 1 + place * 8 + length, 0)
    before = np.where(capital, word[first - 1], 0)
    after = np.where(capital, word[np.minimum(last + 1, len(form) - 1)], 0)
    return position, before, after


def _document(words: Sequence[str], tags: Sequence[int], capitals: Sequence[int]) -> Ints:
    """Say of each capital what the rest of the article shows, in bits; `capitals`: where they stand.

    A person's given name, any part of a person's name, a part of an organisation's name, also written in
    lower case; plus 16, so that 0 is no capital.
    """
    shown: dict[str, int] = {}
    for at, tag in enumerate(tags):
        if tag % 8:
            word = words[at]
            shown[word] = shown.get(word, 0) | _SHOWS[tag % 8]
    known = set(words)
    found = np.zeros(len(words), dtype=np.int64)
    found[capitals] = [
        16 + shown.get(word, 0) + 8 * (word.lower() in known) for word in map(words.__getitem__, capitals)
    ]
    return found
