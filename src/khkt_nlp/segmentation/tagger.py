"""Part-of-speech tags: the model of the installed underthesea in the engine."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from khkt_nlp.segmentation import underthesea
from khkt_nlp.sequence import viterbi
from khkt_nlp.sequence.ngrams import NgramModel, surround


def pos_tags(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the tag of each word (`N`, `Np`, `V`, `CH`, …): the tags of `underthesea.pos_tag`.

    >>> pos_tags([["Hội thảo", "ở", "Hà Nội"], []])
    [['N', 'E', 'Np'], []]
    """
    model = _model()
    numbers: dict[str, int] = {}
    words = np.array([numbers.setdefault(word, len(numbers)) for sentence in sentences for word in sentence])
    lengths = np.array([len(sentence) for sentence in sentences], dtype=np.int64)
    if not numbers:
        return [[] for _ in sentences]
    tokens = model.tokens(numbers, map(_class, numbers))
    places, positions = surround(words, lengths, model.padding, (len(numbers), len(numbers) + 1))
    labels = viterbi(model.emissions(tokens, positions)[places], model.transition, lengths)
    tags = iter([model.labels[label] for label in labels.tolist()])
    return [[next(tags) for _ in sentence] for sentence in sentences]


def _class(word: str) -> int:
    """Say whether each syllable begins with a capital, 1 or 0; to the tagger of underthesea digits do not."""
    return int(all(part[:1].istitle() for part in word.split(" ")))


@functools.cache
def _model() -> NgramModel:
    return underthesea.load_tagger()
