"""The spaCy tokenizer: Vietnamese words with exact offsets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from khkt_nlp.arrays import code_points
from khkt_nlp.blocks import blocks
from khkt_nlp.segmentation.memory import REMEMBERED
from khkt_nlp.segmentation.words import known, load
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
        self.segmenter = known(segmenter)
        self._numbers = _Numbers(vocab)

    def __reduce__(self) -> tuple[type[Tokenizer], tuple[Vocab, str]]:
        """Leave what is remembered behind when the tokenizer is sent to another process."""
        return Tokenizer, (self.vocab, self.segmenter)

    def __call__(self, text: str) -> Doc:
        """Segment `text`."""
        return self._docs([text])[0]

    def pipe(self, texts: Iterable[str], **kwargs: Any) -> Iterator[Doc]:
        """Segment `texts`, many at a time, which takes two thirds of the time.

        `nlp.pipe` takes these documents in the place of texts: `nlp.pipe(nlp.tokenizer.pipe(texts))`.
        """
        for block in blocks(texts, len):
            yield from self._docs(block)

    def _docs(self, texts: Sequence[str]) -> list[Doc]:
        tokens, spaces, bounds = split(texts, self.segmenter)
        numbers = self._numbers.of(tokens)
        docs: list[Doc] = []
        for text, (start, end) in zip(texts, bounds, strict=True):
            words: Any = numbers[start:end]
            doc = Doc(self.vocab, words=words, spaces=spaces[start:end])
            remember_text(doc, text)
            docs.append(doc)
        return docs

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


def split(texts: Sequence[str], segmenter: str) -> tuple[list[str], list[bool], list[tuple[int, int]]]:
    """Return the tokens of `texts`, blanks included, whether one blank follows each, and where texts lie.

    Text `i` has the tokens from `bounds[i][0]` to `bounds[i][1]`; between two texts stands one of neither.

    >>> tokens, spaces, bounds = split(["Hội thảo", "ở  Hà Nội"], "khkt")
    >>> [tokens[start:end] for start, end in bounds], [spaces[start:end] for start, end in bounds]
    ([['Hội thảo'], ['ở', ' ', 'Hà Nội']], [[False], [True, False, False]])
    """
    # no word crosses a line: joined by line ends, texts have the words that they have alone
    joined = "\n".join(texts)
    starts, ends = load(segmenter).spans(joined)
    last = np.cumsum([len(text) + 1 for text in texts]) - 1
    first = np.append(0, last[:-1] + 1)
    # before each word, and after the last word of each text, lies a gap; the line end between texts is a word
    before = np.insert(ends, np.searchsorted(starts, first), first)
    after = np.insert(starts, np.searchsorted(starts, last), last)
    spaced = code_points(f"{joined}\n").take(before) == _BLANK
    edges = np.searchsorted(after, last) + 1
    spaced[np.append(0, edges[:-1])] = False
    begins = after.tolist()
    words = [joined[start:end] for start, end in zip(begins, [*before[1:].tolist(), None], strict=True)]
    spaces = [*spaced[1:].tolist(), False]
    # what one blank leaves of a gap is a token
    left = before + spaced
    blank = left < after
    tokens: list[str] = []
    flags: list[bool] = []
    done = 0
    for word in np.flatnonzero(blank).tolist():
        tokens += words[done:word]
        flags += spaces[done:word]
        tokens.append(joined[left[word] : begins[word]])
        flags.append(False)
        done = word
    stops = (edges - 1 + np.cumsum(blank)[edges - 1]).tolist()
    bounds = list(zip([0, *(stop + 1 for stop in stops[:-1])], stops, strict=True))
    return tokens + words[done:], flags + spaces[done:], bounds
