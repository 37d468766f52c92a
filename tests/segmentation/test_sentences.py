"""The sentence splitter: a table of cases by class, and what must hold for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khkt_nlp.segmentation import sentences

TABLE = Path(__file__).with_name("sentences.tsv")
ESCAPE = re.compile(r"\\(n|r|t|u[0-9a-f]{4})")
CONTROL = {"n": "\n", "r": "\r", "t": "\t"}


def unescape(text: str) -> str:
    return ESCAPE.sub(lambda m: CONTROL.get(m[1]) or chr(int(m[1][1:], 16)), text)


def cases() -> list[tuple[str, str]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(name, unescape(text)) for name, _, text in (line.partition("\t") for line in lines)]


def test_there_are_cases_enough() -> None:
    assert len(set(cases())) >= 200
    assert len({name for name, _ in cases()}) >= 15


@pytest.mark.parametrize(("name", "marked"), cases())
def test_case(name: str, marked: str) -> None:
    expected = [part.strip() for part in marked.split("¦") if part.strip()]
    assert [sentence.text for sentence in sentences(marked.replace("¦", ""))] == expected, name


SIGNS = "Ông tỉnh . ... … ! ? ” “ ' TP GS 1 25 - ( ) Hòa 😀 v.v A : • a".split()
BLANKS = [" ", "  ", "\n", "\u00a0", "\u2028", "\u200b", "Hoa\u0300"]
PIECES = st.sampled_from(SIGNS + BLANKS)


@settings(max_examples=400)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join)))
def test_sentences_slice_back_and_lose_only_blanks(text: str) -> None:
    found = sentences(text)
    done = 0
    for sentence in found:
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.start >= done
        assert sentence.text.strip() == sentence.text != ""
        done = sentence.end
    kept = "".join(sentence.text for sentence in found)
    assert bare(kept) == bare(text)


def bare(text: str) -> str:
    """Leave out what no sentence need hold: blanks and characters without a width."""
    return re.sub(r"[\s\u001c-\u001f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]", "", text)


@pytest.mark.parametrize("piece", [".", "a.", "A. ", "“", '." ', "1. ", "( ", "\u0301", " ", "\n", "TP. "])
def test_a_long_line_of_anything_is_read(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert all(sentence.text == text[sentence.start : sentence.end] for sentence in sentences(text))
