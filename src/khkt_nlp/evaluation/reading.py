"""Reading annotations from JSON Lines: gold files and the output of `khkt-nlp annotate` alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from khkt_nlp.corpus.reader import parse, read_lines
from khkt_nlp.errors import InputError
from khkt_nlp.evaluation.models import Annotation


def read_annotations(path: str | Path) -> Iterator[Annotation]:
    """Give the annotations in a file, line by line.

    Raises `InputError` with file and line when one does not read or has the id of an earlier one: a
    measurement leaves nothing out.
    """
    seen: dict[str, int] = {}
    for line in read_lines(path):
        try:
            annotation = Annotation.model_validate(parse(line.raw))
        except InputError as error:
            raise InputError(f"{path}:{line.number}: {error}") from error
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise InputError(
                f"{path}:{line.number}: the field {field} does not fit ({first['msg']})."
            ) from error
        if annotation.id in seen:
            raise InputError(
                f"{path}:{line.number}: the id {annotation.id!r} is that of line {seen[annotation.id]} too: "
                "give each article one of its own."
            )
        seen[annotation.id] = line.number
        yield annotation
