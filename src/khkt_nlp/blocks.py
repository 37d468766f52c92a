"""Texts in groups: what a step in numpy costs is shared by all texts of a group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

T = TypeVar("T")

ARTICLES: Final = 1 << 16
"""So many characters, some twenty articles, are read in one go: more would gain little and take memory."""


def blocks(items: Iterable[T], size: Callable[[T], int], most: int = ARTICLES) -> Iterator[list[T]]:
    """Group `items`, in order, each of sizes up to `most` in all; an item may be larger alone.

    >>> list(blocks(["ab", "c", "defgh", "i"], len, most=3))
    [['ab', 'c'], ['defgh'], ['i']]
    """
    block: list[T] = []
    total = 0
    for item in items:
        here = size(item)
        if block and total + here > most:
            yield block
            block, total = [], 0
        block.append(item)
        total += here
    if block:
        yield block
