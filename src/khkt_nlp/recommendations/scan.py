"""The text as words with offsets, cut into sentences: what every later step of the room looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from khkt_nlp.segmentation.sentences import sentences

_PIECE = re.compile(r"\w+|[^\w\s]|\s+")


# Words of the longest sentence: prose has none as long. What is read of a candidate goes back to the
# beginning of its sentence, so this is what keeps the time linear on a text without stops.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Scan:
    """A normalised text in words and marks.

    `text`: as normalised. `words`: its words and punctuation marks, lower case. `starts`, `ends`: where
    each stands in `text`. `sentences`: each as a pair of word indexes, end exclusive.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]

    def is_capital(self, index: int) -> bool:
        """Say whether word `index` begins with a capital in the text."""
        return self.text[self.starts[index]].isupper()

    def slice(self, first: int, stop: int) -> str:
        """Give the text of the words `first` to `stop`, end exclusive."""
        return self.text[self.starts[first] : self.ends[stop - 1]] if first < stop else ""


def scan(text: str, lowered: str) -> Scan:
    """Read `text` (normalised) into words; `lowered` is the same text with its case folded.

    >>> found = scan("Ông A nói. Cần học.", "ông a nói. cần học.")
    >>> found.words[-3:], found.sentences
    (['cần', 'học', '.'], [(0, 4), (4, 7)])
    """
    pieces = _PIECE.findall(lowered)
    offsets = list(accumulate(map(len, pieces), initial=0))
    solid = [i for i, piece in enumerate(pieces) if not piece.isspace()]
    words = [pieces[i] for i in solid]
    starts = [offsets[i] for i in solid]
    ends = [offsets[i + 1] for i in solid]
    return Scan(text, words, starts, ends, _sentences(text, starts))


def _sentences(text: str, starts: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    word = 0
    for sentence in sentences(text):
        first = word
        while word < len(starts) and starts[word] < sentence.end:
            word += 1
        found += [(at, min(at + _LONGEST, word)) for at in range(first, word, _LONGEST)]
    return found
