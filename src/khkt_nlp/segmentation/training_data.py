"""Segmented text as numbers, for training."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from khkt_nlp.arrays import Floats, Ints, ranges
from khkt_nlp.segmentation.lexer import KhktLexer, Kind, kind_of
from khkt_nlp.sequence.ngrams import surround

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
        at = ranges(starts, lengths)
        return Corpus(self.names, self.tokens[at], self.goes_on[at], lengths)

    def teach(self, opinions: Floats) -> Corpus:
        """Return the corpus with other targets; the first token of a sentence never goes on."""
        targets = opinions.copy()
        targets[np.cumsum(self.lengths) - self.lengths] = 0
        return replace(self, goes_on=targets)

    def padded(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Replace each token by its number and put edges around each sentence.

        `numbers`: by name, then that of the edge before and after. Returns the places of the tokens, and all.
        """
        edges = int(numbers[-2]), int(numbers[-1])
        return surround(numbers[self.tokens], self.lengths, PADDING, edges)


def read_news(path: Path) -> Corpus:
    """Read a JSONL file of segmented news.

    Its field `seg` has a sentence a line, tokens parted by blanks, the syllables of a word joined by `_`.
    """
    with path.open(encoding="utf-8") as file:
        articles = (json.loads(line)["seg"].split("\n") for line in file)
        return _corpus([word.split("_") for word in line.split()] for lines in articles for line in lines)


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
    # lists of so many numbers would take four times the memory
    tokens, goes_on, lengths = array("q"), array("d"), array("q")
    for sentence in sentences:
        begin = len(tokens)
        for word in sentence:
            start = len(tokens)
            for syllable in filter(None, word):
                if syllable not in cuts:
                    pieces = lexer.cut(syllable)
                    cuts[syllable] = [numbers.setdefault(piece.text, len(numbers)) for piece in pieces]
                tokens.extend(cuts[syllable])
            goes_on.extend(at > start for at in range(start, len(tokens)))
        if len(tokens) > begin:
            lengths.append(len(tokens) - begin)
    return Corpus(list(numbers), np.array(tokens), np.array(goes_on), np.array(lengths))


def lowered(corpus: Corpus, share: float, capitals: float, seed: int) -> Corpus:
    """Write capitals small in this share of the sentences, in each so large a part of the capitalised tokens.

    A model learns from it what names look like in small letters; the targets stay.
    """
    random = np.random.default_rng(seed)
    numbers = {name: number for number, name in enumerate(corpus.names)}
    small = np.arange(len(numbers))
    for number, name in enumerate(corpus.names):
        if kind_of(name) == Kind.TITLE:
            small[number] = numbers.setdefault(name.lower(), len(numbers))
    chosen = np.repeat(random.random(len(corpus.lengths)) < share, corpus.lengths)
    chosen &= random.random(len(chosen)) < capitals
    return replace(corpus, names=list(numbers), tokens=np.where(chosen, small[corpus.tokens], corpus.tokens))
