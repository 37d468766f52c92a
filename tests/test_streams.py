"""Components that read several documents at a time: what happens when one of them cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from khkt_nlp import spans
from khkt_nlp.pipeline import load

TEXTS = ["Bộ Y tế họp.", "Sở Y tế Hà Nội họp.", "Ông Trần Văn Lâm nói."]


@pytest.fixture(params=["names", "recommendations"])
def failing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let a component fail at the second text."""
    write = spans.write

    def write_or_fail(doc: Doc, group: str, label: str, findings: Sequence[spans.Finding]) -> None:
        if group == request.param and doc.text == TEXTS[1]:
            raise ValueError("unreadable")
        write(doc, group, label, findings)

    monkeypatch.setattr(spans, "write", write_or_fail)
    return f"khkt_{request.param}"


@pytest.fixture
def nlp() -> Language:
    return load()


def test_a_handler_is_told_which_document_fails_and_the_others_are_read(nlp: Language, failing: str) -> None:
    told: list[tuple[str, object, list[str], str]] = []

    def handler(name: str, component: Any, docs: list[Doc], error: Exception) -> None:
        told.append((name, component, [doc.text for doc in docs], str(error)))

    nlp.set_error_handler(handler)
    assert [doc.text for doc in nlp.pipe(TEXTS)] == [TEXTS[0], TEXTS[2]]
    assert told == [(failing, nlp.get_pipe(failing), [TEXTS[1]], "unreadable")]


@pytest.mark.usefixtures("failing")
def test_without_a_handler_the_error_is_raised(nlp: Language) -> None:
    with pytest.raises(ValueError, match="unreadable"):
        list(nlp.pipe(TEXTS))
    with pytest.raises(ValueError, match="unreadable"):
        nlp(TEXTS[1])
