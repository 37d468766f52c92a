"""The cue words of `data/cues.csv` and where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from khkt_nlp import datafiles


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the data file; see its head for what the fields mean."""

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
def cues() -> Lexicon:
    """Give the cues by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for row in datafiles.rows("recommendations", "cues.csv"):
        words = tuple(row["phrase"].split())
        cue = Cue(row["phrase"], row["kind"], row["force"], int(row["reach"]))
        table.setdefault(words[0], []).append((words, cue))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


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
