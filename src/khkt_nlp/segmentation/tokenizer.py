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

from khkt_nlp.segmentation.words import load

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

    def __call__(self, text: str) -> Doc:
        """Segment `text`."""
        words, spaces = split(text, self.segmenter)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to save: the config names the segmenter, its model belongs to the installed package."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> Tokenizer:
        """Nothing to load."""
        return self

    def to_disk(self, path: Path, **kwargs: Any) -> None:
        """Nothing to save."""

    def from_disk(self, path: Path, **kwargs: Any) -> Tokenizer:
        """Nothing to load."""
        return self


def split(text: str, segmenter: str) -> tuple[list[str], list[bool]]:
    """Return the tokens of `text`, blanks included, and whether one blank follows each."""
    starts, ends = load(segmenter).spans(text)
    full = ends > starts
    starts, ends = np.append(starts[full], len(text)), np.append(0, ends[full])
    gaps = starts - ends
    first, last = starts.tolist(), ends.tolist()
    plain = [text[start:end] for start, end in zip(first, last[1:], strict=False)]
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    # gap i lies before word i, the last one before the end of the text
    single = gaps == 1
    single[single] = codes[ends[single]] == _BLANK
    single[0] = False
    tokens: list[str] = []
    spaces: list[bool] = []
    done = 0
    for i in np.flatnonzero((gaps > 0) & ~single).tolist():
        tokens += plain[done:i]
        spaces += single[done + 1 : i + 1].tolist()
        start = last[i]
        if i and text[start] == " ":
            spaces[-1] = True
            start += 1
        tokens.append(text[start : first[i]])
        spaces.append(False)
        done = i
    return tokens + plain[done:], spaces + single[done + 1 :].tolist()
