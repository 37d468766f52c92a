"""Annotating a file: every line answered, in order, the same however it is cut up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

import khkt_nlp
from khkt_nlp import cli
from khkt_nlp.corpus import runner
from khkt_nlp.corpus.runner import Rejection, annotate
from khkt_nlp.errors import DataError, InputError
from khkt_nlp.pipeline import MODEL

GOOD = "Ngày 25/11/2022, UBND tỉnh Sơn La tổ chức hội thảo tại huyện Mai Sơn, lần thứ {}."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Five articles with four bad lines between them."""
    rows = [json.dumps({"id": f"a{i}", "text": GOOD.format(i)}, ensure_ascii=False) for i in range(5)]
    rows[1:1] = ["{broken", '{"id": "empty", "text": " "}']
    rows += ["", '{"text": "Hội thảo", "published": "x"}', '["no object"]']
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_bad_lines_go_into_quarantine_and_the_rest_goes_on(source: Path, tmp_path: Path) -> None:
    told: list[Rejection] = []
    report = annotate(source, tmp_path / "out.jsonl", on_rejection=told.append)
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["a0", "a1", "a2", "a3", "a4"]
    assert (report.written, report.rejected) == (5, 4)
    kept = [json.loads(line) for line in report.quarantine.read_text(encoding="utf-8").splitlines()]
    assert [(row["source"], row["line"]) for row in kept] == [("in.jsonl", n) for n in (2, 3, 9, 10)]
    assert [(row["line"], row["reason"]) for row in kept] == [(r.line, r.reason) for r in told]
    assert kept[0]["raw"] == "{broken"
    assert report.quarantine.name == "out.errors.jsonl"


def test_records_are_those_of_analyze(source: Path, tmp_path: Path) -> None:
    annotate(source, tmp_path / "out.jsonl")
    first = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert first == khkt_nlp.analyze(GOOD.format(0), id="a0").model_dump_json()


def test_the_result_is_the_same_for_any_batch_size_and_number_of_processes(
    source: Path, tmp_path: Path
) -> None:
    results = set()
    for batch_size, processes in ((1, 1), (4, 1), (1, 2), (3, 2)):
        target = tmp_path / f"out-{batch_size}-{processes}.jsonl"
        report = annotate(source, target, batch_size=batch_size, processes=processes)
        results.add((target.read_bytes(), report.quarantine.read_bytes()))
    assert len(results) == 1


def test_new_words_are_forgotten_where_many_are_known(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotate(source, tmp_path / "out.jsonl")
    words = runner._pipeline(MODEL).vocab.strings
    monkeypatch.setattr(runner, "_WORDS", 0)
    known = len(words)
    report = annotate(source, tmp_path / "again.jsonl", batch_size=2)
    assert (report.written, report.rejected) == (5, 4)
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()
    text = {"text": " ".join(f"từ{number}mới" for number in range(1_000))}
    (tmp_path / "new.jsonl").write_text(json.dumps(text), encoding="utf-8")
    assert annotate(tmp_path / "new.jsonl", tmp_path / "new-out.jsonl").written == 1
    assert len(words) == known


def test_an_article_on_which_the_pipeline_fails_is_rejected(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(doc: object) -> object:
        if "lần thứ 2" in str(doc):
            raise RuntimeError("no luck")
        return khkt_nlp.summary.builder.summarize(doc)

    monkeypatch.setattr(runner, "summarize", failing)
    report = annotate(source, tmp_path / "out.jsonl")
    assert (report.written, report.rejected) == (4, 5)
    assert "RuntimeError: no luck" in report.quarantine.read_text(encoding="utf-8")


def test_an_older_quarantine_is_removed(tmp_path: Path) -> None:
    source, old = tmp_path / "in.jsonl", tmp_path / "out.errors.jsonl"
    source.write_text(json.dumps({"text": GOOD}) + "\n", encoding="utf-8")
    old.write_text("old", encoding="utf-8")
    annotate(source, tmp_path / "out.jsonl")
    assert not old.exists()


def test_runs_into_files_of_like_names_keep_their_own_quarantines(source: Path, tmp_path: Path) -> None:
    quarantines = [
        annotate(source, tmp_path / name).quarantine for name in ("kq.2022", "kq.2023", "kq.jsonl")
    ]
    names = [path.name for path in quarantines]
    assert names == ["kq.2022.errors.jsonl", "kq.2023.errors.jsonl", "kq.errors.jsonl"]
    assert all(path.is_file() and path.parent == tmp_path for path in quarantines)


@pytest.mark.skipif(os.name != "posix", reason="devices of POSIX")
def test_lines_rejected_on_the_way_to_a_device_go_to_the_working_folder(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert annotate(source, os.devnull).quarantine == Path("null.errors.jsonl")
    assert len((tmp_path / "null.errors.jsonl").read_text(encoding="utf-8").splitlines()) == 4


def test_a_line_that_is_not_utf_8_is_kept_byte_for_byte(tmp_path: Path) -> None:
    lines = [b'{"text": "\xff"}', rb"\xff {", b"\xff\xfe"]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    report = annotate(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in report.quarantine.read_text(encoding="utf-8").splitlines()]
    assert [b64decode(row["base64"]) if "base64" in row else row["raw"].encode() for row in rows] == lines


@pytest.mark.parametrize("given", ["a file", "standard input"])
def test_a_script_without_a_guard_is_told_of_it(given: str, source: Path, tmp_path: Path) -> None:
    files = f"{str(source)!r}, {str(tmp_path / 'out.jsonl')!r}"
    code = f"from khkt_nlp.corpus.runner import annotate\nannotate({files}, processes=2)\n"
    script = tmp_path / "script.py"
    script.write_text(code, encoding="utf-8")
    command = [sys.executable, str(script) if given == "a file" else "-"]
    done = subprocess.run(command, input=code, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("khkt_nlp.errors.KhktError: A worker process died: ")
    assert "__main__" in done.stderr.splitlines()[-1]


def test_an_empty_file_gives_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n", encoding="utf-8")
    report = annotate(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert (report.written, report.rejected) == (0, 0)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == ""


def test_files_that_cannot_be_used(source: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text("kept", encoding="utf-8")
    with pytest.raises(InputError, match="no file"):
        annotate(tmp_path / "none.jsonl", kept)
    assert kept.read_text(encoding="utf-8") == "kept"
    with pytest.raises(InputError, match="both input and output"):
        annotate(source, source)
    with pytest.raises(InputError, match="cannot be written"):
        annotate(source, tmp_path / "no folder" / "out.jsonl")
    rejected = tmp_path / "out.errors.jsonl"
    rejected.write_text("kept", encoding="utf-8")
    with pytest.raises(InputError, match="both input and output"):
        annotate(rejected, tmp_path / "out.jsonl")
    assert rejected.read_text(encoding="utf-8") == "kept"
    with pytest.raises(InputError, match="is a folder"):
        annotate(source, tmp_path)
    with pytest.raises(InputError, match="is a folder"):
        annotate(source, ".")
    with pytest.raises(InputError, match="1 or more"):
        annotate(source, kept, processes=0)


def test_a_strange_id_is_rejected_and_ends_nothing(tmp_path: Path) -> None:
    rows = ['{"id": "\\ud800", "text": "Hà Nội"}', '{"id": 1.5, "text": "Hà Nội"}', '{"text": "Huế"}']
    (tmp_path / "in.jsonl").write_text("\n".join(rows), encoding="utf-8")
    report = annotate(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert (report.written, report.rejected) == (1, 2)
    assert [row["line"] for row in map(json.loads, report.quarantine.open(encoding="utf-8"))] == [1, 2]


def test_what_a_row_says_of_its_article_is_in_the_record(tmp_path: Path) -> None:
    row = {"id": "a", "title": "Tin Sơn La", "published": "2022-11-26", "source": "https://bao.example/1"}
    (tmp_path / "in.jsonl").write_text(json.dumps({**row, "text": GOOD}), encoding="utf-8")
    annotate(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    record = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert {field: record[field] for field in row} == row


def test_a_model_that_does_not_load_costs_no_older_file(source: Path, tmp_path: Path) -> None:
    target, rejected = tmp_path / "out.jsonl", tmp_path / "out.errors.jsonl"
    for path in (target, rejected):
        path.write_text("kept", encoding="utf-8")
    with pytest.raises(DataError, match="no model"):
        annotate(source, target, model="none")
    assert target.read_text(encoding="utf-8") == rejected.read_text(encoding="utf-8") == "kept"


def test_the_output_is_written_through_a_link(source: Path, tmp_path: Path) -> None:
    link, target = tmp_path / "link.jsonl", tmp_path / "out.jsonl"
    link.symlink_to(target)
    for _ in range(2):  # without and with an older file there
        report = annotate(source, link)
        assert (report.written, report.quarantine) == (5, tmp_path / "out.errors.jsonl")
    assert link.is_symlink()
    assert len(target.read_text(encoding="utf-8").splitlines()) == 5


@pytest.fixture
def heeded() -> Iterator[None]:
    """Have Ctrl-C heeded where the tests run in the background, for which a shell has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, cli.INTERRUPTED), (signal.SIGKILL, -9)])
def test_a_run_that_is_stopped_leaves_whole_lines_and_no_worker(
    number: signal.Signals, status: int, tmp_path: Path
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"text": GOOD * 5}) + "\n", encoding="utf-8")
    with source.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": GOOD * 5}) + "\n" for _ in range(20_000))
    command = [
        sys.executable,
        "-m",
        "khkt_nlp",
        "annotate",
        str(source),
        "-o",
        str(target),
        "--processes",
        "2",
    ]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not (target.exists() and target.stat().st_size) and run.poll() is None:
        time.sleep(0.05)
    if number is signal.SIGINT:
        os.killpg(run.pid, number)  # as a terminal does: to workers too
    else:
        run.send_signal(number)
    error = run.communicate(timeout=120)[1]  # ends when the last worker has closed its end
    assert run.returncode == status
    assert "Traceback" not in error
    for line in target.read_text(encoding="utf-8").splitlines():
        json.loads(line)
