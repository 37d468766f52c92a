"""Reading annotations from JSON Lines: gold files and the output of `khkt-nlp annotate` alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from pydantic import ValidationError

from khkt_nlp.corpus.reader import parse, read_lines
from khkt_nlp.errors import InputError, complaint
from khkt_nlp.evaluation.models import Advice, Annotation, Mention
from khkt_nlp.evaluation.scoring import LABELS

# what else may stand in gold or in a record, and is not scored
_UNSCORED = ("EVENT", "IGNORE")


def read_annotations(path: str | Path, labels: Collection[str] | None = None) -> Iterator[Annotation]:
    """Give the annotations in a file, line by line.

    `labels`: those that recommendations may have; None takes any. Raises `InputError` with file and line
    when one does not read, is not annotated, has a span that cannot be or a label that nothing has, or
    the id of an earlier one: a measurement leaves nothing out.
    """
    seen: dict[str, int] = {}
    for line in read_lines(path):
        try:
            annotation = Annotation.model_validate(parse(line.raw))
            _check(annotation, labels)
        except InputError as error:
            raise InputError(f"{path}:{line.number}: {error}") from error
        except ValidationError as error:
            raise InputError(f"{path}:{line.number}: {complaint(error)}.") from error
        if annotation.id in seen:
            raise InputError(
                f"{path}:{line.number}: the id {annotation.id!r} is that of line {seen[annotation.id]} too: "
                "give each article one of its own."
            )
        seen[annotation.id] = line.number
        yield annotation


def _check(annotation: Annotation, labels: Collection[str] | None) -> None:
    if not annotation.model_fields_set & {"entities", "recommendations"}:
        raise InputError(
            f"article {annotation.id} is not annotated: give it entities or recommendations, "
            "an empty list where it holds none."
        )
    spans: list[tuple[str, Mention | Advice]]
    spans = [(f"entities.{i}", span) for i, span in enumerate(annotation.entities)]
    spans += [(f"recommendations.{i}", span) for i, span in enumerate(annotation.recommendations)]
    for field, span in spans:
        if not 0 <= span.start < span.end or (
            annotation.text is not None and span.end > len(annotation.text)
        ):
            raise InputError(
                f"{field} runs from {span.start} to {span.end}, which is no stretch of the text: "
                "count both in characters from its beginning."
            )
        if isinstance(span, Mention):
            _check_labels(field, [span.label], (*LABELS, *_UNSCORED))
        elif labels is not None:
            _check_labels(field, span.labels, labels)


def _check_labels(field: str, given: Collection[str], known: Collection[str]) -> None:
    for label in given:
        if label not in known:
            raise InputError(f"{field} has the label {label!r}: give one of {', '.join(known)}.")
