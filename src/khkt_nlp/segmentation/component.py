"""The spaCy component `khkt_sentences`."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp.segmentation.sentences import sentences


class SentencesComponent:
    """Marks the first token of each sentence; a blank token belongs to the sentence before it."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `token.is_sent_start` of every token of `doc`."""
        if not len(doc):
            return doc
        starts = [sentence.start for sentence in sentences(doc.text)]
        widths = doc.to_array(["LENGTH", "SPACY"]).astype(np.int64).sum(axis=1)
        # the token that holds a sentence's first character, or the next one if that holds the one before too
        ends = np.cumsum(widths)
        first = np.searchsorted(ends, starts, side="right")
        marks = np.full(len(doc), -1, dtype=np.int64)
        marks[first] = 1
        marks[0] = 1
        attributes: Any = marks.astype(np.uint64).reshape(-1, 1)
        return doc.from_array(["SENT_START"], attributes)


@Language.factory("khkt_sentences", assigns=["token.is_sent_start", "doc.sents"])
def create(nlp: Language, name: str) -> SentencesComponent:
    """Make the component."""
    return SentencesComponent()
