"""The spaCy component `khkt_names`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.modelfiles import ModelFiles
from khkt_nlp.streams import StreamReader

if TYPE_CHECKING:
    from khkt_nlp.names.tagger import Tagger


class NamesComponent(StreamReader, ModelFiles):
    """Leaves the names of organisations and people in `doc.spans["names"]`.

    They are found by the tagger that `from_disk` loads; without one, by the grammar of names.
    """

    FILES = ("weights.npz", "meta.json")

    def __init__(self, tagger: Tagger | None = None, *, name: str = "khkt_names") -> None:
        super().__init__(name)
        self.tagger = tagger

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Find names in the texts of `docs` and write them as `RawName`."""
        from khkt_nlp.names.finder import find_all

        for doc, found in zip(docs, find_all(map(spans.text_of, docs), self.tagger), strict=True):
            spans.write(doc, "names", "NAME", found)

    def model_files(self) -> Mapping[str, bytes]:
        """Give the contents of the model's files by name."""
        return self.tagger.to_files() if self.tagger else {}

    def take_model_files(self, files: Mapping[str, bytes]) -> None:
        """Load the model from what `model_files` gave."""
        from khkt_nlp.names.tagger import Tagger

        self.tagger = Tagger.from_files(files) if files else None


@Language.factory("khkt_names")
def create(nlp: Language, name: str) -> NamesComponent:
    """Make the component; it has no settings."""
    return NamesComponent(name=name)
