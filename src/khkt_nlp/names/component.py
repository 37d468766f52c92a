"""The spaCy component `khkt_names`."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.modelfiles import ModelFiles

if TYPE_CHECKING:
    from khkt_nlp.names.tagger import Tagger


class NamesComponent(ModelFiles):
    """Leaves the names of organisations and people in `doc.spans["names"]`.

    They are found by the tagger that `from_disk` loads; without one, by the grammar of names.
    """

    FILES = ("weights.npz", "meta.json")

    def __init__(self, tagger: Tagger | None = None) -> None:
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """Find names in `doc.text` and write them as `RawName`."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], **kwargs: Any) -> Iterator[Doc]:
        """Do the same for many documents, whose texts are read together; `nlp.pipe` calls this."""
        from khkt_nlp.names.finder import find_all

        docs, read = itertools.tee(stream)
        for doc, found in zip(docs, find_all(map(spans.text_of, read), self.tagger), strict=True):
            spans.write(doc, "names", "NAME", found)
            yield doc

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
    return NamesComponent()
