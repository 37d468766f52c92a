"""The figures as a table of plain text."""

from __future__ import annotations

from collections.abc import Iterator

from khkt_nlp.evaluation.models import Figure, Scores


def table(scores: Scores) -> str:
    """Lay `scores` out, one measure a line: precision, recall, F1, how many were predicted and are gold.

    >>> from khkt_nlp.evaluation import Annotation, score
    >>> print(table(score([Annotation(id="a")], {})).splitlines()[1])
    ORG       exact              P 0.000 R 0.000 F1 0.000  (0 predicted, 0 gold)
    """
    return "\n".join((f"{scores.articles} articles", *_rows(scores)))


def _rows(scores: Scores) -> Iterator[str]:
    for label, measures in scores.entities.items():
        for measure, figure in measures.items():
            yield _row(label, measure, figure)
    yield _row("REC", "sentence", scores.sentence)
    yield _row("REC", "span", scores.span)
    yield f"{_row('REC', 'labels_found', scores.labels_found)} macro {scores.macro_found:.3f}"
    yield f"{_row('REC', 'labels_end_to_end', scores.labels_end_to_end)} macro {scores.macro_end_to_end:.3f}"
    for label, figure in scores.per_label.items():
        yield _row("LABEL", label, figure)


def _row(what: str, measure: str, figure: Figure) -> str:
    return (
        f"{what:9} {measure:18} P {figure.precision:.3f} R {figure.recall:.3f} F1 {figure.f1:.3f}"
        f"  ({figure.predicted} predicted, {figure.gold} gold)"
    )
