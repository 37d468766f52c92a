from dataclasses import dataclass

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from khkt_nlp import spans


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    ids: tuple[str, ...] = ()
    at: tuple[tuple[int, int], ...] = ()
    scores: dict[str, float] | None = None


NLP = spacy.blank("en")


def test_what_was_written_is_read_back_in_text_order() -> None:
    doc = NLP("one two three")
    later, earlier = Found(8, 13, ids=("a",), at=((0, 3),)), Found(0, 3, scores={"x": 0.5})
    spans.write(doc, "things", "THING", [later, earlier])
    assert spans.read(doc, "things", Found) == [earlier, later]
    assert [(span.text, span.label_) for span in doc.spans["things"]] == [
        ("one", "THING"),
        ("three", "THING"),
    ]


def test_a_finding_inside_a_token_keeps_its_offsets() -> None:
    doc = NLP("unbreakable")
    spans.write(doc, "things", "THING", [Found(2, 7)])
    assert spans.read(doc, "things", Found) == [Found(2, 7)]
    assert doc.spans["things"][0].text == "unbreakable"


def test_findings_survive_serialisation() -> None:
    doc = NLP("one two three")
    spans.write(doc, "things", "THING", [Found(4, 7, ids=("a", "b"), scores={"x": 1.0})])
    again = Doc(NLP.vocab).from_bytes(doc.to_bytes())
    (binned,) = DocBin(docs=[doc], store_user_data=True).get_docs(NLP.vocab)
    assert (
        spans.read(again, "things", Found)
        == spans.read(binned, "things", Found)
        == spans.read(doc, "things", Found)
    )


def test_an_empty_group_and_a_missing_group_read_alike() -> None:
    doc = NLP("")
    assert spans.read(doc, "things", Found) == []
    spans.write(doc, "things", "THING", [])
    assert spans.read(doc, "things", Found) == []


def test_a_group_that_was_not_written_here_holds_no_findings() -> None:
    doc = NLP("one two three")
    spans.write(doc, "things", "THING", [Found(4, 7)])
    joined = Doc.from_docs([doc, doc])
    assert joined is not None
    joined.spans["own"] = [joined[0:1]]
    for group in ("things", "own"):
        assert spans.read(joined, group, Found) == spans.bounds(joined, group) == []


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="things: 5:9"):
        spans.write(NLP("one"), "things", "THING", [Found(5, 9)])


def test_the_text_is_that_of_the_document_even_when_it_was_filled_later() -> None:
    doc = NLP("one two three")
    assert spans.text_of(doc) == spans.text_of(doc) == "one two three"
    filled = Doc(NLP.vocab)
    assert spans.text_of(filled) == ""
    filled.from_bytes(doc.to_bytes())
    assert spans.text_of(filled) == "one two three"
