from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from khkt_nlp.recommendations.detector import read
from khkt_nlp.recommendations.features import Features, features
from khkt_nlp.recommendations.scan import scan
from khkt_nlp.recommendations.slots import BITS

SENTENCE = "Các đại biểu kiến nghị UBND tỉnh ban hành quy chế phối hợp; xây dựng kế hoạch."


def seen(*texts: str) -> Features:
    readings, batch = read(texts)
    return features(batch, [reading.candidates for reading in readings])


def test_a_candidate_looks_the_same_wherever_its_article_goes_on() -> None:
    alone, followed = seen(f"Tin.\n{SENTENCE}"), seen(f"Tin.\n{SENTENCE}\nHội nghị kết thúc lúc 11 giờ.")
    assert len(alone.candidates) >= 2
    assert np.array_equal(alone.candidates, followed.candidates[: len(alone.candidates)])


def test_a_candidate_looks_the_same_whatever_else_is_read_with_it() -> None:
    texts = [f"{SENTENCE}\nTin.", "Cần làm.", f"Các giải pháp:\n{SENTENCE}", SENTENCE]
    alone = [seen(text) for text in texts]
    together = seen(*texts)
    assert np.array_equal(np.concatenate([one.candidates for one in alone]), together.candidates)
    assert np.array_equal(np.concatenate([one.force for one in alone]), together.force)
    assert sorted(slot for one in alone for slot in one.sentences.slots) == sorted(together.sentences.slots)


def test_a_word_to_the_left_or_right_is_not_the_same() -> None:
    first, second = seen("UBND tỉnh cần ban hành quy chế."), seen("Quy chế cần ban hành UBND tỉnh.")
    assert not np.array_equal(np.sort(first.candidates[0]), np.sort(second.candidates[0]))


def test_offsets_of_words_are_those_of_the_text() -> None:
    text = "Ngày 25/11,\n\n UBND  tỉnh họp.\x1c Cần làm"
    found = scan(text)
    words = [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]
    assert [word.lower() for word in words] == found.words


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["cần ", "đề nghị ", "; ", "tăng cường ", ". ", "\n"]) | st.text(max_size=5)))
def test_any_text_has_slots_in_range(pieces: list[str]) -> None:
    text = "".join(pieces)
    scanned = scan(text)
    for word, start, end in zip(scanned.words, scanned.starts, scanned.ends, strict=True):
        assert len(word) == end - start
        assert not text[start:end].isspace()
    (reading,), batch = read([text])
    found = [features(batch, [reading.candidates])] if reading.candidates else []
    for slots in (slots for one in found for slots in (one.candidates, one.sentences.slots, one.force)):
        assert ((slots >= 0) & (slots < 2**BITS)).all()
