"""What labels are read from: the words of a clause, cue phrases, the words around; and which are given."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from khkt_nlp.arrays import Ints, Keys
from khkt_nlp.article.normalization import View
from khkt_nlp.policies import PolicyMention
from khkt_nlp.recommendations.lexicon import NO_CLASS, word_classes, word_hash
from khkt_nlp.recommendations.models import Piece
from khkt_nlp.recommendations.scan import Mark, Scan
from khkt_nlp.recommendations.slots import NOTHING, Bags, bags, side_by_side, slots
from khkt_nlp.recommendations.taxonomy import Taxonomy

_MODALS = frozenset(["cần", "phải", "nên", "hãy", "sẽ"])
_HEAD, _FIRST = 6, 4
# how much the words around count, where those of the clause count 1
_NEAR_LENGTH, _TITLE_LENGTH = 0.4, 0.3
# stands for the number, the name and the subject of a policy document
CITED = np.uint64(word_hash("§"))
_WORD_BITS, _WORD_MASK = np.uint64(32), np.uint64(2**32 - 1)

CueTable = Mapping[str, Sequence[tuple[tuple[str, ...], int]]]


def cue_table(taxonomy: Taxonomy) -> CueTable:
    """Order the taxonomy's cue phrases by their first word; each with the number of the label it is for."""
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for label in taxonomy.labels:
        for cue in label.cues:
            words = tuple(cue.split())
            table.setdefault(words[0], []).append((words, word_hash(label.name)))
    return table


def citations(text: str, policies: Sequence[PolicyMention], view: View) -> list[Piece]:
    """Give what is read as one word: the number or name of each policy of `text`, with its subject.

    The pieces are offsets into `view`, that of `text`.
    `thực hiện Nghị quyết 27 về xây dựng đội ngũ trí thức` is about carrying out, not about building.

    >>> from khkt_nlp.article.normalization import normalize
    >>> from khkt_nlp.policies import find
    >>> text = "thực hiện Nghị quyết 27-NQ/TW về xây dựng đội ngũ trí thức; đào tạo cán bộ"
    >>> view = normalize(text)
    >>> [view.text[start:end] for start, end in citations(text, find(text), view)]
    [' 27-NQ/TW về xây dựng đội ngũ trí thức']
    """
    pieces: list[Piece] = []
    done = 0
    for mention in policies:
        if mention.start < done:
            continue
        subject = text.find(mention.subject, mention.end) if mention.subject else -1
        done = subject + len(mention.subject) if subject >= 0 else mention.end
        pieces.append(view.from_source(min(mention.start + len(mention.type), mention.end), done))
    return pieces


class ClauseWords(NamedTuple):
    """What the labels of a clause are read from.

    `words`: of the clause, behind its modals. `hashes`, `classes`: of these words. `near`: the words of its
    sentence around it, of the sentence before and of the one after; `title`: those of the text's first
    sentence, as hashes.
    """

    words: list[str]
    hashes: Keys
    classes: Ints
    near: Keys
    title: Keys

    def size(self) -> int:
        """How many words that are."""
        return len(self.words) + len(self.near) + len(self.title)


def clause_words(scan: Scan, clauses: Sequence[Piece], cited: Sequence[Piece] = ()) -> list[ClauseWords]:
    """Give what is read of each clause; `clauses` and `cited` are offsets into the text of `scan`.

    >>> from khkt_nlp.recommendations.scan import scan
    >>> (clause,) = clause_words(scan("Các sở cần mở lớp tập huấn."), [(7, 26)])
    >>> clause.words
    ['mở', 'lớp', 'tập', 'huấn']
    """
    hashes = scan.records["word"].astype(np.uint64)
    kept = (scan.records["marks"] & Mark.WORD).astype(np.bool_)
    for begin, end in cited:
        first, stop = (bisect_left(scan.starts, edge) for edge in (begin, end))
        kept[first:stop] = False
        hashes[first : min(first + 1, stop)] = CITED
        kept[first : min(first + 1, stop)] = True
    begins = [first for first, _ in scan.sentences]
    heading = slice(*scan.sentences[0]) if scan.sentences else slice(0)
    title = hashes[heading][kept[heading]]
    found: list[ClauseWords] = []
    for clause in clauses:
        first, stop = (bisect_left(scan.starts, edge) for edge in clause)
        places = _after_modals(scan.words, np.flatnonzero(kept[first:stop]) + first)
        number = max(bisect_right(begins, first) - 1, 0)
        low, high = begins[max(number - 1, 0)], scan.sentences[min(number + 1, len(begins) - 1)][1]
        near = np.concatenate([hashes[low:first][kept[low:first]], hashes[stop:high][kept[stop:high]]])
        found.append(
            ClauseWords(
                [scan.words[place] for place in places.tolist()],
                hashes[places],
                scan.records["class"][places].astype(np.int64),
                near,
                title if number else title[:0],
            )
        )
    return found


def clause_bags(clauses: Sequence[ClauseWords], cues: CueTable) -> Bags:
    """Give the slots of `clauses`, a bag each."""
    count = len(clauses)
    sizes = [len(one.words) for one in clauses]
    owners = np.repeat(np.arange(count), sizes)
    words = np.concatenate([one.hashes for one in clauses])
    same = owners[:-1] == owners[1:]
    # an empty word between clauses: no word of two syllables is read across
    gaps = np.cumsum(sizes)
    begins, classes = word_classes(
        np.insert(words, gaps, 0), np.insert(np.concatenate([one.classes for one in clauses]), gaps, NO_CLASS)
    )
    of_class = np.insert(owners, gaps, np.arange(count))[begins]
    classed = classes != NO_CLASS
    heads = np.zeros((count, _HEAD), dtype=np.uint64)
    for row, one in zip(heads, clauses, strict=True):
        row[: len(one.hashes)] = one.hashes[:_HEAD]
    left, right = np.triu_indices(_HEAD, 1)
    pairs = np.where(heads[:, right] > 0, slots("head pair", heads[:, left], heads[:, right]), NOTHING)
    firsts = np.where(heads[:, :_FIRST] > 0, slots("head", heads[:, :_FIRST]), NOTHING)
    codes = [_label_cues(one.words, cues) for one in clauses]
    cued = np.array(list(chain.from_iterable(codes)), dtype=np.uint64)
    parts = [
        (slots("word", words), owners),
        (slots("pair", words[:-1][same], words[1:][same]), owners[:-1][same]),
        (slots("class", classes[classed].astype(np.uint64)), of_class[classed]),
        (pairs.ravel(), np.repeat(np.arange(count), len(left))),
        (firsts.ravel(), np.repeat(np.arange(count), _FIRST)),
        (slots("cue", cued), np.repeat(np.arange(count), [len(one) for one in codes])),
    ]
    own = bags(np.concatenate([one for one, _ in parts]), np.concatenate([one for _, one in parts]), count)
    return side_by_side(
        own,
        _context("near", [one.near for one in clauses], _NEAR_LENGTH),
        _context("title", [one.title for one in clauses], _TITLE_LENGTH),
    )


def _context(what: str, words: Sequence[Keys], length: float) -> Bags:
    """Give bags of words around clauses; a word counts once."""
    owners = np.repeat(np.arange(len(words)), [len(one) for one in words]).astype(np.uint64)
    different = np.unique(owners << _WORD_BITS | np.concatenate(words))
    of = (different >> _WORD_BITS).astype(np.int64)
    return bags(slots(what, different & _WORD_MASK), of, len(words), length)


def _after_modals(words: Sequence[str], places: Ints) -> Ints:
    start = 0
    while start < len(places) - 1 and words[places[start]] in _MODALS:
        start += 1
    return places[start:]


def _label_cues(words: Sequence[str], cues: CueTable) -> list[int]:
    """Give the number of the label of each cue phrase; one near the head of the clause counts apart, too."""
    found: list[int] = []
    for at, word in enumerate(words):
        for phrase, label in cues.get(word, ()):
            size = len(phrase)
            if size == 1 or tuple(words[at : at + size]) == phrase:
                found.append(label)
                if at < _HEAD:
                    found.append(label + 1)
    return found


def choose_labels(scores: dict[str, float], threshold: float, rest: str = "") -> tuple[str, ...]:
    """Choose the most probable label and others that reach `threshold`, most probable first.

    `rest` is a label that is chosen alone.

    >>> choose_labels({"training": 0.5, "policy": 0.6, "other": 0.5, "funding": 0.1}, 0.45, "other")
    ('policy', 'training')
    """
    first, *others = sorted(scores, key=lambda name: (-scores[name], name))
    if first == rest:
        return (first,)
    return (first, *(name for name in others if scores[name] >= threshold and name != rest))
