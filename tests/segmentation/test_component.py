"""`khkt_sentences` in a pipeline."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import spacy
from spacy.tokens import Doc

from khkt_nlp.segmentation import pos_tags, sentences, word_tokenize
from khkt_nlp.segmentation.component import SentencesComponent, TaggerComponent
from khkt_nlp.segmentation.tokenizer import Tokenizer

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


@pytest.fixture(scope="module", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compile underthesea's tagger into a folder of these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


SENTENCES = [
    "Sáng 25/11, GS.TS. Đặng Vũ Minh khai mạc hội thảo khoa học tại Vĩnh Phúc.",
    "TP.HCM có 5 đại biểu; ông Nguyễn Văn A nói: “Cần 1.200,5 tỷ đồng!”",
    "Liên hiệp các Hội KH&KT Việt Nam đề nghị Bộ Tài chính bố trí kinh phí.",
    "a",
]


def test_same_tags_as_underthesea() -> None:
    peer = pytest.importorskip("underthesea")
    found = word_tokenize(SENTENCES)
    tagged = [list(zip(words, tags, strict=True)) for words, tags in zip(found, pos_tags(found), strict=True)]
    assert tagged == [peer.pos_tag(sentence) for sentence in SENTENCES]


def test_tags_of_a_doc_are_those_of_its_sentences() -> None:
    vocab = spacy.blank("xx").vocab
    doc = Tokenizer(vocab, "underthesea")("\n".join(SENTENCES[1:]))
    TaggerComponent()(SentencesComponent()(doc))
    (first, *_) = [[token for token in sent if not token.is_space] for sent in doc.sents]
    assert [token.tag_ for token in first] == pos_tags([[token.text for token in first]])[0]
    assert {token.pos_ for token in doc if token.is_space} == {"SPACE"}
    assert all(token.tag_ and token.pos_ for token in doc if not token.is_space)


def test_words_of_a_memory_zone_can_be_read_again_after_it() -> None:
    nlp = spacy.blank("xx")
    nlp.tokenizer = Tokenizer(nlp.vocab, "khkt")
    text = "Ông Đặng Vũ Minh"
    with nlp.memory_zone():
        assert [token.text for token in nlp(text)] == ["Ông", "Đặng Vũ Minh"]
    assert [token.text for token in nlp(text)] == ["Ông", "Đặng Vũ Minh"]
