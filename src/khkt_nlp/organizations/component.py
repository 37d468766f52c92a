"""The spaCy component `khkt_organizations`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article.normalization import strip_diacritics
from khkt_nlp.names.models import RawName
from khkt_nlp.organizations.models import OrganizationMention


class OrganizationsComponent:
    """Leaves organisations in `doc.spans["organizations"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Turn the names of organisations into mentions."""
        text = doc.text
        found = []
        for raw in spans.read(doc, "names", RawName):
            if raw.label == "ORG":
                name = " ".join(text[raw.start : raw.end].split())
                slug = "-".join(strip_diacritics(name.lower()).split())
                found.append(OrganizationMention(raw.start, raw.end, slug, name, score=raw.score))
        spans.write(doc, "organizations", "ORG", found)
        return doc


@Language.factory("khkt_organizations")
def create(nlp: Language, name: str) -> OrganizationsComponent:
    """Make the component."""
    return OrganizationsComponent()
