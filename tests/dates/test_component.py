"""The component `khkt_dates`: two span groups that survive saving."""

from __future__ import annotations

import datetime as dt

import spacy
from spacy.tokens import DocBin

from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.dates import DateMention

TEXT = "Hôm qua (25/11), hội thảo diễn ra; lần sau vào quý I/2023."


def test_dates_and_other_times_go_to_two_groups() -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}})
    nlp.add_pipe("khkt_dates")
    doc = nlp.make_doc(TEXT)
    metadata.write(doc, metadata.Metadata(published=dt.date(2022, 11, 26)))
    doc = nlp(doc)

    assert [(d.value, d.kind) for d in spans.read(doc, "dates", DateMention)] == [("2022-11-25", "calendar")]
    assert [(d.value, d.kind) for d in spans.read(doc, "times", DateMention)] == [
        ("2022-11-25", "relative"),
        ("2023-01", "period"),
    ]
    assert {span.label_ for span in doc.spans["dates"]} == {"DATE"}

    (kept,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for group in ("dates", "times"):
        assert spans.read(kept, group, DateMention) == spans.read(doc, group, DateMention)
