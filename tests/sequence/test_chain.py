"""The numpy engine against CRFsuite itself, and against every path of small chains."""

from __future__ import annotations

import itertools
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khkt_nlp.errors import DataError, InputError
from khkt_nlp.sequence import LinearChain, marginals, viterbi

SENTENCES = [
    ("Sở Y tế Hà Nội họp sáng nay", "B I I I I O O O"),
    ("UBND tỉnh Phú Thọ giao Sở Tài chính", "B I I I O B I I"),
    ("Ông Nam cho biết Bộ Công an điều tra", "O O O O B I I O O"),
    ("hội thảo do Liên hiệp Hội tổ chức", "O O O B I I O O"),
]


def attributes(words: list[str]) -> list[list[str]]:
    """Describe each word by itself, its shape and its neighbours."""
    padded = ["<s>", *words, "</s>"]
    return [
        [f"w={word.lower()}", f"title={word.istitle()}", f"prev={before}", f"next={after}"]
        for before, word, after in zip(padded, words, padded[2:], strict=False)
    ]


@pytest.fixture(scope="module")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pycrfsuite = pytest.importorskip("pycrfsuite")
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c2": 0.1, "max_iterations": 30, "feature.possible_transitions": True})
    for text, labels in SENTENCES:
        trainer.append(attributes(text.split()), labels.split())
    path = tmp_path_factory.mktemp("crf") / "tiny.crfsuite"
    trainer.train(str(path))
    return path


UNSEEN = ["Bộ Y tế giao UBND tỉnh Hà Nam họp", "Nam họp", "Sở", "điều tra Sở Công an và Hội Y tế Nam Hà"]


def test_same_labels_and_marginals_as_crfsuite(model_file: Path) -> None:
    pycrfsuite = pytest.importorskip("pycrfsuite")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model_file))
    model = LinearChain.from_crfsuite(model_file)
    assert list(model.labels) == tagger.labels()
    texts = [attributes(text.split()) for text in [*UNSEEN, *(text for text, _ in SENTENCES)]]
    assert model.tag(texts) == [tagger.tag(text) for text in texts]
    lengths = [len(text) for text in texts]
    scores = model.emissions(model.attribute_ids(names for text in texts for names in text))
    ours = np.split(model.marginals(scores, lengths), np.cumsum(lengths)[:-1])
    for text, probabilities in zip(texts, ours, strict=True):
        tagger.set(text)
        theirs = [[tagger.marginal(label, t) for label in model.labels] for t in range(len(text))]
        np.testing.assert_allclose(probabilities, theirs, atol=1e-9)


def test_a_broken_file_is_named_in_one_sentence(model_file: Path, tmp_path: Path) -> None:
    whole = model_file.read_bytes()
    for name, data in {"cut": whole[: len(whole) // 2], "text": b"no model" * 20, "empty": b""}.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(DataError, match=name):
            LinearChain.from_crfsuite(path)
    with pytest.raises(DataError, match="absent"):
        LinearChain.from_crfsuite(tmp_path / "absent")


def best_path(scores: np.ndarray, transition: np.ndarray) -> float:
    return max(
        path_score(scores, transition, path)
        for path in itertools.product(range(scores.shape[1]), repeat=len(scores))
    )


def path_score(scores: np.ndarray, transition: np.ndarray, path: tuple[int, ...]) -> float:
    return float(
        sum(scores[t, label] for t, label in enumerate(path))
        + sum(transition[a, b] for a, b in itertools.pairwise(path))
    )


@settings(max_examples=150)
@given(
    seed=st.integers(0, 2**32 - 1),
    labels=st.integers(1, 4),
    lengths=st.lists(st.integers(0, 5), max_size=6),
    spread=st.sampled_from([0.1, 1.0, 5.0]),
)
def test_no_path_beats_viterbi(seed: int, labels: int, lengths: list[int], spread: float) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(size=(sum(lengths), labels)) * spread
    transition = random.normal(size=(labels, labels))
    found = np.split(viterbi(scores, transition, lengths), np.cumsum(lengths)[:-1]) if lengths else []
    start = 0
    for length, path in zip(lengths, found, strict=True):
        here = scores[start : start + length]
        start += length
        if length:
            assert path_score(here, transition, tuple(path)) == pytest.approx(best_path(here, transition))


def test_forbidden_transitions_are_never_taken() -> None:
    scores = np.array([[0.0, 9.0, 0.0], [0.0, 0.0, 9.0], [0.0, 9.0, 0.0]])
    transition = np.zeros((3, 3))
    transition[1, 2] = -np.inf
    path = viterbi(scores, transition, [3])
    assert (1, 2) not in itertools.pairwise(path.tolist())
    assert viterbi(scores, transition, [1, 2]).tolist() == [1, 2, 1]


def test_one_long_sequence_among_many_short_ones_takes_the_memory_of_all_positions() -> None:
    lengths = [3000, *[1] * 3000, 40, *[17, 2] * 100]
    random = np.random.default_rng(0)
    scores, transition = random.normal(size=(sum(lengths), 3)), random.normal(size=(3, 3)) * 9
    tracemalloc.start()
    found = viterbi(scores, transition, lengths)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * scores.nbytes
    alone = [viterbi(here, transition, [len(here)]) for here in np.split(scores, np.cumsum(lengths)[:-1])]
    assert found.tolist() == np.concatenate(alone).tolist()


@settings(max_examples=50)
@given(seed=st.integers(0, 2**32 - 1), lengths=st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_marginals_are_the_share_of_the_paths(seed: int, lengths: list[int]) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(size=(sum(lengths), 3)) * 2
    transition = random.normal(size=(3, 3))
    found = np.split(marginals(scores, transition, lengths), np.cumsum(lengths)[:-1])
    for here, probabilities in zip(np.split(scores, np.cumsum(lengths)[:-1]), found, strict=True):
        expected = np.zeros_like(here)
        for path in itertools.product(range(3), repeat=len(here)):
            expected[np.arange(len(here)), path] += np.exp(path_score(here, transition, path))
        np.testing.assert_allclose(probabilities, expected / expected.sum(axis=1, keepdims=True), atol=1e-9)


def test_lengths_must_fit_the_scores() -> None:
    with pytest.raises(InputError, match="4"):
        viterbi(np.zeros((3, 2)), np.zeros((2, 2)), [4])


def test_long_sequence_of_extreme_scores_stays_finite() -> None:
    scores = np.tile([[700.0, -700.0], [-700.0, 700.0]], (500, 1))
    probabilities = marginals(scores, np.zeros((2, 2)), [1000])
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0)
    assert viterbi(scores, np.zeros((2, 2)), [1000]).tolist() == [0, 1] * 500
