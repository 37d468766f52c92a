"""The spaCy component `khkt_recommendations`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.errors import DataError
from khkt_nlp.modelfiles import ModelFiles
from khkt_nlp.streams import StreamReader

if TYPE_CHECKING:
    from khkt_nlp.recommendations.model import RecommendationModel
    from khkt_nlp.recommendations.models import RecommendationMention

GROUP, LABEL = "recommendations", "RECOMMENDATION"


class RecommendationsComponent(StreamReader, ModelFiles):
    """Leaves the recommendations of an article in `doc.spans["recommendations"]`.

    `threshold`: from which probability a clause is reported; None takes that of the model, which
    `from_disk` loads. Without a model nothing is found.
    """

    FILES = ("weights.npz", "model.json")

    def __init__(self, threshold: float | None = None, *, name: str = "khkt_recommendations") -> None:
        super().__init__(name)
        if threshold is not None and not 0 <= threshold <= 1:
            raise DataError(f"The threshold of recommendations is {threshold}: give a probability, 0 to 1.")
        self.threshold = threshold
        self.model: RecommendationModel | None = None

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Find recommendations in the texts of `docs`, outside the portal's own lines, and write them."""
        from khkt_nlp.recommendations.linking import link, outside_chrome

        for doc, found in zip(docs, self._find(docs), strict=True):
            spans.write(doc, GROUP, LABEL, link(doc, outside_chrome(doc, found)))

    def _find(self, docs: Sequence[Doc]) -> list[list[RecommendationMention]]:
        if self.model is None:
            return [[] for _ in docs]
        from khkt_nlp.recommendations.detector import Article, find_all
        from khkt_nlp.recommendations.linking import policies_of, titles_of

        articles = [
            Article(
                spans.text_of(doc),
                spans.bounds(doc, "organizations"),
                spans.bounds(doc, "people"),
                titles_of(doc),
                policies_of(doc),
            )
            for doc in docs
        ]
        return find_all(articles, self.model, threshold=self.threshold)

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
    return RecommendationsComponent(threshold, name=name)
