"""What is compared, and what comes out of it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

# a text or a truth value is no offset
Offset = Annotated[int, Field(strict=True)]


class _Value(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Mention(_Value):
    """One marked span of a text; `label` may be `IGNORE`."""

    start: Offset
    end: Offset
    label: str
    attrs: dict[str, Any] = {}


class Advice(_Value):
    """One recommendation: where it stands and what it is about."""

    start: Offset
    end: Offset
    labels: list[str]


class Annotation(_Value):
    """What somebody, or some system, marked in one article; other fields of its JSON do not count."""

    id: str = Field(coerce_numbers_to_str=True)  # as `annotate` does
    text: str | None = None
    published: str | None = None
    entities: list[Mention] = []
    recommendations: list[Advice] = []


class Figure(_Value):
    """Precision, recall and F1 to four decimals, and how many were predicted and are in the gold."""

    precision: float
    recall: float
    f1: float
    predicted: int
    gold: int

    @classmethod
    def of(cls, right: int, predicted: int, gold: int) -> Figure:
        """Compute the figures from counts; what is divided by nothing is 0.

        >>> Figure.of(1, 2, 4).f1
        0.3333
        """
        precision = right / predicted if predicted else 0.0
        recall = right / gold if gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        return cls(
            precision=round(precision, 4),
            recall=round(recall, 4),
            f1=round(f1, 4),
            predicted=predicted,
            gold=gold,
        )


class Scores(_Value):
    """The figures of one system on one gold set, as the annotation guide defines them.

    `entities`: label → `exact`, `overlap` and, for PROVINCE and POLICY, `norm`. `sentence`, `span`: of
    recommendations. `labels_found`: over the recommendations found; `labels_end_to_end`: missed and false
    ones too. `macro_*`: the mean F1 of the labels that the gold holds. `same_labels`: the share of
    recommendations found whose labels are all right.
    """

    articles: int
    entities: dict[str, dict[str, Figure]]
    sentence: Figure
    span: Figure
    labels_found: Figure
    macro_found: float
    same_labels: float
    labels_end_to_end: Figure
    macro_end_to_end: float
    per_label: dict[str, Figure]
