"""What the label model looks at: the words of the clause, its first words, and the taxonomy's cue phrases."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from khkt_nlp.article.normalization import fold_case
from khkt_nlp.policies import find as find_policies
from khkt_nlp.recommendations.lexicon import NO_CLASS, word_classes
from khkt_nlp.recommendations.taxonomy import Taxonomy

_MODALS = frozenset(["cần", "phải", "nên", "hãy", "sẽ"])
_HEAD = 6
_WORD = re.compile(r"\w+")
# stands for the number, the name and the subject of a policy document
CITED = "§"

CueTable = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def cue_table(taxonomy: Taxonomy) -> CueTable:
    """Order the taxonomy's cue phrases by their first word; each with the label it speaks for."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for label in taxonomy.labels:
        for cue in label.cues:
            words = tuple(cue.split())
            table.setdefault(words[0], []).append((words, label.name))
    return table


def clause_words(clause: str) -> list[str]:
    """Give the lower-case words of a clause without its punctuation; `clause` is normalised.

    A policy document that it cites is one word, with its subject: `thực hiện Nghị quyết 27 về xây dựng đội
    ngũ trí thức` is about carrying out, not about building.

    >>> clause_words("thực hiện Nghị quyết 27-NQ/TW về xây dựng đội ngũ trí thức; đào tạo cán bộ")
    ['thực', 'hiện', 'nghị', 'quyết', '§', 'đào', 'tạo', 'cán', 'bộ']
    """
    words: list[str] = []
    done = 0
    for mention in find_policies(clause):
        if mention.start < done:
            continue
        words += _WORD.findall(fold_case(clause[done : mention.start]))
        words += [*mention.type.split(), CITED]
        subject = clause.find(mention.subject, mention.end) if mention.subject else -1
        done = subject + len(mention.subject) if subject >= 0 else mention.end
    return words + _WORD.findall(fold_case(clause[done:]))


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
    found += [f"hb {first} {second}" for first, second in itertools.combinations(head, 2)]
    found += [f"k {number}" for _, number in word_classes(words) if number != NO_CLASS]
    for at, word in enumerate(words):
        for phrase, label in cues.get(word, ()):
            size = len(phrase)
            if size == 1 or tuple(words[at : at + size]) == phrase:
                found.append(f"c {label}")
                if at < _HEAD:
                    found.append(f"ch {label}")
    return found
