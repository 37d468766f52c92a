"""The spaCy component `khkt_events`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article.zone_index import ZoneIndex
from khkt_nlp.dates.models import DateMention
from khkt_nlp.organizations.models import OrganizationMention
from khkt_nlp.provinces.models import ProvinceMention


class EventsComponent:
    """Leaves the meetings that the article reports in `doc.spans["events"]`; chrome is not searched."""

    def __call__(self, doc: Doc) -> Doc:
        """Read the dates, organisations and provinces of `doc`, find its meetings and return it."""
        from khkt_nlp.events.finder import find

        index = ZoneIndex.of(doc)
        dates = [*spans.read(doc, "dates", DateMention), *spans.read(doc, "times", DateMention)]
        organizations = spans.read(doc, "organizations", OrganizationMention)
        provinces = spans.read(doc, "provinces", ProvinceMention)
        found = find(
            spans.text_of(doc),
            dates=dates,
            organizations=[(o.start, o.end) for o in organizations],
            provinces=[(p.start, p.end, p.id) for p in provinces],
            skip=lambda offset: index.kind_at(offset) == "chrome",
        )
        spans.write(doc, "events", "EVENT", found)
        return doc


@Language.factory("khkt_events")
def create(nlp: Language, name: str) -> EventsComponent:
    """Make the component; it has no settings."""
    return EventsComponent()
