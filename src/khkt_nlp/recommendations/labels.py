"""What the label model looks at: the words of the clause, its first words, and the taxonomy's cue phrases."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from khkt_nlp.recommendations.lexicon import NO_CLASS, word_classes
from khkt_nlp.recommendations.taxonomy import Taxonomy

_MODALS = frozenset(["cần", "phải", "nên", "hãy", "sẽ"])
_HEAD = 5

CueTable = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def cue_table(taxonomy: Taxonomy) -> CueTable:
    """Order the taxonomy's cue phrases by their first word; each with the label it speaks for."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for label in taxonomy.labels:
        for cue in label.cues:
            words = tuple(cue.split())
            table.setdefault(words[0], []).append((words, label.name))
    return table


def clause_features(words: Sequence[str], cues: CueTable) -> list[str]:
    """Give the features of a clause; `words` are its lower-case words without punctuation."""
    start = 0
    while start < len(words) - 1 and words[start] in _MODALS:
        start += 1
    words = words[start:]
    found = [f"u {word}" for word in words]
    found += [f"b {first} {second}" for first, second in itertools.pairwise(words)]
    head = words[:_HEAD]
    found += [f"h {word}" for word in head[:4]]
    found += [f"hb {first} {second}" for first, second in itertools.pairwise(head)]
    found += [f"k {number}" for _, number in word_classes(words) if number != NO_CLASS]
    for at, word in enumerate(words):
        for phrase, label in cues.get(word, ()):
            size = len(phrase)
            if size == 1 or tuple(words[at : at + size]) == phrase:
                found.append(f"c {label}")
                if at < _HEAD:
                    found.append(f"ch {label}")
    return found
