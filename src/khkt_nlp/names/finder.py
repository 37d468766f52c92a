"""Names in a text: by the tagger where one is loaded, else by the grammar alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from khkt_nlp.article.normalization import View, normalize
from khkt_nlp.blocks import blocks
from khkt_nlp.names import grammar, persons
from khkt_nlp.names.models import RawName
from khkt_nlp.names.tokens import tokenize

if TYPE_CHECKING:
    from khkt_nlp.names.tagger import Tagger

# how often a name of the grammar alone is exactly right, counted on the training articles
GRAMMAR_SCORE = {"ORG": 0.80, "PERSON": 0.94}


def find(text: str, tagger: Tagger | None = None) -> list[RawName]:
    """Find names in text order, by the grammar alone when no tagger is given.

    Offsets are code points into `text`.

    >>> [(name.label, text[name.start : name.end]) for text in ["Ông Trần Văn Lâm, Sở Y tế Hà Nội."]
    ...     for name in find(text)]
    [('PERSON', 'Trần Văn Lâm'), ('ORG', 'Sở Y tế Hà Nội')]
    """
    return next(find_all([text], tagger))


def find_all(texts: Iterable[str], tagger: Tagger | None = None) -> Iterator[list[RawName]]:
    """Give for each text what `find` gives; the tagger reads many texts at a time, which takes less time.

    >>> [len(names) for names in find_all(["Sở Y tế Hà Nội và Bộ Y tế họp.", "Trời mưa."])]
    [2, 0]
    """
    for block in blocks(texts, len):
        views = [normalize(text) for text in block]
        yield from map(_by_grammar, views) if tagger is None else tagger.find(views)


def _by_grammar(view: View) -> list[RawName]:
    tokens = tokenize(view)
    taken = bytearray(len(tokens.words))
    spans = [(name.start, name.end, "ORG") for name in grammar.find(tokens.words)]
    for start, end, _ in spans:
        taken[start:end] = b"\1" * (end - start)
    spans += [
        (start, end, "PERSON") for start, end in persons.find(tokens.words) if not any(taken[start:end])
    ]
    return [
        RawName(*view.to_source(*tokens.span(first, last)), label, GRAMMAR_SCORE[label])
        for first, last, label in sorted(spans)
    ]
