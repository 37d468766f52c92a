"""Several texts end to end, so that what a step in numpy costs is shared by all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

import numpy as np

from khkt_nlp.arrays import Bools, Ints, Keys
from khkt_nlp.recommendations.cues import CueColumns, cue_columns
from khkt_nlp.recommendations.scan import RECORD, Mark, Scan

APART: Final = 2
"""So many sentences without words part two texts: nothing looks at a sentence further away."""

_EMPTY = np.zeros(1, dtype=RECORD)


class Batch:
    """The words, sentences and cues of several texts, numbered through; after each text comes an empty word.

    `hashes`, `marks`, `classes`: of the words. `sentences`: (sentences, 2), first word and end of each;
    `lines`: which sentence of its text it is. `cues`: all cues; `cue_sentences`: the sentence of each.
    `first_words`, `first_sentences`: by text, the numbers of its first word and sentence.
    """

    def __init__(self, scans: Sequence[Scan]) -> None:
        self.scans = scans
        sizes = [len(one.words) + 1 for one in scans]
        lengths = [len(one.sentences) + APART for one in scans]
        self.first_words, self.first_sentences = (np.cumsum([0, *many])[:-1] for many in (sizes, lengths))
        records = np.concatenate([part for one in scans for part in (one.records, _EMPTY)])
        self.hashes: Keys = records["word"].astype(np.uint64)
        self.marks: Ints = records["marks"].astype(np.int64)
        self.classes: Ints = records["class"].astype(np.int64)
        local = [[*one.sentences, *[(len(one.words),) * 2] * APART] for one in scans]
        self.sentences: Ints = np.array(list(chain.from_iterable(local)))
        self.sentences += np.repeat(self.first_words, lengths)[:, None]
        self.lines: Ints = np.arange(len(self.sentences)) - np.repeat(self.first_sentences, lengths)
        places = np.flatnonzero(self.bears(Mark.CUE))
        self.cues: CueColumns = cue_columns(self.hashes, places, self.sentences[self.sentence_of(places), 1])
        self.cue_sentences: Ints = self.sentence_of(self.cues.first)

    def bears(self, mark: Mark | int) -> Bools:
        """Say of each word whether it bears a mark."""
        found: Bools = (self.marks & int(mark)) > 0
        return found

    def sentence_of(self, places: Ints) -> Ints:
        """Give the number of the sentence that each word of `places` stands in."""
        return np.searchsorted(self.sentences[:, 1], places, side="right")

    def first_word_of(self, places: Ints) -> Ints:
        """Give the number of the first word of the text that each word of `places` stands in."""
        return self.first_words[np.searchsorted(self.first_words, places, side="right") - 1]
