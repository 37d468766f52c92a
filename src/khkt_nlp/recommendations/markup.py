"""The format of the written training passages: one a line, each recommended clause marked in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from khkt_nlp.errors import DataError
from khkt_nlp.recommendations.models import FORCES

_MARK = re.compile(r"\{\{([^{}|]+)\|([^{}|]*)\|([^{}|]*)\}\}")


@dataclass(frozen=True, slots=True)
class MarkedClause:
    """A recommended clause of a passage: code points into its text, labels and force."""

    start: int
    end: int
    labels: tuple[str, ...]
    force: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and the recommendations in it; `source` says where it comes from."""

    text: str
    clauses: tuple[MarkedClause, ...]
    source: str


def parse_passage(line: str, source: str = "") -> Passage:
    """Read one line of `{{clause|label,label|force}}` markup. Raises `DataError` when a mark is malformed.

    >>> passage = parse_passage("Sở đề nghị {{mở lớp tập huấn|training|proposal}}.")
    >>> passage.text
    'Sở đề nghị mở lớp tập huấn.'
    >>> passage.clauses
    (MarkedClause(start=11, end=26, labels=('training',), force='proposal'),)
    """
    text = ""
    done = 0
    clauses: list[MarkedClause] = []
    for match in _MARK.finditer(line):
        clause, labels, force = match.groups()
        text += line[done : match.start()]
        names = tuple(name.strip() for name in labels.split(",") if name.strip())
        if not names or force not in FORCES:
            raise DataError(
                f"{source}: the mark {match[0]!r} needs labels and one of the forces {', '.join(FORCES)}."
            )
        clauses.append(MarkedClause(len(text), len(text) + len(clause), names, force))
        text += clause
        done = match.end()
    text += line[done:]
    if "{{" in text or "}}" in text:
        raise DataError(
            f"{source}: a mark is not closed or not of the form {{{{clause|labels|force}}}}: {line[:60]!r}."
        )
    return Passage(text, tuple(clauses), source)


def text_lines(path: Path) -> list[str]:
    """Give the lines of a file of training data. Raises `DataError` when it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise DataError(
            f"{path} is not UTF-8 (byte {error.start} does not fit): save it as UTF-8."
        ) from error
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error


def read_passages(paths: Iterable[Path]) -> Iterator[Passage]:
    """Read all passages of `paths`, in order; blank lines and lines that start with `#` are skipped."""
    for path in paths:
        for number, line in enumerate(text_lines(path), start=1):
            if line.strip() and not line.startswith("#"):
                yield parse_passage(line, f"{path.name}:{number}")
