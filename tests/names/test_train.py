"""Training: the same articles give the same files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from khkt_nlp.cooccurrence import vectors
from khkt_nlp.names import train
from khkt_nlp.names.clusters import count, learn
from khkt_nlp.names.finder import find
from khkt_nlp.names.spellings import CLUSTERS

pytest.importorskip("pycrfsuite")

PASSAGES = """# a comment
Ông [Trần Văn Lâm|PERSON] làm việc với [Sở Y tế Hà Nội|ORG].
[Sở Tài chính|ORG] trình [UBND tỉnh|ORG].
Hôm nay trời mưa to.
"""


@pytest.fixture
def passages(tmp_path: Path) -> list[dict[str, object]]:
    path = tmp_path / "passages.txt"
    path.write_text(PASSAGES, encoding="utf-8")
    return train.read_passages(path)


def test_marks_are_taken_out_of_passages(passages: list[dict[str, object]]) -> None:
    assert passages[0]["text"] == "Ông Trần Văn Lâm làm việc với Sở Y tế Hà Nội."
    assert passages[0]["entities"] == [
        {"start": 4, "end": 16, "label": "PERSON"},
        {"start": 30, "end": 44, "label": "ORG"},
    ]
    assert passages[2]["entities"] == []


def test_training_twice_gives_the_same_bytes(passages: list[dict[str, object]]) -> None:
    clusters = {"Sở": (1, 2, 3), "tỉnh": (2, 3, 4)}
    first, second = (train.train(passages, clusters) for _ in range(2))
    assert first.to_files() == second.to_files()
    text = "Ông Trần Văn Lâm làm việc với Sở Y tế Hà Nội."
    assert [text[name.start : name.end] for name in find(text, first)] == ["Trần Văn Lâm", "Sở Y tế Hà Nội"]


def test_interchangeable_spellings_have_vectors_alike() -> None:
    texts = ["ông Nam nói rồi .", "ông Bắc nói rồi .", "tỉnh Nam họp nhé .", "bà Đông nói rồi ."] * 30
    spellings, stream = count(texts)
    assert stream.max() == len(spellings) - 1
    points = vectors(stream, np.arange(len(spellings), dtype=np.int32), len(spellings), 64)
    north, east, says = (points[spellings.index(word)] for word in ("Bắc", "Đông", "nói"))
    assert north @ east > 0.5 > north @ says
    learned, groups = learn(texts, at_least=5)
    assert set(learned) == set(spellings)
    assert [len(group) for group in groups] == [len(learned)] * len(CLUSTERS)
