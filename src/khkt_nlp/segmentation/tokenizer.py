"""The spaCy tokenizer: underthesea's words with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from underthesea import word_tokenize

_LINE = re.compile(r"[^\n]+|\n+")
_BLANK = re.compile(r"\s+")


@spacy.registry.tokenizers("khkt.Tokenizer.v1")
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """Make the tokenizer that `[nlp.tokenizer]` of a config names."""
    return lambda nlp: Tokenizer(nlp.vocab)


class Tokenizer:
    """Turns a text into a `Doc` whose tokens are Vietnamese words; `doc.text` is the text itself."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Segment `text`; a run of line ends is a token of its own, so no word crosses a line."""
        words: list[str] = []
        spaces: list[bool] = []
        for line in _LINE.finditer(text):
            for start, end in _words(line[0]):
                word = line[0][start:end]
                if word == " " and words and not spaces[-1]:
                    spaces[-1] = True
                else:
                    words.append(word)
                    spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to save: the model belongs to underthesea."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> Tokenizer:
        """Nothing to load."""
        return self

    def to_disk(self, path: Path, **kwargs: Any) -> None:
        """Nothing to save."""

    def from_disk(self, path: Path, **kwargs: Any) -> Tokenizer:
        """Nothing to load."""
        return self


def _words(line: str) -> list[tuple[int, int]]:
    """Align underthesea's words with `line`: its characters in order, blanks between words apart."""
    spans: list[tuple[int, int]] = []
    done = 0
    for word in word_tokenize(line, use_token_normalize=False):
        pattern = r"\s+".join(map(re.escape, _BLANK.split(word)))
        match = re.compile(pattern).search(line, done)
        if match is None:
            break
        spans += ((i, i + 1) for i in range(done, match.start()))
        spans.append(match.span())
        done = match.end()
    spans += ((i, i + 1) for i in range(done, len(line)))
    return spans
