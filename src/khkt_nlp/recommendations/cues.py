"""The cue words of `data/cues.csv` and where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from khkt_nlp import datafiles
from khkt_nlp.arrays import Ints, Keys
from khkt_nlp.recommendations.lexicon import word_hash
from khkt_nlp.recommendations.models import FORCES
from khkt_nlp.recommendations.phrases import UNKNOWN, Phrases

CUE_KINDS: Final = {
    kind: number
    for number, kind in enumerate(
        "report weak header modal past plan denial condition question private court none".split(), start=1
    )
}
"""The numbers of the kinds of cues."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the data file; see its head for what the fields mean. `number`: which line, from 1."""

    number: int
    phrase: str
    kind: str
    force: str
    reach: int


class CueMatch(NamedTuple):
    """A cue in the text: the words `first` to `stop`, end exclusive."""

    first: int
    stop: int
    cue: Cue


Lexicon = Mapping[str, Sequence[tuple[tuple[str, ...], Cue]]]


@cache
def all_cues() -> Sequence[Cue]:
    """Load the cues in the order of the file."""
    rows = enumerate(datafiles.rows("recommendations", "cues.csv"), start=1)
    return [Cue(at, row["phrase"], row["kind"], row["force"], int(row["reach"])) for at, row in rows]


@cache
def cues() -> Lexicon:
    """Give the cues by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for cue in all_cues():
        words = tuple(cue.phrase.split())
        table.setdefault(words[0], []).append((words, cue))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


class CueNumbers(NamedTuple):
    """What is known of the cues in numbers, by the number of the cue; row 0 is no cue.

    `codes`: hashes of their phrases. `kinds`: as `CUE_KINDS` numbers them. `forces`: 0 for none, then as in
    `FORCES`.
    """

    codes: Ints
    kinds: Ints
    forces: Ints


@cache
def cue_numbers() -> CueNumbers:
    """Give the cues in numbers."""
    forces = {force: number for number, force in enumerate(("", *FORCES))}
    rows = [(word_hash(cue.phrase), CUE_KINDS[cue.kind], forces[cue.force]) for cue in all_cues()]
    return CueNumbers(*np.array([(0, 0, 0), *rows]).T)


@cache
def _phrases() -> Phrases:
    return Phrases([cue.phrase for cue in all_cues()])


class CueColumns(NamedTuple):
    """The cues of texts, from left to right: words `first` to `stop`, end exclusive, and their numbers."""

    first: Ints
    stop: Ints
    number: Ints


def cue_columns(hashes: Keys, places: Ints, stops: Ints) -> CueColumns:
    """Find cues from left to right, the longest at each place, as `find_cues` does.

    `hashes`: of the words. `places`: where to look, in order. `stops`: where the sentence of each ends.
    """
    numbers, sizes = _phrases().longest(hashes, places, stops)
    some = np.flatnonzero(numbers != UNKNOWN)
    found = CueColumns(places[some], places[some] + sizes[some], numbers[some] + 1)
    kept: list[int] = []
    done = 0
    for index, (first, stop) in enumerate(zip(found.first.tolist(), found.stop.tolist(), strict=True)):
        if first >= done:
            kept.append(index)
            done = stop
    kept_kinds = cue_numbers().kinds[found.number[kept]]
    counted = np.array(kept, dtype=np.int64)[kept_kinds != CUE_KINDS["none"]]
    return CueColumns(*(column[counted] for column in found))


def find_cues(
    words: Sequence[str], lexicon: Lexicon, places: Iterable[int] | None = None, stop: int | None = None
) -> list[CueMatch]:
    """Find cues in `words` up to `stop`, left to right, the longest at each place.

    `places`: where to look, in order; by default everywhere.

    >>> [match.cue.phrase for match in find_cues("bộ đã yêu cầu sở phải làm".split(), cues())]
    ['đã', 'yêu cầu', 'phải']
    >>> find_cues("sở giao thông cần thơ".split(), cues())
    []
    """
    end = len(words) if stop is None else stop
    matches: list[CueMatch] = []
    done = 0
    for at in range(end) if places is None else places:
        if at < done:
            continue
        for phrase, cue in lexicon.get(words[at], ()):
            size = len(phrase)
            if at + size <= end and (size == 1 or tuple(words[at : at + size]) == phrase):
                if cue.kind != "none":
                    matches.append(CueMatch(at, at + size, cue))
                done = at + size
                break
    return matches
