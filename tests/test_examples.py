"""The example programs run, and the example articles show what they are for."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import khkt_nlp
from khkt_nlp.summary.schema import Record

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

# file → meeting, publication date, a province, a policy document by symbol or name, a label
EXPECTED = {
    "son-la-hoi-thao-2023.txt": ("hội thảo", "2023-08-16", "vn-son-la", "27-NQ/TW", "training"),
    "can-tho-hoi-nghi-2021.txt": ("hội nghị", "2021-10-14", "vn-can-tho", "749/QĐ-TTg", "training"),
    "thai-nguyen-toa-dam-2024.html": (
        "tọa đàm",
        "2024-05-17",
        "vn-thai-nguyen",
        "45-NQ/TW",
        "coordination",
    ),
    "bac-ninh-dien-dan-2025.txt": ("diễn đàn", "2025-10-14", "vn-bac-ninh", "57-NQ/TW", "funding"),
    "quang-nam-ky-hop-2018.txt": ("kỳ họp", "2018-12-06", "vn-quang-nam", "Lâm nghiệp", "coordination"),
}


def test_every_article_is_expected_to_show_something() -> None:
    assert {path.name for path in (EXAMPLES / "articles").iterdir()} - {"README.md"} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_article(name: str) -> None:
    meeting, published, province, policy, label = EXPECTED[name]
    record = khkt_nlp.analyze_file(EXAMPLES / "articles" / name)
    assert record.published == published
    assert meeting in {event.kind for event in record.events}
    assert province in {found.id for found in record.provinces}
    assert policy in {value for found in record.policies for value in (found.symbol, found.name)}
    assert label in {value for advice in record.recommendations for value in advice.labels}


def test_nothing_of_the_portal_is_in_the_summary() -> None:
    path = EXAMPLES / "articles" / "son-la-hoi-thao-2023.txt"
    text = path.read_text(encoding="utf-8")
    record = khkt_nlp.analyze_file(path)
    foot = text.index("Từ khóa:")
    starts = [start for row in _rows(record) for start, _ in row.mentions]
    starts += [item.start for item in (*record.recommendations, *record.highlights)]
    assert starts
    assert max(starts) < foot
    assert any(entity.start > foot for entity in record.entities)


def _rows(record: Record) -> list[khkt_nlp.summary.schema.Organization]:
    return [*record.organizations, *record.provinces, *record.policies, *record.events]


def test_quickstart(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLES / "quickstart.py"))["main"](
        EXAMPLES / "articles" / "son-la-hoi-thao-2023.txt"
    )
    printed = capsys.readouterr().out
    assert printed.startswith("Phát huy vai trò của đội ngũ trí thức")
    assert "vn-son-la" in printed


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, EXAMPLES / program, *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")


def test_annotate_corpus() -> None:
    done = run("annotate_corpus.py")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("4 records, 0 lines rejected")


def test_annotate_corpus_on_files(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"text": "Hội thảo tại tỉnh Sơn La."}) + "\n", encoding="utf-8")
    assert run("annotate_corpus.py", source).stdout.startswith("1 records, 0 lines rejected")
    run("annotate_corpus.py", source, target)
    assert json.loads(target.read_text(encoding="utf-8"))["id"] == "in-1"


def test_province_map(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "map.svg"
    row = {"text": "Hội thảo tại tỉnh Vĩnh Phúc.", "published": "2018-05-10"}
    source.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert run("province_map.py", target, source).stdout.startswith("1 Vĩnh Phúc → Phú Thọ\n")
    assert "<svg" in target.read_text(encoding="utf-8")


def test_wrong_files_give_one_sentence(tmp_path: Path) -> None:
    none, out, rows = tmp_path / "none", tmp_path / "out", tmp_path / "rows.jsonl"
    rows.write_text('{"text": "Hà Nội"}\n', encoding="utf-8")
    for program, *arguments in (
        ("quickstart.py", none),
        ("annotate_corpus.py", none),
        ("annotate_corpus.py", none, out),
        ("province_map.py", out, none),
        ("province_map.py", out, rows),
        ("province_map.py", tmp_path),
    ):
        done = run(program, *arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert not out.exists()
