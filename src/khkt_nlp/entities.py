"""`doc.ents`: the flat view of everything that was found, longest first."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

GROUPS = ("organizations", "provinces", "policies", "people", "dates", "events")


class EntitiesComponent:
    """Fills `doc.ents` from the span groups in `GROUPS`; of two that overlap the longer stays."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents` and return `doc`."""
        doc.ents = filter_spans([span for group in GROUPS if group in doc.spans for span in doc.spans[group]])
        return doc


@Language.factory("khkt_entities", assigns=["doc.ents"])
def create(nlp: Language, name: str) -> EntitiesComponent:
    """Make the component; it has no settings."""
    return EntitiesComponent()
