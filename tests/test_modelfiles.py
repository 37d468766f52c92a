"""Saving and loading what components carry: a folder holds all of it, or says that there is nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import khkt_nlp
from khkt_nlp.errors import DataError
from khkt_nlp.modelfiles import ModelFiles
from khkt_nlp.names.component import NamesComponent
from khkt_nlp.organizations.component import OrganizationsComponent
from khkt_nlp.pipeline import blank, model_path
from khkt_nlp.policies.component import PoliciesComponent
from khkt_nlp.recommendations.component import RecommendationsComponent

KINDS: list[type[ModelFiles]] = [
    NamesComponent,
    OrganizationsComponent,
    PoliciesComponent,
    RecommendationsComponent,
]
TEXT = "Các đại biểu kiến nghị UBND tỉnh Sơn La ban hành quy chế phối hợp."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return khkt_nlp.load()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["typo", "folder", "file.txt"])
def test_what_is_not_there_is_not_loaded(kind: type[ModelFiles], place: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").touch()
    with pytest.raises(DataError, match=rf"{place}.* cannot be read \(.*\): name a folder"):
        kind().from_disk(tmp_path / place)


@pytest.mark.parametrize("kind", KINDS)
def test_a_component_without_a_model_is_saved_and_loaded(kind: type[ModelFiles], tmp_path: Path) -> None:
    kind().to_disk(tmp_path / "model")
    assert not kind().from_disk(tmp_path / "model").model_files()
    assert not kind().from_bytes(kind().to_bytes()).model_files()


def test_an_untrained_pipeline_is_saved_and_loaded(tmp_path: Path) -> None:
    blank().to_disk(tmp_path)
    doc = khkt_nlp.load(tmp_path)(TEXT)
    assert [span.text for span in doc.spans["organizations"]] == ["UBND tỉnh Sơn La"]


def test_a_folder_that_is_saved_again_holds_the_newer_model(nlp: Language, tmp_path: Path) -> None:
    trained = nlp.get_pipe("khkt_recommendations")
    assert isinstance(trained, RecommendationsComponent)
    RecommendationsComponent().to_disk(tmp_path)
    trained.to_disk(tmp_path)
    assert RecommendationsComponent().from_disk(tmp_path).model is not None
    RecommendationsComponent().to_disk(tmp_path)
    assert RecommendationsComponent().from_disk(tmp_path).model is None


def test_weights_beside_the_mark_of_an_untrained_component_count(tmp_path: Path) -> None:
    RecommendationsComponent().to_disk(tmp_path)
    shutil.copytree(model_path() / "khkt_recommendations", tmp_path, dirs_exist_ok=True)
    assert RecommendationsComponent().from_disk(tmp_path).model is not None


def test_a_saved_pipeline_that_lost_a_folder_is_not_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    shutil.rmtree(tmp_path / "khkt_names")
    with pytest.raises(DataError, match=r"khkt_names.weights\.npz cannot be read"):
        khkt_nlp.load(tmp_path)


def test_a_component_may_be_left_out(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path, exclude=["khkt_names"])
    again = spacy.load(tmp_path, exclude=["khkt_names"])
    assert "khkt_names" not in again.pipe_names
    assert again(TEXT).spans["recommendations"]
    filled = khkt_nlp.load().from_disk(tmp_path, exclude=["khkt_names"])
    assert filled(TEXT).spans["organizations"]


@pytest.mark.parametrize("name", ["khkt_names", "khkt_recommendations"])
@pytest.mark.parametrize("damage", ["junk", "cut", "bits"])
def test_damaged_weights_are_told_in_our_own_words(
    name: str, damage: str, nlp: Language, tmp_path: Path
) -> None:
    component = nlp.get_pipe(name)
    assert isinstance(component, NamesComponent | RecommendationsComponent)
    component.to_disk(tmp_path)
    path = tmp_path / "weights.npz"
    whole = path.read_bytes()
    half = len(whole) // 2
    kept = {"junk": b"weights", "cut": whole[:half], "bits": whole[:half] + b"\0" * 64 + whole[half + 64 :]}
    path.write_bytes(kept[damage])
    with pytest.raises(DataError, match=r"weights\.npz") as told:
        component.from_disk(tmp_path)
    assert str(tmp_path) in str(told.value)
    assert "pickle" not in str(told.value)
