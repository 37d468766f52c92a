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
    """Tokens that are tagged together; `starts[i]:ends[i]` of the view is `words[i]`."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def sentences(view: View) -> list[Sentence]:
    """Cut the normalised text into sentences of syllables, numbers and marks; line ends separate.

    A stop ends a sentence only between a lower-case syllable and a capital, so that `TP. HCM` and
    `TS. Phạm Hữu Thư` stay in one piece.

    >>> from khkt_nlp.article.normalization import normalize
    >>> [" ".join(sentence.words) for sentence in sentences(normalize("Sở Y tế TP.HCM họp. Bộ Y tế dự."))]
    ['Sở Y tế TP . HCM họp .', 'Bộ Y tế dự .']
    """
    text = view.text
    spans = [match.span() for match in _TOKEN.finditer(text)]
    words = [text[start:end] for start, end in spans]
    found: list[Sentence] = []
    first = 0
    for at in [at for at, word in enumerate(words) if word in _ENDS]:
        if words[at] == "\n":
            _cut(words, spans, first, at, found)
            first = at + 1
        elif first < at < len(words) - 1 and words[at - 1].islower() and words[at + 1][0].isupper():
            _cut(words, spans, first, at + 1, found)
            first = at + 1
    _cut(words, spans, first, len(words), found)
    return found


def _cut(
    words: list[str], spans: list[tuple[int, int]], first: int, last: int, found: list[Sentence]
) -> None:
    """Append the tokens from `first` to `last` to `found`, in pieces of at most `_LONGEST`."""
    for begin in range(first, last, _LONGEST):
        end = min(begin + _LONGEST, last)
        here = spans[begin:end]
        found.append(Sentence(words[begin:end], [start for start, _ in here], [stop for _, stop in here]))
