"""The spaCy component `khkt_organizations`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.article.normalization import normalize
from khkt_nlp.modelfiles import ModelFiles
from khkt_nlp.names.models import RawName
from khkt_nlp.provinces.models import ProvinceMention

if TYPE_CHECKING:
    from khkt_nlp.organizations.gazetteer import Gazetteer

_FILE = "organizations.csv"
GROUP, INFERRED = "organizations", "inferred_organizations"


class OrganizationsComponent(ModelFiles):
    """Leaves organisations in `doc.spans["organizations"]`, and inferred ones in a group of their own.

    `gazetteer`: a CSV file of more organisations (see `docs/organizations.md`), or empty.
    """

    FILES = (_FILE,)

    def __init__(self, gazetteer: str = "") -> None:
        self.gazetteer = gazetteer
        self._rows = ""
        # read now where it can be: a pipeline that is saved carries the rows along
        if gazetteer and Path(gazetteer).is_file():
            from khkt_nlp.organizations.gazetteer import read_rows

            self._rows = read_rows(gazetteer)
            self._known()

    def __call__(self, doc: Doc) -> Doc:
        """Link the names of organisations that `khkt_names` found."""
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

    def model_files(self) -> Mapping[str, bytes]:
        """Give the user's organisations, if there are any."""
        return {_FILE: self._rows.encode("utf-8")} if self._rows else {}

    def take_model_files(self, files: Mapping[str, bytes]) -> None:
        """Take the user's organisations; where none were saved, those of the configuration stay."""
        if files:
            self._rows = files[_FILE].decode("utf-8")
        if self._rows or self.gazetteer:
            self._known()  # a file that is missing or does not pass is told now

    def _known(self) -> Gazetteer:
        from khkt_nlp.organizations import gazetteer

        rows = self._rows or (gazetteer.read_rows(self.gazetteer) if self.gazetteer else "")
        return gazetteer.extended(rows, self.gazetteer or _FILE)


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
