"""The component in a pipeline: groups, anaphors, a user's registry, saving and loading."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin

import khkt_nlp
from khkt_nlp import spans
from khkt_nlp.article import metadata
from khkt_nlp.errors import DataError
from khkt_nlp.policies import PolicyMention

TEXT = (
    "Nghị quyết 27 của Ban Chấp hành Trung ương Đảng khóa X về trí thức. "
    "Nghị quyết này và Quyết định số 7/QĐ-VUSTA."
)
ROW = "canonical_id,type,number,year,symbol,title\nqd.7.2020.vusta,quyết định,7,2020,7/QĐ-VUSTA,Về quy chế\n"


@pytest.fixture
def nlp(tmp_path: Path) -> Language:
    own = tmp_path / "own.csv"
    own.write_text(ROW, encoding="utf-8")
    nlp = spacy.blank("en")
    nlp.add_pipe("khkt_policies", config={"registry": str(own)})
    return nlp


def linked(nlp: Language) -> list[tuple[str, str]]:
    doc = nlp(TEXT)
    groups = [spans.read(doc, group, PolicyMention) for group in ("policies", "policy_anaphors")]
    return [(TEXT[m.start : m.end], m.canonical_id) for mentions in groups for m in mentions]


EXPECTED = [
    ("Nghị quyết 27", "nq.27.2008.tw"),
    ("Quyết định số 7/QĐ-VUSTA", "qd.7.2020.vusta"),
    ("Nghị quyết này", "nq.27.2008.tw"),
]


def test_writes_citations_and_anaphors_apart(nlp: Language) -> None:
    assert linked(nlp) == EXPECTED


def test_a_saved_pipeline_keeps_the_users_registry(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    (tmp_path / "own.csv").unlink()
    again = spacy.load(tmp_path / "saved")
    assert linked(again) == EXPECTED
    bare = spacy.blank("en")
    bare.add_pipe("khkt_policies")
    assert linked(bare.from_bytes(nlp.to_bytes())) == EXPECTED


def test_the_shipped_pipeline_takes_a_users_registry(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(ROW, encoding="utf-8")
    nlp = khkt_nlp.load(config={"components.khkt_policies.registry": str(own)})
    assert linked(nlp) == EXPECTED
    nlp.to_disk(tmp_path / "saved")
    own.unlink()
    assert linked(khkt_nlp.load(tmp_path / "saved")) == EXPECTED


def test_a_registry_that_is_missing_is_named(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("khkt_policies", config={"registry": str(tmp_path / "none.csv")})
    with pytest.raises(DataError, match=r"none\.csv: cannot be read \(No such file"):
        nlp(TEXT)


def test_a_registry_that_is_missing_or_malformed_is_told_when_the_pipeline_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.csv: cannot be read \(No such file"):
        khkt_nlp.load(config={"components.khkt_policies.registry": str(tmp_path / "none.csv")})
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.csv, line 1: there is no column 'canonical_id'"):
        khkt_nlp.load(config={"components.khkt_policies.registry": str(tmp_path / "bad.csv")})


def test_findings_survive_a_doc_bin(nlp: Language) -> None:
    doc = nlp(TEXT)
    (again,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    assert spans.read(again, "policies", PolicyMention) == spans.read(doc, "policies", PolicyMention)


def test_the_date_of_the_article_counts() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("khkt_policies")
    doc = nlp.make_doc("Luật Đất đai quy định việc thu hồi đất.")
    metadata.write(doc, metadata.Metadata(published=dt.date(2018, 5, 1)))
    (mention,) = spans.read(nlp(doc), "policies", PolicyMention)
    assert mention.canonical_id == "luat.45.2013.qh13"
