"""How a component leaves what it found in a `Doc`, and how the next one reads it.

A finding is a flat frozen dataclass with `start` and `end`: code points into `doc.text`, end exclusive.
The exact values live in `doc.spans[group].attrs["mentions"]`, as msgpack primitives, so they survive
`to_bytes`, `DocBin` and a spawned process. The spaCy spans of the group are the same findings widened
to whole tokens, for users who work with tokens: a finding may begin inside a segmented word.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol, TypeVar
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span, SpanGroup


class Finding(Protocol):
    """What `write` accepts: a flat dataclass of primitives, tuples and string-keyed dicts."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def start(self) -> int:
        """First code point in `doc.text`."""

    @property
    def end(self) -> int:
        """One past the last code point in `doc.text`."""


T = TypeVar("T", bound=Finding)


# by document: its number of tokens, and its text; forgotten with the document
_TEXTS: WeakKeyDictionary[Doc, tuple[int, str]] = WeakKeyDictionary()


def text_of(doc: Doc) -> str:
    """Give `doc.text`, which spaCy joins anew at every access, for the components one after another."""
    tokens, text = _TEXTS.get(doc, (-1, ""))
    if tokens != len(doc):
        text = doc.text
        remember_text(doc, text)
    return text


def remember_text(doc: Doc, text: str) -> None:
    """Tell `text_of` the text of a document: whoever made it need not have it joined."""
    _TEXTS[doc] = len(doc), text


def write(doc: Doc, group: str, label: str, findings: Sequence[Finding]) -> None:
    """Replace `doc.spans[group]` by `findings`, in text order, each as a span labelled `label`.

    >>> import dataclasses, spacy
    >>> @dataclasses.dataclass(frozen=True)
    ... class Place:
    ...     start: int
    ...     end: int
    ...     id: str
    >>> doc = spacy.blank("en")("Ha Noi, 2022")
    >>> write(doc, "provinces", "PROVINCE", [Place(0, 6, "vn-ha-noi")])
    >>> doc.spans["provinces"][0].text
    'Ha Noi'
    >>> read(doc, "provinces", Place)
    [Place(start=0, end=6, id='vn-ha-noi')]
    """
    ordered = sorted(findings, key=lambda finding: (finding.start, finding.end))
    group_spans: list[Span] = []
    for finding in ordered:
        span = doc.char_span(finding.start, finding.end, label=label, alignment_mode="expand")
        if span is None:
            raise ValueError(f"{group}: {finding.start}:{finding.end} is not a span of this document")
        group_spans.append(span)
    mentions = [_primitive(finding) for finding in ordered]
    doc.spans[group] = SpanGroup(doc, name=group, spans=group_spans, attrs={"mentions": mentions})


def read(doc: Doc, group: str, kind: type[T]) -> list[T]:
    """Give back what `write` stored in `doc.spans[group]`, as instances of `kind`; [] if nothing was."""
    return [kind(**{k: _freeze(v) for k, v in row.items()}) for row in _mentions(doc, group)]


def bounds(doc: Doc, group: str) -> list[tuple[int, int]]:
    """Give where the findings of `doc.spans[group]` stand, without the rest of them; [] if there are none."""
    return [(row["start"], row["end"]) for row in _mentions(doc, group)]


def holds_findings(doc: Doc) -> bool:
    """Say whether any component wrote its findings into `doc`, be they none.

    A copy, `to_bytes`, a pickle and a `DocBin` keep them. What spaCy makes of parts, `Doc.from_docs` and
    `span.as_doc`, and a document read from JSON do not: their spans are there at most, and `nlp(doc)` reads
    such a document anew.
    """
    return any("mentions" in group.attrs for group in doc.spans.values())


def _mentions(doc: Doc, group: str) -> list[dict[str, Any]]:
    # a group of the user, or one that `Doc.from_docs` joined, holds spans alone
    found: list[dict[str, Any]] = doc.spans[group].attrs.get("mentions", []) if group in doc.spans else []
    return found


_PLAIN = frozenset([str, int, float, bool, type(None)])


def _primitive(value: Any) -> Any:
    # most values are plain: asking that first is what makes writing fast
    if type(value) in _PLAIN:
        return value
    if dataclasses.is_dataclass(value):
        return {name: _primitive(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, (tuple, list)):
        return [_primitive(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _primitive(item) for key, item in value.items()}
    return value


def _freeze(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_freeze(item) for item in value)
    return value
