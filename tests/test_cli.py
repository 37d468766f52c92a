"""The command line as a user meets it: output, exit codes, one sentence on standard error."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import khkt_nlp
from khkt_nlp import cli
from khkt_nlp.summary.schema import json_schema

ARTICLES = Path(__file__).resolve().parent.parent / "examples" / "articles"
TEXT = ARTICLES / "son-la-hoi-thao-2023.txt"


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as caught:
        cli.main([str(argument) for argument in arguments])
    code = caught.value.code
    return code if isinstance(code, int) else 0


def one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.startswith("khkt-nlp: ") and "Traceback" not in text


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"khkt-nlp {khkt_nlp.__version__}\n"


def test_the_command_line_starts_without_loading_the_pipeline() -> None:
    code = "import sys, khkt_nlp.cli; print(sorted({'spacy', 'sklearn', 'lxml', 'numpy'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_analyze_prints_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyze", TEXT) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed) == json.loads(khkt_nlp.analyze_file(TEXT).model_dump_json())
    assert "Sơn La" in printed  # letters, not escapes


def test_analyze_takes_the_date_from_the_caller(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyze", TEXT, "--published", "2020-02-01") == 0
    assert json.loads(capsys.readouterr().out)["published"] == "2020-02-01"


def test_analyze_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyze", TEXT, "--format", "markdown") == 0
    assert capsys.readouterr().out.startswith("# Phát huy vai trò của đội ngũ trí thức")


@pytest.mark.parametrize("name", [TEXT.name, "thai-nguyen-toa-dam-2024.html"])
def test_analyze_standard_input(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = io.BytesIO((ARTICLES / name).read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data, encoding="ascii"))
    assert run("analyze", "-") == 0
    piped = json.loads(capsys.readouterr().out)
    assert run("analyze", ARTICLES / name) == 0
    from_file = json.loads(capsys.readouterr().out)
    assert {**piped, "id": None, "source": None} == {**from_file, "id": None, "source": None}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (bytes(range(256)), "binary"),
        (b"%PDF-1.4", "PDF"),
        ("新闻报道今天发表了".encode("gb2312") * 9, "UTF-8"),
    ],
)
def test_files_that_are_no_articles(
    content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    assert run("analyze", path) == cli.USAGE_ERROR
    captured = capsys.readouterr()
    assert captured.out == ""
    assert one_sentence(captured.err)
    assert words in captured.err
    assert "bad.txt" in captured.err


def test_what_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["analyze", str(tmp_path / "none.txt")],
        ["analyze", str(tmp_path)],
        ["analyze", ""],
        ["analyze", str(TEXT), "--published", "2023-13-01"],
        ["annotate", str(tmp_path / "none.jsonl"), "-o", str(tmp_path / "out.jsonl")],
        ["annotate", str(TEXT), "-o", "."],
        ["annotate", str(TEXT), "-o", "-"],
        ["evaluate", str(tmp_path / "none.jsonl")],
        ["analyze", str(ARTICLES.parent / "taxonomy" / "environment.jsonl")],
        ["train", "recommendations", "--taxonomy", str(tmp_path), "--data", str(TEXT), "-o", str(tmp_path)],
    ):
        assert run(*arguments) == cli.USAGE_ERROR
        assert one_sentence(capsys.readouterr().err), arguments
    assert run("analyze") == cli.USAGE_ERROR
    assert run("nothing") == cli.USAGE_ERROR


def test_annotate_then_evaluate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{"id": path.stem, "text": path.read_text(encoding="utf-8")} for path in ARTICLES.glob("*.txt")]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run("annotate", source, "-o", target) == 0
    capsys.readouterr()
    # records that hold no text are scored against themselves: every figure that has a base is 1
    assert run("evaluate", target, target) == 0
    captured = capsys.readouterr()
    assert captured.err.startswith(f"khkt-nlp: {len(rows)} of {len(rows)} articles have no text")
    lines = captured.out.splitlines()
    assert lines[0] == f"{len(rows)} articles"
    assert next(line for line in lines if line.startswith("PROVINCE  exact")).startswith(
        "PROVINCE  exact              P 1.000 R 1.000 F1 1.000"
    )
    records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    gold = [{**row, "entities": record["entities"]} for row, record in zip(rows, records, strict=True)]
    source.write_text("".join(json.dumps(row) + "\n" for row in gold), encoding="utf-8")
    assert run("evaluate", source) == 0  # reads the articles itself
    assert "ORG " in capsys.readouterr().out


def test_schema_prints_the_schema_of_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema") == 0
    assert json.loads(capsys.readouterr().out) == json_schema()


def test_annotate_tells_of_rejected_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "Hội thảo tại Sơn La."}\n{oops\n', encoding="utf-8")
    assert (
        run("annotate", source, "--output", tmp_path / "out.jsonl", "--batch-size", "1") == cli.SOME_REJECTED
    )
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(f"{source}:2: ")
    assert len(told) == 3
    assert (tmp_path / "out.errors.jsonl").is_file()


def test_annotate_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = io.BytesIO('{"text": "Hội thảo tại Sơn La."}\n{oops\n'.encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(given, encoding="ascii"))
    assert run("annotate", "-", "-o", tmp_path / "out.jsonl") == cli.SOME_REJECTED
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["id"] == "stdin-1"
    assert capsys.readouterr().err.startswith("-:2: ")
    monkeypatch.setattr(sys, "stdin", None)
    assert run("annotate", "-", "-o", tmp_path / "out.jsonl") == 0
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == ""


def test_python_runs_the_package_as_the_command_line() -> None:
    command = [sys.executable, "-m", "khkt_nlp", "--version"]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert found.stdout == f"khkt-nlp {khkt_nlp.__version__}\n"


def test_an_interrupt_while_the_command_line_loads_ends_it_quietly(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt", encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from khkt_nlp.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (cli.INTERRUPTED, "")


def test_analyze_without_a_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run("analyze", "-") == cli.USAGE_ERROR
    assert one_sentence(capsys.readouterr().err)


def test_results_without_a_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "text": "Hà Nội", "entities": []}', encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", None)
    for arguments in (["analyze", TEXT], ["evaluate", gold], ["schema"]):
        assert run(*arguments) == cli.USAGE_ERROR
        assert "output is closed" in capsys.readouterr().err
    assert run("annotate", gold, "-o", tmp_path / "out.jsonl") == 0  # prints no result


@pytest.mark.parametrize(
    ("gold", "words"),
    [
        ("", "empty"),
        ('{"id": "a", "entities": []}\n' * 2, "gold.jsonl:2: the id 'a'"),
        ('{"id": "a", "text": "Hà Nội"}\n', "gold.jsonl:1: article a is not annotated"),
        ('{"id": "a", "entities": []}\n', "article a has no text"),
        ('{"id": "a", "entities": [], "text": "Hà Nội", "published": "hôm qua"}\n', "article a"),
        ('{"id": "a", "recommendations": [{"start": 0, "end": 2, "labels": ["no"]}]}\n', "gold.jsonl:1: "),
    ],
)
def test_gold_that_cannot_be_scored(
    gold: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(gold, encoding="utf-8")
    assert run("evaluate", path) == cli.USAGE_ERROR
    error = capsys.readouterr().err
    assert one_sentence(error)
    assert words in error


def test_evaluate_says_which_articles_were_not_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    rows = '{"id": 1, "text": "Huế", "entities": []}\n{"id": "2", "text": "Huế", "entities": []}\n'
    gold.write_text(rows, encoding="utf-8")
    predicted.write_text('{"id": "1", "entities": []}\n{"id": "3", "entities": []}\n', encoding="utf-8")
    assert run("evaluate", gold, predicted) == 0
    assert capsys.readouterr().err.startswith("khkt-nlp: 1 of 2 articles")


def test_training_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taxonomy = ARTICLES.parent / "taxonomy"
    data, output = taxonomy / "environment.jsonl", tmp_path / "model"
    output.write_text("kept", encoding="utf-8")
    arguments = ["--taxonomy", taxonomy / "environment.yaml", "--data", data, "--output", output]
    assert run("train", "recommendations", *arguments) == cli.USAGE_ERROR
    assert one_sentence(capsys.readouterr().err)
    assert output.read_text(encoding="utf-8") == "kept"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with the label of the example taxonomy."""
    taxonomy, output = ARTICLES.parent / "taxonomy", tmp_path_factory.mktemp("trained") / "pipeline"
    files = ["--taxonomy", taxonomy / "environment.yaml", "--data", taxonomy / "environment.jsonl"]
    assert run("train", "recommendations", *files, "--output", output) == 0
    return output


def test_what_was_trained_is_a_pipeline_for_every_command(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, row = tmp_path / "tin.txt", tmp_path / "in.jsonl"
    text.write_text("Các đại biểu kiến nghị UBND tỉnh xử lý nước thải làng nghề.", encoding="utf-8")
    for language, name in (("vi", "Môi trường"), ("en", "Environment")):
        assert run("analyze", text, "--model", trained, "--format", "markdown", "--language", language) == 0
        assert name in capsys.readouterr().out

    row.write_text(json.dumps({"id": "a", "text": text.read_text(encoding="utf-8")}), encoding="utf-8")
    records, gold = tmp_path / "out.jsonl", tmp_path / "gold.jsonl"
    assert run("annotate", row, "-o", records, "--model", trained) == 0
    record = json.loads(records.read_text(encoding="utf-8"))
    assert [advice["labels"] for advice in record["recommendations"]] == [["environment"]]

    record["text"] = text.read_text(encoding="utf-8")
    gold.write_text(json.dumps(record), encoding="utf-8")
    for arguments in ([gold], [gold, records]):
        assert run("evaluate", *arguments, "--model", trained) == 0
        assert "LABEL     environment        P 1.000 R 1.000" in capsys.readouterr().out
    shipped = khkt_nlp.analyze(record["text"]).recommendations
    assert "environment" not in {label for advice in shipped for label in advice.labels}
    assert run("evaluate", gold, records) == cli.USAGE_ERROR
    assert "'environment'" in capsys.readouterr().err


def test_a_model_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "Hà Nội", "entities": []}', encoding="utf-8")
    for arguments in (["analyze", TEXT], ["annotate", source, "-o", tmp_path / "out"], ["evaluate", source]):
        assert run(*arguments, "--model", tmp_path / "none") == cli.USAGE_ERROR
        error = capsys.readouterr().err
        assert one_sentence(error)
        assert "name a folder" in error
    assert not (tmp_path / "out").exists()


def test_markdown_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyze", TEXT, "--format", "markdown", "--language", "en") == 0
    assert "Published: 2023-08-16" in capsys.readouterr().out


def test_an_interrupted_run_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("khkt_nlp.corpus.runner.annotate", interrupted)
    assert run("annotate", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl") == cli.INTERRUPTED
    error = capsys.readouterr().err
    assert one_sentence(error)
    assert "out.jsonl" in error


def test_annotate_resumes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"text": "Hội thảo tại Sơn La."}\n{"text": "Huế"}\n', encoding="utf-8")
    command = ["annotate", source, "-o", target, "--resume"]
    assert run(*command) == 0
    assert capsys.readouterr().err == f"2 records written to {target}.\n"
    whole = target.read_bytes()
    target.write_bytes(whole[:-9])
    assert run(*command) == 0
    assert capsys.readouterr().err == f"2 records written to {target} (lines read by an earlier run: 1).\n"
    assert target.read_bytes() == whole
    assert run(*command) == 0
    assert capsys.readouterr().err == f"Nothing was left to do: {target} holds all 2 records.\n"
    source.write_text('{"id": "b", "text": "Huế"}\n', encoding="utf-8")
    assert run(*command) == cli.USAGE_ERROR
    assert one_sentence(capsys.readouterr().err)
    assert run("annotate", "-", "-o", target, "--resume") == cli.USAGE_ERROR
    assert one_sentence(capsys.readouterr().err)
    assert target.read_bytes() == whole


def test_annotate_tells_of_ids_that_come_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "a", "text": "Huế"}\n' * 3, encoding="utf-8")
    assert run("annotate", source, "-o", target) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[1] == f"2 records have the id of an earlier one; the first is {target}, line 2."
