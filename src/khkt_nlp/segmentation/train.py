"""Training the default segmenter: `python -m khkt_nlp.segmentation.train --help`.

The model decides for each token whether it goes on with the word before it, from the n-grams around it. It
learns from what three teachers, RDRsegmenter, underthesea and pyvi, think of the words of news, weighed by
how far a treebank bears them out, and from what two dictionaries list; then the treebank adapts the weights.
Fitted by AdaGrad (Duchi, Hazan and Singer 2011) on the logistic loss. Same data and options, same model.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from khkt_nlp.arrays import Bools, Floats, Ints, Keys
from khkt_nlp.article.normalization import normalize
from khkt_nlp.errors import InputError
from khkt_nlp.segmentation import pyvi, underthesea
from khkt_nlp.segmentation.lexer import KhktLexer, kind_of
from khkt_nlp.segmentation.teachers import (
    Opinion,
    ask_pyvi,
    ask_rdrsegmenter,
    ask_underthesea,
    weigh,
)
from khkt_nlp.segmentation.training_data import Corpus, lowered, read_news, read_treebank
from khkt_nlp.sequence.ngrams import BITS, NgramModel, Ngrams, Order, key, unpack

OFFSETS = ((-2, -1, 0, 1, 2), (-2, -1, 0, 1), (-2, -1, 0))
"""Where an n-gram of one, two, three tokens may begin, counted from the token that is labelled."""

Entry = tuple[str, ...]

_CLASSES = KhktLexer.classes + 2


@dataclass(frozen=True)
class Plan:
    """How to go over a corpus: `batch` sentences at a time; `start`: where the sums of AdaGrad begin."""

    epochs: int
    rate: float
    batch: int
    weight: float = 1.0
    start: float = 0.01


@dataclass(frozen=True)
class Options:
    """What the model depends on besides the data.

    `minimum`: how often a token, a pair, a triple must be seen. `small_sentences`, `small_capitals`: the
    shares of sentences and of capitals in them that `lowered` writes small.
    """

    minimum: tuple[int, int, int] = (4, 4, 6)
    small_sentences: float = 0.05
    small_capitals: float = 0.7
    news: Plan = Plan(epochs=1, rate=0.3, batch=650)
    treebank: Plan = Plan(epochs=2, rate=0.2, batch=25, weight=5.0, start=1.0)
    prune: float = 0.5
    seed: int = 0


class Trainer:
    """The vocabulary of a corpus and a weight for each of its n-grams at each offset."""

    def __init__(
        self, news: Corpus, dictionaries: Sequence[Sequence[str]], minimum: tuple[int, int, int]
    ) -> None:
        pairs_listed, triples_listed = _listed(dictionaries)
        counts: Counter[str] = Counter()
        spelt: Counter[str] = Counter()
        for name, count in zip(
            news.names, np.bincount(news.tokens, minlength=len(news.names)).tolist(), strict=True
        ):
            counts[name.lower()] += count
            if name != name.lower():
                spelt[name] += count
        known = {token for token, count in counts.items() if count >= minimum[0]}
        self.lower = _number(known | {token for entry in [*pairs_listed, *triples_listed] for token in entry})
        self.spelt = _number(token for token, count in spelt.items() if count >= minimum[0])
        lower, spelled, _ = self.numbers(news)
        two = np.array([[self.lower[token] for token in entry] for entry in pairs_listed])
        three = np.array([[self.lower[token] for token in entry] for entry in triples_listed])
        inside = np.ones(len(news.tokens), dtype=bool)
        inside[np.cumsum(news.lengths) - 1] = False
        tokens = lower[news.tokens]
        pairs, whole = _pairs(tokens, inside)
        listed, begun = key(two[:, 0], two[:, 1]), key(three[:, 0], three[:, 1])
        self.pairs = _table(_frequent(pairs[whole], minimum[1]), listed, begun)
        self.listed_pairs = np.zeros(len(self.pairs.keys) + 1, dtype=np.int64)
        self.listed_pairs[self.pairs.find(listed)] = list(pairs_listed.values())
        if len(self.pairs.keys) >= 1 << BITS:
            raise InputError(
                f"The news has more than {1 << BITS:,} pairs of tokens; read less or raise `minimum`."
            )
        rows = self.pairs.find(pairs)
        whole = whole[:-1] & whole[1:] & (rows[:-1] < len(self.pairs.keys))
        listed = key(self.pairs.find(begun), three[:, 2])
        self.triples = _table(_frequent(key(rows[:-1], tokens[2:])[whole], minimum[2]), listed)
        self.listed_triples = np.zeros(len(self.triples.keys) + 1, dtype=np.int64)
        self.listed_triples[self.triples.find(listed)] = list(triples_listed.values())
        pairs, whole = _pairs(spelled[news.tokens], inside)
        self.spelt_pairs = _table(_frequent(pairs[whole], minimum[1]))
        sizes = {
            "lower1": (len(self.lower) + 1, 0),
            "spelt1": (len(self.spelt) + 1, 0),
            "class1": (_CLASSES, 0),
            "lower2": (len(self.pairs.keys) + 1, 1),
            "spelt2": (len(self.spelt_pairs.keys) + 1, 1),
            "class2": (_CLASSES**2, 1),
            "listed2": (2 ** len(dictionaries), 1),
            "lower3": (len(self.triples.keys) + 1, 2),
            "class3": (_CLASSES**3, 2),
            "listed3": (2 ** len(dictionaries), 2),
        }
        self.offsets = {name: OFFSETS[order] for name, (_, order) in sizes.items()}
        self.weights = {name: np.zeros((size, len(OFFSETS[order]))) for name, (size, order) in sizes.items()}
        # the row of what is unknown stays zero
        self.unknown = {"lower1": 0, "spelt1": 0} | {
            name: len(self.weights[name]) - 1 for name in ("lower2", "spelt2", "lower3")
        }

    def numbers(self, corpus: Corpus) -> tuple[Ints, Ints, Ints]:
        """Return by name, and for the edges, the number in lower case, as spelt, and the class."""
        names = corpus.names
        return (
            np.array([*(self.lower.get(name.lower(), 0) for name in names), 0, 0]),
            np.array([*(self.spelt.get(name, 0) for name in names), 0, 0]),
            np.array([*(int(kind_of(name)) for name in names), _CLASSES - 2, _CLASSES - 1]),
        )

    def rows(self, corpus: Corpus, numbers: tuple[Ints, Ints, Ints]) -> tuple[Ints, dict[str, Ints]]:
        """Return the places of the tokens among the edges, and the rows of the n-grams that begin there."""
        places, lower = corpus.padded(numbers[0])
        spelt, classes = (corpus.padded(table)[1] for table in numbers[1:])
        pairs = self.pairs.find(key(lower[:-1], lower[1:]))
        triples = self.triples.find(key(pairs[:-1], lower[2:]))
        two = classes[:-1] * _CLASSES + classes[1:]
        return places, {
            "lower1": lower,
            "spelt1": spelt,
            "class1": classes,
            "lower2": pairs,
            "spelt2": self.spelt_pairs.find(key(spelt[:-1], spelt[1:])),
            "class2": two,
            "listed2": self.listed_pairs[pairs],
            "lower3": triples,
            "class3": two[:-1] * _CLASSES + classes[2:],
            "listed3": self.listed_triples[triples],
        }

    def score(self, places: Ints, rows: dict[str, Ints]) -> Floats:
        """Return the log odds that each token goes on with the word before it."""
        scores = np.zeros(len(places))
        for name, weights in self.weights.items():
            values = weights[rows[name]]
            for column, offset in enumerate(self.offsets[name]):
                scores += values[places + offset, column]
        return scores

    def fit(self, corpus: Corpus, plan: Plan, seed: int) -> None:
        """Go over `corpus` as planned, in an order that `seed` fixes."""
        random = np.random.default_rng(seed)
        squares = {name: np.full_like(weights, plan.start) for name, weights in self.weights.items()}
        numbers = self.numbers(corpus)
        for _ in range(plan.epochs):
            order = random.permutation(len(corpus.lengths))
            for sentences in np.array_split(order, max(1, len(order) // plan.batch)):
                part = corpus.take(sentences)
                places, rows = self.rows(part, numbers)
                error = plan.weight * (1 / (1 + np.exp(-self.score(places, rows))) - part.goes_on)
                for name, weights in self.weights.items():
                    used, at = np.unique(rows[name], return_inverse=True)
                    gradient = np.stack(
                        [
                            np.bincount(at[places + offset], weights=error, minlength=len(used))
                            for offset in self.offsets[name]
                        ],
                        axis=1,
                    )
                    gradient[used == self.unknown.get(name, -1)] = 0
                    squares[name][used] += gradient**2
                    weights[used] -= plan.rate * gradient / np.sqrt(squares[name][used])

    def export(self, prune: float) -> NgramModel:
        """Return the model without the n-grams whose weights are all smaller than `prune`."""
        pairs = self.weights["lower2"] + self.weights["listed2"][self.listed_pairs]
        pairs[-1] = 0
        triples = self.weights["lower3"] + self.weights["listed3"][self.listed_triples]
        triples[-1] = 0
        # the weight of being in no dictionary holds for all
        for weights, name in ((pairs, "listed2"), (triples, "listed3")):
            weights[:-1] -= self.weights[name][0]
        kept3 = _large(triples, prune)
        kept_spelt = _large(self.weights["spelt2"], prune)
        lowered = np.array([0, *(self.lower.get(token.lower(), 0) for token in self.spelt)])
        firsts, seconds = unpack(self.spelt_pairs.keys[kept_spelt])
        begun, ends = unpack(self.triples.keys[kept3])
        kept = np.abs(pairs).max(axis=1) >= prune
        kept[self.pairs.find(key(lowered[firsts], lowered[seconds]))] = True
        kept[begun] = True
        kept2 = np.flatnonzero(kept[:-1])
        row = np.zeros(len(pairs), dtype=np.int64)
        row[kept2] = np.arange(len(kept2))
        first, second = unpack(self.pairs.keys[kept2])
        lower, number = _keep(self.lower, self.weights["lower1"], prune, first, second, ends)
        spelt, spelt_number = _keep(self.spelt, self.weights["spelt1"], prune, firsts, seconds)
        classes = [self.weights[f"class{n}"] for n in (1, 2, 3)]
        classes[1] = classes[1] + self.weights["listed2"][0]
        classes[2] = classes[2] + self.weights["listed3"][0]
        by_lower = (
            _ngrams(number[number > 0].astype(np.uint64), self.weights["lower1"][number > 0]),
            _ngrams(key(number[first], number[second]), pairs[kept2]),
            _ngrams(key(row[begun], number[ends]), triples[kept3]),
        )
        by_spelt = (
            _ngrams(
                spelt_number[spelt_number > 0].astype(np.uint64), self.weights["spelt1"][spelt_number > 0]
            ),
            _ngrams(key(spelt_number[firsts], spelt_number[seconds]), self.weights["spelt2"][kept_spelt]),
            _ngrams(np.empty(0, dtype=np.uint64), np.empty((0, len(OFFSETS[2])))),
        )
        one, two, three = (
            Order(OFFSETS[n], classes[n][:, :, None].astype(np.float16), by_lower[n], by_spelt[n])
            for n in range(3)
        )
        return NgramModel(("B", "I"), np.zeros((2, 2)), lower, spelt, _CLASSES, (one, two, three))


def _listed(dictionaries: Sequence[Sequence[str]]) -> tuple[dict[Entry, int], dict[Entry, int]]:
    """Return the pairs and the triples of tokens that dictionaries list, and which of them do, as bits.

    Three tokens that stand together in a longer entry count as listed.
    """
    pairs: Counter[Entry] = Counter()
    triples: Counter[Entry] = Counter()
    for number, dictionary in enumerate(dictionaries):
        entries = {tuple(normalize(entry).text.lower().split(" ")) for entry in dictionary}
        pairs.update({entry: 1 << number for entry in entries if len(entry) == 2})
        parts = {e[k : k + 3] for e in entries if 2 < len(e) < 6 for k in range(len(e) - 2)}
        triples.update(dict.fromkeys(parts, 1 << number))
    return dict(sorted(pairs.items())), dict(sorted(triples.items()))


def _number(tokens: Iterable[str]) -> dict[str, int]:
    return {token: number for number, token in enumerate(sorted(tokens), 1)}


def _pairs(tokens: Ints, inside: Bools) -> tuple[Keys, Bools]:
    """Return the key of each token and the next, and whether both are known and in one sentence."""
    return key(tokens[:-1], tokens[1:]), inside[:-1] & (tokens[:-1] > 0) & (tokens[1:] > 0)


def _frequent(keys: Keys, minimum: int) -> Keys:
    found, counts = np.unique(keys, return_counts=True)
    return found[counts >= minimum]


def _table(*keys: Keys) -> Ngrams:
    """Lay out keys without weights."""
    all_keys = np.unique(np.concatenate(keys))
    return Ngrams(all_keys, np.zeros((len(all_keys) + 1, 0, 0)))


def _large(weights: Floats, prune: float) -> Ints:
    return np.flatnonzero(np.abs(weights[:-1]).max(axis=1) >= prune)


def _keep(
    tokens: dict[str, int], weights: Floats, prune: float, *needed: Ints
) -> tuple[dict[str, int], Ints]:
    """Return the tokens with weights or `needed`, numbered anew, and the new number of each old one."""
    kept = np.abs(weights).max(axis=1) >= prune
    kept[np.concatenate(needed)] = True
    kept[0] = False
    number = np.where(kept, np.cumsum(kept), 0)
    return {token: int(number[old]) for token, old in tokens.items() if kept[old]}, number


def _ngrams(keys: Keys, weights: Floats) -> Ngrams:
    """Lay n-grams out with their weights in half precision."""
    padded = np.concatenate([weights, np.zeros((1, weights.shape[1]))])[:, :, None].astype(np.float16)
    return Ngrams(keys, padded)


def train(
    news: Corpus, treebank: Corpus, dictionaries: Sequence[Sequence[str]], options: Options
) -> NgramModel:
    """Fit a model to news, whose targets are what teachers think, and to a treebank."""
    trainer = Trainer(news, dictionaries, options.minimum)
    news = lowered(news, options.small_sentences, options.small_capitals, options.seed)
    trainer.fit(news, options.news, options.seed)
    trainer.fit(treebank, options.treebank, options.seed)
    return trainer.export(options.prune)


def main() -> None:
    """Run the training from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("news", type=Path, help="JSONL with a field `seg`")
    parser.add_argument("treebank", type=Path, help="CoNLL-U, the train part")
    parser.add_argument("rdrsegmenter", type=Path, help="the folder of a compiled RDRsegmenter")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the model, `.npz`")
    parser.add_argument("--seed", type=int, default=Options.seed)
    arguments = parser.parse_args()
    options = Options(seed=arguments.seed)
    news, treebank = read_news(arguments.news), read_treebank(arguments.treebank)

    def ask(corpus: Corpus) -> list[Opinion]:
        return [ask_rdrsegmenter(corpus, arguments.rdrsegmenter), ask_underthesea(corpus), ask_pyvi(corpus)]

    news = news.teach(weigh(treebank, ask(treebank), ask(news)))
    dictionaries = [underthesea.dictionary(), pyvi.dictionary()]
    arguments.output.write_bytes(train(news, treebank, dictionaries, options).to_bytes())


if __name__ == "__main__":
    main()
