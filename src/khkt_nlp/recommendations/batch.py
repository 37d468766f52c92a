"""Several texts end to end, so that what a step in numpy costs is shared by all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from khkt_nlp.arrays import Ints
from khkt_nlp.recommendations.candidates import Candidate
from khkt_nlp.recommendations.cues import CueMatch
from khkt_nlp.recommendations.scan import RECORD, Scan

APART: Final = 2
"""So many sentences without words part two texts: nothing looks at a sentence further away."""

_EMPTY = np.zeros(1, dtype=RECORD)


class Source(NamedTuple):
    """A text as words, its candidates, and the cues of each of its sentences."""

    scan: Scan
    candidates: Sequence[Candidate]
    cues: Sequence[Sequence[CueMatch]]


class Batch:
    """The sources of several texts, numbered through; after the words of each text comes an empty one.

    `words`: of all texts; `records`: they in numbers. `sentences`: (sentences, 2), first word and end of
    each; `cues`: its cues; `lines`: which sentence of its text it is. `texts`: the text that each candidate
    belongs to.
    `at_word`, `at_sentence`: by candidate, the numbers of the first word and sentence of its text.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources
        sizes = [len(one.scan.words) + 1 for one in sources]
        lengths = [len(one.scan.sentences) + APART for one in sources]
        counts = [len(one.candidates) for one in sources]
        first_words, first_sentences = np.cumsum([0, *sizes]), np.cumsum([0, *lengths])
        self.words: list[str] = list(chain.from_iterable([*one.scan.words, ""] for one in sources))
        self.records = np.concatenate([part for one in sources for part in (one.scan.records, _EMPTY)])
        local = [[*one.scan.sentences, *[(len(one.scan.words),) * 2] * APART] for one in sources]
        self.sentences: Ints = np.array(list(chain.from_iterable(local)))
        self.sentences += np.repeat(first_words[:-1], lengths)[:, None]
        self.lines: Ints = np.arange(len(self.sentences)) - np.repeat(first_sentences[:-1], lengths)
        cues = ([*one.cues, *[()] * APART] for one in sources)
        self.cues: list[Sequence[CueMatch]] = list(chain.from_iterable(cues))
        self.texts: Ints = np.repeat(np.arange(len(sources)), counts)
        self.at_word: Ints = first_words[self.texts]
        self.at_sentence: Ints = first_sentences[self.texts]
