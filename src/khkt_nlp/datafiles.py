"""Reading the data files of the rooms: rules that a non-programmer can read and extend.

A file lies in the folder `data` of its room; lines that begin with `#` say what it is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from importlib import resources


def lines(room: str, name: str) -> list[str]:
    """Give the lines of a data file of `room` without comments and blank ones.

    >>> any("PGS" in line.split() for line in lines("segmentation", "abbreviations.txt"))
    True
    """
    text = (resources.files("khkt_nlp") / room / "data" / name).read_text(encoding="utf-8")
    return content(text.splitlines())


def rows(room: str, name: str) -> list[dict[str, str]]:
    """Give the rows of a CSV file of `room`, by the names in its first line.

    >>> rows("provinces", "units.csv")[0]["id"].startswith("vn-")
    True
    """
    return list(csv.DictReader(lines(room, name)))


def content(lines: Iterable[str]) -> list[str]:
    """Leave out comments and blank lines.

    >>> content(["# what it is", "a,b", "", "1,2"])
    ['a,b', '1,2']
    """
    return [line for _, line in numbered(lines)]


def numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Give what `content` leaves with the numbers of the lines, from 1 on, for messages about them.

    >>> list(numbered(["# what it is", "a,b", "", "1,2"]))
    [(2, 'a,b'), (4, '1,2')]
    """
    return (
        (number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")
    )
