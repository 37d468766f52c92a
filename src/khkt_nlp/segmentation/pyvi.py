"""pyvi's word model in the engine, as a teacher of the default segmenter.

Its model and its word list are those of the installed package (MIT); nothing of it is shipped.
"""

from __future__ import annotations

from importlib import resources

import numpy as np

from khkt_nlp.arrays import Floats, Keys
from khkt_nlp.errors import DataError
from khkt_nlp.sequence.chain import LinearChain
from khkt_nlp.sequence.ngrams import NgramModel, Ngrams, Order, key

_FLAGS = 3
_CLASSES = 2**_FLAGS + 2


def dictionary() -> list[str]:
    """Return the words of the word list, sorted."""
    lines = (resources.files("pyvi") / "models" / "words.txt").read_text("utf-8").split("\n")
    return sorted({line for line in lines if line})


def kind(token: str) -> int:
    """Return the class of `token`: its flags as bits."""
    return token.isupper() + 2 * token.istitle() + 4 * token.isdigit()


def load() -> NgramModel:
    """Lay the model out, whose attributes are strings, as one of n-grams; label 1 goes on with a word.

    Raises `DataError` if the installed package holds another model.
    """
    from pyvi.ViTokenizer import ViTokenizer

    chain = LinearChain.from_crfsuite(ViTokenizer.model.modelfile.name)
    if chain.labels != ("B_W", "I_W"):
        raise DataError(f"pyvi: its model has the labels {chain.labels}; install pyvi 0.1.1.")
    entries = {tuple(entry.split(" ")) for entry in dictionary()}
    pairs = {entry for entry in entries if len(entry) == 2}
    triples = sorted(entry for entry in entries if len(entry) == 3)
    # the key of a triple needs the row of its first two tokens
    rows = {pair: row for row, pair in enumerate(sorted(pairs | {entry[:2] for entry in triples}))}
    known = {name.partition("word.lower():")[2] for name in chain.attributes} - {""}
    tokens = sorted(known.union(*rows, *triples))
    lower = {token: number for number, token in enumerate(tokens, 1)}
    unigrams = [_weights(chain, *_around(f"word.lower():{token}")) for token in tokens]
    in_pair = _weights(chain, "-1:word.bi_gram()", "+1:word.bi_gram()")
    in_triple = _weights(chain, "-2:word.tri_gram()", "+2:word.tri_gram()")
    by_class = [_of_class(chain, number) for number in range(_CLASSES)]
    one = _order((-1, 0, 1), np.array(by_class), np.arange(1, len(tokens) + 1, dtype=np.uint64), unigrams)
    two = _order(
        (-1, 0),
        np.zeros((_CLASSES**2, 2, 1)),
        key(*np.array([[lower[first], lower[second]] for first, second in rows]).T),
        [in_pair * (pair in pairs) for pair in rows],
    )
    three = _order(
        (-2, 0),
        np.zeros((_CLASSES**3, 2, 1)),
        key(*np.array([[rows[entry[:2]], lower[entry[2]]] for entry in triples]).T),
        [in_triple] * len(triples),
    )
    return NgramModel(chain.labels, chain.transition, lower, {}, _CLASSES, (one, two, three))


def _around(attribute: str) -> tuple[str, str, str]:
    """Return the names of an attribute of the token before, of the token itself and of the token after."""
    return f"-1:{attribute}", attribute, f"+1:{attribute}"


def _weights(chain: LinearChain, *attributes: str) -> Floats:
    """Return what attributes, one an offset, add to going on: (offsets, 1)."""
    emission = chain.emission[[chain.attributes.get(name, -1) for name in attributes]]
    result: Floats = emission[:, 1:] - emission[:, :1]
    return result


def _of_class(chain: LinearChain, number: int) -> Floats:
    """Return what a token of this class adds before, at and after its place; the last two are edges."""
    names = ("word.isupper()", "word.istitle()", "word.isdigit()")
    flags = [_weights(chain, *_around(name)) for bit, name in enumerate(names) if number >> bit & 1]
    bias = _weights(chain, "", "bias", "")
    return bias if number >= 2**_FLAGS else sum(flags, bias)


def _order(offsets: tuple[int, ...], by_class: Floats, keys: Keys, weights: list[Floats]) -> Order:
    nothing = np.zeros((1, len(offsets), 1))
    return Order(
        offsets,
        by_class,
        Ngrams(keys, np.concatenate([np.array(weights), nothing])),
        Ngrams(np.empty(0, np.uint64), nothing),
    )
