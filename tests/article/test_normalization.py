import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khkt_nlp.article.normalization import fold_case, fold_tones, normalize, strip_diacritics

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyAÁÀẢÃẠOÒÓỎÕỌUÙÚỦŨỤYỲÝỶỸỴ hoàuý\u0300\u0301\u0323\u200b\u00a0\n"
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Khánh Hoà", "Khánh Hòa"),
        ("UỶ BAN, Uỷ ban", "ỦY BAN, Ủy ban"),
        ("Thuý hoà thoả xoè", "Thúy hòa thỏa xòe"),
        ("quý, Quý, QUÝ", "quý, Quý, QUÝ"),
        ("hoàn toàn, khoét, huýt", "hoàn toàn, khoét, huýt"),
        ("HOÀ Hòa Oà oÀ", "HÒA Hòa Òa oÀ"),
    ],
)
def test_tone_marks_are_placed_one_way(written: str, read: str) -> None:
    assert fold_tones(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("tỉnh\u00a0Sơn\u2009La", "tỉnh Sơn La"),
        ("Hà\u200b Nội\ufeff", "Hà Nội"),
        ("dòng một\r\ndòng hai\u2028dòng ba", "dòng một\ndòng hai\ndòng ba"),
        ("Trang 1\f\x1cSở Y tế", "Trang 1\n Sở Y tế"),
        ("Page 1\f\x1fUNESCO", "Page 1\n UNESCO"),
        ("Dấu\u00a0\u0301 sa\u200b\u0301c", "Dấu \u0301 sác"),
        ("Ðà Nẵng", "Đà Nẵng"),
        (unicodedata.normalize("NFD", "Nghị quyết của Bộ Chính trị"), "Nghị quyết của Bộ Chính trị"),
    ],
)
def test_view_is_clean(written: str, read: str) -> None:
    assert normalize(written).text == read


def test_a_decomposed_name_is_found_whole_in_the_source() -> None:
    source = unicodedata.normalize("NFD", "ở tỉnh Thừa\u00a0Thiên\u200b Huế.")
    view = normalize(source)
    start = view.text.index("tỉnh Thừa Thiên Huế")
    found = view.to_source(start, start + len("tỉnh Thừa Thiên Huế"))
    assert unicodedata.normalize("NFC", source[slice(*found)]) == "tỉnh Thừa\u00a0Thiên\u200b Huế"


@given(st.text() | VIETNAMESE)
def test_every_position_of_the_view_maps_into_the_source_in_order(source: str) -> None:
    view = normalize(source)
    positions = [view.to_source(i, i + 1) for i in range(len(view.text))]
    assert all(0 <= start < end <= len(source) for start, end in positions)
    assert positions == sorted(positions)


BLANKS = st.text(
    alphabet=st.sampled_from([*map(chr, range(9, 33)), *"\u0085\u00a0\u2028\u3000\u200b\u0301aà"])
)


@given(st.text() | BLANKS)
def test_a_view_has_one_blank_and_one_line_end(source: str) -> None:
    found = {char for char in normalize(source).text if char.isspace()}
    assert found <= {" ", "\n"}


@given(st.text() | VIETNAMESE)
def test_a_span_of_the_view_comes_back_from_the_source(source: str) -> None:
    view = normalize(source)
    for i in range(len(view.text)):
        there = view.to_source(i, i + 1)
        assert view.to_source(*view.from_source(*there)) == there


@given(st.text() | VIETNAMESE)
@example("H\u200b\u0323a\u0300\u00ad\u0323 \u200b\u0301")
def test_the_view_of_a_view_is_itself(source: str) -> None:
    view = normalize(source).text
    assert normalize(view).text == view


@given(VIETNAMESE)
def test_composed_and_decomposed_text_have_one_view(source: str) -> None:
    decomposed = unicodedata.normalize("NFD", source)
    assert normalize(decomposed).text == normalize(unicodedata.normalize("NFC", source)).text


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold_case(text)) == len(fold_tones(text)) == len(text)


def test_strip_diacritics_gives_plain_letters() -> None:
    assert strip_diacritics("Đắk Nông, Bà Rịa - Vũng Tàu") == "Dak Nong, Ba Ria - Vung Tau"
