"""The words around dates, by their roles in `data/cues.txt`."""

from __future__ import annotations

from functools import cache

from khkt_nlp import datafiles


@cache
def phrases(role: str) -> frozenset[str]:
    """Give the phrases of a role.

    >>> "chiều" in phrases("opens")
    True
    """
    return frozenset(datafiles.phrases("dates", "cues.txt")[role])
