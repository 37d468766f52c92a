"""The spaCy component `khkt_organizations`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.names.models import RawName
from khkt_nlp.provinces.models import ProvinceMention

_FILE = "organizations.csv"
GROUP, INFERRED = "organizations", "inferred_organizations"


class OrganizationsComponent:
    """Leaves organisations in `doc.spans["organizations"]`, and inferred ones in a group of their own.

    `gazetteer`: a CSV file of more organisations (see `docs/organizations.md`), or empty.
    """

    def __init__(self, gazetteer: str = "") -> None:
        self.gazetteer = gazetteer
        # read now where it can be: a pipeline that is saved carries the rows along
        self._rows = _read(gazetteer) if gazetteer and Path(gazetteer).is_file() else ""

    def __call__(self, doc: Doc) -> Doc:
        """Link the names of organisations that `khkt_names` found."""
        from khkt_nlp.organizations import expansion, gazetteer, linker

        text = spans.text_of(doc)
        provinces = spans.read(doc, "provinces", ProvinceMention)
        names = [name for name in spans.read(doc, "names", RawName) if name.label == "ORG"]
        rows = self._rows or (gazetteer.read_rows(self.gazetteer) if self.gazetteer else "")
        known = gazetteer.extended(rows, self.gazetteer)
        mentions = linker.link(text, names, provinces, metadata.read(doc).published, known)
        spans.write(doc, GROUP, "ORG", mentions)
        spans.write(doc, INFERRED, "ORG", expansion.expand(text, mentions, provinces))
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the user's organisations, if there are any, into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        if self._rows:
            (folder / _FILE).write_text(self._rows, encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> OrganizationsComponent:
        """Read the user's organisations from a folder that `to_disk` wrote."""
        file = Path(path) / _FILE
        if file.is_file():
            self._rows = _read(file)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Give the user's organisations as bytes."""
        return self._rows.encode("utf-8")

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> OrganizationsComponent:
        """Read what `to_bytes` gave."""
        self._rows = data.decode("utf-8")
        return self


def _read(path: str | Path) -> str:
    from khkt_nlp.organizations import gazetteer

    return gazetteer.read_rows(path)


@Language.factory("khkt_organizations", default_config={"gazetteer": ""})
def create(nlp: Language, name: str, gazetteer: str) -> OrganizationsComponent:
    """Make the component; `gazetteer` is the path of a CSV file that adds to the known organisations."""
    return OrganizationsComponent(gazetteer)
