"""Words: offsets on any text, underthesea's words exactly, the tokens that users need whole."""

from __future__ import annotations

import pickle
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from khkt_nlp.errors import InputError
from khkt_nlp.segmentation import underthesea, word_tokenize, words
from khkt_nlp.segmentation.lexer import KhktLexer
from khkt_nlp.segmentation.segmenter import Segmenter
from khkt_nlp.segmentation.tokenizer import Tokenizer
from khkt_nlp.segmentation.words import load

Strings = Callable[..., list[str]]
SEGMENTERS = ["khkt", "underthesea"]
NEWS = [
    "Sáng 25/11, tại TP.HCM, Liên hiệp các Hội Khoa học và Kỹ thuật Việt Nam tổ chức hội thảo khoa học.",
    "GS.TS. Đặng Vũ Minh (Chủ tịch VUSTA) cho biết: “Nghị quyết 27-NQ/TW đã đi vào cuộc sống”.",
    "Bộ KH&CN đề nghị UBND tỉnh Vĩnh Phúc bố trí 1.200,5 tỷ đồng; Thụy Sĩ hỗ trợ 3 triệu USD.",
    "Chàng trai 9X Quảng Trị khởi nghiệp từ nấm sò\nBác sĩ bây giờ có thể thản nhiên báo tin",
    "Theo Zing.vn, anh Đ. và chị H’Hen Niê đến Th S lúc 10:20:50 ngày 20.08.2014...",
]


@pytest.fixture(autouse=True, scope="module")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Compile underthesea's model into a folder of these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        load("underthesea")


@pytest.mark.parametrize("segmenter", SEGMENTERS)
@settings(max_examples=200)
@example("Hoa\u0300 Bi\u0300nh")
@example("Th\u00a0Sơn\u2028TP.\u200b😀")
@example("\u0301\u0301a\u1100\u1161\u11a8")
@example("\u0958đ\u00a0=_\u0958K’")
@given(st.text())
def test_words_slice_back_on_any_text(segmenter: str, text: str) -> None:
    done = 0
    for word in words(text, segmenter):
        assert word.text == text[word.start : word.end] != ""
        assert not text[done : word.start].strip()
        done = word.end
    assert not text[done:].strip()


@pytest.mark.parametrize("segmenter", SEGMENTERS)
def test_a_doc_has_the_text_and_no_word_crosses_a_line(segmenter: str, strings: Strings) -> None:
    tokenizer = Tokenizer(spacy.blank("xx").vocab, segmenter)
    for text in [*strings(1500, seed=1), *NEWS, "", " ", "\n", " a\n\n b  c ", "\u00a0a\u00a0"]:
        doc = tokenizer(text)
        assert doc.text == text
        assert all("\n" not in token.text or token.is_space for token in doc)


@pytest.mark.parametrize("segmenter", SEGMENTERS)
def test_docs_of_a_batch_are_those_of_its_texts(segmenter: str, strings: Strings) -> None:
    tokenizer = Tokenizer(spacy.blank("xx").vocab, segmenter)
    texts = ["", *strings(500, seed=4), "", "a ", "\n", *NEWS, " \r", "\r\n b", ""]
    for text, doc in zip(texts, tokenizer.pipe(texts), strict=True):
        alone = tokenizer(text)
        assert (doc.text, [*map(str, doc)]) == (alone.text, [*map(str, alone)]) == (text, [*map(str, doc)])


@pytest.mark.parametrize("ends", ["\r\r\n", "\n\r\n\r", "\r\r", "\u2028\r\n", "\x85\n"])
def test_words_after_any_line_ends_are_whole(ends: str) -> None:
    text = f"Hội thảo{ends}khoa học"
    assert [word.text for word in words(text)] == ["Hội thảo", "khoa học"]
    assert [word.start for word in words(text)] == [0, 8 + len(ends)]


def test_same_words_as_underthesea(strings: Strings) -> None:
    peer = pytest.importorskip("underthesea")
    texts = [*NEWS, *(unicodedata.normalize("NFD", text) for text in NEWS), *strings(3000, seed=2)]
    for text, found in zip(texts, word_tokenize(texts), strict=True):
        assert found == peer.word_tokenize(text), text


def test_a_batch_is_cut_as_its_texts(strings: Strings) -> None:
    texts = strings(300, seed=3)
    assert word_tokenize(texts) == [word_tokenize([text])[0] for text in texts]


WHOLE = """27-NQ/TW 46/2016/NĐ-CP 14/2014/QĐ-TTg 93-KL/TW 123/KH-UBND 50/2010/QH12 09/2012/TTLT-BKHĐT-BTC
NĐ-CP KH&CN LĐ-TB&XH GD&ĐT TP.HCM T.Ư 25/11/2022 25-11-2022 25.11.2022 11/2022 12:32 10:20:50 1.200,5 99,5
toasoan@dantri.com.vn a.b-c@vusta.vn https://vusta.vn/tin-tuc?id=5#a www.chinhphu.vn Zing.vn #hoithao @vusta
H'Mông GS.TS 43H-0530"""


@pytest.mark.parametrize("token", WHOLE.split())
@pytest.mark.parametrize("frame", ["Theo {} của", "({})", "{}, và", "“{}”", "{}"])
def test_token_is_whole(token: str, frame: str) -> None:
    text = frame.format(token)
    start = frame.index("{}")
    assert (start, start + len(token)) in {word[:2] for word in words(text)}


@pytest.mark.parametrize("token", ["Nghị định 46/2016/NĐ-CP.", "gửi a@vusta.vn.", "xem https://vusta.vn/a."])
def test_the_stop_of_a_sentence_is_a_word(token: str) -> None:
    assert words(token)[-1].text == "."


def test_spelling_does_not_change_the_words() -> None:
    text = "Tỉnh Hoà Bình và thị xã Thuý Sơn uỷ quyền"
    expected = [word.text for word in words(text)]
    decomposed = words(unicodedata.normalize("NFD", text))
    assert [unicodedata.normalize("NFC", word.text) for word in decomposed] == expected
    assert [
        word.text for word in words(text.replace("oà", "òa").replace("uý", "úy").replace("uỷ", "ủy"))
    ] == [word.replace("oà", "òa").replace("uý", "úy").replace("uỷ", "ủy") for word in expected]


def test_memory_is_bounded_and_forgetting_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khkt_nlp.segmentation.memory.REMEMBERED", 50)
    fresh = Segmenter(KhktLexer(), load("khkt")._model)
    for text in NEWS * 3:
        assert fresh.words([text]) == load("khkt").words([text])
        assert len(fresh._memory) < 100


@pytest.mark.parametrize("segmenter", SEGMENTERS)
@pytest.mark.parametrize(
    "piece", ["a", "a ", "1,", "a.", "hà nội ", ". ", "x/", "Th S", "\u0301", "a@", "A.", "1/"]
)
def test_a_line_of_anything_is_cut(segmenter: str, piece: str) -> None:
    text = piece * (20_000 // len(piece))
    found = words(text, segmenter)
    assert "".join(word.text for word in found).replace(" ", "") == text.replace(" ", "")


def test_compiled_files_are_read_again_and_made_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    _, made = underthesea.load()
    (file,) = tmp_path.glob("khkt_nlp/*.npz")
    _, read = underthesea.load()
    assert read.to_bytes() == made.to_bytes() == file.read_bytes()
    file.write_bytes(b"spoilt")
    _, repaired = underthesea.load()
    assert repaired.to_bytes() == made.to_bytes()


def test_a_user_without_a_home_has_the_model_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    made = load("underthesea")._model
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    _, model = underthesea.load()
    assert model.to_bytes() == made.to_bytes()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(source: str, target: str) -> None:
        raise OSError("No space left on device")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("os.replace", full)
    underthesea.load()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_an_unknown_segmenter_is_refused() -> None:
    with pytest.raises(InputError, match="vncorenlp"):
        words("a", "vncorenlp")


def test_what_is_no_text_is_refused() -> None:
    given: Any = None
    with pytest.raises(InputError, match="A text is of the type NoneType"):
        words(given)
    given = "abc"
    with pytest.raises(InputError, match="The texts are of the type str: give a list"):
        word_tokenize(given)
    given = [b"abc"]
    with pytest.raises(InputError, match="A text is of the type bytes"):
        word_tokenize(given)


def test_a_tokenizer_can_be_sent_to_another_process() -> None:
    tokenizer = Tokenizer(spacy.blank("xx").vocab, "khkt")
    copy = pickle.loads(pickle.dumps(tokenizer))
    assert [token.text for token in copy(NEWS[0])] == [token.text for token in tokenizer(NEWS[0])]


def test_threads_get_the_words_that_one_gets(strings: Strings) -> None:
    texts = strings(400, seed=5)
    shared = Segmenter(KhktLexer(), load("khkt")._model)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: shared.words([text])[0], texts))
    assert found == load("khkt").words(texts)
