"""The spaCy component `khkt_people`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.names.models import RawName
from khkt_nlp.people.models import PersonMention


class PeopleComponent:
    """Leaves people in `doc.spans["people"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Turn the names of people into mentions."""
        text = doc.text
        found = [
            PersonMention(raw.start, raw.end, " ".join(text[raw.start : raw.end].split()))
            for raw in spans.read(doc, "names", RawName)
            if raw.label == "PERSON"
        ]
        spans.write(doc, "people", "PERSON", found)
        return doc


@Language.factory("khkt_people")
def create(nlp: Language, name: str) -> PeopleComponent:
    """Make the component."""
    return PeopleComponent()
