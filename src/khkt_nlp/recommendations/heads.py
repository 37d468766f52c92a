"""The head words, `data/heads.csv`, at many places of a text at once."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from khkt_nlp.arrays import Bools, Ints, Keys
from khkt_nlp.recommendations.lexicon import heads
from khkt_nlp.recommendations.phrases import Phrases


class HeadTable(NamedTuple):
    """Head words of one or two syllables, and by their numbers what they tell; the last row is no head word.

    `opens`: whether an action may begin with it, or with its first syllable. `strength`: how strongly it
    speaks for one.
    """

    phrases: Phrases
    opens: Bools
    strength: Ints

    def at(self, hashes: Keys, places: Ints, stops: Ints) -> tuple[Bools, Ints]:
        """Say for words at `places` whether they open an action, and how strongly they speak for one."""
        numbers, _ = self.phrases.longest(hashes, places, stops)
        return self.opens[numbers], self.strength[numbers]


@cache
def head_table() -> HeadTable:
    """Give the head words in numbers."""
    known = heads()
    phrases = sorted(phrase for phrase in {*known.opening, *known.strength} if phrase.count(" ") < 2)
    firsts = [phrase.partition(" ")[0] for phrase in phrases]
    pairs = list(zip(firsts, phrases, strict=True))
    return HeadTable(
        Phrases(phrases),
        np.array([*(known.opens(*pair) for pair in pairs), False]),
        np.array([*(known.weigh(*pair) for pair in pairs), 0]),
    )
