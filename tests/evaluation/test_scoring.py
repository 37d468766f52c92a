"""Scoring: small cases worked out by hand, and the same figures as the script that defines them."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp.errors import InputError
from khkt_nlp.evaluation import (
    Advice,
    Annotation,
    Figure,
    Mention,
    Scores,
    match,
    read_annotations,
    score,
    table,
)

Row = dict[str, Any]
LABELS = ["training", "coordination", "funding", "policy"]


def mention(start: int, end: int, label: str = "ORG", **attrs: str) -> Mention:
    return Mention(start=start, end=end, label=label, attrs=attrs)


def compare(gold: Annotation, predicted: Annotation) -> Scores:
    return score([gold], {predicted.id: predicted})


def test_exact_and_overlap() -> None:
    gold = Annotation(id="a", entities=[mention(0, 5), mention(10, 20), mention(30, 40)])
    answer = Annotation(id="a", entities=[mention(0, 5), mention(12, 25), mention(50, 60), mention(70, 80)])
    figures = compare(gold, answer).entities["ORG"]
    assert figures["exact"] == Figure(precision=0.25, recall=0.3333, f1=0.2857, predicted=4, gold=3)
    assert figures["overlap"] == Figure(precision=0.5, recall=0.6667, f1=0.5714, predicted=4, gold=3)


def test_pairs_are_one_to_one_and_the_longest_overlap_goes_first() -> None:
    gold = [mention(0, 10), mention(10, 14)]
    predicted = [mention(8, 14), mention(0, 3)]
    assert match(gold, predicted) == [(1, 0), (0, 1)]


def test_ignored_spans_drop_out_unless_the_prediction_is_right() -> None:
    gold = Annotation(id="a", entities=[mention(0, 5, "IGNORE"), mention(10, 20), mention(15, 30, "IGNORE")])
    on_ignored = Annotation(id="a", entities=[mention(0, 5), mention(10, 20)])
    figures = compare(gold, on_ignored).entities["ORG"]["exact"]
    assert (figures.precision, figures.predicted, figures.gold) == (1.0, 1, 1)


def test_a_province_must_have_the_right_id() -> None:
    gold = Annotation(id="a", entities=[mention(0, 5, "PROVINCE", id="vn-ha-nam")])
    wrong = Annotation(id="a", entities=[mention(0, 5, "PROVINCE", id="vn-ha-noi")])
    assert compare(gold, wrong).entities["PROVINCE"]["exact"].f1 == 1.0
    assert compare(gold, wrong).entities["PROVINCE"]["norm"].f1 == 0.0
    assert compare(gold, gold).entities["PROVINCE"]["norm"].f1 == 1.0


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ({"type": "Nghị quyết", "number": "027"}, {"type": "nghị quyết", "number": "27"}, True),
        ({"type": "luật", "name": "KH&CN"}, {"type": "luật", "name": "kh và cn"}, True),
        ({"type": "luật", "name": "Đất đai"}, {"type": "bộ luật", "name": "Đất đai"}, False),
        ({"type": "nghị định", "number": "46", "name": "x"}, {"type": "nghị định", "number": "46"}, True),
    ],
)
def test_policies_are_the_same_by_type_and_number_or_name(a: Row, b: Row, same: bool) -> None:
    gold = Annotation(id="a", entities=[mention(0, 5, "POLICY", **a)])
    answer = Annotation(id="a", entities=[mention(1, 5, "POLICY", **b)])
    assert compare(gold, answer).entities["POLICY"]["norm"].f1 == (1.0 if same else 0.0)


def test_attributes_of_any_type_are_compared() -> None:
    odd = Mention(start=0, end=5, label="POLICY", attrs={"type": ["luật"], "number": {}, "name": 5})
    article = Annotation(id="a", entities=[odd])
    assert compare(article, article).entities["POLICY"]["norm"].f1 == 1.0


def test_recommendations() -> None:
    text = "Cần tập huấn. Cần phối hợp; cần kinh phí.\nPhải sửa luật"
    gold = Annotation(
        id="a",
        text=text,
        recommendations=[
            Advice(start=0, end=12, labels=["training"]),
            Advice(start=14, end=26, labels=["coordination"]),
            Advice(start=28, end=40, labels=["funding"]),
            Advice(start=42, end=55, labels=["policy"]),
        ],
    )
    answer = Annotation(
        id="a",
        recommendations=[
            Advice(start=0, end=12, labels=["training", "policy"]),
            Advice(start=14, end=40, labels=["coordination"]),
        ],
    )
    scores = compare(gold, answer)
    assert scores.sentence == Figure(precision=1.0, recall=0.6667, f1=0.8, predicted=2, gold=3)
    assert scores.span == Figure(precision=1.0, recall=0.5, f1=0.6667, predicted=2, gold=4)
    assert scores.labels_found == Figure(precision=0.6667, recall=1.0, f1=0.8, predicted=3, gold=2)
    assert scores.labels_end_to_end == Figure(precision=0.6667, recall=0.5, f1=0.5714, predicted=3, gold=4)
    assert scores.macro_found == 1.0  # policy is predicted, but no gold recommendation found holds it
    assert scores.macro_end_to_end == 0.5
    assert scores.same_labels == 0.5


def test_an_article_without_prediction_counts_as_empty() -> None:
    gold = [Annotation(id=name, entities=[mention(0, 5)]) for name in "ab"]
    figures = score(gold, {"a": gold[0], "other": gold[1]}).entities["ORG"]["exact"]
    assert (figures.precision, figures.recall) == (1.0, 0.5)


def test_table_holds_every_measure() -> None:
    lines = table(score([], {})).splitlines()
    assert lines[0] == "0 articles"
    assert len(lines) == 1 + 5 * 2 + 2 + 4


def test_reading_names_the_line_at_fault(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    first = '{"id": "a", "entities": []}\n'
    path.write_text(first + '\n{"id": "b", "entities": [{"start": "x"}]}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:3: .*entities\.0\.start"):
        list(read_annotations(path))
    path.write_text(first + '{"id"', encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:2: .*not JSON"):
        list(read_annotations(path))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "not annotated"),
        ({"entities": [{"start": 0, "end": 700, "label": "ORG"}]}, "from 0 to 700"),
        ({"entities": [{"start": -7, "end": 7, "label": "ORG"}]}, "from -7"),
        ({"entities": [{"start": 7, "end": 0, "label": "ORG"}]}, "from 7 to 0"),
        ({"entities": [{"start": 0, "end": 0, "label": "ORG"}]}, "from 0 to 0"),
        ({"entities": [{"start": True, "end": 7, "label": "ORG"}]}, "entities.0.start"),
        ({"entities": [{"start": 0, "end": "7", "label": "ORG"}]}, "entities.0.end"),
        ({"entities": [{"start": 0, "end": 7, "label": "FOO"}]}, "'FOO'"),
        ({"recommendations": [{"start": 0, "end": 14, "labels": []}]}, "from 0 to 14"),
        ({"recommendations": [{"start": 0, "end": 7, "labels": ["nolabel"]}]}, "'nolabel'"),
    ],
)
def test_annotation_that_cannot_be_is_refused(fields: Row, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "Sở Y tế họp.", **fields}), encoding="utf-8")
    with pytest.raises(InputError, match=rf"gold\.jsonl:1: .*{reason}"):
        list(read_annotations(path, LABELS))


def test_every_label_of_a_record_and_of_gold_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    known = ["ORG", "PROVINCE", "POLICY", "PERSON", "DATE", "EVENT", "IGNORE"]
    entities = [{"start": 0, "end": 12, "label": label} for label in known]
    advice = [{"start": 0, "end": 12, "labels": ["environment"]}]
    row = {"id": "a", "text": "Sở Y tế họp.", "entities": entities, "recommendations": advice}
    path.write_text(json.dumps(row), encoding="utf-8")
    (read,) = read_annotations(path)
    assert [one.label for one in read.entities] == known


Reference = Callable[[list[Row], list[Row]], Row]


@pytest.fixture(scope="module")
def reference(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """The script that defines the measures, as a function of gold and predicted rows."""
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("score")

    def run(gold: list[Row], predicted: list[Row]) -> Row:
        paths = []
        for name, rows in (("gold", gold), ("pred", predicted)):
            path = folder / f"{name}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            paths.append(str(path))
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            module.main([*paths, "--json"])
        result: Row = json.loads(output.getvalue())
        return result

    return run


def as_reference(scores: Scores) -> Row:
    """Write `scores` with the names of the script."""

    def figure(value: Figure) -> Row:
        return {
            "p": value.precision,
            "r": value.recall,
            "f1": value.f1,
            "pred": value.predicted,
            "gold": value.gold,
        }

    return {
        "articles": scores.articles,
        **{
            label: {measure: figure(value) for measure, value in measures.items()}
            for label, measures in scores.entities.items()
        },
        "REC": {
            "sentence": figure(scores.sentence),
            "span": figure(scores.span),
            "labels_found": {
                **figure(scores.labels_found),
                "macro_f1": scores.macro_found,
                "exact_set": scores.same_labels,
            },
            "labels_end_to_end": {**figure(scores.labels_end_to_end), "macro_f1": scores.macro_end_to_end},
            "per_label": {label: figure(value) for label, value in scores.per_label.items()},
        },
    }


def perturbed(rows: list[Row], seed: int) -> list[Row]:
    """Spoil gold rows the way a system does: spans moved, dropped, added, doubled; attributes changed."""
    choose = random.Random(seed)

    def moved(span: Row) -> Row:
        start = max(0, span["start"] + choose.choice([0, 0, 0, -3, 2, 5]))
        return {**span, "start": start, "end": max(start + 1, span["end"] + choose.choice([0, 0, 0, -4, 3]))}

    spoiled = []
    for row in rows:
        entities = [moved(span) for span in row["entities"] if choose.random() > 0.2]
        for span in entities:
            if choose.random() < 0.1:
                span["attrs"] = {**span.get("attrs", {}), "number": "9", "id": "vn-ha-noi"}
            if choose.random() < 0.1:
                span["label"] = choose.choice(["ORG", "PERSON", "POLICY"])
        entities += [dict(span) for span in entities if choose.random() < 0.1]
        advice = [moved(span) for span in row["recommendations"] if choose.random() > 0.3]
        for span in advice:
            span["labels"] = choose.sample(LABELS, 2) if choose.random() < 0.5 else span["labels"]
        advice += [
            {"start": at, "end": at + 9, "labels": ["policy"]} for at in (3, 400) if choose.random() < 0.2
        ]
        if choose.random() > 0.05:
            spoiled.append({"id": row["id"], "entities": entities, "recommendations": advice})
    return spoiled


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_same_figures_as_the_definition_on_real_articles(
    shared: Path, reference: Reference, seed: int, tmp_path: Path
) -> None:
    path = shared / "gold" / "dev.jsonl"
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    predicted = perturbed(gold, seed)
    answers = {row["id"]: Annotation.model_validate(row) for row in predicted}
    assert as_reference(score(read_annotations(path), answers)) == reference(gold, predicted)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    text = draw(st.text("aĐá. \n?”", max_size=60))
    place = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda at: {"start": at[0], "end": sum(at)})
    label = st.sampled_from(["ORG", "POLICY", "PROVINCE", "IGNORE", "EVENT"])
    attrs = st.dictionaries(
        st.sampled_from(["id", "type", "number", "name"]), st.sampled_from(["", "1", "01", "A&B"])
    )
    labels = st.lists(st.sampled_from(LABELS), max_size=3, unique=True)
    return {
        "id": draw(st.sampled_from("abc")),
        "text": text,
        "entities": [
            {**span, "label": draw(label), "attrs": draw(attrs)} for span in draw(st.lists(place, max_size=6))
        ],
        "recommendations": [{**span, "labels": draw(labels)} for span in draw(st.lists(place, max_size=4))],
    }


@given(gold=st.lists(rows(), max_size=3), predicted=st.lists(rows(), max_size=3))
def test_same_figures_as_the_definition_on_any_spans(
    reference: Reference, gold: list[Row], predicted: list[Row]
) -> None:
    answers = {row["id"]: Annotation.model_validate(row) for row in predicted}
    found = score([Annotation.model_validate(row) for row in gold], answers)
    assert as_reference(found) == reference(gold, predicted)
