"""What the label model looks at: the words of the clause, its first words, and the taxonomy's cue phrases."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np

from khkt_nlp.policies import PolicyMention
from khkt_nlp.recommendations.lexicon import NO_CLASS, Ints, word_classes, word_hash
from khkt_nlp.recommendations.scan import Mark, Scan
from khkt_nlp.recommendations.slots import NOTHING, Slots, slots
from khkt_nlp.recommendations.taxonomy import Taxonomy

Piece = tuple[int, int]

_MODALS = frozenset(["cần", "phải", "nên", "hãy", "sẽ"])
_HEAD, _FIRST = 6, 4
# stands for the number, the name and the subject of a policy document
CITED = np.uint64(word_hash("§"))

CueTable = Mapping[str, Sequence[tuple[tuple[str, ...], int]]]


def cue_table(taxonomy: Taxonomy) -> CueTable:
    """Order the taxonomy's cue phrases by their first word; each with the number of the label it is for."""
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for label in taxonomy.labels:
        for cue in label.cues:
            words = tuple(cue.split())
            table.setdefault(words[0], []).append((words, word_hash(label.name)))
    return table


def citations(text: str, policies: Sequence[PolicyMention]) -> list[Piece]:
    """Give what is read as one word: the number or name of each policy of `text`, with its subject.

    `thực hiện Nghị quyết 27 về xây dựng đội ngũ trí thức` is about carrying out, not about building.

    >>> from khkt_nlp.policies import find
    >>> text = "thực hiện Nghị quyết 27-NQ/TW về xây dựng đội ngũ trí thức; đào tạo cán bộ"
    >>> [text[start:end] for start, end in citations(text, find(text))]
    [' 27-NQ/TW về xây dựng đội ngũ trí thức']
    """
    pieces: list[Piece] = []
    done = 0
    for mention in policies:
        if mention.start < done:
            continue
        subject = text.find(mention.subject, mention.end) if mention.subject else -1
        done = subject + len(mention.subject) if subject >= 0 else mention.end
        pieces.append((min(mention.start + len(mention.type), mention.end), done))
    return pieces


def clause_slots(
    scan: Scan, clauses: Sequence[Piece], cues: CueTable, cited: Sequence[Piece] = ()
) -> tuple[Slots, Ints]:
    """Give the slots of all `clauses`, and which clause each belongs to.

    `clauses` and `cited` are offsets into the text of `scan`.
    """
    hashes = scan.records["word"].astype(np.uint64)
    kept = (scan.records["marks"] & Mark.WORD).astype(np.bool_)
    for begin, end in cited:
        first, stop = (bisect_left(scan.starts, edge) for edge in (begin, end))
        kept[first:stop] = False
        hashes[first : min(first + 1, stop)] = CITED
        kept[first : min(first + 1, stop)] = True
    bounds = [[bisect_left(scan.starts, edge) for edge in clause] for clause in clauses]
    places = [np.flatnonzero(kept[first:stop]) + first for first, stop in bounds]
    places = [_after_modals(scan.words, one) for one in places]
    owners = np.repeat(np.arange(len(places)), [len(one) for one in places])
    at = np.concatenate([*places, np.empty(0, dtype=np.int64)])
    words = hashes[at]
    same = owners[:-1] == owners[1:]
    begins, classes = word_classes(words, scan.records["class"][at].astype(np.int64))
    classed = begins[classes != NO_CLASS]
    heads = np.zeros((len(places), _HEAD), dtype=np.uint64)
    for row, one in zip(heads, places, strict=True):
        row[: len(one)] = hashes[one[:_HEAD]]
    left, right = np.triu_indices(_HEAD, 1)
    pairs = np.where(heads[:, right] > 0, slots("head pair", heads[:, left], heads[:, right]), NOTHING)
    firsts = np.where(heads[:, :_FIRST] > 0, slots("head", heads[:, :_FIRST]), NOTHING)
    found: list[int] = []
    of: list[int] = []
    for number, one in enumerate(places):
        codes = _label_cues(scan.words, one, cues)
        found += codes
        of += [number] * len(codes)
    parts = [
        (slots("word", words), owners),
        (slots("pair", words[:-1][same], words[1:][same]), owners[:-1][same]),
        (slots("class", classes[classes != NO_CLASS].astype(np.uint64)), owners[classed]),
        (pairs.ravel(), np.repeat(np.arange(len(places)), len(left))),
        (firsts.ravel(), np.repeat(np.arange(len(places)), _FIRST)),
        (slots("cue", np.array(found, dtype=np.uint64)), np.array(of, dtype=np.int64)),
    ]
    flat = np.concatenate([one for one, _ in parts])
    belongs = np.concatenate([one for _, one in parts])
    return flat[flat != NOTHING], belongs[flat != NOTHING]


def _after_modals(words: Sequence[str], places: Ints) -> Ints:
    start = 0
    while start < len(places) - 1 and words[places[start]] in _MODALS:
        start += 1
    return places[start:]


def _label_cues(words: Sequence[str], places: Ints, cues: CueTable) -> list[int]:
    """Give the number of the label of each cue phrase; one near the head of the clause counts apart, too."""
    spelt = [words[place] for place in places.tolist()]
    found: list[int] = []
    for at, word in enumerate(spelt):
        for phrase, label in cues.get(word, ()):
            size = len(phrase)
            if size == 1 or tuple(spelt[at : at + size]) == phrase:
                found.append(label)
                if at < _HEAD:
                    found.append(label + 1)
    return found
