"""The taxonomy of recommendations: labels with their names, descriptions and cue phrases, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import srsly
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from khkt_nlp.article.normalization import fold_tones
from khkt_nlp.errors import DataError, complaint

# constrained strings hold no lone surrogates either
Name = Annotated[str, StringConstraints(strip_whitespace=True)]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


@dataclass(frozen=True, slots=True)
class Label:
    """One kind of action: its name in records, its display names, what it covers, and its cue phrases.

    A display name is empty, and so are the cues, where the file says none.
    """

    name: str
    vi: str
    en: str
    description: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The labels, in the order of the file.

    `rest`: the label of what none of the others fits, given alone; empty where there is none.
    """

    labels: tuple[Label, ...]
    rest: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the labels."""
        return tuple(label.name for label in self.labels)

    def display(self, language: str = "en") -> dict[str, str]:
        """Give the display name of each label, in `vi` or `en`.

        >>> default_taxonomy().display("vi")["training"]
        'Đào tạo, bồi dưỡng'
        """
        return {
            label.name: (label.vi if language == "vi" else label.en) or label.name for label in self.labels
        }

    def to_dict(self) -> dict[str, Any]:
        """Give the taxonomy as `parse_taxonomy` reads it."""
        rest = {"rest": self.rest} if self.rest else {}
        return rest | {
            "labels": {
                label.name: {
                    "vi": label.vi,
                    "en": label.en,
                    "description": label.description,
                    "cues": list(label.cues),
                }
                for label in self.labels
            }
        }


@cache
def default_taxonomy() -> Taxonomy:
    """Give the thirteen labels of the annotation guide."""
    text = resources.files(__package__).joinpath("data/taxonomy.yaml").read_text(encoding="utf-8")
    return parse_taxonomy(srsly.yaml_loads(text), "taxonomy.yaml")


def read_taxonomy(path: str | Path) -> Taxonomy:
    """Read a taxonomy from a YAML file. Raises `DataError` when it is missing or malformed."""
    path = Path(path)
    try:
        data = srsly.yaml_loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise DataError(f"There is no taxonomy file {path}: give the path of a YAML file.") from None
    except OSError as error:
        raise DataError(f"The taxonomy {path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise DataError(f"The taxonomy {path} is not UTF-8 (byte {error.start} does not fit).") from error
    except (ValueError, RecursionError) as error:
        raise DataError(f"The taxonomy {path} is not readable YAML ({_reason(error)}).") from error
    return parse_taxonomy(data, str(path))


def _reason(error: Exception) -> str:
    """Say what the parser of YAML, whose error srsly makes a longer one of, found where."""
    cause = error.__context__
    problem, mark = getattr(cause, "problem", None), getattr(cause, "problem_mark", None)
    if problem and mark:
        return f"line {mark.line + 1}, column {mark.column + 1}: {problem}"
    return str(error).splitlines()[0]


class _Row(BaseModel):
    """What a taxonomy says of one label."""

    model_config = ConfigDict(extra="forbid")

    vi: Name | None = None
    en: Name | None = None
    description: Phrase
    cues: list[Phrase] = []


class _Shape(BaseModel):
    """A taxonomy as its file holds it."""

    model_config = ConfigDict(extra="forbid")

    rest: str | None = None
    labels: Annotated[dict[Phrase, _Row], Field(min_length=1)]

    @model_validator(mode="after")
    def _consistent(self) -> _Shape:
        if self.rest and self.rest not in self.labels:
            raise ValueError(f"there is no label {self.rest!r}, which it names as its 'rest'")
        return self


def parse_taxonomy(data: Any, source: str) -> Taxonomy:
    """Check `data`, as read from YAML or JSON, and make a taxonomy of it. Raises `DataError`."""
    try:
        shape = _Shape.model_validate(data)
    except ValidationError as error:
        raise DataError(
            f"The taxonomy {source} does not pass: {complaint(error)}; it needs 'labels', a mapping from "
            "each name to 'description', 'vi', 'en' and 'cues'."
        ) from error
    labels = (
        Label(
            name,
            row.vi or "",
            row.en or "",
            row.description,
            tuple(fold_tones(cue.lower()) for cue in row.cues),
        )
        for name, row in shape.labels.items()
    )
    return Taxonomy(tuple(labels), shape.rest or "")
