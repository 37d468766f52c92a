"""The spaCy component `khkt_dates`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.dates.expressions import find


class DatesComponent:
    """Fills `doc.spans["dates"]` with the DATE entities, `doc.spans["times"]` with the other expressions."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of `doc`, completed from its publication date, and return `doc`."""
        found = find(spans.text_of(doc), metadata.read(doc).published)
        spans.write(doc, "dates", "DATE", [date for date in found if date.kind == "calendar"])
        spans.write(doc, "times", "TIME", [date for date in found if date.kind != "calendar"])
        return doc


@Language.factory("khkt_dates")
def create(nlp: Language, name: str) -> DatesComponent:
    """Make the component; it has no settings."""
    return DatesComponent()
