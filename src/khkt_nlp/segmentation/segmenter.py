"""Words of many texts at once: runs of characters → tokens (remembered) → scores → words.

What costs time in a segmenter is spelling: cutting, lower-casing, looking words up. Here it is done once for
each different run of characters; after that a text is an array of numbers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.arrays import Bools, Ints, code_points
from khkt_nlp.blocks import blocks
from khkt_nlp.segmentation.memory import AFTER, BEFORE, EDGE, Lexer, Memory
from khkt_nlp.sequence import binary
from khkt_nlp.sequence.ngrams import NgramModel

# so many characters are read in one go: enough to spread the cost of a step, not to fill the memory
_BLOCK = 1 << 20
_BLANKS = np.array([chr(code).isspace() for code in range(0x3002)])


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
            return [words for block in blocks(texts, len, _BLOCK) for words in self._words(block)]

    def spans(self, text: str) -> tuple[Ints, Ints]:
        """Return where the words of `text` begin and end; only blanks part them, none crosses a line."""
        # each line end one character, so that lines joined by one have the length of the text
        lines = text.replace("\r", "\n").splitlines()
        starts: list[Ints] = [np.empty(0, dtype=np.int64)]
        ends: list[Ints] = [np.empty(0, dtype=np.int64)]
        offset = 0
        with self._lock:
            for block in blocks(lines, len, _BLOCK):
                for spans, found in zip((starts, ends), self._spans(block), strict=True):
                    spans.append(found + offset)
                offset += sum(map(len, block)) + len(block)
        begin, end = np.concatenate(starts), np.concatenate(ends)
        # the words of one character that composing makes several of: only the last has a place
        full = begin < end
        return begin[full], end[full]

    def _words(self, texts: Sequence[str]) -> list[list[str]]:
        types = self._read([self._lexer.prepare(text) for text in texts])[:, 0].astype(np.int64)
        begins = self._begins(types)
        # each token is spelt with what parts it from the one before: one join, one split
        names = self._memory.names
        words = "".join(names.ravel().take(types + begins * names.shape[1])).split("\n")
        # an edge, too, begins; texts end where the first token of an edge stands
        ends = np.cumsum(begins)[np.flatnonzero(types == AFTER)[:: self._model.padding]].tolist()
        width = 2 * self._model.padding
        return [words[start + width : end] for start, end in pairwise(ends)]

    def _spans(self, lines: Sequence[str]) -> tuple[Ints, Ints]:
        prepared = [self._lexer.prepare(line) for line in lines]
        pieces = self._read(prepared)
        types = pieces[:, 0].astype(np.int64)
        bounds = np.flatnonzero(self._begins(types))
        whole = np.flatnonzero(types[bounds] > BEFORE)
        first, last = bounds[whole], bounds[whole + 1] - 1
        runs = np.cumsum(pieces[:, 1] == 0) - 1
        starts = run_starts("\n".join(prepared))
        return starts[runs[first]] + pieces[first, 1], starts[runs[last]] + pieces[last, 2]

    def _read(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """Return the pieces of all texts, with an edge before each, and after the last."""
        runs = [EDGE]
        for text in texts:
            runs += text.split()
            if self._lexer.ends(text):
                runs[-1] += "\n"
            runs.append(EDGE)
        return self._memory.pieces(runs)

    def _begins(self, types: Ints) -> Bools:
        """Say which tokens begin a word; edges do."""
        alone = self._memory.alone.take(types) > 0
        edges = types <= BEFORE
        leads = self._model.leads(self._memory.tokens, types)[:, 0]
        goes_on, ties = binary.decide(leads, self._model.transition, edges)
        if self._judge and ties:
            ends = np.flatnonzero(types == AFTER)[:: self._model.padding]
            for after in np.unique(np.searchsorted(ends, ties)).tolist():
                start, end = ends[after - 1] + 2 * self._model.padding, ends[after]
                spelt = [name[1:] for name in self._memory.names[0, types[start:end]]]
                goes_on[start:end] = ~np.array(self._judge(spelt))
        begins: Bools = ~goes_on | alone
        begins[1:] |= alone[:-1]
        return begins


def run_starts(text: str) -> Ints:
    r"""Return where each run of characters without blanks begins in `text`.

    >>> run_starts("Hội thảo \n tại").tolist()
    [0, 4, 11]
    """
    blank = _BLANKS.take(code_points(f"\n{text}"), mode="clip")
    return np.flatnonzero(blank[:-1] > blank[1:])
