"""Asking in which zone a place of the text lies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article.models import Zone, ZoneKind


@dataclass(frozen=True, slots=True)
class ZoneIndex:
    """The zones of one article, in order and without overlap; a question costs O(log zones).

    >>> index = ZoneIndex((Zone(0, 5, "title"), Zone(7, 20, "chrome")))
    >>> index.kind_at(3), index.kind_at(6), index.kind_at(7)
    ('title', 'body', 'chrome')
    """

    zones: Sequence[Zone]
    starts: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", [zone.start for zone in self.zones])

    @classmethod
    def of(cls, doc: Doc) -> ZoneIndex:
        """Index the zones that `khkt_article` left in `doc`."""
        return cls(spans.read(doc, "zones", Zone))

    def kind_at(self, offset: int) -> ZoneKind:
        """Give the kind of the zone at `offset`; outside every zone the text counts as body."""
        i = bisect_right(self.starts, offset) - 1
        return self.zones[i].kind if i >= 0 and offset < self.zones[i].end else "body"

    def is_chrome(self, finding: spans.Finding) -> bool:
        """Say whether `finding` begins in the portal's own furniture."""
        return self.kind_at(finding.start) == "chrome"
