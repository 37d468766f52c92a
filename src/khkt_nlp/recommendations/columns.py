"""What is known of the candidates of texts, in columns of numbers: their words, cues, classes, frames."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from khkt_nlp.arrays import Bools, Ints
from khkt_nlp.recommendations.batch import Batch
from khkt_nlp.recommendations.candidates import KINDS, Candidate
from khkt_nlp.recommendations.cues import CUE_KINDS, cue_numbers
from khkt_nlp.recommendations.heads import head_table
from khkt_nlp.recommendations.lexicon import opening_phrases, opens_with, roles, word_classes, word_hash
from khkt_nlp.recommendations.phrases import UNKNOWN, Phrases
from khkt_nlp.recommendations.scan import Mark
from khkt_nlp.recommendations.slots import mixed

_STEPS = np.array([1, 2, 3, 5, 8, 12, 20, 35])
LEFT, RIGHT = 8, 12
"""So many words left of a candidate, and from it to the right, are looked at."""

_LONGEST_SUBJECT = 14

_BODY, _TITLE, _PRONOUN, _NAME, _WORDS, _EMPTY, _LINK = range(1, 8)


class Words:
    """The words of a batch in columns; the last stands for any place outside."""

    def __init__(self, batch: Batch) -> None:
        self.keys = batch.hashes
        self.hashes: Ints = self.keys.view(np.int64)
        self.marks = batch.marks
        self.classes: Ints = np.zeros_like(self.hashes)
        starts, classes = word_classes(batch.hashes, batch.classes)
        # that of no class is 1; the second syllable of a word has 0
        self.classes[starts] = classes + 2
        self.classes[self.hashes == 0] = 0
        self.boundaries = batch.bears(Mark.BOUNDARY)


class CandidateColumns:
    """The candidates of texts in columns; a cue that is not there has the number 0 and the place -1.

    Words and sentences are those of the batch; `line` is the number of a sentence in its text, `texts` that
    of the text.
    """

    def __init__(self, batch: Batch, candidates: Sequence[Sequence[Candidate]]) -> None:
        rows = [
            (
                one.at,
                one.sentence,
                KINDS[one.kind],
                one.order,
                one.distance,
                *((-1, -1, 0) if one.cue is None else (one.cue.first, one.cue.stop, one.cue.cue.number)),
                0 if one.inherited is None else one.inherited.cue.number,
                0 if one.announcer is None else one.announcer.cue.number,
            )
            for of_text in candidates
            for one in of_text
        ]
        columns = np.array(rows, dtype=np.int64).T
        self.at, self.sentence, self.kind, self.order, self.distance = columns[:5]
        self.cue_first, self.cue_stop, cue, inherited, announcer = columns[5:]
        codes, kinds, forces = cue_numbers()
        self.cue, self.cue_kind, self.cue_force = codes[cue], kinds[cue], forces[cue]
        self.inherited, self.inherited_kind = codes[inherited], kinds[inherited]
        self.inherited_force = forces[inherited]
        self.announcer, self.announcer_force = codes[announcer], forces[announcer]
        self.has_cue: Bools = cue > 0
        self.modal: Bools = self.kind == KINDS["modal"]
        self.texts: Ints = np.repeat(np.arange(len(candidates)), [len(one) for one in candidates])
        first_words = batch.first_words[self.texts]
        self.at += first_words
        self.sentence += batch.first_sentences[self.texts]
        self.cue_first += np.where(self.has_cue, first_words, 0)
        self.cue_stop += np.where(self.has_cue, first_words, 0)
        self.first, self.stop = batch.sentences[self.sentence].T
        self.line: Ints = batch.lines[self.sentence]


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
    opens, strength = _heads(words, own)
    own_cue, own_kind, own_next, next_cue, own_gap = _cues_at(batch, own)
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
        "governed": own.cue_kind == CUE_KINDS["report"],
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


def _heads(words: Words, own: CandidateColumns) -> tuple[Bools, Ints]:
    """Say whether a head word stands at each candidate, and how strongly it speaks for an action."""
    places = own.at + np.arange(3)[:, None]
    opens, strength = head_table().at(words.keys, places.ravel(), np.tile(own.stop, 3))
    here, after, later = strength.reshape(places.shape)
    # a modal is as strong as the verb it stands before: `cần (phải) tăng cường`
    long = np.isin(words.hashes[own.at], _BEFORE_MODALS)
    of_modal = np.where(long, np.maximum(after, later), after)
    return opens[: len(here)], np.where(own.modal, of_modal, here)


_BEFORE_MODALS = [word_hash("không"), word_hash("cần")]


def _cues_at(batch: Batch, own: CandidateColumns) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Give the cue that begins at each candidate and its kind; of the next cue kind, number and distance."""
    codes, kinds, _ = cue_numbers()
    # a cue behind the last one, in no sentence
    firsts, numbers = np.append(batch.cues.first, 0), np.append(batch.cues.number, 0)
    sentences = np.append(batch.cue_sentences, UNKNOWN)
    place = np.searchsorted(batch.cues.first, own.at)
    is_cue = (firsts[place] == own.at) & (sentences[place] == own.sentence)
    here = np.where(is_cue, numbers[place], 0)
    after = np.minimum(place + 1, len(firsts) - 1)
    leads = is_cue & (sentences[after] == own.sentence)
    following = np.where(leads, numbers[after], 0)
    gap = np.searchsorted(_STEPS, firsts[after] - own.at, side="right") + 1
    return codes[here], kinds[here], kinds[following], codes[following], np.where(leads, gap, 0)


def _frames(batch: Batch, words: Words, own: CandidateColumns, around: Around, opening: Ints) -> Ints:
    """Give the frame of each candidate: the pattern of cue, addressee or subject in which it stands.

    Linear weights cannot see that a reporting verb, a body and a head word follow one another: a frame,
    which is one value for all of it, says so.
    """
    noun = around.has(Mark.NOUN_BEFORE, around.before_cue) | around.has(Mark.NOUN_AFTER, around.after_cue)
    cue = np.where(own.has_cue, own.cue_kind * 2 + noun + 50, own.inherited_kind)
    subject, between = _phrases_before(words, own, around)
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


def _phrases_before(words: Words, own: CandidateColumns, around: Around) -> tuple[Ints, Ints]:
    """Say who stands before each candidate as its subject, and what between it and its cue."""
    at = own.at
    places = np.arange(len(words.hashes))
    last_mark = np.maximum.accumulate(np.where(words.boundaries, places, -1))[at - 1]
    last_mark = np.where(at > own.first, last_mark, -1)
    start = np.maximum(np.maximum(own.first, own.cue_stop), np.maximum(at - _LONGEST_SUBJECT, last_mark + 1))
    linked = own.has_cue & around.has(Mark.LINK, around.after_cue) & (own.cue_stop < at)
    begin = np.where(own.has_cue, own.cue_stop + linked, at)
    capital = (words.marks & int(Mark.CAPITAL)) > 0
    subject, between = np.split(_role(words, np.append(start, begin), np.append(at, at)), 2)
    # the first word of a sentence is a capital in any case
    subject = np.where(subject > 0, subject, np.where(capital[start] & (start > own.first), _NAME, _WORDS))
    subject = np.where((words.marks[start] & int(Mark.PRONOUN)) > 0, _PRONOUN, subject)
    between = np.where(between > 0, between, np.where(capital[begin], _NAME, _WORDS))
    between = between * 2 + (last_mark >= begin)
    empty = np.where(linked, _LINK, _EMPTY) * 2
    return np.where(start >= at, 0, subject), np.where(begin >= at, empty, between)


def _role(words: Words, first: Ints, stop: Ints) -> Ints:
    """Say whether a word for a body or an office begins at `first`; 0 if neither."""
    found = np.zeros(len(first), dtype=np.int64)
    likely = np.flatnonzero(((words.marks[first] & int(Mark.ROLE)) > 0) & (first < stop))
    phrases, kinds = _roles()
    found[likely] = kinds[phrases.longest(words.keys, first[likely], stop[likely])[0]]
    return found


@cache
def _roles() -> tuple[Phrases, Ints]:
    """Give the words for bodies and offices, and which of the two each begins; the last is any other."""
    bodies = opening_phrases("body")
    phrases = sorted(roles()["body"] | roles()["title"])
    split = [phrase.split() for phrase in phrases]
    kinds = [_BODY if opens_with(bodies, words, 0, len(words)) else _TITLE for words in split]
    return Phrases(phrases), np.array([*kinds, 0])
