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

    `segmenter`: `khkt`, or `underthesea` for the words of that toolkit. Raises `InputError` if it is another,
    or if `text` is no string.

    >>> [word.text for word in words("Hội thảo khoa học ngày 25/11/2022.")]
    ['Hội thảo', 'khoa học', 'ngày', '25/11/2022', '.']
    """
    _check([text])
    starts, ends = load(segmenter).spans(text)
    pairs = zip(starts.tolist(), ends.tolist(), strict=True)
    return [Word(start, end, text[start:end]) for start, end in pairs]


def word_tokenize(texts: list[str], segmenter: str = UNDERTHESEA) -> list[list[str]]:
    r"""Return the words of each text as strings; with `underthesea`, exactly those of its `word_tokenize`.

    Each text is one sequence, whatever lines it has, and words are spelt as the segmenter spells them
    (composed characters, one blank between syllables). Raises `InputError` if `texts` are not strings.

    >>> word_tokenize(["Hội thảo\nkhoa học", ""])
    [['Hội thảo', 'khoa học'], []]
    """
    _check(texts)
    return load(segmenter).words(texts)


def _check(texts: object) -> None:
    if not isinstance(texts, list | tuple):
        raise InputError(f"The texts are of the type {type(texts).__name__}: give a list of strings.")
    for text in texts:
        if not isinstance(text, str):
            raise InputError(f"A text is of the type {type(text).__name__}: give a string.")


def known(segmenter: str) -> str:
    """Give back the name of a segmenter; raises `InputError` if none has it."""
    if segmenter not in (KHKT, UNDERTHESEA):
        raise InputError(f"There is no segmenter {segmenter!r}: choose {KHKT!r} or {UNDERTHESEA!r}.")
    return segmenter


@functools.cache
def load(segmenter: str) -> Segmenter:
    """Load a segmenter by name, once in a process; raises `InputError` if there is none of that name."""
    if known(segmenter) == KHKT:
        from khkt_nlp.segmentation.lexer import KhktLexer

        model = resources.files("khkt_nlp.segmentation") / "data" / "words.npz"
        return Segmenter(KhktLexer(), NgramModel.from_bytes(model.read_bytes()))
    from khkt_nlp.segmentation import underthesea

    return Segmenter(*underthesea.load(), judge=underthesea.begins)
