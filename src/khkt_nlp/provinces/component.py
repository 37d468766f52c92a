"""The spaCy component `khkt_provinces`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article import metadata


class ProvincesComponent:
    """Fills `doc.spans["provinces"]` with `ProvinceMention`s, resolved by the article's date."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the provinces of `doc` and return it."""
        from khkt_nlp.provinces.finder import find

        spans.write(doc, "provinces", "PROVINCE", find(spans.text_of(doc), metadata.read(doc).published))
        return doc


@Language.factory("khkt_provinces")
def create(nlp: Language, name: str) -> ProvincesComponent:
    """Make the component; it has no settings."""
    return ProvincesComponent()
