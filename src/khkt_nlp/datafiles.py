"""Reading the data files of the rooms: rules that a non-programmer can read and extend.

A file lies in the folder `data` of its room; lines that begin with `#` say what it is.
"""

from __future__ import annotations

import csv
from importlib import resources


def lines(room: str, name: str) -> list[str]:
    """Give the lines of a data file of `room` without comments and blank ones.

    >>> any("PGS" in line.split() for line in lines("segmentation", "abbreviations.txt"))
    True
    """
    return content((resources.files("khkt_nlp") / room / "data" / name).read_text(encoding="utf-8"))


def rows(room: str, name: str) -> list[dict[str, str]]:
    """Give the rows of a CSV file of `room`, by the names in its first line.

    >>> rows("provinces", "units.csv")[0]["id"].startswith("vn-")
    True
    """
    return list(csv.DictReader(lines(room, name)))


def content(text: str) -> list[str]:
    r"""Give the lines of `text` without comments and blank ones.

    >>> content("# what it is\na,b\n\n1,2")
    ['a,b', '1,2']
    """
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
