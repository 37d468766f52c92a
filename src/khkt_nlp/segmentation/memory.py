"""What a segmenter remembers: the pieces of each run of characters, and the numbers of each token."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.arrays import Ints
from khkt_nlp.segmentation.lexer import Piece
from khkt_nlp.sequence.ngrams import NgramModel, Tokens

REMEMBERED = 1 << 16
"""So many pieces of different runs are remembered; then all are forgotten (about 25 MB)."""

LONGEST = 2048
"""A longer run is cut before a lexer reads it, so that reading takes linear time."""

AFTER, BEFORE = 0, 1
"""The types of the tokens that stand for the edges of a sequence."""

EDGE = ""
"""Stands among the runs for the end of a sequence and the beginning of the next."""


class Lexer(Protocol):
    """What knows how a language is written."""

    classes: int
    """The classes of its tokens are the numbers below."""

    alone: frozenset[int]
    """Tokens of these classes are words by themselves, whatever a model says."""

    def prepare(self, text: str) -> str:
        """Return a text of the same length whose blanks are those between runs."""

    def ends(self, text: str) -> bool:
        """Say whether the last run of `text` must be cut as the end of a text."""

    def cut(self, run: str, *, last: bool) -> list[Piece]:
        """Cut a run of characters into pieces that cover it."""

    def kind(self, token: str) -> int:
        """Return the class of a token."""


class Memory(dict[str, bytes]):
    """The pieces of each run; a run that ends with a line end is the last of its text.

    A piece is three numbers of 32 bits: its type, where it begins in its run (-1 at an edge), where it ends.
    They are bytes because nothing puts many small arrays together faster than `bytes.join`.
    """

    def __init__(self, lexer: Lexer, model: NgramModel) -> None:
        super().__init__()
        self._lexer = lexer
        self._model = model
        self._edges = [model.classes - 1, model.classes - 2]
        self.forget()

    def forget(self) -> None:
        """Start anew."""
        padding = self._model.padding
        self.clear()
        self[EDGE] = array("i", [AFTER, -1, 0] * padding + [BEFORE, -1, 0] * padding).tobytes()
        self._size = 0
        self._types: dict[str, int] = {}
        self._new: list[str] = []
        self._numbers, self._names = _Rows(4, np.int64), _Rows(2, np.object_)
        self._add(["", ""], self._edges)

    def __missing__(self, run: str) -> bytes:
        """Cut a run that is new."""
        pieces: list[int] = []
        body = run.removesuffix("\n")
        at = 0
        for start in range(0, len(body), LONGEST):
            last = len(body) != len(run) and start + LONGEST >= len(body)
            for token, length in self._lexer.cut(body[start : start + LONGEST], last=last):
                number = self._types.get(token)
                if number is None:
                    number = self._types[token] = len(self._types) + 2
                    self._new.append(token)
                pieces += (number, at, at + length)
                at += length
        self._size += len(pieces) // 3
        self[run] = packed = array("i", pieces).tobytes()
        return packed

    def pieces(self, runs: list[str]) -> NDArray[np.int32]:
        """Return the pieces of `runs`: (pieces, 3)."""
        if self._size > REMEMBERED:
            self.forget()
        found = np.frombuffer(b"".join(map(self.__getitem__, runs)), dtype=np.int32)
        self._settle()
        return found.reshape(-1, 3)

    def _settle(self) -> None:
        """Lay out in arrays the types that were read since the last call."""
        if self._new:
            self._add(self._new, [self._lexer.kind(token) for token in self._new])
            self._new.clear()

    def _add(self, tokens: list[str], classes: list[int]) -> None:
        model, always = self._model, {*self._lexer.alone, *self._edges}
        lower = [model.lower.get(token.lower(), 0) for token in tokens]
        spelt = [model.spelt.get(token, 0) for token in tokens]
        self._numbers.extend([lower, spelt, classes, [kind in always for kind in classes]])
        self._names.extend([[" " + token for token in tokens], ["\n" + token for token in tokens]])

    @property
    def tokens(self) -> Tokens:
        """All tokens, by type."""
        lower, spelt, classes, _ = self._numbers.data
        return Tokens(lower, spelt, classes)

    @property
    def alone(self) -> Ints:
        """Which types are a word by themselves: 1; edges are."""
        alone: Ints = self._numbers.data[3]
        return alone

    @property
    def names(self) -> NDArray[np.object_]:
        """The text of each type behind what parts it from the one before it: a blank, in row 1 a line end."""
        return self._names.data


class _Rows:
    """Rows of numbers, or of anything, that grow together."""

    def __init__(self, rows: int, dtype: Any) -> None:
        self.data: NDArray[Any] = np.empty((rows, 1024), dtype=dtype)
        self.size = 0

    def extend(self, values: Sequence[Sequence[Any]]) -> None:
        """Append to each row."""
        size = self.size + len(values[0])
        if size > self.data.shape[1]:
            rows = len(self.data)
            larger = np.empty((rows, max(size, 2 * self.data.shape[1])), dtype=self.data.dtype)
            larger[:, : self.size] = self.data[:, : self.size]
            self.data = larger
        self.data[:, self.size : size] = values
        self.size = size
