"""The n-gram tables against the attributes spelt out one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khkt_nlp.errors import DataError
from khkt_nlp.sequence import LinearChain
from khkt_nlp.sequence.ngrams import NgramModel, Ngrams, surround
from khkt_nlp.sequence.templates import attribute_names, class_of, compile_templates

SPELT = "T[-2] T[-1] T[0] T[1] T[2] T[-1,0] T[0,1] T[1,2] T[-1,1] T[0,2]".split()
LOWER = "T[0].lower T[-1,0].lower T[0,1].lower T[-2,0].lower".split()
SHAPE = "T[0].istitle T[-1].isdigit T[0,1].istitle T[0,2].istitle".split()
LISTED = "T[0].is_in_dict T[-1,0].is_in_dict T[0,2].is_in_dict".split()
TEMPLATES = SPELT + LOWER + SHAPE + LISTED
DICTIONARY = {"hà nội", "nội", "thành phố hà", "phố"}
WORDS = ["Hà", "Nội", "hà", "nội", "thành", "phố", "12", "-5", "ẞ", ","]
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=4)


def random_chain(seed: int, labels: int) -> LinearChain:
    """Weigh the attributes of some random sentences at random."""
    random = np.random.default_rng(seed)
    names: dict[str, None] = {}
    for _ in range(6):
        sentence = random.choice(WORDS, size=6).tolist()
        for attributes in attribute_names(sentence, TEMPLATES, DICTIONARY):
            names |= dict.fromkeys(name for name in attributes if random.random() < 0.7)
    weights = {name: random.normal(size=labels).tolist() for name in names}
    return LinearChain.build([f"L{n}" for n in range(labels)], weights, random.normal(size=(labels, labels)))


def emissions(model: NgramModel, sentences: list[list[str]]) -> np.ndarray:
    words = [word for sentence in sentences for word in sentence]
    tokens = model.tokens(words, map(class_of, words))
    lengths = np.array([len(sentence) for sentence in sentences])
    edges = len(words), len(words) + 1
    places, positions = surround(np.arange(len(words)), lengths, model.padding, edges)
    return model.emissions(tokens, positions)[places]


@settings(max_examples=60)
@given(sentences=SENTENCES, seed=st.integers(0, 50), labels=st.integers(2, 4))
def test_tables_give_the_scores_of_the_attributes(sentences: list[list[str]], seed: int, labels: int) -> None:
    chain = random_chain(seed, labels)
    model = compile_templates(chain, TEMPLATES, dictionary=DICTIONARY)
    names = [row for sentence in sentences for row in attribute_names(sentence, TEMPLATES, DICTIONARY)]
    expected = chain.emissions(chain.attribute_ids(names))
    np.testing.assert_allclose(emissions(model, sentences), expected - expected[:, :1], atol=1e-12)
    saved = NgramModel.from_bytes(model.to_bytes())
    np.testing.assert_array_equal(emissions(saved, sentences), emissions(model, sentences))
    assert saved.to_bytes() == model.to_bytes()


@settings(max_examples=50)
@given(st.sets(st.integers(0, 2**40 - 2), max_size=300), st.sets(st.integers(0, 2**40 - 2), max_size=50))
def test_every_key_is_found_and_no_other(known: set[int], asked: set[int]) -> None:
    keys = np.array(sorted(known), dtype=np.uint64)
    table = Ngrams(keys, np.zeros((len(keys) + 1, 1, 1)))
    assert table.find(keys).tolist() == list(range(len(keys)))
    strange = np.array(sorted(asked - known), dtype=np.uint64)
    assert set(table.find(strange).tolist()) <= {len(keys)}


def test_a_model_that_is_none_is_refused() -> None:
    whole = compile_templates(random_chain(0, 2), TEMPLATES).to_bytes()
    for data in (b"", b"none", whole[: len(whole) // 2]):
        with pytest.raises(DataError, match="model of n-grams"):
            NgramModel.from_bytes(data)


def test_a_damaged_model_is_refused_whatever_the_damage() -> None:
    data = compile_templates(random_chain(1, 2), TEMPLATES, dictionary=DICTIONARY).to_bytes()
    refused = 0
    for at in range(0, len(data), 11):
        damaged = bytearray(data)
        damaged[at] ^= 0xFF
        try:
            # what is damaged may be the date of a file in the archive: nothing that is read
            assert NgramModel.from_bytes(bytes(damaged)).to_bytes() == data
        except DataError:
            refused += 1
    assert refused > 100
