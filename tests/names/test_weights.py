"""The fast ways to a score and to the best path give what the plain ones give."""

from __future__ import annotations

import itertools
import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from khkt_nlp.article.normalization import normalize
from khkt_nlp.names import features, stretches
from khkt_nlp.names.confidence import Leads
from khkt_nlp.names.index import Index
from khkt_nlp.names.spellings import Spellings
from khkt_nlp.names.tagger import Tagger
from khkt_nlp.names.tokens import PAD, tokenize
from khkt_nlp.pipeline import model_path

TEXT = (
    "Sáng 25/11, Sở Khoa học và Công nghệ tỉnh Vĩnh Phúc họp với Bộ Y tế. Ông Nguyễn Văn A dự.\n"
    "TS. Phạm Hữu Thư - Phó Chủ tịch Liên hiệp các Hội KH&KT Việt Nam (VUSTA) - phát biểu.\n"
)


@cache
def tagger() -> Tagger:
    folder = model_path() / "khkt_names"
    return Tagger.from_files({name: (folder / name).read_bytes() for name in ("weights.npz", "meta.json")})


@pytest.mark.parametrize("text", [TEXT, "a", "Bộ", "🙂 x1_ Y\u00e8"])
def test_scores_are_the_sums_of_the_weights_that_training_names(text: str) -> None:
    tokens = tokenize(normalize(text))
    extracted = features.extract([tokens], tagger().spellings)
    names = list(extracted.names(tagger().vocabulary.bases))
    joint = dict(zip(tagger().keys.tolist(), tagger().joint, strict=True))
    nothing = np.zeros(len(tagger().labels))
    plain = [
        sum(
            joint.get(int(value), nothing) if place == "k" else tagger().single[int(place), int(value)]
            for place, value in (name.split(":") for name in of_token)
        )
        for of_token in names
    ]
    scores = tagger().weights.emissions(extracted.sums, extracted.columns)[extracted.places - PAD]
    np.testing.assert_allclose(scores, np.array(plain), atol=1e-4)


def test_forgetting_spellings_changes_nothing() -> None:
    plenty = tagger().spellings
    few = Spellings(tagger().vocabulary, tagger().weights.of_spellings, limit=8)
    words = tokenize(normalize(TEXT)).words
    for at in range(0, len(words), 5):
        forgot, remembered = (one.read(words[at : at + 5]) for one in (few, plenty))
        assert forgot.numbers.max() < 8
        for found, expected in zip(forgot[1:], remembered[1:], strict=True):
            np.testing.assert_array_equal(found, expected)


@pytest.fixture
def impatient() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("impatient")
def test_threads_read_the_spellings_that_one_reads() -> None:
    vocabulary, weigh = tagger().vocabulary, tagger().weights.of_spellings
    texts = [[f"{shape}{i % 97}{j}" for j, shape in enumerate(("a", "B", "cd", "Ef"))] for i in range(400)]
    shared = Spellings(vocabulary, weigh, limit=100)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(shared.read, texts))
    alone = Spellings(vocabulary, weigh)
    for text, found in zip(texts, together, strict=True):
        for value, expected in zip(found[1:], alone.read(text)[1:], strict=True):
            np.testing.assert_array_equal(value, expected)


def test_a_tagger_can_be_sent_to_another_process() -> None:
    copy = pickle.loads(pickle.dumps(tagger()))
    view = normalize(TEXT)
    assert copy.find([view]) == tagger().find([view])


@given(st.sets(st.integers(0, 2**50), min_size=1, max_size=300), st.lists(st.integers(0, 2**50), max_size=50))
def test_an_index_finds_what_was_put_in_and_nothing_else(keys: set[int], others: list[int]) -> None:
    ascending = sorted(keys)
    index = Index.build(np.array(ascending, dtype=np.uint64), np.arange(len(keys)), unknown=-1)
    asked = [*ascending, *others]
    expected = [ascending.index(key) if key in keys else -1 for key in asked]
    assert index.find(np.array(asked, dtype=np.uint64)).tolist() == expected


def test_an_index_finds_keys_that_share_a_slot() -> None:
    keys = np.arange(5000, dtype=np.uint64) * np.uint64(2**40)
    index = Index.build(keys, np.arange(5000), unknown=-1)
    assert index.shared.any()
    assert index.find(keys).tolist() == list(range(5000))


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_searching_stretches_alone_finds_the_best_path(data: st.DataObject) -> None:
    lengths = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    numbers = st.floats(-8, 8, width=32)
    scores = data.draw(arrays.arrays(np.float32, (sum(lengths), 3), elements=numbers))
    transition = data.draw(arrays.arrays(np.float32, (3, 3), elements=numbers))
    found = stretches.viterbi(scores, transition, np.array(lengths)).tolist()
    at = 0
    for length in lengths:
        rows = scores[at : at + length]
        best = max(_score(rows, transition, path) for path in itertools.product(range(3), repeat=length))
        assert _score(rows, transition, found[at : at + length]) == pytest.approx(best, abs=1e-2)
        at += length


def _score(rows: np.ndarray, transition: np.ndarray, path: tuple[int, ...] | list[int]) -> float:
    steps = sum(float(transition[a, b]) for a, b in itertools.pairwise(path))
    return steps + sum(float(row[label]) for row, label in zip(rows, path, strict=True))


@given(arrays.arrays(np.float32, (6, 5), elements=st.floats(-5, 5, width=32)), st.integers(0, 5))
def test_the_lead_of_a_name_is_its_distance_from_the_nearest_change(scores: np.ndarray, first: int) -> None:
    transition = np.arange(25, dtype=np.float32).reshape(5, 5) / 10
    person, place = (1, 2), (3, 4)
    leads = Leads(scores, {0, 6}, transition, 0, [person, place])
    for last in range(first + 1, 7):
        longer = [(a, b) for a, b in ((first, last + 1), (first - 1, last)) if a >= 0 and b <= 6]
        shorter = [(first, last - 1), (first + 1, last)] if last - first > 1 else []
        changes = [[0] * 6, _path(first, last, place), *(_path(a, b, person) for a, b in longer + shorter)]
        own, *others = (
            _score(np.pad(scores, ((1, 1), (0, 0))), transition, [0, *path, 0])
            for path in [_path(first, last, person), *changes]
        )
        assert leads.of(first, last, person) == pytest.approx(own - max(others), abs=1e-3)


def _path(first: int, last: int, kind: tuple[int, int]) -> list[int]:
    return [0] * first + [kind[0]] + [kind[1]] * (last - first - 1) + [0] * (6 - last)
