"""The spaCy component `khkt_recommendations`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.modelfiles import ModelFiles

if TYPE_CHECKING:
    from khkt_nlp.recommendations.model import RecommendationModel
    from khkt_nlp.recommendations.models import RecommendationMention

GROUP, LABEL = "recommendations", "RECOMMENDATION"


class RecommendationsComponent(ModelFiles):
    """Leaves the recommendations of an article in `doc.spans["recommendations"]`.

    `threshold`: from which probability a clause is reported; None takes that of the model, which
    `from_disk` loads. Without a model nothing is found.
    """

    FILES = ("weights.npz", "model.json")

    def __init__(self, threshold: float | None = None, model: RecommendationModel | None = None) -> None:
        self.threshold = threshold
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Find recommendations in `doc.text`, outside the portal's own lines, and write them."""
        found: list[RecommendationMention] = []
        if self.model is not None:
            from khkt_nlp.recommendations.detector import find
            from khkt_nlp.recommendations.linking import (
                link,
                names_of,
                outside_chrome,
                policies_of,
                titles_of,
            )

            found = find(
                spans.text_of(doc),
                self.model,
                threshold=self.threshold,
                names=names_of(doc),
                titles=titles_of(doc),
                policies=policies_of(doc),
            )
            found = link(doc, outside_chrome(doc, found))
        spans.write(doc, GROUP, LABEL, found)
        return doc

    def model_files(self) -> Mapping[str, bytes]:
        """Give the contents of the model's files by name."""
        return self.model.to_files() if self.model else {}

    def take_model_files(self, files: Mapping[str, bytes]) -> None:
        """Load the model from what `model_files` gave."""
        from khkt_nlp.recommendations.model import model_from_files

        self.model = model_from_files(files) if files else None


@Language.factory("khkt_recommendations", default_config={"threshold": None})
def create(nlp: Language, name: str, threshold: float | None) -> RecommendationsComponent:
    """Make the component. `threshold`: the least probability of a reported clause, 0 to 1."""
    return RecommendationsComponent(threshold)
