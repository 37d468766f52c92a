"""The spaCy component `khkt_names`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans


class NamesComponent:
    """Leaves the names of organisations and people in `doc.spans["names"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find names in `doc.text` and write them as `RawName`."""
        from khkt_nlp.names.finder import find  # noqa: PLC0415

        spans.write(doc, "names", "NAME", find(doc.text))
        return doc


@Language.factory("khkt_names")
def create(nlp: Language, name: str) -> NamesComponent:
    """Make the component."""
    return NamesComponent()
