"""The component `khkt_events`: it reads other rooms' spans, keeps out of chrome, survives saving."""

from __future__ import annotations

import subprocess
import sys

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from khkt_nlp import spans
from khkt_nlp.article.models import Zone
from khkt_nlp.dates import find as find_dates
from khkt_nlp.events import EventMention
from khkt_nlp.organizations.models import OrganizationMention

TEXT = (
    "Ngày 25/11, Bộ Y tế tổ chức hội thảo “Vì sức khỏe”.\n"
    "Lịch: ngày 3/12, Bộ Y tế tổ chức hội nghị “Tổng kết”."
)
HOST = (TEXT.index("Bộ Y tế"), TEXT.index(" tổ chức"))


def read(*, zones: list[Zone]) -> tuple[Language, Doc]:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}})
    nlp.add_pipe("khkt_events")
    doc = nlp.make_doc(TEXT)
    spans.write(doc, "zones", "ZONE", zones)
    spans.write(doc, "dates", "DATE", find_dates(TEXT))
    spans.write(doc, "organizations", "ORG", [OrganizationMention(*HOST, "bo-y-te", "Bộ Y tế")])
    return nlp, nlp(doc)


def test_events_are_kept_with_what_is_known_of_them() -> None:
    nlp, doc = read(zones=[])
    found = spans.read(doc, "events", EventMention)
    assert [(event.kind, event.name, event.date) for event in found] == [
        ("hội thảo", "Vì sức khỏe", "--11-25"),
        ("hội nghị", "Tổng kết", "--12-03"),
    ]
    assert found[0].organizers == (HOST,)
    assert [span.label_ for span in doc.spans["events"]] == ["EVENT", "EVENT"]

    (kept,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    assert spans.read(kept, "events", EventMention) == found
    assert spans.read(Doc(nlp.vocab).from_bytes(doc.to_bytes()), "events", EventMention) == found


def test_chrome_holds_no_event() -> None:
    line = TEXT.index("Lịch")
    _, doc = read(zones=[Zone(0, line, "body"), Zone(line, len(TEXT), "chrome")])
    assert [event.name for event in spans.read(doc, "events", EventMention)] == ["Vì sức khỏe"]


def test_finding_dates_and_events_does_not_load_spacy() -> None:
    code = "import sys, khkt_nlp.dates, khkt_nlp.events; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
