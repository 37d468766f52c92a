"""A text as the readers of this room see it."""

from __future__ import annotations

from dataclasses import dataclass

from khkt_nlp.article.normalization import fold_case


@dataclass(frozen=True, slots=True)
class Page:
    """A normalised text, the same in lower case (of equal length), and names of laws that a registry adds."""

    text: str
    low: str
    names: frozenset[str] = frozenset()

    @staticmethod
    def of(text: str, names: frozenset[str] = frozenset()) -> Page:
        """Make the page of a text that is normalised already."""
        return Page(text, fold_case(text), names)
