"""How far an interrupted run came, as its two files say: no other state is kept, and so none can be wrong.

Every line of the source that is not blank has one outcome, a line of the records or one of the quarantine,
and a run writes each outcome whole before the next. So what a run leaves, wherever it was stopped, are the
outcomes of the first lines, and of one more a part at most, which does not end in a newline.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from khkt_nlp.corpus.ids import Ids
from khkt_nlp.corpus.reader import Line, article_id, parse, read_lines
from khkt_nlp.corpus.writer import rejected_row
from khkt_nlp.errors import InputError

# records of this many articles tell one model from another; to read them again takes less than a second
_COMPARED = 16

_ADVICE = "resume with the source and the model of the run that was interrupted, or start anew without resume"


@dataclass(frozen=True, slots=True)
class Kept:
    """The first lines of an output, which stay: how many they are, and how many bytes they take."""

    lines: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the source, and the record of it that an earlier run wrote, as the line `number`."""

    line: Line
    number: int
    record: bytes


@dataclass(frozen=True, slots=True)
class Progress:
    """What an earlier run has answered; `last` are the last of its records, for comparison.

    `ids`: those of all its records.
    """

    records: Kept = Kept()
    rejections: Kept = Kept()
    last: tuple[Answer, ...] = ()
    ids: Ids = field(default_factory=Ids)


@dataclass(frozen=True, slots=True)
class _Written:
    """A whole line of an output, its object (empty where it is none), and the lines up to it."""

    raw: bytes
    row: dict[str, Any]
    kept: Kept


def read_progress(source: Path, target: Path, quarantine: Path, stem: str) -> tuple[Progress, Iterator[Line]]:
    """Give what the files of an earlier run answer, and the lines of `source` that are left.

    Every line is compared with its outcome, by the id of the record or by all that the quarantine keeps of
    it; rows of the quarantine that belong to lines still to be read do not stay. Raises `InputError` when
    the records are not those of `source`, or a file cannot be read.
    """
    records, rejections = _whole_lines(target), _whole_lines(quarantine)
    kept_records = kept_rejections = Kept()
    last: deque[Answer] = deque(maxlen=_COMPARED)
    ids = Ids()
    rejection = next(rejections, None)
    lines = read_lines(source)
    left: Iterator[Line] = iter(())
    for line in lines:
        if rejection and _is_rejection_of(line, rejection.row, source):
            kept_rejections, rejection = rejection.kept, next(rejections, None)
        elif record := next(records, None):
            answer = Answer(line, record.kept.lines, record.raw)
            if not _is_record_of(line, record.row, stem):
                raise unlike(answer, source, target)
            last.append(answer)
            ids.add(record.row["id"])
            kept_records = record.kept
        else:
            left = chain([line], lines)
            break
    if next(records, None):
        raise InputError(f"{target} holds more records than {source} has articles: {_ADVICE}.")
    return Progress(kept_records, kept_rejections, tuple(last), ids), left


def unlike(answer: Answer, source: Path, target: Path) -> InputError:
    """Say that a record is not the one that its line gives."""
    return InputError(f"{target}:{answer.number} is not what {source}:{answer.line.number} gives: {_ADVICE}.")


def _whole_lines(path: Path) -> Iterator[_Written]:
    if not path.is_file():
        return
    size = 0
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                if raw.endswith(b"\n"):
                    size += len(raw)
                    yield _Written(raw[:-1], _row(raw), Kept(number, size))
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): resuming needs it.") from error


def _row(raw: bytes) -> dict[str, Any]:
    try:
        return parse(raw)
    except InputError:
        return {}


def _is_rejection_of(line: Line, row: dict[str, Any], source: Path) -> bool:
    return row.get("line") == line.number and row == rejected_row(source.name, line, str(row.get("reason")))


def _is_record_of(line: Line, row: dict[str, Any], stem: str) -> bool:
    try:
        return bool(row.get("id") == article_id(parse(line.raw), f"{stem}-{line.number}"))
    except InputError:
        return False
