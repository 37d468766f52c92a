"""Segmented text as numbers, for training."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from khkt_nlp.segmentation import underthesea
from khkt_nlp.segmentation.lexer import KhktLexer
from khkt_nlp.sequence import decoding
from khkt_nlp.sequence.decoding import Floats, Ints
from khkt_nlp.sequence.ngrams import Tokens, surround

PADDING = 2
"""Positions before and after each sentence."""


@dataclass(frozen=True)
class Corpus:
    """Tokens of sentences, one after another.

    `tokens`: numbers into `names`. `goes_on`: how surely each goes on with the word before it, 0 to 1.
    """

    names: list[str]
    tokens: Ints
    goes_on: Floats
    lengths: Ints

    def take(self, sentences: Ints) -> Corpus:
        """Return some of the sentences."""
        lengths = self.lengths[sentences]
        starts = (np.cumsum(self.lengths) - self.lengths)[sentences]
        at = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths) + np.arange(int(lengths.sum()))
        return Corpus(self.names, self.tokens[at], self.goes_on[at], lengths)

    def padded(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Replace each token by its number and put edges around each sentence.

        `numbers`: by name, then that of the edge before and after. Returns the places of the tokens, and all.
        """
        edges = int(numbers[-2]), int(numbers[-1])
        return surround(numbers[self.tokens], self.lengths, PADDING, edges)


def read_news(path: Path, articles: int) -> Corpus:
    """Read about so many articles, evenly spread over a JSONL file of segmented news.

    Its field `seg` has a sentence a line, tokens parted by blanks, the syllables of a word joined by `_`.
    """
    with path.open(encoding="utf-8") as file:
        step = max(1, sum(1 for _ in file) // articles)
    with path.open(encoding="utf-8") as file:
        chosen = (json.loads(line)["seg"].split("\n") for line in itertools.islice(file, 0, None, step))
        return _corpus([word.split("_") for word in line.split()] for lines in chosen for line in lines)


def read_treebank(path: Path) -> Corpus:
    """Read the words of a CoNLL-U file."""
    sentences: list[list[list[str]]] = [[]]
    for line in path.read_text("utf-8").splitlines():
        if line.split("\t")[0].isdigit():
            sentences[-1].append(line.split("\t")[1].split())
        elif not line:
            sentences.append([])
    return _corpus(sentences)


def _corpus(sentences: Iterable[list[list[str]]]) -> Corpus:
    lexer = KhktLexer()
    numbers: dict[str, int] = {}
    cuts: dict[str, list[int]] = {}
    tokens: list[int] = []
    goes_on: list[float] = []
    lengths: list[int] = []
    for sentence in sentences:
        begin = len(tokens)
        for word in sentence:
            start = len(tokens)
            for syllable in filter(None, word):
                if syllable not in cuts:
                    pieces = lexer.cut(syllable)
                    cuts[syllable] = [numbers.setdefault(piece.text, len(numbers)) for piece in pieces]
                tokens += cuts[syllable]
            goes_on += [float(at > start) for at in range(start, len(tokens))]
        if len(tokens) > begin:
            lengths.append(len(tokens) - begin)
    return Corpus(list(numbers), np.array(tokens), np.array(goes_on), np.array(lengths))


def teach(corpus: Corpus, weight: float) -> Corpus:
    """Mix what underthesea's model thinks of each token, with this weight, into the targets of `corpus`."""
    lexer, model = underthesea.load()
    names = [lexer.spell(name) for name in corpus.names]
    lower = np.array([*(model.lower.get(name.lower(), 0) for name in names), 0, 0])
    spelt = np.array([*(model.spelt.get(name, 0) for name in names), 0, 0])
    classes = np.array([*(lexer.kind(name) for name in names), model.classes - 2, model.classes - 1])
    tokens = Tokens(model.unigrams(lower, spelt, classes), lower, spelt, classes)
    opinions = []
    for sentences in np.array_split(np.arange(len(corpus.lengths)), 1 + len(corpus.lengths) // 20_000):
        part = corpus.take(sentences)
        places, padded = part.padded(np.arange(len(classes)))
        scores = model.emissions(tokens, padded)[places]
        opinions.append(decoding.marginals(scores, model.transition, part.lengths)[:, 1])
    targets = (1 - weight) * corpus.goes_on + weight * np.concatenate(opinions)
    targets[np.cumsum(corpus.lengths) - corpus.lengths] = 0
    return replace(corpus, goes_on=targets)
