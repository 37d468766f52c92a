"""The spaCy component `khkt_organizations`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.names.models import RawName
from khkt_nlp.provinces.models import ProvinceMention

GROUP, INFERRED = "organizations", "inferred_organizations"


class OrganizationsComponent:
    """Leaves organisations in `doc.spans["organizations"]`, and inferred ones in a group of their own.

    `gazetteer`: a CSV file of more organisations (see `docs/organizations.md`), or empty.
    """

    def __init__(self, gazetteer: str = "") -> None:
        self.gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Link the names of organisations that `khkt_names` found."""
        from khkt_nlp.organizations import expansion, gazetteer, linker

        text = doc.text
        provinces = spans.read(doc, "provinces", ProvinceMention)
        names = [name for name in spans.read(doc, "names", RawName) if name.label == "ORG"]
        known = gazetteer.load(self.gazetteer)
        mentions = linker.link(text, names, provinces, metadata.read(doc).published, known)
        spans.write(doc, GROUP, "ORG", mentions)
        spans.write(doc, INFERRED, "ORG", expansion.expand(text, mentions, provinces))
        return doc


@Language.factory("khkt_organizations", default_config={"gazetteer": ""})
def create(nlp: Language, name: str, gazetteer: str) -> OrganizationsComponent:
    """Make the component; `gazetteer` is the path of a CSV file that adds to the known organisations."""
    return OrganizationsComponent(gazetteer)
