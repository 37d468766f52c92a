"""Words with exact offsets, by one of two segmenters."""

from __future__ import annotations

import functools
from importlib import resources
from typing import NamedTuple

from khkt_nlp.errors import InputError
from khkt_nlp.segmentation.segmenter import Segmenter
from khkt_nlp.sequence.ngrams import NgramModel

KHKT = "khkt"
UNDERTHESEA = "underthesea"


class Word(NamedTuple):
    """One word: code points into the text it was found in, and that piece of the text."""

    start: int
    end: int
    text: str


def words(text: str, segmenter: str = KHKT) -> list[Word]:
    """Cut `text` into words, line by line; only blanks lie between them.

    `segmenter`: `khkt`, or `underthesea` for the words of that toolkit. Raises `InputError` if it is another.

    >>> [word.text for word in words("Hội thảo khoa học ngày 25/11/2022.")]
    ['Hội thảo', 'khoa học', 'ngày', '25/11/2022', '.']
    """
    starts, ends = load(segmenter).spans(text)
    pairs = zip(starts.tolist(), ends.tolist(), strict=True)
    return [Word(start, end, text[start:end]) for start, end in pairs]


def word_tokenize(texts: list[str], segmenter: str = UNDERTHESEA) -> list[list[str]]:
    r"""Return the words of each text as strings; with `underthesea`, exactly those of its `word_tokenize`.

    Each text is one sequence, whatever lines it has, and words are spelt as the segmenter spells them
    (composed characters, one blank between syllables).

    >>> word_tokenize(["Hội thảo\nkhoa học", ""])
    [['Hội thảo', 'khoa học'], []]
    """
    return load(segmenter).words(texts)


@functools.cache
def load(segmenter: str) -> Segmenter:
    """Load a segmenter by name, once in a process; raises `InputError` if there is none of that name."""
    if segmenter == KHKT:
        from khkt_nlp.segmentation.lexer import KhktLexer

        model = resources.files("khkt_nlp.segmentation") / "data" / "words.npz"
        return Segmenter(KhktLexer(), NgramModel.from_bytes(model.read_bytes()))
    if segmenter == UNDERTHESEA:
        from khkt_nlp.segmentation import underthesea

        return Segmenter(*underthesea.load(), judge=underthesea.begins)
    raise InputError(f"There is no segmenter {segmenter!r}: choose {KHKT!r} or {UNDERTHESEA!r}.")
