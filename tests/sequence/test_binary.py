"""The decoder for two labels against the one for any number, and its ties."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from khkt_nlp.sequence import viterbi
from khkt_nlp.sequence.binary import decide


def between_edges(leads: np.ndarray, lengths: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Put an edge, of whatever score, before each sequence and after the last."""
    cuts = np.cumsum([0, *lengths])
    return np.insert(leads, cuts, 9.0), np.insert(np.zeros(len(leads), dtype=bool), cuts, True)


@settings(max_examples=200)
@given(
    seed=st.integers(0, 2**32 - 1),
    lengths=st.lists(st.integers(0, 12), min_size=1, max_size=6),
    spread=st.sampled_from([0.1, 1.0, 5.0]),
)
def test_best_path_is_that_of_viterbi(seed: int, lengths: list[int], spread: float) -> None:
    random = np.random.default_rng(seed)
    leads, transition = random.normal(size=sum(lengths)) * spread, random.normal(size=(2, 2))
    padded, edges = between_edges(leads, lengths)
    labels, ties = decide(padded, transition, edges)
    expected = viterbi(np.stack([np.zeros_like(leads), leads], axis=1), transition, lengths)
    assert labels[~edges].astype(int).tolist() == expected.tolist()
    assert ties == []


def test_a_tie_is_told() -> None:
    transition = np.array([[0.5, 0.0], [0.0, 0.5]])
    padded, edges = between_edges(np.array([0.25, -0.25, 3.0, 1e-12]), [2, 1, 1])
    labels, ties = decide(padded, transition, edges)
    assert sorted(ties) == [2, 6]
    assert labels[~edges].tolist() == [False, False, True, True]
