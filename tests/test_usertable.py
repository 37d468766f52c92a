"""Tables of the user's: which one counts, the file that the settings name or the copy in a saved pipeline."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import khkt_nlp
from khkt_nlp import spans
from khkt_nlp.errors import DataError
from khkt_nlp.organizations.models import OrganizationMention
from khkt_nlp.policies import PolicyMention

TEXT = "Sở Công Thương Hà Nội báo cáo Quyết định số 7/QĐ-VUSTA."


def policies(path: Path, id: str) -> None:
    path.write_text(f"canonical_id,type,number,symbol\nqd.7.{id},quyết định,7,7/QĐ-VUSTA\n", encoding="utf-8")


def organizations(path: Path, id: str) -> None:
    path.write_text(f"id,name\norg.7.{id},Sở Công Thương Hà Nội\n", encoding="utf-8")


KINDS = pytest.mark.parametrize(
    ("setting", "write"),
    [
        ("components.khkt_policies.registry", policies),
        ("components.khkt_organizations.gazetteer", organizations),
    ],
)
Write = Callable[[Path, str], None]


def found(nlp: Language) -> str:
    """Give the last part of the id that a table gave, or empty."""
    doc = nlp(TEXT)
    ids = [mention.canonical_id for mention in spans.read(doc, "policies", PolicyMention)]
    ids += [mention.id for mention in spans.read(doc, "organizations", OrganizationMention)]
    return "".join(id.split(".")[-1] for id in ids if id.startswith(("qd.7.", "org.7.")))


def make(settings: dict[str, str] | None = None) -> Language:
    """Assemble what the tables need, without the learned models."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "khkt.Tokenizer.v1"}}})
    for name in ("khkt_policies", "khkt_names", "khkt_organizations"):
        own = {key.rsplit(".", 1)[1]: path for key, path in (settings or {}).items() if f".{name}." in key}
        nlp.add_pipe(name, config=own)
    return nlp


@pytest.fixture
def saved(setting: str, write: Write, tmp_path: Path) -> Path:
    """Save a pipeline that was made with the table of `first.csv`."""
    write(tmp_path / "first.csv", "first")
    make({setting: str(tmp_path / "first.csv")}).to_disk(tmp_path / "saved")
    return tmp_path / "saved"


@KINDS
def test_a_file_that_is_named_at_loading_wins_over_the_saved_one(
    setting: str, write: Write, saved: Path, tmp_path: Path
) -> None:
    write(tmp_path / "second.csv", "second")
    given = {setting: str(tmp_path / "second.csv")}
    assert found(khkt_nlp.load(saved, config=given)) == "second"
    assert found(spacy.load(saved, config=given)) == "second"
    khkt_nlp.load(saved, config=given).to_disk(tmp_path / "again")
    (tmp_path / "second.csv").unlink()
    assert found(khkt_nlp.load(tmp_path / "again")) == "second"


@KINDS
def test_a_file_that_changed_is_read_anew_and_one_that_is_gone_is_not_needed(
    setting: str, write: Write, saved: Path, tmp_path: Path
) -> None:
    write(tmp_path / "first.csv", "changed")
    assert found(khkt_nlp.load(saved)) == "changed"
    assert found(khkt_nlp.load(saved, config={setting: ""})) == "first"
    (tmp_path / "first.csv").unlink()
    again = khkt_nlp.load(saved)
    assert found(again) == "first"
    again.to_disk(tmp_path / "again")
    assert found(khkt_nlp.load(tmp_path / "again")) == "first"


@KINDS
def test_a_named_file_that_is_missing_is_told_where_another_was_saved(
    setting: str, write: Write, saved: Path, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=r"typo\.csv: cannot be read \(No such file"):
        khkt_nlp.load(saved, config={setting: str(tmp_path / "typo.csv")})


@KINDS
def test_bytes_follow_the_same_rule(setting: str, write: Write, saved: Path, tmp_path: Path) -> None:
    data = khkt_nlp.load(saved).to_bytes()
    (tmp_path / "first.csv").unlink()
    write(tmp_path / "second.csv", "second")
    assert found(make().from_bytes(data)) == "first"
    named = make({setting: str(tmp_path / "second.csv")})
    assert found(named.from_bytes(data)) == "second"


@KINDS
def test_a_pipeline_saved_without_a_table_leaves_none_behind(setting: str, write: Write, saved: Path) -> None:
    nlp = make().from_disk(saved)
    assert found(nlp) == "first"
    assert found(nlp.from_bytes(make().to_bytes())) == ""


@KINDS
def test_a_spawned_process_reads_with_the_table(
    setting: str, write: Write, saved: Path, tmp_path: Path
) -> None:
    (tmp_path / "first.csv").unlink()
    nlp = khkt_nlp.load(saved)
    with get_context("spawn").Pool(1) as pool:
        (there,) = pool.map(nlp.__call__, [TEXT])
    assert there.to_bytes() == nlp(TEXT).to_bytes()


@KINDS
@pytest.mark.parametrize("name", ["table.txt", "table_path.txt"])
def test_a_damaged_copy_is_told(setting: str, write: Write, saved: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "first.csv").unlink()
    (tmp_path / "saved" / setting.split(".")[1] / name).write_bytes(b"\xff")
    with pytest.raises(DataError, match="saved table is damaged"):
        khkt_nlp.load(saved)
