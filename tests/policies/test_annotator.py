"""Marked-up text: links, escaping, overlaps."""

from __future__ import annotations

import html
import re

import markdown_it
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp.errors import InputError
from khkt_nlp.policies import PolicyMention, annotate, find, resolve

TEXT = 'Theo <b>Nghị định 46/2016/NĐ-CP</b> & Nghị quyết 27 "mới" [1] *'


def test_html_links_what_is_resolved_and_marks_the_rest() -> None:
    assert annotate(TEXT, resolve(find(TEXT))) == (
        'Theo &lt;b&gt;<a class="policy" href="#nd.46.2016.cp" title="resolved">Nghị định 46/2016/NĐ-CP</a>'
        "&lt;/b&gt; "
        '&amp; <span class="policy" title="ambiguous">Nghị quyết 27</span> &quot;mới&quot; [1] *'
    )


def test_markdown_escapes_what_would_be_mark_up() -> None:
    assert annotate(TEXT, resolve(find(TEXT)), to="markdown") == (
        'Theo \\<b\\>[Nghị định 46/2016/NĐ-CP](#nd.46.2016.cp)\\</b\\> & **Nghị quyết 27** "mới" \\[1\\] \\*'
    )


@pytest.mark.parametrize(
    "text",
    [
        "1. Luật Đất đai",
        "12) Luật Đất đai",
        "Căn cứ:\n- Luật Đất đai\n+ Luật Nhà ở",
        "Căn cứ\n===",
        "Căn cứ\n---",
        "    Luật Đất đai",
        "\tLuật Đất đai",
        "  \tLuật Đất đai",
        "~~Luật~~ &amp; &#35; KH&CN; ~~~",
        "# Luật > ![a](b) | `c`\n> Luật",
    ],
)
def test_markdown_shows_the_text_itself(text: str) -> None:
    """What the text would be as HTML is one paragraph of the text."""
    marked = markdown_it.MarkdownIt().enable("strikethrough").render(annotate(text, [], to="markdown"))
    shown = html.unescape(marked.removeprefix("<p>").removesuffix("</p>\n"))
    assert [line.strip() for line in shown.split("\n")] == [line.strip() for line in text.split("\n")]


def test_of_mentions_that_overlap_the_longest_stays() -> None:
    mentions = [PolicyMention(0, 4, "luật"), PolicyMention(2, 9, "luật"), PolicyMention(9, 10, "luật")]
    assert annotate("abcdefghij", mentions) == (
        'ab<span class="policy" title="found">cdefghi</span><span class="policy" title="found">j</span>'
    )


@pytest.mark.parametrize("mention", [PolicyMention(0, 99, "luật"), PolicyMention(3, 3, "luật")])
def test_offsets_of_another_text_are_refused(mention: PolicyMention) -> None:
    with pytest.raises(InputError, match="outside of the text"):
        annotate("abc", [mention])


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(InputError, match="'pdf' is unknown"):
        annotate("abc", [], to="pdf")  # type: ignore[arg-type]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 59), st.integers(1, 20)), max_size=6))
def test_html_gives_the_text_back(text: str, spans: list[tuple[int, int]]) -> None:
    mentions = [
        PolicyMention(start, start + length, "luật", canonical_id='a"><script>')
        for start, length in spans
        if start + length <= len(text)
    ]
    marked = annotate(text, mentions)
    assert "<script" not in marked
    assert html.unescape(re.sub(r"<[^>]*>", "", marked)) == text
