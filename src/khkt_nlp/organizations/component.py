"""The spaCy component `khkt_organizations`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.article.normalization import normalize
from khkt_nlp.names.models import RawName
from khkt_nlp.provinces.models import ProvinceMention
from khkt_nlp.usertable import UserTable

if TYPE_CHECKING:
    from khkt_nlp.organizations.gazetteer import Gazetteer

GROUP, INFERRED = "organizations", "inferred_organizations"


class OrganizationsComponent(UserTable):
    """Leaves organisations in `doc.spans["organizations"]`, and inferred ones in a group of their own.

    `gazetteer`: a CSV file of more organisations (see `docs/organizations.md`), or empty.
    """

    def __init__(self, gazetteer: str = "") -> None:
        super().__init__(gazetteer)

    def read_table(self, path: str) -> str:
        """Give the text of a CSV file of organisations; raises `DataError` when it cannot be read."""
        from khkt_nlp.organizations import gazetteer

        return gazetteer.read_rows(path)

    def use_table(self) -> None:
        """Check the rows of the user; raises `DataError` with file and line for one that does not pass."""
        if self.table_path:
            self._known()

    def __call__(self, doc: Doc) -> Doc:
        """Link the names of organisations that `khkt_names` found."""
        self.check_table()
        from khkt_nlp.organizations import expansion, linker

        view = normalize(spans.text_of(doc))
        provinces = _moved(spans.read(doc, "provinces", ProvinceMention), view.from_source)
        found = [name for name in spans.read(doc, "names", RawName) if name.label == "ORG"]
        names = _moved(found, view.from_source)
        mentions = linker.link(view.text, names, provinces, metadata.read(doc).published, self._known())
        inferred = expansion.expand(view.text, mentions, provinces)
        spans.write(doc, GROUP, "ORG", _moved(mentions, view.to_source))
        spans.write(doc, INFERRED, "ORG", _moved(inferred, view.to_source))
        return doc

    def _known(self) -> Gazetteer:
        from khkt_nlp.organizations import gazetteer

        return gazetteer.extended(self.table, self.table_path)  # kept once a process


def _moved(findings: Sequence[spans.T], move: Callable[[int, int], tuple[int, int]]) -> list[spans.T]:
    """Give findings with their offsets moved between the text and its normalised view."""
    moved: list[spans.T] = []
    for finding in findings:
        start, end = move(finding.start, finding.end)
        same = (start, end) == (finding.start, finding.end)
        moved.append(finding if same else dataclasses.replace(finding, start=start, end=end))
    return moved


@Language.factory("khkt_organizations", default_config={"gazetteer": ""})
def create(nlp: Language, name: str, gazetteer: str) -> OrganizationsComponent:
    """Make the component; `gazetteer` is the path of a CSV file that adds to the known organisations."""
    return OrganizationsComponent(gazetteer)
