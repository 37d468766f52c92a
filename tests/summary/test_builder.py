"""What the record says of an article: portal lines stay out, one row a thing, sentences to read first."""

from __future__ import annotations

import khkt_nlp
from khkt_nlp.summary.highlights import MOST

TEXT = """Hội thảo về đội ngũ trí thức

Ngày 25/11/2022, Sở Y tế tỉnh Sơn La tổ chức hội thảo “Trí thức với cộng đồng” theo Nghị quyết số 27-NQ/TW.

Trời hôm đó rất đẹp và đường phố đông vui.

Các đại biểu ở tỉnh Sơn La đề nghị Bộ Y tế mở lớp tập huấn cho cán bộ xã.

Địa chỉ: Số 58 đường Tô Hiệu, tỉnh Hòa Bình
Điện thoại: 0212.3000.000"""


def test_what_stands_in_chrome_is_a_mention_and_no_fact() -> None:
    record = khkt_nlp.analyze(TEXT)
    assert "tỉnh Hòa Bình" in {entity.text for entity in record.entities}
    assert [province.id for province in record.provinces] == ["vn-son-la"]


def test_mentions_of_one_thing_are_one_row() -> None:
    (province,) = khkt_nlp.analyze(TEXT).provinces
    assert [TEXT[start:end] for start, end in province.mentions] == ["tỉnh Sơn La", "tỉnh Sơn La"]


def test_highlights_are_sentences_that_say_something_in_the_order_of_the_text() -> None:
    found = khkt_nlp.analyze(TEXT).highlights
    assert 0 < len(found) <= MOST
    assert [item.start for item in found] == sorted(item.start for item in found)
    assert max(item.score for item in found) == 1.0
    assert all(TEXT[item.start : item.end] == item.text for item in found)
    assert found[0].text.startswith("Ngày 25/11/2022")
    assert not any("Trời" in item.text or "Địa chỉ" in item.text for item in found)


def test_words_of_highlights_are_parted_by_any_blank() -> None:
    page = TEXT.replace(" ", "\u00a0")
    found = khkt_nlp.analyze(page).highlights
    assert found
    assert [item.start for item in found] == [item.start for item in khkt_nlp.analyze(TEXT).highlights]


def test_the_text_is_given_only_where_offsets_could_not_be_used_without_it() -> None:
    assert khkt_nlp.analyze(TEXT).text is None
    page = khkt_nlp.analyze_html("<p>Hội thảo tại <b>tỉnh Sơn La</b></p>")
    assert page.text == "Hội thảo tại tỉnh Sơn La"


def test_a_pipeline_without_sentences_gives_a_record_without_highlights() -> None:
    nlp = khkt_nlp.load()
    with nlp.select_pipes(disable="khkt_sentences"):
        record = khkt_nlp.analyze(TEXT, nlp=nlp)
    assert record.highlights == []
    assert record.provinces
