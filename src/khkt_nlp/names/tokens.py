"""Syllables with exact offsets: the tagger's own tokens, independent of the word segmenter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khkt_nlp.article.normalization import View

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_|\n")
_STOPS = frozenset(".?!…;")
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
    found: list[Sentence] = []
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def close() -> None:
        nonlocal words, starts, ends
        if words:
            found.append(Sentence(words, starts, ends))
        words, starts, ends = [], [], []

    for match in _TOKEN.finditer(view.text):
        word = match[0]
        if word == "\n":
            close()
            continue
        if len(words) >= _LONGEST or (
            len(words) > 1 and words[-1] in _STOPS and words[-2].islower() and word[0].isupper()
        ):
            close()
        words.append(word)
        starts.append(match.start())
        ends.append(match.end())
    close()
    return found
