"""`khkt_sentences` in a pipeline."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from khkt_nlp.segmentation import sentences
from khkt_nlp.segmentation.component import SentencesComponent

TEXT = (
    "HỘI THẢO\nSáng 25/11, GS.TS. Đặng Vũ Minh khai mạc. TP.HCM có 5 đại biểu.\n\nÔng nói: “Tốt!” Họ ra về."
)


@pytest.fixture(scope="module")
def doc() -> Doc:
    nlp = spacy.blank("xx")
    return SentencesComponent()(nlp(TEXT))


def test_sentences_of_the_doc_are_those_of_the_text(doc: Doc) -> None:
    assert [sent.text.strip() for sent in doc.sents] == [sentence.text for sentence in sentences(TEXT)]


def test_every_token_is_marked(doc: Doc) -> None:
    assert {token.is_sent_start for token in doc} == {True, False}


def test_an_empty_doc_passes() -> None:
    assert len(SentencesComponent()(spacy.blank("xx")(""))) == 0
