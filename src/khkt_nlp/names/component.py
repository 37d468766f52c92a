"""The spaCy component `khkt_names`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans

if TYPE_CHECKING:
    from khkt_nlp.names.tagger import Tagger

_FILES = ("weights.npz", "meta.json")


class NamesComponent:
    """Leaves the names of organisations and people in `doc.spans["names"]`.

    They are found by the tagger that `from_disk` loads; without one, by the grammar of names.
    """

    def __init__(self, tagger: Tagger | None = None) -> None:
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """Find names in `doc.text` and write them as `RawName`."""
        from khkt_nlp.names.finder import find

        spans.write(doc, "names", "NAME", find(doc.text, self.tagger))
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the tagger's files into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self._files().items():
            (folder / name).write_bytes(data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> NamesComponent:
        """Load the tagger from the folder `path`; none where the folder holds none."""
        files = {name: Path(path) / name for name in _FILES}
        return self._load({name: file.read_bytes() for name, file in files.items() if file.is_file()})

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Give the tagger's files as msgpack."""
        data: bytes = srsly.msgpack_dumps(self._files())
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> NamesComponent:
        """Load what `to_bytes` gave."""
        files: dict[str, Any] = srsly.msgpack_loads(data)
        return self._load(files)

    def _files(self) -> dict[str, bytes]:
        return self.tagger.to_files() if self.tagger else {}

    def _load(self, files: dict[str, bytes]) -> NamesComponent:
        from khkt_nlp.names.tagger import Tagger

        self.tagger = Tagger.from_files(files) if files else None
        return self


@Language.factory("khkt_names")
def create(nlp: Language, name: str) -> NamesComponent:
    """Make the component; it has no settings."""
    return NamesComponent()
