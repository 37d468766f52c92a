"""What is known of the candidates of texts, in columns of numbers: their words, cues, classes, frames."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import numpy as np

from khkt_nlp.arrays import Bools, Ints
from khkt_nlp.recommendations.batch import Batch, Source
from khkt_nlp.recommendations.candidates import KINDS, Candidate
from khkt_nlp.recommendations.cues import Cue
from khkt_nlp.recommendations.lexicon import heads, opens_role, word_classes, word_hash
from khkt_nlp.recommendations.models import FORCES
from khkt_nlp.recommendations.scan import Mark
from khkt_nlp.recommendations.slots import mixed

_STEPS = np.array([1, 2, 3, 5, 8, 12, 20, 35])
_STEP_LIST = _STEPS.tolist()
LEFT, RIGHT = 8, 12
"""So many words left of a candidate, and from it to the right, are looked at."""

_LONGEST_SUBJECT = 14

_CUE_KINDS = {
    kind: number
    for number, kind in enumerate(
        "report weak header modal past plan denial condition question private court none".split(), start=1
    )
}
_FORCES = {force: number for number, force in enumerate(("", *FORCES))}
_BODY, _TITLE, _PRONOUN, _NAME, _WORDS, _EMPTY, _LINK = range(1, 8)


class Words:
    """The words of a batch in columns; the last stands for any place outside."""

    def __init__(self, batch: Batch) -> None:
        records = batch.records
        self.hashes: Ints = records["word"].astype(np.int64)
        self.marks: Ints = records["marks"].astype(np.int64)
        self.classes: Ints = np.zeros_like(self.hashes)
        starts, classes = word_classes(records["word"].astype(np.uint64), records["class"].astype(np.int64))
        # that of no class is 1; the second syllable of a word has 0
        self.classes[starts] = classes + 2
        self.classes[self.hashes == 0] = 0
        self.boundaries: Bools = (self.marks & int(Mark.BOUNDARY)) > 0


_NO_CUE = (-1, -1, 0, 0, 0)


class CandidateColumns:
    """The candidates of texts in columns; a cue that is not there has the number 0 and the place -1.

    Words and sentences are those of the batch; `line` is the number of a sentence in its text.
    """

    def __init__(self, batch: Batch) -> None:
        rows = [
            (
                one.at,
                one.sentence,
                KINDS[one.kind],
                one.order,
                one.distance,
                *(_NO_CUE if one.cue is None else (one.cue.first, one.cue.stop, *_numbers(one.cue.cue))),
                *(_NO_CUE[2:] if one.inherited is None else _numbers(one.inherited.cue)),
                *(_NO_CUE[2:] if one.announcer is None else _numbers(one.announcer.cue)),
            )
            for source in batch.sources
            for one in source.candidates
        ]
        columns = np.array(rows, dtype=np.int64).T
        self.at, self.sentence, self.kind, self.order, self.distance = columns[:5]
        self.cue_first, self.cue_stop, self.cue, self.cue_kind, self.cue_force = columns[5:10]
        self.inherited, self.inherited_kind, self.inherited_force = columns[10:13]
        self.announcer, _, self.announcer_force = columns[13:]
        self.has_cue: Bools = self.cue > 0
        self.modal: Bools = self.kind == KINDS["modal"]
        self.at += batch.at_word
        self.sentence += batch.at_sentence
        self.cue_first += np.where(self.has_cue, batch.at_word, 0)
        self.cue_stop += np.where(self.has_cue, batch.at_word, 0)
        self.first, self.stop = batch.sentences[self.sentence].T
        self.line: Ints = batch.lines[self.sentence]


@cache
def _numbers(cue: Cue) -> tuple[int, int, int]:
    return word_hash(cue.phrase), _CUE_KINDS[cue.kind], _FORCES[cue.force]


class Around:
    """The words around each candidate and its cue, as far as they stand in its sentence; others are 0."""

    def __init__(self, words: Words, own: CandidateColumns) -> None:
        near = own.at[:, None] + np.arange(-LEFT, RIGHT)
        about = np.where(
            own.has_cue, (own.cue_first - 1, own.cue_first - 2, own.cue_stop, own.cue_stop + 1), -1
        )
        places = np.concatenate([near, about.T], axis=1)
        inside = (places >= own.first[:, None]) & (places < own.stop[:, None])
        places = np.where(inside, places, -1)
        self.words: Ints = words.hashes[places]
        self.classes: Ints = words.classes[places]
        self.marks: Ints = words.marks[places]
        self.before_cue, self.before_cue2, self.after_cue, self.after_cue2 = range(
            LEFT + RIGHT, places.shape[1]
        )

    def has(self, mark: Mark, column: int) -> Bools:
        """Say whether the word of a column bears a mark."""
        found: Bools = (self.marks[:, column] & int(mark)) > 0
        return found


def columns_of(batch: Batch, words: Words, own: CandidateColumns, around: Around) -> dict[str, Ints | Bools]:
    """Give all columns by name."""
    at, first, stop, has_cue = own.at, own.first, own.stop, own.has_cue
    opens, strength, own_cue, own_kind, own_next, next_cue, own_gap = np.array(
        [_head(source, candidate) for source in batch.sources for candidate in source.candidates]
    ).T
    here, left = LEFT, LEFT - 1
    class2, class_left, class_left2 = _classes_beside(around.classes)
    follows = own.line > 0
    before_first, before_stop = batch.sentences[np.where(follows, own.sentence - 1, 0)].T
    # counts of what lies between, and how long sentences are, in steps: finer for small ones
    counts = (
        at - own.cue_stop,
        stop - at,
        at - first,
        stop - first,
        before_stop - before_first,
    )
    gap, rest, position, size, before_size = np.searchsorted(_STEPS, counts, side="right")
    marked = np.cumsum(words.boundaries)
    marks = np.minimum(marked[at - 1] - marked[own.cue_stop - 1], 4)
    capital = around.has(Mark.CAPITAL, here)
    ends = words.boundaries[stop - 1]
    between = has_cue & (own.cue_stop < at)
    columns: dict[str, Ints | Bools] = {
        "nothing": np.zeros_like(at),
        "kind": own.kind,
        "modal": own.modal,
        "order": np.minimum(own.order, 5),
        "distance": own.distance,
        "cue": own.cue,
        "cue_kind": own.cue_kind,
        "cue_force": own.cue_force,
        "inherited": own.inherited,
        "inherited_kind": own.inherited_kind,
        "inherited_force": own.inherited_force,
        "announcer": own.announcer,
        "announcer_force": own.announcer_force,
        "word": around.words[:, here],
        "next": around.words[:, here + 1],
        "next2": around.words[:, here + 2],
        "left": around.words[:, left],
        "left2": around.words[:, left - 1],
        "before": around.words[:, around.before_cue],
        "before2": around.words[:, around.before_cue2],
        "after": around.words[:, around.after_cue],
        "after2": around.words[:, around.after_cue2],
        "class": around.classes[:, here],
        "class2": class2,
        "class_left": class_left,
        "class_left2": class_left2,
        "opens": opens,
        "strength": strength + 8,
        "strong": strength > 0,
        "own": own_cue,
        "own_kind": own_kind,
        "own_next": own_next,
        "next_cue": next_cue,
        "own_gap": own_gap,
        "capital": capital,
        "left_capital": around.has(Mark.CAPITAL, left),
        "cue_capital": np.where(between, around.has(Mark.CAPITAL, around.after_cue) + 1, 0),
        "gap": np.where(has_cue, gap + 1, 0),
        "far": np.where(has_cue, np.minimum((at - own.cue_stop) // 6, 4), 9),
        "marks": np.where(has_cue, marks, 0),
        "rest": rest,
        "position": position,
        "first": words.hashes[first],
        "last": np.where(ends, words.hashes[stop - 1], 0),
        "open_end": ~ends,
        "size": size,
        "line": np.minimum(own.line, 3),
        "title": ~follows,
        "before_last": np.where(follows, words.hashes[before_stop - 1], 0),
        "before_size": np.where(follows, before_size + 1, 0),
        "governed": own.cue_kind == _CUE_KINDS["report"],
    }
    opening = np.select([capital, opens == 0, strength > 0], [1, 2, 3], 4)
    columns["frame"] = _frames(batch, words, own, around, opening)
    return columns


def _classes_beside(classes: Ints) -> tuple[Ints, Ints, Ints]:
    """Give the class of the word after the one at the candidate, and those of the two words before it."""
    here = LEFT
    right = np.where(classes[:, here + 1] > 0, classes[:, here + 1], classes[:, here + 2])
    short = classes[:, here - 1] > 0
    left = np.where(short, classes[:, here - 1], classes[:, here - 2])
    beyond = np.where(short[:, None], classes[:, here - 3 : here - 1], classes[:, here - 4 : here - 2])
    return right, left, np.where(beyond[:, 1] > 0, beyond[:, 1], beyond[:, 0])


def _head(source: Source, candidate: Candidate) -> tuple[int, int, int, int, int, int, int]:
    """Say whether a head word stands at a candidate, how strong, and what it leads to if it is a cue."""
    words, verbs = source.scan.words, heads()
    at = candidate.at
    _, stop = source.scan.sentences[candidate.sentence]
    word, second, third, fourth = (words[place] if place < stop else "" for place in range(at, at + 4))
    opens, strength = verbs.opens(word, f"{word} {second}"), verbs.weigh(word, f"{word} {second}")
    if candidate.kind == "modal":
        # a modal is as strong as the verb it stands before: `cần (phải) tăng cường`
        strength = verbs.weigh(second, f"{second} {third}")
        if word in ("không", "cần"):
            strength = max(strength, verbs.weigh(third, f"{third} {fourth}"))
    matches = source.cues[candidate.sentence]
    for number, match in enumerate(matches):
        if match.first == at:
            code, kind, _ = _numbers(match.cue)
            if number + 1 == len(matches):
                return opens, strength, code, kind, 0, 0, 0
            following = matches[number + 1]
            next_code, next_kind, _ = _numbers(following.cue)
            gap = bisect_right(_STEP_LIST, following.first - at) + 1
            return opens, strength, code, kind, next_kind, next_code, gap
    return opens, strength, 0, 0, 0, 0, 0


def _frames(batch: Batch, words: Words, own: CandidateColumns, around: Around, opening: Ints) -> Ints:
    """Give the frame of each candidate: the pattern of cue, addressee or subject in which it stands.

    Linear weights cannot see that a reporting verb, a body and a head word follow one another: a frame,
    which is one value for all of it, says so.
    """
    noun = around.has(Mark.NOUN_BEFORE, around.before_cue) | around.has(Mark.NOUN_AFTER, around.after_cue)
    cue = np.where(own.has_cue, own.cue_kind * 2 + noun + 50, own.inherited_kind)
    subject, between = _phrases_before(batch.words, words, own, around)
    is_first, leader = _leaders(own)
    modal = own.modal
    listed = own.kind == KINDS["boundary"]
    # what does not belong to the frame of a kind is left out of it
    spelt = mixed(
        np.where(is_first | listed, own.kind, own.kind + 10).view(np.uint64),
        np.where(is_first, cue, 0).view(np.uint64),
        np.where(modal, subject, np.where(is_first, between, 0)).view(np.uint64),
        np.where(is_first & ~modal, opening, 0).view(np.uint64),
    )
    led = np.where(
        leader >= 0, spelt[np.maximum(leader, 0)], np.where(leader == _OTHER, cue, 0).view(np.uint64)
    )
    mark = around.words[:, LEFT - 1].view(np.uint64)
    in_list = mixed(mark, (leader == _OTHER).view(np.uint8).astype(np.uint64), led)
    return np.where(listed, in_list, spelt).view(np.int64)


_OTHER = -2


def _leaders(own: CandidateColumns) -> tuple[Bools, Ints]:
    """Say which candidate is the first under its cue, and which one leads the list that another stands in.

    The leader is -1 where nothing leads yet, `_OTHER` where what led stood under another cue.
    """
    is_first, leaders = [], []
    sentence, leader, lead_cue = -1, -1, -1
    rows = zip(own.sentence.tolist(), own.kind.tolist(), own.cue_first.tolist(), strict=True)
    for index, (here, kind, cue) in enumerate(rows):
        if here != sentence:
            sentence, leader, lead_cue = here, -1, -1
        begins = kind == KINDS["modal"] or (kind != KINDS["boundary"] and cue != lead_cue)
        if begins:
            leader, lead_cue = index, cue
        is_first.append(begins)
        leaders.append(leader if cue == lead_cue else _OTHER)
    return np.array(is_first), np.array(leaders)


def _phrases_before(
    spelt: Sequence[str], words: Words, own: CandidateColumns, around: Around
) -> tuple[Ints, Ints]:
    """Say who stands before each candidate as its subject, and what between it and its cue."""
    at = own.at
    places = np.arange(len(words.hashes))
    last_mark = np.maximum.accumulate(np.where(words.boundaries, places, -1))[at - 1]
    last_mark = np.where(at > own.first, last_mark, -1)
    start = np.maximum(np.maximum(own.first, own.cue_stop), np.maximum(at - _LONGEST_SUBJECT, last_mark + 1))
    linked = own.has_cue & around.has(Mark.LINK, around.after_cue) & (own.cue_stop < at)
    begin = np.where(own.has_cue, own.cue_stop + linked, at)
    capital = (words.marks & int(Mark.CAPITAL)) > 0
    subject, between = _role(spelt, words, start, at), _role(spelt, words, begin, at)
    # the first word of a sentence is a capital in any case
    subject = np.where(subject > 0, subject, np.where(capital[start] & (start > own.first), _NAME, _WORDS))
    subject = np.where((words.marks[start] & int(Mark.PRONOUN)) > 0, _PRONOUN, subject)
    between = np.where(between > 0, between, np.where(capital[begin], _NAME, _WORDS))
    between = between * 2 + (last_mark >= begin)
    empty = np.where(linked, _LINK, _EMPTY) * 2
    return np.where(start >= at, 0, subject), np.where(begin >= at, empty, between)


def _role(spelt: Sequence[str], words: Words, first: Ints, stop: Ints) -> Ints:
    """Say whether a word for a body or an office begins at `first`; 0 if neither."""
    found = np.zeros(len(first), dtype=np.int64)
    likely = np.flatnonzero(((words.marks[first] & int(Mark.ROLE)) > 0) & (first < stop))
    for index in likely.tolist():
        place, end = int(first[index]), int(stop[index])
        if opens_role(spelt, place, end, "body"):
            found[index] = _BODY
        elif opens_role(spelt, place, end, "title"):
            found[index] = _TITLE
    return found
