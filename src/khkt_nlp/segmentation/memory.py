"""What a segmenter remembers: the tokens of each run of characters, and the numbers of each token."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.segmentation.lexer import Piece
from khkt_nlp.sequence.decoding import Ints
from khkt_nlp.sequence.ngrams import NgramModel, Tokens

REMEMBERED = 1 << 16
"""So many tokens of different runs are remembered; then all are forgotten (about 25 MB)."""

LONGEST = 2048
"""A longer run is cut before a lexer reads it, so that reading takes linear time."""

AFTER, BEFORE = 0, 1
"""The numbers of the tokens that stand for the edges of a text."""


class Lexer(Protocol):
    """What knows how a language is written."""

    classes: int
    """The classes of its pieces are the numbers below."""

    def prepare(self, text: str) -> str:
        """Return a text of the same length whose blanks are those between runs."""

    def ends(self, text: str) -> bool:
        """Say whether the last run of `text` must be cut as the end of a text."""

    def cut(self, run: str, *, last: bool) -> list[Piece]:
        """Cut a run of characters into pieces that cover it."""


class Memory(dict[str, int]):
    """The number of each run; a run that ends with a line end is the last of its text."""

    def __init__(self, lexer: Lexer, model: NgramModel) -> None:
        super().__init__()
        self._lexer = lexer
        self._model = model
        self.forget()

    def forget(self) -> None:
        """Start anew."""
        self.clear()
        self._run_first, self.run_sizes = _Column(), _Column()
        self._piece_types, self.starts, self.ends = _Column(), _Column(), _Column()
        self._types: dict[tuple[str, int], int] = {}
        classes = self._model.classes
        self._new: list[Piece] = [Piece("", 0, classes - 1, ""), Piece("", 0, classes - 2, "")]
        self.spelt_after: list[str] = ["", "", "", ""]
        self._lower, self._spelt, self._kinds, self._alone = _Column(), _Column(), _Column(), _Column()
        self._unigrams = _Column(self._model.unigram_shape, self._model.dtype)
        self._pending: list[list[int]] = [[] for _ in range(5)]
        self.settle()

    def forget_if_full(self) -> None:
        """Start anew if more is remembered than `REMEMBERED`."""
        if self._piece_types.size > REMEMBERED:
            self.forget()

    def __missing__(self, run: str) -> int:
        """Cut a run that is new."""
        number = len(self)
        first, size, types, starts, ends = self._pending
        before = len(types)
        first.append(self._piece_types.size + before)
        body = run.rstrip("\n")
        for offset in range(0, len(body), LONGEST):
            last = len(body) != len(run) and offset + LONGEST >= len(body)
            at = offset
            for piece in self._lexer.cut(body[offset : offset + LONGEST], last=last):
                types.append(self._type(piece))
                starts.append(at)
                at += piece.length
                ends.append(at)
        size.append(len(types) - before)
        self[run] = number
        return number

    def _type(self, piece: Piece) -> int:
        known = (piece.text, piece.kind)
        number = self._types.get(known)
        if number is None:
            number = self._types[known] = len(self._types) + 2
            self._new.append(piece)
            self.spelt_after += (" " + piece.text, "\n" + piece.text)
        return number

    def settle(self) -> None:
        """Lay out in arrays what was read since the last call."""
        columns = (self._run_first, self.run_sizes, self._piece_types, self.starts, self.ends)
        for column, pending in zip(columns, self._pending, strict=True):
            if pending:
                column.extend(np.array(pending, dtype=np.int64))
                pending.clear()
        if self._new:
            model = self._model
            lower = np.array([model.lower.get(piece.key.lower(), 0) for piece in self._new], dtype=np.int64)
            spelt = np.array([model.spelt.get(piece.key, 0) for piece in self._new], dtype=np.int64)
            kinds = np.array([piece.kind for piece in self._new], dtype=np.int64)
            self._lower.extend(lower)
            self._spelt.extend(spelt)
            self._kinds.extend(kinds)
            self._alone.extend(np.array([piece.alone for piece in self._new], dtype=np.int64))
            self._unigrams.extend(model.unigrams(lower, spelt, kinds))
            self._new.clear()

    def pieces(self, runs: Ints) -> tuple[Ints, Ints]:
        """Return the number of pieces of each run, and the place of each of these pieces."""
        sizes = self.run_sizes.data[runs]
        before = np.cumsum(sizes) - sizes
        return sizes, np.repeat(self._run_first.data[runs] - before, sizes) + np.arange(int(sizes.sum()))

    def types(self, pieces: Ints) -> Ints:
        """Return the token number of each piece."""
        return self._piece_types.data[pieces]

    @property
    def tokens(self) -> Tokens:
        """All tokens, by number."""
        return Tokens(self._unigrams.data, self._lower.data, self._spelt.data, self._kinds.data)

    @property
    def alone(self) -> Ints:
        """Which tokens are a word by themselves."""
        return self._alone.data


class _Column:
    """An array that grows."""

    def __init__(self, shape: tuple[int, ...] = (), dtype: Any = np.int64) -> None:
        self.data: NDArray[Any] = np.empty((1024, *shape), dtype=dtype)
        self.size = 0

    def extend(self, values: NDArray[Any]) -> None:
        """Append `values`."""
        size = self.size + len(values)
        if size > len(self.data):
            larger = np.empty((max(size, 2 * len(self.data)), *self.data.shape[1:]), dtype=self.data.dtype)
            larger[: self.size] = self.data[: self.size]
            self.data = larger
        self.data[self.size : size] = values
        self.size = size
