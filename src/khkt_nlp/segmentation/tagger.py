"""Part-of-speech tags: the model of the installed underthesea in the engine."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from khkt_nlp.segmentation import underthesea
from khkt_nlp.sequence import viterbi
from khkt_nlp.sequence.ngrams import NgramModel, Tokens, surround


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
    edges = model.classes - 2, model.classes - 1
    lower = np.array([*(model.lower.get(word.lower(), 0) for word in numbers), 0, 0])
    spelt = np.array([*(model.spelt.get(word, 0) for word in numbers), 0, 0])
    classes = np.array([*(int(_is_title(word)) for word in numbers), *edges])
    tokens = Tokens(lower, spelt, classes)
    places, positions = surround(words, lengths, model.padding, (len(numbers), len(numbers) + 1))
    labels = viterbi(model.emissions(tokens, positions)[places], model.transition, lengths)
    tags = iter([model.labels[label] for label in labels.tolist()])
    return [[next(tags) for _ in sentence] for sentence in sentences]


def _is_title(word: str) -> bool:
    """Say whether each syllable begins with a capital; to the tagger of underthesea digits do not."""
    return all(part[:1].istitle() for part in word.split(" "))


@functools.cache
def _model() -> NgramModel:
    return underthesea.load_tagger()
