"""The spaCy component gives what `find` gives, also after saving, and resolves by the article's date."""

import datetime as dt

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.provinces import ProvinceMention, find

TEXT = "Công an TP.HCM và tỉnh Phú Thọ (cũ) phối hợp với Huế."


@pytest.fixture
def nlp():
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "khkt.Tokenizer.v1"}}})
    nlp.add_pipe("khkt_provinces")
    return nlp


def read(doc: Doc) -> list[ProvinceMention]:
    return spans.read(doc, "provinces", ProvinceMention)


def run(nlp, published):
    doc = nlp.make_doc(TEXT)
    metadata.write(doc, metadata.Metadata(published=published))
    return nlp(doc)


@pytest.mark.parametrize("published", [None, dt.date(2026, 1, 5)])
def test_mentions_are_those_of_find(nlp, published):
    doc = run(nlp, published)
    assert read(doc) == find(TEXT, published)
    assert {span.label_ for span in doc.spans["provinces"]} == {"PROVINCE"}


def test_mentions_survive_saving(nlp, tmp_path):
    doc = run(nlp, dt.date(2026, 1, 5))
    nlp.to_disk(tmp_path)
    assert read(run(spacy.load(tmp_path), dt.date(2026, 1, 5))) == read(doc)
    again = next(DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab))
    assert read(again) == read(doc)
