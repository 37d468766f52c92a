"""Judging spans that were found, the surest first, by the spans that should have been."""

from __future__ import annotations

from collections.abc import Iterable

Piece = tuple[int, int]


def hits(found: Iterable[Piece], gold: Iterable[Piece]) -> list[bool]:
    """Say of each of `found`, the surest first, whether it overlaps one of `gold` that none before it took.

    So each is judged as it is when only those as sure as it are reported.

    >>> hits([(14, 20), (0, 12), (40, 50)], [(0, 20)])
    [True, False, False]
    """
    left = list(gold)
    right: list[bool] = []
    for start, end in found:
        met = next((piece for piece in left if piece[0] < end and start < piece[1]), None)
        right.append(met is not None)
        if met is not None:
            left.remove(met)
    return right
