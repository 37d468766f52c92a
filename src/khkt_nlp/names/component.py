"""The spaCy component `khkt_names`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


class NamesComponent:
    """Passes the document on: the room is still empty."""

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc`."""
        return doc


@Language.factory("khkt_names")
def create(nlp: Language, name: str) -> NamesComponent:
    """Make the component."""
    return NamesComponent()
