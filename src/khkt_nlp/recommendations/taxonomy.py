"""The taxonomy of recommendations: labels with their names, descriptions and cue phrases, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import srsly

from khkt_nlp.article.normalization import fold_tones
from khkt_nlp.errors import DataError

_SHAPE = "a mapping 'labels' from each name to 'vi', 'en', 'description' and 'cues'"


@dataclass(frozen=True, slots=True)
class Label:
    """One kind of action: its name in records, its display names, what it covers, and its cue phrases."""

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
        return {label.name: label.vi if language == "vi" else label.en for label in self.labels}

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
        data = srsly.yaml_loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"There is no taxonomy file {path}: give the path of a YAML file.") from None
    except (ValueError, UnicodeDecodeError) as error:
        raise DataError(f"The taxonomy {path} is not readable YAML ({str(error).splitlines()[0]}).") from None
    return parse_taxonomy(data, str(path))


def parse_taxonomy(data: Any, source: str) -> Taxonomy:
    """Check `data`, as read from YAML or JSON, and make a taxonomy of it. Raises `DataError`."""
    rows = data.get("labels") if isinstance(data, dict) else None
    if not isinstance(rows, dict) or not rows:
        raise DataError(f"The taxonomy {source} needs {_SHAPE}.")
    rest = str(data.get("rest") or "")
    taxonomy = Taxonomy(tuple(_label(str(name), row, source) for name, row in rows.items()), rest)
    if rest and rest not in taxonomy.names:
        raise DataError(f"The taxonomy {source} has no label {rest!r}, which it names as its 'rest'.")
    return taxonomy


def _label(name: str, row: Any, source: str) -> Label:
    cues: Sequence[Any] = row.get("cues", []) if isinstance(row, dict) else []
    if not isinstance(row, dict) or not row.get("description") or not isinstance(cues, list):
        raise DataError(f"The label {name!r} of the taxonomy {source} needs {_SHAPE}.")
    phrases = tuple(fold_tones(str(cue).lower()) for cue in cues)
    return Label(
        name, str(row.get("vi") or name), str(row.get("en") or name), str(row["description"]), phrases
    )
