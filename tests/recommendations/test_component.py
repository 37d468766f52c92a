from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from khkt_nlp import spans
from khkt_nlp.article.models import Zone
from khkt_nlp.recommendations.component import RecommendationsComponent
from khkt_nlp.recommendations.model import RecommendationModel
from khkt_nlp.recommendations.models import RecommendationMention

TEXT = "Các đại biểu kiến nghị UBND tỉnh ban hành quy chế phối hợp; xây dựng kế hoạch tuyên truyền hằng năm."


@pytest.fixture
def nlp(model: RecommendationModel) -> Language:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "khkt.Tokenizer.v1"}}})
    component = nlp.add_pipe("khkt_recommendations")
    assert isinstance(component, RecommendationsComponent)
    component.model = model
    return nlp


def found(nlp: Language, text: str = TEXT) -> list[RecommendationMention]:
    return spans.read(nlp(text), "recommendations", RecommendationMention)


def test_saving_and_loading_change_nothing(nlp: Language, tmp_path: Path) -> None:
    before = found(nlp)
    assert len(before) == 2
    nlp.to_disk(tmp_path)
    assert found(spacy.load(tmp_path)) == before
    again = spacy.blank("vi", config=nlp.config).from_bytes(nlp.to_bytes())
    assert found(again) == before


def test_docbin_keeps_what_was_found(nlp: Language) -> None:
    doc = nlp(TEXT)
    (again,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    assert spans.read(again, "recommendations", RecommendationMention) == found(nlp)


def test_the_threshold_is_configuration(nlp: Language) -> None:
    assert nlp.get_pipe_meta("khkt_recommendations").default_config["threshold"] is None
    component = nlp.get_pipe("khkt_recommendations")
    assert isinstance(component, RecommendationsComponent)
    component.threshold = 1.01
    assert found(nlp) == []


def test_without_a_model_nothing_is_found() -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "khkt.Tokenizer.v1"}}})
    nlp.add_pipe("khkt_recommendations")
    assert found(nlp) == []


def test_chrome_is_skipped(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    spans.write(doc, "zones", "ZONE", [Zone(0, len(TEXT), "chrome")])
    assert spans.read(nlp(doc), "recommendations", RecommendationMention) == []
