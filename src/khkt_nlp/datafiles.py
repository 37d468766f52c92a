"""Reading the data files of the rooms, rules that a non-programmer can read and extend, and tables of users.

A file lies in the folder `data` of its room; lines that begin with `#` say what it is.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from khkt_nlp.errors import DataError


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


@cache
def phrases(room: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """Give the phrases of each role of a data file of `room`: lines of a role, a colon, phrases and commas.

    >>> phrases("events", "cues.txt")["reports"][:2]
    ('cho biết', 'cho hay')
    """
    found: dict[str, tuple[str, ...]] = {}
    for line in lines(room, name):
        role, _, listed = line.partition(":")
        found[role] = (*found.get(role, ()), *(phrase.strip() for phrase in listed.split(",")))
    return found


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


def table(
    text: str, where: str, check: Callable[[Sequence[str], str], None]
) -> Iterator[tuple[str, dict[str, str]]]:
    r"""Give the rows of a CSV file that a user wrote, each with file and line, which is where to mend it.

    `where` names the file; `check` looks at the columns of the first line, and is told where that stands.
    Raises `DataError` for a row that has not as many fields as the header, or is not CSV.

    >>> list(table("# mine\nid,name\nx,Hội\n", "own.csv", lambda columns, at: None))
    [('own.csv, line 3', {'id': 'x', 'name': 'Hội'})]
    """
    lines = list(numbered(text.splitlines())) or [(1, "")]
    rows = csv.DictReader(f"{line}\n" for _, line in lines)
    try:
        check(rows.fieldnames or (), f"{where}, line {lines[0][0]}")
        for row in rows:
            at = f"{where}, line {lines[rows.line_num - 1][0]}"
            if None in row or None in row.values():
                raise DataError(
                    f"{at}: has not as many fields as the header; quote fields that hold a comma."
                )
            yield at, row
    except csv.Error as error:
        at = f"{where}, line {lines[rows.line_num][0]}"  # the line that failed does not count as read
        raise DataError(f"{at}: is not CSV ({error}); check the quotes there.") from error
