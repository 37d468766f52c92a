"""Reading: what comes in well comes in whole, what cannot be read is refused with one sentence."""

from __future__ import annotations

import datetime as dt
import os
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp.article import reader
from khkt_nlp.article.encoding import _TCVN3
from khkt_nlp.errors import InputError

PROSE = (
    "Ngày 25/11, Liên hiệp hội tỉnh đã tổ chức hội thảo về phổ biến kiến thức. "
    "Các đại biểu đề nghị Sở Khoa học và Công nghệ hỗ trợ kinh phí cho những đơn vị ở cơ sở."
)
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Hội thảo phổ biến kiến thức - Cổng tỉnh</title>
<meta property="article:published_time" content="2022-11-25T12:32:00+07:00"></head>
<body><header><ul><li>Trang chủ</li><li>Giới thiệu</li></ul></header>
<main><h1>Hội thảo phổ biến kiến thức</h1>
<p>Ngày 25/11, Liên hiệp hội tổ chức <b>hội thảo</b> về phổ biến kiến thức tại tỉnh Vĩnh Phúc.</p>
<p>Truyền thông và phổ biến kiến thức là sứ mệnh của đội ngũ trí thức, các nhà khoa học trong thời kỳ mới, là
phương thức quan trọng để tri thức trở thành động lực phát triển của nền kinh tế và của đời sống nhân dân.</p>
<p>Hội thảo đã nghe 11 ý kiến tham luận của các hội thành viên, cùng trao đổi kinh nghiệm tổ chức.</p>
<p>Các đại biểu kiến nghị tăng cường phối hợp với các bộ, ngành.<br>Đồng thời tổ chức các lớp tập huấn.</p>
<p style="display: none">Không ai thấy dòng này.</p><script>var x = "không phải chữ";</script></main>
<footer>Địa chỉ: Số 1 Trần Phú, Vĩnh Yên<p>Lượt truy cập: 30</p></footer></body></html>"""


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        reader.read_bytes(data)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def to_cp1258(text: str) -> bytes:
    """Write tone marks as characters of their own, as Windows-1258 does."""
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        out.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tones)
    return "".join(out).encode("cp1258")


def to_tcvn3(text: str) -> bytes:
    codes = {letter: code for code, letter in _TCVN3.items()}
    return bytes(codes.get(char, ord(char)) for char in text)


def test_text_is_kept_as_it_is() -> None:
    text = "  " + unicodedata.normalize("NFD", PROSE) + "\u00a0\u200b\r\n"
    assert reader.read_text(text).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    assert reader.read_bytes(PROSE.encode(encoding)).text == PROSE


def test_windows_1258() -> None:
    text = reader.read_bytes(to_cp1258(PROSE)).text
    assert unicodedata.normalize("NFC", text) == PROSE


def test_tcvn3() -> None:
    assert reader.read_bytes(to_tcvn3(PROSE.lower())).text == PROSE.lower()


def test_five_megabytes_in_one_line() -> None:
    text = PROSE * 30_000
    assert len(text) > 4_500_000
    assert reader.read_text(text).text == text
    page = reader.read_html(f"<p>{text}</p>")
    assert page.text == text
    assert page.body == ((0, len(text)),)


@pytest.mark.parametrize("text", ["", "   ", "\n\t\u00a0", "\u200b\ufeff"])
def test_blank_text(text: str) -> None:
    with pytest.raises(InputError, match="is empty"):
        reader.read_text(text)


def test_binary() -> None:
    assert "binary" in refusal(bytes(range(256)) * 20)
    assert "PDF" in refusal(b"%PDF-1.7 ...")
    assert "Office" in refusal(b"PK\x03\x04....")


def test_zero_character_and_lone_surrogate() -> None:
    with pytest.raises(InputError, match="zero character at 3"):
        reader.read_text("abc\0")
    with pytest.raises(InputError, match="surrogate"):
        reader.read_text("abc \ud800")
    with pytest.raises(InputError, match="surrogate"):
        reader.read_html("<p>abc \udfff</p>")


def test_unknown_encoding_is_named() -> None:
    message = refusal("中华人民共和国的新闻报道今天发表".encode("gb2312") * 20)
    assert "not UTF-8" in message
    assert "gb" in message


def test_damaged_utf8() -> None:
    assert "broken at byte" in refusal(PROSE.encode() + b"\xff")
    assert "damaged" in refusal(PROSE.encode("utf-16") + b"\0")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        reader.read_file(tmp_path / "none.txt")
    with pytest.raises(InputError, match="folder"):
        reader.read_file(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        reader.read_file("a\0b")


def test_file_names_the_article(tmp_path: Path) -> None:
    path = tmp_path / "tin-01.txt"
    path.write_text(PROSE, encoding="utf-8")
    article = reader.read_file(path, published="2022-11-25")
    assert (article.id, article.source, article.published) == ("tin-01", "tin-01.txt", dt.date(2022, 11, 25))


@pytest.mark.parametrize("bad", ["2022-02-30", "25/11/2022", "hôm qua", "", "2022-W01-1"])
def test_invalid_published(bad: str) -> None:
    with pytest.raises(InputError, match="2022-11-25"):
        reader.read_text(PROSE, published=bad)


@pytest.mark.parametrize(
    "value", ["2022-11-25", "2022-11-25T12:32:00+07:00", dt.date(2022, 11, 25), dt.datetime(2022, 11, 25, 12)]
)
def test_published(value: str | dt.date) -> None:
    assert reader.read_text(PROSE, published=value).published == dt.date(2022, 11, 25)


@pytest.mark.parametrize("page", [PAGE, PAGE.encode()])
def test_page(page: str | bytes) -> None:
    article = reader.read_html(page)
    assert article.title == "Hội thảo phổ biến kiến thức"
    assert article.published == dt.date(2022, 11, 25)
    lines = article.text.split("\n")
    assert "Các đại biểu kiến nghị tăng cường phối hợp với các bộ, ngành." in lines
    assert "Không ai thấy" not in article.text
    assert "không phải chữ" not in article.text
    assert {"Trang chủ", "Lượt truy cập: 30"} <= set(lines)
    assert article.body is not None
    body = [article.text[start:end] for start, end in article.body]
    assert body[-2:] == [
        "Các đại biểu kiến nghị tăng cường phối hợp với các bộ, ngành.",
        "Đồng thời tổ chức các lớp tập huấn.",
    ]
    assert not any("truy cập" in line or "Trang chủ" in line for line in body)


def test_caller_knows_the_date_better() -> None:
    assert reader.read_html(PAGE, published="2020-01-02").published == dt.date(2020, 1, 2)


def test_page_in_its_declared_encoding() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="windows-1258"')
    article = reader.read_bytes(to_cp1258(page))
    assert "Liên hiệp hội" in unicodedata.normalize("NFC", article.text)


def test_declared_encoding_is_believed_where_nothing_else_tells() -> None:
    page = '<html><meta charset="iso-8859-1"><p>' + "Café à Paris. " * 9
    assert "Café à Paris." in reader.read_bytes(page.encode("latin-1")).text


@pytest.mark.parametrize("charset", ["punycode", "unicode_escape", "utf-7", "hex", "no-such", "utf-8"])
def test_declared_encodings_that_are_not_believed(charset: str) -> None:
    page = f'<html><meta charset="{charset}"><p>' + "Café à Paris. " * 9
    assert "not UTF-8" in refusal(page.encode("latin-1"))


@pytest.mark.parametrize("page", ["<html><body><script>x()</script>", "<!-- -->", "<br>", "<p>&#8203;</p>"])
def test_page_without_text(page: str) -> None:
    with pytest.raises(InputError):
        reader.read_html(page)


def test_deeply_nested_page_does_not_crash() -> None:
    assert "đầu trang" in reader.read_html("<p>đầu trang</p>" + "<div>" * 50_000 + "cuối").text


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (reader.read_text, reader.read_html):
        try:
            article = read(text)
        except InputError:
            continue
        assert article.text.strip()
        assert all(0 <= start < end <= len(article.text) for start, end in article.body or ())


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = reader.read_bytes(data).text
    except InputError:
        return
    assert text.strip()


@pytest.mark.parametrize("bad", [None, 5, b"bytes", ["text"]])
def test_what_is_no_string_is_refused(bad: Any) -> None:
    with pytest.raises(InputError, match="give a string"):
        reader.read_text(bad)


@pytest.mark.parametrize("bad", [5, ["a"], "\ud800"])
def test_an_id_is_a_string_that_can_be_written(bad: Any) -> None:
    for read in (reader.read_text, reader.read_html):
        with pytest.raises(InputError, match="The id"):
            read("Hà Nội", id=bad)


def test_json_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"text": "Hà Nội"}', encoding="utf-8")
    with pytest.raises(InputError, match="annotate"):
        reader.read_file(path)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the names of files are Unicode")
def test_a_file_name_of_other_bytes(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"b\xffi.txt")
    path.write_text("Hà Nội", encoding="utf-8")
    assert reader.read_file(path).id == "b?i"
