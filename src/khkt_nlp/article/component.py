"""The spaCy component `khkt_article`: zones, and the title and date that the text itself states."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.article.zones import layout

GROUP = "zones"
LABEL = "ZONE"


class ArticleComponent:
    """Leaves `Zone` findings in `doc.spans["zones"]`; fills in title and date where the caller gave none."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the zones of `doc` and return it."""
        known = metadata.read(doc)
        found = layout(spans.text_of(doc), known.body, known.title)
        spans.write(doc, GROUP, LABEL, found.zones)
        title = known.title or found.title
        metadata.write(doc, replace(known, title=title, published=known.published or found.published))
        return doc


@Language.factory("khkt_article", assigns=["doc.spans"])
def create(nlp: Language, name: str) -> ArticleComponent:
    """Make the component; it has no settings."""
    return ArticleComponent()
