"""Words of many texts at once: runs of characters → tokens (remembered) → scores → words.

What costs time in a segmenter is spelling: cutting, lower-casing, looking words up. Here it is done once for
each different run of characters; after that a text is an array of numbers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.segmentation.memory import AFTER, BEFORE, Lexer, Memory
from khkt_nlp.sequence import decoding
from khkt_nlp.sequence.decoding import Ints
from khkt_nlp.sequence.ngrams import NgramModel, surround

# so many characters are read in one go: enough to spread the cost of a step, not to fill the memory
_BLOCK = 1 << 20
_BLANKS = np.array([chr(code).isspace() for code in range(0x3002)])


class Spans(NamedTuple):
    """Words of some texts: how many each text has, and where each begins and ends in its text."""

    counts: Ints
    starts: Ints
    ends: Ints

    def shifted(self, offsets: Sequence[int]) -> Spans:
        """Return the spans with those of each text moved by its offset."""
        shift = np.repeat(np.asarray(offsets, dtype=np.int64), self.counts)
        return Spans(self.counts, self.starts + shift, self.ends + shift)


class Segmenter:
    """Cuts texts into words with a lexer and a model; label 0 of the model begins a word.

    `judge` is asked which tokens of a text begin a word where two ways to cut it are equally good.
    It remembers the runs of characters it has read; threads take turns.
    """

    def __init__(
        self, lexer: Lexer, model: NgramModel, judge: Callable[[Sequence[str]], Sequence[bool]] | None = None
    ) -> None:
        self._lexer = lexer
        self._model = model
        self._judge = judge
        self._memory = Memory(lexer, model)
        self._lock = threading.Lock()

    def words(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text as the lexer spells them, the tokens of a word joined by a blank."""
        with self._lock:
            return [words for block in _blocks(texts) for words in self._words(block)]

    def spans(self, texts: Sequence[str]) -> Spans:
        """Return where the words of each text are: they do not overlap, and only blanks lie between them."""
        with self._lock:
            parts = [self._spans(block) for block in _blocks(texts)]
        if not parts:
            return Spans(*(np.empty(0, dtype=np.int64) for _ in range(3)))
        return Spans(*map(np.concatenate, zip(*parts, strict=True)))

    def _words(self, texts: Sequence[str]) -> list[list[str]]:
        runs, counts = self._read([self._lexer.prepare(text) for text in texts])
        sizes, pieces = self._memory.pieces(runs)
        types = self._memory.types(pieces)
        sizes = _sums(sizes, counts)
        begins = self._begins(types, sizes)
        # each token is spelt with what parts it from the one before: one join, one split
        spelt = "".join(map(self._memory.spelt_after.__getitem__, (types * 2 + begins).tolist()))
        words = spelt.split("\n")
        ends = np.cumsum(_sums(begins, sizes)) + 1
        return [words[start:end] for start, end in pairwise([1, *ends.tolist()])]

    def _spans(self, texts: Sequence[str]) -> Spans:
        prepared = [self._lexer.prepare(text) for text in texts]
        runs, counts = self._read(prepared)
        run_sizes, pieces = self._memory.pieces(runs)
        sizes = _sums(run_sizes, counts)
        begins = self._begins(self._memory.types(pieces), sizes)
        first = np.flatnonzero(begins)
        last = np.append(first[1:], len(pieces)) - 1
        run_starts = np.repeat(_run_starts(prepared, counts), run_sizes)
        starts = run_starts[first] + self._memory.starts.data[pieces[first]]
        ends = run_starts[last] + self._memory.ends.data[pieces[last]] if len(first) else starts
        return Spans(_sums(begins, sizes), starts, ends)

    def _read(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        """Return the numbers of the runs of all texts, and how many runs each text has."""
        memory = self._memory
        memory.forget_if_full()
        runs = [text.split() for text in texts]
        for text, parts in zip(texts, runs, strict=True):
            if parts and self._lexer.ends(text):
                parts[-1] += "\n"
        counts = np.fromiter(map(len, runs), np.int64, len(runs))
        numbers = np.fromiter(map(memory.__getitem__, chain.from_iterable(runs)), np.int64, int(counts.sum()))
        memory.settle()
        return numbers, counts

    def _begins(self, types: Ints, sizes: Ints) -> NDArray[np.bool_]:
        """Say which tokens begin a word; `sizes`: how many tokens each text has."""
        starts = np.cumsum(sizes) - sizes
        places, positions = surround(types, sizes, self._model.padding, (BEFORE, AFTER))
        scores = self._model.emissions(self._memory.tokens, positions)[places]
        labels, ties = decoding.viterbi_with_ties(scores, self._model.transition, sizes)
        begins: NDArray[np.bool_] = labels == 0
        if self._judge and ties.any():
            for text in np.flatnonzero(_sums(ties, sizes)).tolist():
                start, end = starts[text], starts[text] + sizes[text]
                spelt = [self._memory.spelt_after[2 * token][1:] for token in types[start:end].tolist()]
                begins[start:end] = self._judge(spelt)
        begins[starts[sizes > 0]] = True
        alone = self._memory.alone[types] > 0
        begins |= alone
        begins[1:] |= alone[:-1]
        return begins


def _blocks(texts: Sequence[str]) -> Iterator[list[str]]:
    """Group texts, in order, so that each group but one of a single text is shorter than `_BLOCK`."""
    block: list[str] = []
    size = 0
    for text in texts:
        if block and size + len(text) > _BLOCK:
            yield block
            block, size = [], 0
        block.append(text)
        size += len(text)
    if block:
        yield block


def _sums(values: NDArray[np.int64] | NDArray[np.bool_], sizes: Ints) -> Ints:
    """Add up `values` over groups of these sizes."""
    totals = np.concatenate([[0], np.cumsum(values)])
    ends = np.cumsum(sizes)
    result: Ints = totals[ends] - totals[ends - sizes]
    return result


def _run_starts(texts: Sequence[str], counts: Ints) -> Ints:
    """Return where each run of each text begins in its text."""
    joined = "\n".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    blank = _BLANKS[np.minimum(codes, len(_BLANKS) - 1)]
    starts = (
        np.flatnonzero(~blank & np.concatenate([[True], blank[:-1]])) if len(blank) else np.empty(0, np.int64)
    )
    offsets = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    result: Ints = starts - np.repeat(offsets, counts)
    return result
