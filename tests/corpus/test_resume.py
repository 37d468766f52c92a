"""Resuming: whatever a stopped run left, the files end up as if it had never stopped, or are not touched."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from khkt_nlp.corpus.ids import Repeats
from khkt_nlp.corpus.reader import read_lines
from khkt_nlp.corpus.runner import Rejection, Report, annotate
from khkt_nlp.errors import InputError
from khkt_nlp.pipeline import load

GOOD = "Ngày 25/11/2022, UBND tỉnh Sơn La tổ chức hội thảo tại huyện Mai Sơn, lần thứ {}."


def article(number: int, **fields: object) -> bytes:
    return json.dumps({**fields, "text": GOOD.format(number)}, ensure_ascii=False).encode()


LINES = [
    b'\xef\xbb\xbf["the first line is rejected"]',
    article(1),
    b"",
    article(2, id="a2", title="Tin"),
    b"{broken",
    b'{"text": "\xff"}',
    b" \t",
    article(3, id=3),
    article(4, id="a4"),
    b'{"id": "a5", "text": " "}',
    article(6),
    b"",
    b"[]",
]


class Run:
    """A folder with a source, and the two files of a run that was not interrupted."""

    def __init__(self, folder: Path, lines: list[bytes]) -> None:
        self.source, self.target = folder / "in.jsonl", folder / "out.jsonl"
        self.quarantine = folder / "out.errors.jsonl"
        self.source.write_bytes(b"\n".join(lines))  # the last line has no end
        self.report = annotate(self.source, self.target)
        self.whole = self.files()

    def files(self) -> tuple[bytes, bytes]:
        return self.target.read_bytes(), self.quarantine.read_bytes()

    def outcomes(self) -> Iterator[tuple[Path, bytes]]:
        """Give the lines of both files as a run writes them."""
        records, rejections = (iter(data.splitlines(keepends=True)) for data in self.whole)
        rejected = {json.loads(line)["line"] for line in self.whole[1].splitlines()}
        for line in read_lines(self.source):
            if line.number in rejected:
                yield self.quarantine, next(rejections)
            else:
                yield self.target, next(records)

    def stop(self, outcomes: int, share: float = 0.0) -> None:
        """Leave the files as a run that was stopped after so many outcomes, and a share of the next one."""
        self.target.write_bytes(b"")
        self.quarantine.unlink(missing_ok=True)
        for number, (path, line) in enumerate(self.outcomes()):
            part = line if number < outcomes else line[: int(len(line) * share)]
            if part and number <= outcomes:
                with path.open("ab") as file:
                    file.write(part)

    def resume(self, processes: int = 1) -> Report:
        return annotate(self.source, self.target, resume=True, processes=processes, batch_size=2)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path, LINES)


def test_a_run_resumes_wherever_it_was_stopped(run: Run) -> None:
    for outcomes in range(len(list(run.outcomes()))):
        for share in (0, 0.01, 0.5, 0.999):
            run.stop(outcomes, share)
            report = run.resume()
            assert run.files() == run.whole, (outcomes, share)
            assert (report.written, report.rejected) == (run.report.written, run.report.rejected) == (5, 5)
            assert report.kept == outcomes


def test_so_does_one_of_several_processes(run: Run) -> None:
    run.stop(9, 0.5)
    run.resume(processes=2)
    assert run.files() == run.whole


def test_ids_that_come_again_are_counted_over_both_runs(tmp_path: Path) -> None:
    ids = ["a", "b", "a", "in-6", None, None, "b", "a"]
    run = Run(tmp_path, [b"[]", *(article(n, id=id_) for n, id_ in enumerate(ids))])
    assert run.report.repeats == Repeats(4, 3)  # the article in line 6 is in-6, too
    for outcomes in range(len(ids) + 2):
        run.stop(outcomes)
        assert run.resume().repeats == run.report.repeats


def test_only_new_rejections_are_told(run: Run) -> None:
    run.stop(4)
    told: list[Rejection] = []
    annotate(run.source, run.target, resume=True, on_rejection=told.append)
    assert [rejection.line for rejection in told] == [6, 10, 13]


def test_a_finished_run_is_left_alone(run: Run) -> None:
    for path in (run.target, run.quarantine):
        os.utime(path, (1, 1))
        path.chmod(0o444)
    report = run.resume()
    assert report.kept == report.written + report.rejected == 10
    assert run.files() == run.whole
    assert [path.stat().st_mtime for path in (run.target, run.quarantine)] == [1, 1]


def test_lines_that_were_added_to_the_source_are_read(run: Run, tmp_path: Path) -> None:
    more = [*LINES, article(7), b"{", article(8)]
    (tmp_path / "all").mkdir()
    whole = Run(tmp_path / "all", more).whole
    run.source.write_bytes(b"\n".join(more))
    assert run.resume().kept == 10
    assert run.files() == whole


def test_without_a_target_a_run_starts(run: Run) -> None:
    run.target.unlink()
    run.quarantine.write_bytes(b"of another run\n")
    assert run.resume().kept == 0
    assert run.files() == run.whole


def test_a_quarantine_that_is_ahead_of_the_records_is_written_anew(run: Run) -> None:
    """As after a power cut, where the system had saved one of the files only."""
    run.stop(2)
    run.quarantine.write_bytes(run.whole[1])
    run.resume()
    assert run.files() == run.whole


@pytest.mark.parametrize(
    ("change", "where"),
    [
        pytest.param(lambda lines: [article(0, id="new"), *lines], "out.jsonl:1", id="a line more"),
        pytest.param(lambda lines: lines[1:], "out.jsonl:1", id="a line less"),
        pytest.param(lambda lines: lines[:8], "more records", id="shorter"),
        pytest.param(
            lambda lines: [*lines[:3], article(2, id="b2"), *lines[4:]], "out.jsonl:2", id="another id"
        ),
        pytest.param(lambda lines: [*lines[:7], article(300, id=3), *lines[8:]], "out.jsonl:3", id="a text"),
        pytest.param(lambda lines: [*lines[:4], article(5), *lines[5:]], "out.jsonl:3", id="a mended line"),
    ],
)
def test_another_source_is_refused(change: object, where: str, run: Run) -> None:
    assert callable(change)
    run.stop(8, 0.5)
    left = run.files()
    run.source.write_bytes(b"\n".join(change(LINES)))
    with pytest.raises(InputError, match=where) as refused:
        run.resume()
    assert "in.jsonl" in str(refused.value)
    assert "without resum" in str(refused.value)
    assert run.files() == left


def test_a_source_of_another_name_is_refused(run: Run) -> None:
    """Its name is in the ids of rows that have none."""
    run.source = run.source.rename(run.source.with_name("other.jsonl"))
    with pytest.raises(InputError, match=r"out\.jsonl:1 is not what .*other\.jsonl:1 gives"):
        run.resume()
    assert run.files() == run.whole


def test_another_model_is_refused(run: Run, tmp_path: Path) -> None:
    nlp = load()
    nlp.remove_pipe("khkt_dates")
    nlp.to_disk(tmp_path / "model")
    run.stop(8, 0.5)
    left = run.files()
    with pytest.raises(InputError, match=r"out\.jsonl:1 is not what .*in\.jsonl:2 gives.*model"):
        annotate(run.source, run.target, model=tmp_path / "model", resume=True)
    assert run.files() == left


def test_what_cannot_be_resumed(run: Run) -> None:
    with pytest.raises(InputError, match="Standard input"):
        annotate("-", run.target, resume=True)
    with pytest.raises(InputError, match="read again"):
        annotate(run.source, os.devnull, resume=True)
    for content in (b"some text\n", b"[]\n", b"\xff\n", b"{}\n"):
        run.target.write_bytes(content)
        with pytest.raises(InputError, match=r"out\.jsonl:1"):
            run.resume()
        assert run.target.read_bytes() == content


DISK = """
import resource, sys
from khkt_nlp import KhktError
from khkt_nlp.corpus.runner import annotate

stopped = 0
for size in range(100, 1_000_000, 611):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        annotate(sys.argv[1], sys.argv[2], resume=True)
        break
    except KhktError as error:
        assert "cannot be written" in str(error), error
        stopped += 1
print(stopped)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_run_resumes_each_time_that_a_full_disk_has_got_some_room(run: Run) -> None:
    run.stop(0)
    command = [sys.executable, "-c", DISK, str(run.source), str(run.target)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) > 5
    assert run.files() == run.whole


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_run_that_is_killed_again_and_again_ends_up_whole(tmp_path: Path) -> None:
    run = Run(tmp_path, [article(n, id=f"a{n}") if n % 3 else b"{broken" for n in range(400)])
    run.target.unlink()
    command = [sys.executable, "-m", "khkt_nlp", "annotate", str(run.source), "-o", str(run.target)]
    command += ["--resume", "--processes"]
    for processes in ("1", "2"):
        before = run.target.stat().st_size if run.target.exists() else 0
        process = subprocess.Popen([*command, processes], stderr=subprocess.PIPE, text=True)
        while process.poll() is None and (not run.target.exists() or run.target.stat().st_size <= before):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL  # it was not done
        assert before < run.target.stat().st_size < len(run.whole[0])
    done = subprocess.run([*command, "1"], capture_output=True, text=True, check=False)
    assert done.returncode == 1  # there are rejected lines
    assert "(lines read by an earlier run: " in done.stderr
    assert run.files() == run.whole
