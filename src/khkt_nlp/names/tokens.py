"""Syllables with exact offsets: the tagger's own tokens, independent of the word segmenter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khkt_nlp.article.normalization import View

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_|\n")
_ENDS = frozenset(".?!…;\n")
# a name is far shorter; a longer stretch without a stop (a table, garbage) is cut
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens that are tagged together; `words[i]` starts at `starts[i]` of the view."""

    words: list[str]
    starts: list[int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give the span of the view that the words from `first` to `last` (exclusive) take in."""
        return self.starts[first], self.starts[last - 1] + len(self.words[last - 1])


def sentences(view: View) -> list[Sentence]:
    """Cut the normalised text into sentences of syllables, numbers and marks; line ends separate.

    A stop ends a sentence only between a lower-case syllable and a capital, so that `TP. HCM` and
    `TS. Phạm Hữu Thư` stay in one piece.

    >>> from khkt_nlp.article.normalization import normalize
    >>> [" ".join(sentence.words) for sentence in sentences(normalize("Sở Y tế TP.HCM họp. Bộ Y tế dự."))]
    ['Sở Y tế TP . HCM họp .', 'Bộ Y tế dự .']
    """
    words = _TOKEN.findall(view.text)
    starts = _starts(view.text, words)
    found: list[Sentence] = []
    first = 0
    for at in [at for at, word in enumerate(words) if word in _ENDS]:
        if words[at] == "\n":
            _cut(words, starts, first, at, found)
            first = at + 1
        elif first < at < len(words) - 1 and words[at - 1].islower() and words[at + 1][0].isupper():
            _cut(words, starts, first, at + 1, found)
            first = at + 1
    _cut(words, starts, first, len(words), found)
    return found


def _starts(text: str, words: list[str]) -> list[int]:
    """Say where each word starts; there are only blanks between them."""
    starts: list[int] = []
    at = 0
    for word in words:
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
    return starts


def _cut(words: list[str], starts: list[int], first: int, last: int, found: list[Sentence]) -> None:
    """Append the tokens from `first` to `last` to `found`, in pieces of at most `_LONGEST`."""
    for begin in range(first, last, _LONGEST):
        end = min(begin + _LONGEST, last)
        found.append(Sentence(words[begin:end], starts[begin:end]))
