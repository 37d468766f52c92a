"""The spaCy component `khkt_sentences`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


class SentencesComponent:
    """Passes the document on: the room is still empty."""

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc`."""
        return doc


@Language.factory("khkt_sentences")
def create(nlp: Language, name: str) -> SentencesComponent:
    """Make the component."""
    return SentencesComponent()
