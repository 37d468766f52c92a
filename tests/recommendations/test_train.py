from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from khkt_nlp.errors import DataError
from khkt_nlp.recommendations import custom, default_taxonomy, parse_passage, read_passages, read_taxonomy
from khkt_nlp.recommendations.annotations import read_articles
from khkt_nlp.recommendations.detector import find
from khkt_nlp.recommendations.model import FILES, RecommendationModel, model_from_files
from khkt_nlp.recommendations.train import TrainingData, save, train
from tests.recommendations.conftest import PASSAGES, ROOT

EXAMPLES = ROOT / "examples" / "taxonomy"


@pytest.fixture(scope="module")
def environment(model: RecommendationModel) -> RecommendationModel:
    taxonomy = read_taxonomy(EXAMPLES / "environment.yaml")
    return custom.retrain(model, taxonomy, read_articles([EXAMPLES / "environment.jsonl"]))


def test_the_same_data_give_the_same_files() -> None:
    passages = list(read_passages(sorted(PASSAGES.glob("*.txt"))))
    data = TrainingData(articles=passages[::8], passages=passages[1::16], labelled=passages[2::32])
    first, second = (train(data).to_files() for _ in range(2))
    assert first == second


def test_a_saved_model_reads_the_same(tmp_path: Path, model: RecommendationModel) -> None:
    save(model, tmp_path)
    again = model_from_files({name: (tmp_path / name).read_bytes() for name in FILES})
    text = "Các đại biểu đề nghị UBND tỉnh ban hành quy chế phối hợp."
    assert find(text, again) == find(text, model) != []


def test_a_damaged_model_is_told(model: RecommendationModel) -> None:
    files = model.to_files()
    with pytest.raises(DataError, match="train it again"):
        model_from_files(
            {**files, "model.json": files["model.json"].replace(b'"version": 2', b'"version": 9')}
        )


def test_a_new_label_is_learned_from_examples(environment: RecommendationModel) -> None:
    text = "Các đại biểu kiến nghị UBND tỉnh xử lý nước thải làng nghề; mở lớp tập huấn cho cán bộ xã."
    waste, course = find(text, environment)
    assert "environment" in waste.labels
    assert "environment" not in course.labels
    assert environment.taxonomy.display("vi")["environment"] == "Môi trường"


def test_a_new_label_leaves_the_others_alone(
    model: RecommendationModel, environment: RecommendationModel
) -> None:
    text = "Phó Chủ tịch UBND tỉnh yêu cầu Sở Tài chính bố trí kinh phí trước ngày 30/6."
    (before,), (after,) = find(text, model), find(text, environment)
    assert {name: after.scores[name] for name in before.scores} == before.scores


def test_the_label_of_the_rest_stays_alone(
    model: RecommendationModel, environment: RecommendationModel
) -> None:
    text = "Các đại biểu kiến nghị UBND tỉnh mở lớp tập huấn cho cán bộ xã."
    assert model.taxonomy.rest == environment.taxonomy.rest == "other"
    generous = dataclasses.replace(environment, label_threshold=0.0)
    (one,) = find(text, generous)
    assert set(one.labels) == set(environment.taxonomy.names) - {"other"}
    training = dataclasses.replace(environment.taxonomy, rest="training")
    (one,) = find(text, dataclasses.replace(generous, taxonomy=training))
    assert one.labels == ("training",)


def test_too_few_examples_are_told(model: RecommendationModel) -> None:
    taxonomy = read_taxonomy(EXAMPLES / "environment.yaml")
    with pytest.raises(DataError, match="'environment' has 1 examples"):
        custom.retrain(model, taxonomy, [parse_passage("Xã {{cần trồng rừng|environment|need}}.")])


def test_an_unknown_label_is_told_with_its_line(model: RecommendationModel) -> None:
    passage = parse_passage("Xã {{cần trồng rừng|forestry|need}}.", "my.txt:7")
    with pytest.raises(DataError, match=r"my\.txt:7: the taxonomy lacks the label 'forestry'"):
        custom.retrain(model, model.taxonomy, [passage])


def test_display_names_are_those_of_the_taxonomy_and_else_of_the_model(model: RecommendationModel) -> None:
    training, *others = model.taxonomy.labels
    mine = dataclasses.replace(training, vi="Đào tạo", en="", cues=())
    rest = [dataclasses.replace(label, vi="", en="") for label in others]
    taxonomy = dataclasses.replace(model.taxonomy, labels=(mine, *rest))
    learned = custom.retrain(model, taxonomy, [parse_passage("Xã {{cần trồng rừng|other|need}}.")]).taxonomy
    assert learned.display("vi") == {**model.taxonomy.display("vi"), "training": "Đào tạo"}
    assert learned.display("en") == model.taxonomy.display("en")
    assert learned.labels[0].cues == training.cues


def test_the_packaged_taxonomy_may_be_copied(model: RecommendationModel) -> None:
    examples = [parse_passage("Xã {{cần trồng rừng|other|need}}.")]
    assert custom.retrain(model, default_taxonomy(), examples).taxonomy.names == model.taxonomy.names


def test_other_cues_for_a_label_that_the_model_knows_are_refused(model: RecommendationModel) -> None:
    training, *others = model.taxonomy.labels
    mine = dataclasses.replace(training, cues=("trồng rừng",))
    with pytest.raises(DataError, match="knows the label 'training', whose cues cannot be changed"):
        custom.retrain(model, dataclasses.replace(model.taxonomy, labels=(mine, *others)), [])


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "does not pass"),
        ("[]", "does not pass"),
        ("labels: {}", "the field labels does not fit"),
        ("labels: {a: {vi: A}}", r"the field labels\.a\.description does not fit"),
        ("labels: {a: {description: A, cues: [b, 1]}}", r"the field labels\.a\.cues\.1 does not fit"),
        ("labels: {a: {description: A, cues: [null]}}", r"the field labels\.a\.cues\.0 does not fit"),
        ("labels: {a: {description: A, cues: [' ']}}", r"the field labels\.a\.cues\.0 does not fit"),
        ("labels: {a: {description: A, colour: red}}", r"the field labels\.a\.colour does not fit"),
        ('labels: {a: {description: A, vi: "\\ud800"}}', r"the field labels\.a\.vi does not fit"),
        ("a: 1", "the field labels does not fit"),
        ("rest: b\nlabels: {a: {description: A}}", "there is no label 'b'"),
        ("labels: [a", r"\(line 1, column 11: expected"),
        ("rest: a\nrest: b", r"\(line 2, column 1: found duplicate key"),
        ("labels:\n\ta: 1", r"\(line 2, column 1: found character"),
    ],
)
def test_a_malformed_taxonomy_is_told_with_its_place(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=rf"my\.yaml.*{complaint}"):
        read_taxonomy(path)


def test_a_taxonomy_needs_no_label_of_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text("rest:\nlabels: {a: {description: A}}", encoding="utf-8")
    assert read_taxonomy(path).rest == ""


def test_a_malformed_example_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "my.jsonl"
    path.write_text(json.dumps({"text": "a", "recommendations": []}) + "\n{}\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2"):
        read_articles([path])
