"""The spaCy component `khkt_people`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.names.models import RawName
from khkt_nlp.organizations.models import OrganizationMention


class PeopleComponent:
    """Leaves people in `doc.spans["people"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Give the names of people that `khkt_names` found their full name, title and office."""
        from khkt_nlp.people.finder import find

        names = [name for name in spans.read(doc, "names", RawName) if name.label == "PERSON"]
        organizations = spans.read(doc, "organizations", OrganizationMention)
        spans.write(doc, "people", "PERSON", find(spans.text_of(doc), names, organizations))
        return doc


@Language.factory("khkt_people")
def create(nlp: Language, name: str) -> PeopleComponent:
    """Make the component; it has no settings."""
    return PeopleComponent()
