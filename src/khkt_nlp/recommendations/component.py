"""The spaCy component `khkt_recommendations`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans

if TYPE_CHECKING:
    from khkt_nlp.recommendations.model import RecommendationModel
    from khkt_nlp.recommendations.models import RecommendationMention

GROUP, LABEL = "recommendations", "RECOMMENDATION"
_FILES = ("weights.npz", "model.json")


class RecommendationsComponent:
    """Leaves the recommendations of an article in `doc.spans["recommendations"]`.

    `threshold`: from which probability a clause is reported; None takes that of the model, which
    `from_disk` loads. Without a model nothing is found.
    """

    def __init__(self, threshold: float | None = None, model: RecommendationModel | None = None) -> None:
        self.threshold = threshold
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Find recommendations in `doc.text`, outside the portal's own lines, and write them."""
        found: list[RecommendationMention] = []
        if self.model is not None:
            from khkt_nlp.recommendations.detector import find
            from khkt_nlp.recommendations.linking import link, names_of, outside_chrome, titles_of

            found = find(
                doc.text,
                self.model,
                threshold=self.threshold,
                names=names_of(doc),
                titles=titles_of(doc),
            )
            found = link(doc, outside_chrome(doc, found))
        spans.write(doc, GROUP, LABEL, found)
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's files into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self._files().items():
            (folder / name).write_bytes(data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> RecommendationsComponent:
        """Load the model from the folder `path`; none where the folder holds none."""
        files = {name: Path(path) / name for name in _FILES}
        return self._load({name: file.read_bytes() for name, file in files.items() if file.is_file()})

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Give the model's files as msgpack."""
        data: bytes = srsly.msgpack_dumps(self._files())
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> RecommendationsComponent:
        """Load what `to_bytes` gave."""
        files: dict[str, Any] = srsly.msgpack_loads(data)
        return self._load(files)

    def _files(self) -> dict[str, bytes]:
        return self.model.to_files() if self.model else {}

    def _load(self, files: dict[str, bytes]) -> RecommendationsComponent:
        from khkt_nlp.recommendations.model import model_from_files

        self.model = model_from_files(files) if files else None
        return self


@Language.factory("khkt_recommendations", default_config={"threshold": None})
def create(nlp: Language, name: str, threshold: float | None) -> RecommendationsComponent:
    """Make the component. `threshold`: the least probability of a reported clause, 0 to 1."""
    return RecommendationsComponent(threshold)
