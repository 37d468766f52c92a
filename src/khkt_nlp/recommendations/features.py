"""What the detector looks at, in slots: the columns of each candidate by templates, and what stands around.

A *column* is one thing known of every candidate (`columns.py`); a *template* is a few columns read together;
a *slot* is the number by which its weight is found (`slots.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from khkt_nlp.arrays import Ints, ranges
from khkt_nlp.recommendations.batch import Batch
from khkt_nlp.recommendations.candidates import Candidate
from khkt_nlp.recommendations.columns import LEFT, RIGHT, Around, CandidateColumns, Words, columns_of
from khkt_nlp.recommendations.cues import all_cues, cue_numbers
from khkt_nlp.recommendations.lexicon import word_hash
from khkt_nlp.recommendations.phrases import UNKNOWN
from khkt_nlp.recommendations.slots import NOTHING, Bags, Slots, Templates, bags, salted_slots, slots

_CARRIED = frozenset(["report", "weak", "header", "court", "past", "plan", "modal"])
_MOST_CUES = 8
# templates, apart by bars; what the columns mean is in `columns.py`
_DETECTOR = """
frame strength | frame | frame word | frame cue | frame word next
kind | kind strength | opens left | word next | left kind | cue kind | cue_kind kind strength
cue_kind kind opens capital | kind gap strong | kind gap | cue_kind kind gap
inherited kind | inherited_force distance kind | inherited_kind distance left
word | kind word next | left | left2 left | left word | order kind | capital kind | rest | position kind
cue | cue gap | before cue | before2 before cue_force | cue left | cue after | after after2 | marks kind
cue_capital left_capital kind | own own_next | own_kind next_cue own_gap
class kind | class class2 | kind class2 | class_left kind | class_left2 class_left kind | class cue
class inherited | class cue_kind left | word next next2
word capital kind | word next capital | class capital cue_kind
announcer inherited kind | announcer_force kind
first | last | size | line | before_last | before_size | first kind | line kind cue_kind
"""
_FORCE = """
kind | word | cue modal | cue_kind cue_force modal | cue_kind cue_force modal far
announcer inherited_kind governed modal | announcer_force inherited_force governed modal
inherited governed modal | inherited_force inherited_kind governed modal distance
open_end modal title | last modal | inherited_force cue_force modal
"""


_TEMPLATES = Templates(_DETECTOR, _FORCE)

_AROUND = np.repeat(
    np.array(
        [word_hash(f"{what} {where}") for what in ("word", "class") for where in ("left", "right")],
        dtype=np.uint64,
    ),
    [LEFT, RIGHT] * 2,
)


@dataclass(frozen=True, slots=True)
class Features:
    """The features of the candidates of texts, of which each has some.

    `own`: what is known of each candidate. `candidates`: (candidates, features), slots. `numbers`: the
    sentences that have candidates; `sentences`: their bags. `force`: (candidates, features), slots for their
    force.
    """

    own: CandidateColumns
    candidates: Slots
    numbers: Ints
    sentences: Bags
    force: Slots


def features(batch: Batch, candidates: Sequence[Sequence[Candidate]]) -> Features:
    """Give the features of the candidates of each text of a batch; there must be one."""
    words, own = Words(batch), CandidateColumns(batch, candidates)
    around = Around(words, own)
    of_detector, of_force = _TEMPLATES.slots(columns_of(batch, words, own, around))
    numbers, rows = np.unique(own.sentence, return_inverse=True)
    of_cues = _cue_slots(batch, numbers)
    seen = np.concatenate([of_detector, of_cues[rows], _around_slots(around)], axis=1)
    return Features(own, seen, numbers, _sentence_bags(words, batch.sentences[numbers], of_cues), of_force)


def _around_slots(around: Around) -> Slots:
    """Give the slots of the words and classes left and right, wherever they stand there."""
    near = LEFT + RIGHT
    shown = np.concatenate([around.words[:, :near], around.classes[:, :near]], axis=1)
    return salted_slots(shown.view(np.uint64), _AROUND)


def _cue_slots(batch: Batch, numbers: Ints) -> Slots:
    """Give for each sentence of `numbers` the slots of its cues and of those of the sentence before."""
    here, before = _slots_of_cues()
    rows = np.full(len(batch.sentences) + 1, UNKNOWN)
    rows[numbers] = np.arange(len(numbers))
    found = np.full((len(numbers), 2 * _MOST_CUES), NOTHING)
    for first, of_cue, of in ((0, here, batch.cue_sentences), (_MOST_CUES, before, batch.cue_sentences + 1)):
        counted = np.flatnonzero((of_cue[batch.cues.number] != NOTHING) & (rows[of] != UNKNOWN))
        cues, row = batch.cues.number[counted], rows[of[counted]]
        # each cue of a sentence once, in the order in which they come
        _, once = np.unique(row * len(of_cue) + cues, return_index=True)
        once.sort()
        cues, row = cues[once], row[once]
        rank = np.arange(len(row)) - np.searchsorted(row, row)
        shown = rank < _MOST_CUES
        found[row[shown], first + rank[shown]] = of_cue[cues[shown]]
    return found


@cache
def _slots_of_cues() -> tuple[Slots, Slots]:
    """Give by the number of a cue its slot in its own sentence and in the next, `NOTHING` if it has none."""
    codes = cue_numbers().codes.view(np.uint64)
    kinds = ["", *(cue.kind for cue in all_cues())]
    counts = np.array([kind not in ("", "condition") for kind in kinds])
    carried = np.array([kind in _CARRIED for kind in kinds])
    return (
        np.where(counts, slots("cue here", codes), NOTHING),
        np.where(carried, slots("cue before", codes), NOTHING),
    )


def _sentence_bags(words: Words, bounds: Ints, of_cues: Slots) -> Bags:
    """Give the slots by which sentences are judged: their words, the pairs of these, and their cues.

    `bounds`: (sentences, 2), the first word and the end of each.
    """
    sizes = bounds[:, 1] - bounds[:, 0]
    owners = np.repeat(np.arange(len(bounds)), sizes)
    here = words.hashes[ranges(bounds[:, 0], sizes)].view(np.uint64)
    pairs = slots("sentence", here[:-1], here[1:])
    pairs[owners[:-1] != owners[1:]] = NOTHING
    found = [slots("sentence", here), pairs, of_cues.ravel()]
    of = [owners, owners[:-1], np.repeat(np.arange(len(bounds)), of_cues.shape[1])]
    return bags(np.concatenate(found), np.concatenate(of), len(bounds))
