"""The spaCy components `khkt_sentences` and `khkt_tagger`."""

from __future__ import annotations

import unicodedata
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp.segmentation.sentences import starts
from khkt_nlp.spans import text_of


class SentencesComponent:
    """Marks the first token of each sentence; a blank token belongs to the sentence before it."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `token.is_sent_start` of every token of `doc`."""
        if not len(doc):
            return doc
        begins = doc.to_array("IDX")
        # the token that holds a sentence's first character
        first = np.searchsorted(begins, starts(text_of(doc)), side="right") - 1
        marks = np.full(len(doc), -1, dtype=np.int64)
        marks[first] = 1
        marks[0] = 1
        attributes: Any = marks.view(np.uint64).reshape(-1, 1)
        return doc.from_array(["SENT_START"], attributes)


@Language.factory("khkt_sentences", assigns=["token.is_sent_start", "doc.sents"])
def create(nlp: Language, name: str) -> SentencesComponent:
    """Make the component."""
    return SentencesComponent()


UNIVERSAL = {
    "A": "ADJ",
    "C": "CCONJ",
    "CH": "PUNCT",
    "E": "ADP",
    "I": "INTJ",
    "L": "DET",
    "M": "NUM",
    "N": "NOUN",
    "Nc": "NOUN",
    "Np": "PROPN",
    "Nu": "NOUN",
    "Ny": "PROPN",
    "P": "PRON",
    "R": "ADV",
    "T": "PART",
    "V": "VERB",
    "Vy": "VERB",
}
"""The universal part of speech of the tags of VLSP; `X` for the others."""


class TaggerComponent:
    """Sets the part of speech of every word: `token.tag_`, of VLSP, and `token.pos_`, universal."""

    def __call__(self, doc: Doc) -> Doc:
        """Tag `doc`; blank tokens are `SPACE`."""
        from khkt_nlp.segmentation.tagger import pos_tags

        sentences = doc.sents if doc.has_annotation("SENT_START") else [doc[:]]
        words = [
            [token for token in sentence if not token.is_space] for sentence in sentences if len(sentence)
        ]
        spelt = [[_spelling(token.text) for token in sentence] for sentence in words]
        for sentence, tags in zip(words, pos_tags(spelt), strict=True):
            for token, tag in zip(sentence, tags, strict=True):
                token.tag_ = tag
                token.pos_ = UNIVERSAL.get(tag, "X")
        for token in doc:
            if token.is_space:
                token.pos_ = "SPACE"
        return doc


def _spelling(word: str) -> str:
    return " ".join(unicodedata.normalize("NFC", word).split())


@Language.factory("khkt_tagger", assigns=["token.tag", "token.pos"])
def create_tagger(nlp: Language, name: str) -> TaggerComponent:
    """Make the component."""
    return TaggerComponent()
