"""What is looked up for a whole batch at once is what is found word by word."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp.recommendations.batch import Batch
from khkt_nlp.recommendations.cues import all_cues, cues, find_cues
from khkt_nlp.recommendations.heads import head_table
from khkt_nlp.recommendations.lexicon import heads
from khkt_nlp.recommendations.scan import scan_all

PHRASES = sorted({cue.phrase for cue in all_cues()} | set(sorted(heads().strength)[::40]))
TEXTS = st.lists(
    st.sampled_from([*PHRASES, "Sở", "tra", "độ", ",", ";", "- ", ".", ".\nCác", "\n"]), max_size=30
)


@given(st.lists(TEXTS.map(" ".join), min_size=1, max_size=4))
def test_cues_are_those_of_each_sentence(texts: list[str]) -> None:
    scans = scan_all(texts)
    batch = Batch(scans)
    found = [
        (first, stop, all_cues()[number - 1])
        for first, stop, number in zip(*(column.tolist() for column in batch.cues), strict=True)
    ]
    expected = []
    for scan, before in zip(scans, batch.first_words.tolist(), strict=True):
        for first, stop in scan.sentences:
            matches = find_cues(scan.words, cues(), range(first, stop), stop)
            expected += [(before + match.first, before + match.stop, match.cue) for match in matches]
    assert found == expected


@given(TEXTS.map(" ".join))
def test_heads_are_those_of_the_lexicon(text: str) -> None:
    (scan,) = scan_all([text])
    words, places = scan.words, np.arange(len(scan.words))
    opens, strength = head_table().at(
        scan.records["word"].astype(np.uint64), places, np.full(len(words), len(words))
    )
    pairs = [(word, " ".join(words[at : at + 2])) for at, word in enumerate(words)]
    assert opens.tolist() == [heads().opens(*pair) for pair in pairs]
    assert strength.tolist() == [heads().weigh(*pair) for pair in pairs]


@given(st.lists(TEXTS.map(" ".join), max_size=4))
def test_texts_are_cut_alike_alone_and_together(texts: list[str]) -> None:
    for together, text in zip(scan_all(texts), texts, strict=True):
        (alone,) = scan_all([text])
        assert (together.words, together.starts, together.ends) == (alone.words, alone.starts, alone.ends)
        assert together.sentences == alone.sentences
        assert [text[a:b].lower() for a, b in zip(alone.starts, alone.ends, strict=True)] == alone.words
