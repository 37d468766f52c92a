"""The spaCy tokenizer: Vietnamese words with exact offsets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from khkt_nlp.segmentation.memory import REMEMBERED
from khkt_nlp.segmentation.words import load
from khkt_nlp.spans import remember_text

_BLANK = 0x20


@registry.tokenizers("khkt.Tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer(segmenter: str = "khkt") -> Callable[[Language], Tokenizer]:
    """Make the tokenizer that `[nlp.tokenizer]` of a config names.

    `segmenter`: `khkt`, the default model, or `underthesea`, the words of that toolkit line by line.
    """
    return lambda nlp: Tokenizer(nlp.vocab, segmenter)


class Tokenizer:
    """Turns a text into a `Doc` whose tokens are Vietnamese words; `doc.text` is the text itself.

    What lies between two words is one blank, or a token of blanks and line ends: no word crosses a line.
    """

    def __init__(self, vocab: Vocab, segmenter: str) -> None:
        self.vocab = vocab
        self.segmenter = segmenter
        self._numbers = _Numbers(vocab)

    def __reduce__(self) -> tuple[type[Tokenizer], tuple[Vocab, str]]:
        """Leave what is remembered behind when the tokenizer is sent to another process."""
        return Tokenizer, (self.vocab, self.segmenter)

    def __call__(self, text: str) -> Doc:
        """Segment `text`."""
        words, spaces = split(text, self.segmenter)
        numbers: Any = self._numbers.of(words)
        doc = Doc(self.vocab, words=numbers, spaces=spaces)
        remember_text(doc, text)
        return doc

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to save: the config names the segmenter, its model belongs to the installed package."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> Tokenizer:
        """Nothing to load, but the vocabulary may have been."""
        self._numbers.clear()
        return self

    def to_disk(self, path: Path, **kwargs: Any) -> None:
        """Nothing to save."""

    def from_disk(self, path: Path, **kwargs: Any) -> Tokenizer:
        """Nothing to load, but the vocabulary may have been."""
        self._numbers.clear()
        return self


class _Numbers(dict[str, int]):
    """spaCy's number of each word: of numbers a `Doc` is made several times as fast as of strings."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._vocab: Any = vocab

    def of(self, words: list[str]) -> list[int]:
        """Return the numbers of `words`."""
        if len(self) > REMEMBERED:
            self.clear()
        return list(map(self.__getitem__, words))

    def __missing__(self, word: str) -> int:
        number: int = self._vocab.strings.add(word)
        # spaCy forgets what it learnt in a memory zone
        if not self._vocab.in_memory_zone:
            self[word] = number
        return number


def split(text: str, segmenter: str) -> tuple[list[str], list[bool]]:
    """Return the tokens of `text`, blanks included, and whether one blank follows each."""
    starts, ends = load(segmenter).spans(text)
    full = ends > starts
    # gap i lies before word i, the last one before the end of the text
    before, after = np.append(0, ends[full]), np.append(starts[full], len(text))
    codes = np.frombuffer(f"{text}\n".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    spaced = codes.take(before) == _BLANK
    spaced[0] = False
    begins = after.tolist()
    words = [text[start:end] for start, end in zip(begins, before[1:].tolist(), strict=False)]
    spaces = spaced[1:].tolist()
    # what one blank leaves of a gap is a token
    left = before + spaced
    tokens: list[str] = []
    flags: list[bool] = []
    done = 0
    for word in np.flatnonzero(left < after).tolist():
        tokens += words[done:word]
        flags += spaces[done:word]
        tokens.append(text[left[word] : begins[word]])
        flags.append(False)
        done = word
    return tokens + words[done:], flags + spaces[done:]
