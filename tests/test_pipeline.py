"""The pipeline as a whole: what must hold however it was loaded and wherever it runs."""

from __future__ import annotations

import itertools
import json
import os
import pickle
import re
import subprocess
import sys
import unicodedata
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import khkt_nlp
from khkt_nlp.article.models import Article
from khkt_nlp.pipeline import COMPONENTS, blank, make_doc
from khkt_nlp.summary.builder import summarize
from khkt_nlp.summary.render import to_markdown
from khkt_nlp.summary.schema import Record

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "articles"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return khkt_nlp.load()


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]


def read(nlp: Language, text: str) -> Record:
    return summarize(nlp(make_doc(nlp, Article(text))))


def test_the_shipped_model_holds_every_component(nlp: Language) -> None:
    assert tuple(nlp.pipe_names) == COMPONENTS


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(khkt_nlp.DataError, match="no model 'vi_other'"):
        khkt_nlp.load("vi_other")
    with pytest.raises(khkt_nlp.DataError, match="no model"):
        khkt_nlp.load(tmp_path)


@pytest.mark.parametrize(
    ("config", "complaint"),
    [
        ({"components.khkt_policies.regstry": "x"}, r"khkt_policies\.regstry: unexpected argument"),
        ({"components.khkt_recommendations.threshold": "x"}, r"khkt_recommendations\.threshold: "),
        ({"components.khkt_recommendations.threshold": 2}, "threshold of recommendations is 2"),
        ({"components.khkt_recommendations.threshold": -1}, "threshold of recommendations is -1"),
        ({"components.nope.x": 1}, r"components\.nope\.x: not a section value"),
        ({"nlp.pipeline": ["nope"]}, "Can't find component 'nope'"),
        ({"nlp.tokenizer.segmenter": "foo"}, "no segmenter 'foo'"),
        ([1], "The config is no dictionary"),
        ({1: 1}, "The config is no dictionary"),
    ],
)
def test_a_setting_that_does_not_fit_is_told_in_a_line(config: dict[str, Any], complaint: str) -> None:
    with pytest.raises(khkt_nlp.KhktError, match=complaint) as told:
        khkt_nlp.load(config=config)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [("config.cfg", b"junk"), ("config.cfg", b""), ("config.cfg", b"\xff"), ("meta.json", b"junk")],
)
def test_a_damaged_pipeline_is_told_in_a_line(
    nlp: Language, tmp_path: Path, name: str, content: bytes
) -> None:
    nlp.to_disk(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(khkt_nlp.DataError, match=re.escape(str(tmp_path))) as told:
        khkt_nlp.load(tmp_path)
    assert "\n" not in str(told.value)


def test_arguments_of_another_type_are_told(nlp: Language) -> None:
    given: Any = None
    with pytest.raises(khkt_nlp.InputError, match="The model is of the type NoneType"):
        khkt_nlp.load(given)
    with pytest.raises(khkt_nlp.InputError, match="The file is of the type NoneType"):
        khkt_nlp.analyze_file(given, nlp=nlp)
    with pytest.raises(khkt_nlp.InputError, match="The nlp is of the type str"):
        khkt_nlp.analyze("Sở Y tế họp.", nlp=cast(Any, "x"))


def test_every_slice_equals_its_text(nlp: Language, texts: list[str]) -> None:
    for text in texts:
        record = read(nlp, text)
        assert record.entities
        for item in (*record.entities, *record.recommendations, *record.highlights):
            assert text[item.start : item.end] == item.text


def test_every_slice_of_the_development_articles_equals_its_text(nlp: Language, shared: Path) -> None:
    for line in (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        record = read(nlp, text)
        for item in (*record.entities, *record.recommendations, *record.highlights):
            assert text[item.start : item.end] == item.text


def test_a_decomposed_text_gives_the_same_record(nlp: Language, texts: list[str]) -> None:
    for text in texts:
        composed, decomposed = (
            to_markdown(read(nlp, unicodedata.normalize(form, text))) for form in ("NFC", "NFD")
        )
        assert unicodedata.normalize("NFC", decomposed) == composed


def test_reading_is_the_same_after_saving_to_disk(nlp: Language, texts: list[str], tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    again = khkt_nlp.load(tmp_path / "model")
    assert [read(again, text) for text in texts] == [read(nlp, text) for text in texts]


def test_reading_is_the_same_after_to_bytes(nlp: Language, texts: list[str]) -> None:
    again = spacy.blank("vi", config=nlp.config)
    again.from_bytes(nlp.to_bytes())
    assert [read(again, text) for text in texts] == [read(nlp, text) for text in texts]


def test_a_stored_document_gives_the_same_record(nlp: Language, texts: list[str]) -> None:
    docs = [nlp(make_doc(nlp, Article(text, id=str(i)))) for i, text in enumerate(texts)]
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    again = (
        DocBin(store_user_data=True).from_bytes(stored).get_docs(spacy.blank("vi", config=nlp.config).vocab)
    )
    assert [summarize(doc) for doc in again] == [summarize(doc) for doc in docs]


def test_a_copy_of_a_document_gives_the_same_record(nlp: Language, texts: list[str]) -> None:
    doc = nlp(texts[0])
    for again in (doc.copy(), pickle.loads(pickle.dumps(doc)), Doc(nlp.vocab).from_bytes(doc.to_bytes())):
        assert summarize(again) == summarize(doc)


@pytest.mark.filterwarnings("ignore:.W102.")  # the metadata of the parts is not that of the whole
def test_a_document_that_spacy_made_of_others_is_told_and_can_be_read_anew(
    nlp: Language, texts: list[str]
) -> None:
    docs = [nlp(text) for text in texts[:2]]
    made = [Doc.from_docs(docs), docs[0][5:50].as_doc(), Doc(nlp.vocab).from_json(docs[0].to_json())]
    for doc in made:
        assert doc is not None
        with pytest.raises(khkt_nlp.InputError, match=r"holds no findings.*nlp\(doc\)"):
            summarize(doc)
        assert summarize(nlp(doc)) == summarize(nlp(doc.text))


def test_a_spawned_process_reads_the_same(nlp: Language, texts: list[str]) -> None:
    with get_context("spawn").Pool(1) as pool:
        # a function of the library: a test module cannot be imported by name in the new process
        there = pool.map(khkt_nlp.analyze, texts[:2])
    assert there == [khkt_nlp.analyze(text) for text in texts[:2]]


def test_reading_does_not_hang_on_the_seed_of_hashes() -> None:
    script = (
        "import sys, khkt_nlp; "
        "sys.stdout.buffer.write(khkt_nlp.analyze_file(sys.argv[1]).model_dump_json().encode())"
    )
    article = next(iter(sorted(EXAMPLES.glob("*.txt"))))
    first, second = (
        subprocess.run(
            [sys.executable, "-c", script, str(article)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "4")
    )
    assert first == second


def test_pipe_gives_what_single_calls_give(nlp: Language, texts: list[str]) -> None:
    docs = nlp.pipe(make_doc(nlp, Article(text)) for text in texts)
    assert [summarize(doc) for doc in docs] == [read(nlp, text) for text in texts]


def test_entities_of_the_document_do_not_overlap(nlp: Language, texts: list[str]) -> None:
    for text in texts:
        doc = nlp(text)
        ends = [(ent.start, ent.end) for ent in doc.ents]
        assert ends
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(ends))


@settings(max_examples=100)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_read_and_every_offset_holds(nlp: Language, text: str) -> None:
    doc: Doc = nlp(text)
    assert doc.text == text
    record = summarize(doc)
    for item in record.entities:
        assert text[item.start : item.end] == item.text


def test_an_article_of_any_length_is_read(nlp: Language) -> None:
    text = "Sở Y tế tỉnh Sơn La báo cáo. " * 40_000
    assert len(text) > 1_000_000
    for loaded in (nlp, blank(), blank().from_bytes(nlp.to_bytes())):
        assert loaded.make_doc(text).text == text


def test_published_wins_over_the_text() -> None:
    text = "Thời gian: 25/11/2022 12:32\n\nHội thảo khoa học\n\nNgày 24/11, Sở Y tế tổ chức hội thảo."
    assert khkt_nlp.analyze(text).published == "2022-11-25"
    assert khkt_nlp.analyze(text, published="2023-01-02").published == "2023-01-02"


def test_the_seed_article(shared: Path) -> None:
    """The acceptance of the foundation: one article in, one summary out."""
    text = (shared / "articles" / "seed.txt").read_text(encoding="utf-8")
    gold = json.loads((shared / "gold" / "seed.jsonl").read_text(encoding="utf-8"))
    record = khkt_nlp.analyze(text)
    found = {(item.start, item.end, item.label) for item in record.entities}
    wanted = {(row["start"], row["end"], row["label"]) for row in gold["entities"]}
    missed = [row for row in wanted - found if row[2] in {"POLICY", "PROVINCE"}]
    assert not missed
    assert sum(row[2] == "ORG" for row in wanted & found) >= 13
    assert len(record.events) == 1
    event = record.events[0]
    assert (event.kind, event.date) == ("hội thảo", "2022-11-25")
    assert event.name == gold["events"][0]["name"]
    assert event.organizers == gold["events"][0]["organizers"]
    counts = {province.id: len(province.mentions) for province in record.provinces}
    assert counts == {
        "vn-vinh-phuc": 1,
        "vn-phu-tho": 1,
        "vn-hai-phong": 1,
        "vn-ha-giang": 2,
        "vn-son-la": 1,
        "vn-cao-bang": 1,
    }
    policy = record.policies[0]
    assert (policy.number, policy.term) == ("27", "X")
    assert policy.issuer == "Ban Chấp hành Trung ương Đảng"
    assert "xây dựng đội ngũ trí thức" in policy.subject
    labels = {label for item in record.recommendations for label in item.labels}
    assert labels >= {
        "training",
        "planning",
        "coordination",
        "funding",
        "communication",
        "policy",
        "socialization",
        "implementation",
    }
    footer = text.index("Các tin cũ hơn")
    summary = [*record.organizations, *record.provinces, *record.policies, *record.events]
    assert all(start < footer for item in summary for start, _ in item.mentions)
    assert all(item.start < footer for item in (*record.recommendations, *record.highlights))
