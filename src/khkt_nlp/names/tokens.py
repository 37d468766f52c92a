"""Syllables with exact offsets: the tagger's own tokens, independent of the word segmenter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from khkt_nlp.arrays import code_points
from khkt_nlp.article.normalization import View

PADDING = "\n"
"""The empty token: no sentence holds a line end."""
PAD = 3
"""Empty tokens around sentences: no window reaches from one sentence into the next."""

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_|\n")
_ENDS = frozenset(".?!…;\n")
# a name is far shorter; a longer stretch without a stop (a table, garbage) is cut
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, with `PAD` empty ones before, between and after sentences.

    `words[i]` starts at `starts[i]` of the view; empty tokens start nowhere. `bounds`: first token and end
    of each sentence.
    """

    words: list[str]
    starts: list[int]
    bounds: list[tuple[int, int]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give the span of the view that the tokens from `first` to `last` (exclusive) take in."""
        return self.starts[first], self.starts[last - 1] + len(self.words[last - 1])

    def sentences(self) -> Iterator[list[str]]:
        """Give the words of each sentence."""
        return (self.words[first:last] for first, last in self.bounds)


def tokenize(view: View) -> Tokens:
    """Cut the normalised text into sentences of syllables, numbers and marks; line ends separate.

    A stop ends a sentence only between a lower-case syllable and a capital, so that `TP. HCM` and
    `TS. Phạm Hữu Thư` stay in one piece.

    >>> from khkt_nlp.article.normalization import normalize
    >>> tokens = tokenize(normalize("Sở Y tế TP.HCM họp. Bộ Y tế dự."))
    >>> [" ".join(words) for words in tokens.sentences()]
    ['Sở Y tế TP . HCM họp .', 'Bộ Y tế dự .']
    """
    words = _TOKEN.findall(view.text)
    starts = _starts(view.text, words)
    tokens = Tokens([PADDING] * PAD, [0] * PAD, [])
    for first, last in _sentences(words):
        tokens.bounds.append((len(tokens.words), len(tokens.words) + last - first))
        tokens.words.extend(words[first:last])
        tokens.words.extend([PADDING] * PAD)
        tokens.starts.extend(starts[first:last])
        tokens.starts.extend([0] * PAD)
    return tokens


def _starts(text: str, words: list[str]) -> list[int]:
    """Say where each word starts: as many characters before it are no blanks as its predecessors have."""
    # a view has one kind of blank; line ends are words
    visible = np.flatnonzero(code_points(text) != ord(" "))
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    starts: list[int] = visible[np.cumsum(lengths) - lengths].tolist()
    return starts


def _sentences(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the first word and the end of each sentence, in pieces of at most `_LONGEST`."""
    first = 0
    ends = [at for at, word in enumerate(words) if word in _ENDS]
    for at in [*ends, len(words)]:
        if at == len(words) or words[at] == "\n":
            last, following = at, at + 1
        elif first < at < len(words) - 1 and words[at - 1].islower() and words[at + 1][0].isupper():
            last = following = at + 1
        else:
            continue
        for begin in range(first, last, _LONGEST):
            yield begin, min(begin + _LONGEST, last)
        first = following
