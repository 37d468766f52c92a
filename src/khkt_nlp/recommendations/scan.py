"""The text as words with offsets and numbers, in sentences: what every later step of the room looks at.

What costs time is spelling: cutting, lower-casing, looking words up. It is done once for each different run
of characters without blanks; the words of a text are put together from what is remembered of its runs.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag
from functools import cache, cached_property
from itertools import accumulate, chain
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.arrays import Ints
from khkt_nlp.article.normalization import fold_case
from khkt_nlp.recommendations.cues import cues
from khkt_nlp.recommendations.lexicon import NO_CLASS, classes, heads, is_role_head, word_hash
from khkt_nlp.segmentation.segmenter import run_starts
from khkt_nlp.segmentation.sentences import split

BOUNDARY = frozenset(',;:.…(“"-–+*•/”)?!')
CONNECTORS = frozenset("và hoặc rồi thì là như việc đồng thời rằng luôn tiếp đó ta".split())
NOUN_BEFORE = frozenset(
    "các những của theo sự hồ đơn bản một nhiều mọi ý số mục từ với trước bằng điều trên vào đáp đúng văn"
    " quyền".split()
)
"""Before a cue these make a noun of it: `các đề nghị`."""
NOUN_AFTER = frozenset("của này trên đó nói gì nào đối được ấy mà".split())
"""After a cue these do: `yêu cầu của`."""
PRONOUNS = frozenset("tôi anh cô em chị họ nó mình cháu con bạn ta mẹ bố vợ chồng".split())
LINKS = frozenset(["với", "cho", "tới", "lên", "rằng", ":", ",", "đến"])
"""Between a cue and whom or what it is about."""

_WORD = re.compile(r"\w+|[^\w\s]")
_REMEMBERED = 1 << 16
# a longer run is a link or noise: not worth the memory
_LONGEST_RUN = 48
# Words of the longest sentence: prose has none as long. What is read of a candidate goes back to the
# beginning of its sentence, so this is what keeps the time linear on a text without stops.
_LONGEST = 300
_BULLETS = frozenset("-–—+•●▪■*►")


class Mark(IntFlag):
    """What is known of a word by itself."""

    CAPITAL = 1
    WORD = 2
    SEMICOLON = 4
    BOUNDARY = 8
    HEAD = 16
    """It may open an action, alone or with the next word."""
    CUE = 32
    """A cue begins with it."""
    NOUN_BEFORE = 64
    NOUN_AFTER = 128
    PRONOUN = 256
    LINK = 512
    ROLE = 1024
    """A word for a body or an office begins with it."""
    CONNECTOR = 2048


_LAYOUT = struct.Struct("<IIIhH")
RECORD = np.dtype(
    [
        ("word", "<u4"),
        ("at", "<u4"),
        ("length", "<u4"),
        ("class", "<i2"),
        ("marks", "<u2"),
    ]
)
"""A word in numbers: a hash of its lower-case spelling, where it stands in its run, its class and marks."""


@dataclass(frozen=True)
class Scan:
    """A normalised text in words and marks.

    `text`: as normalised. `words`: its words and punctuation marks, lower case. `sentences`: each as a pair
    of word indexes, end exclusive, without the mark of a list. `records`: the words in numbers, `RECORD`.
    `places`: where each word stands in `text`.
    """

    text: str
    words: list[str]
    sentences: list[tuple[int, int]]
    records: NDArray[np.void]
    places: Ints

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins in `text`."""
        starts: list[int] = self.places.tolist()
        return starts

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends."""
        ends: list[int] = (self.places + self.records["length"]).tolist()
        return ends

    def is_capital(self, index: int) -> bool:
        """Say whether word `index` begins with a capital in the text."""
        return self.text[self.starts[index]].isupper()


def scan(text: str) -> Scan:
    """Read `text` (normalised) into words.

    >>> found = scan("Ông A nói. Cần học.")
    >>> found.words[-3:], found.sentences
    (['cần', 'học', '.'], [(0, 4), (4, 7)])
    """
    return scan_all([text])[0]


def scan_all(texts: Sequence[str]) -> list[Scan]:
    """Read texts (normalised) into words, all in one go: what a step in numpy costs is shared by them.

    >>> [one.words for one in scan_all(["Ông A nói.", "Cần học."])]
    [['ông', 'a', 'nói', '.'], ['cần', 'học', '.']]
    """
    whole = "\n".join(texts)
    entries = list(map(_runs().__getitem__, whole.split()))
    spelt = list(chain.from_iterable(map(itemgetter(0), entries)))
    records = np.frombuffer(b"".join(map(itemgetter(1), entries)), dtype=RECORD)
    # the first word of a run stands at its beginning
    run = np.cumsum(records["at"] == 0) - 1
    places = run_starts(whole)[run] + records["at"]
    begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
    firsts = np.searchsorted(places, begins).tolist()
    ends = [[begin + end for _, end in split(text)] for begin, text in zip(begins, texts, strict=False)]
    stops = iter(np.searchsorted(places, list(chain.from_iterable(ends))).tolist())
    return [
        Scan(
            text,
            words := spelt[first:stop],
            _sentences(words, [next(stops) - first for _ in own]),
            records[first:stop],
            places[first:stop] - begin,
        )
        for text, begin, first, stop, own in zip(texts, begins, firsts, firsts[1:], ends, strict=False)
    ]


class _Runs(dict[str, tuple[tuple[str, ...], bytes]]):
    """What is remembered of runs of characters without blanks: their words, and these as records."""

    def __missing__(self, run: str) -> tuple[tuple[str, ...], bytes]:
        pieces = [(match.start(), match[0]) for match in _WORD.finditer(run)]
        lowered = [fold_case(piece) for _, piece in pieces]
        records = [_record(at, piece, word) for (at, piece), word in zip(pieces, lowered, strict=True)]
        entry = tuple(lowered), b"".join(records)
        if len(run) <= _LONGEST_RUN:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[run] = entry
        return entry


@cache
def _runs() -> _Runs:
    return _Runs()


def _record(at: int, piece: str, word: str) -> bytes:
    marks = (
        Mark.CAPITAL * piece[0].isupper()
        | Mark.WORD * (piece[0].isalnum() or piece[0] == "_")
        | Mark.SEMICOLON * (word == ";")
        | Mark.BOUNDARY * (word in BOUNDARY)
        | Mark.HEAD * heads().may_open(word)
        | Mark.CUE * (word in cues())
        | Mark.NOUN_BEFORE * (word in NOUN_BEFORE)
        | Mark.NOUN_AFTER * (word in NOUN_AFTER)
        | Mark.PRONOUN * (word in PRONOUNS)
        | Mark.LINK * (word in LINKS)
        | Mark.ROLE * is_role_head(word)
        | Mark.CONNECTOR * (word in CONNECTORS)
    )
    return _LAYOUT.pack(word_hash(word), at, len(piece), classes().get(word, NO_CLASS), int(marks))


def _after_bullet(words: Sequence[str], first: int, stop: int) -> int:
    """Give the first word behind the mark or number of a list: an item reads as if it had none."""
    at = first
    while at < stop - 1 and words[at] in _BULLETS:
        at += 1
    if at < stop - 2 and words[at].isdigit() and words[at + 1] in ".)":
        at += 2
    return at


def _sentences(words: Sequence[str], stops: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first = 0
    for stop in stops:
        for at in range(first, stop, _LONGEST):
            end = min(at + _LONGEST, stop)
            found.append((at if words[at].isalpha() else _after_bullet(words, at, end), end))
        first = stop
    return found
