"""The command line: parses arguments and calls the library, which is imported where it is needed."""

from __future__ import annotations

import enum
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from khkt_nlp import __version__
from khkt_nlp.errors import InputError, KhktError

if TYPE_CHECKING:
    from spacy.language import Language

    from khkt_nlp.corpus.runner import Rejection
    from khkt_nlp.evaluation import Annotation
    from khkt_nlp.recommendations import Taxonomy

USAGE_ERROR = 2
SOME_REJECTED = 1
INTERRUPTED = 130

app = typer.Typer(
    name="khkt-nlp",
    help="Read Vietnamese public-affairs news: who, where, which policies, what is recommended.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


trainers = typer.Typer(help="Train models on data of your own.", no_args_is_help=True)
app.add_typer(trainers, name="train")


class Format(str, enum.Enum):
    """How `analyze` prints a record."""

    json = "json"
    markdown = "markdown"


class PageLanguage(str, enum.Enum):
    """In which language `analyze` heads a page."""

    vi = "vi"
    en = "en"


Model = Annotated[
    str | None,
    typer.Option(metavar="FOLDER", help="A saved pipeline, as `train` writes; default: the shipped one."),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"khkt-nlp {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that belong to no command."""


@app.command()
def analyze(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text or HTML file; - reads standard input.")],
    format: Annotated[Format, typer.Option(help="How to print the record.")] = Format.json,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The publication date, as 2022-11-25.")
    ] = None,
    language: Annotated[
        PageLanguage, typer.Option(help="Of the headings and labels in Markdown.")
    ] = PageLanguage.vi,
    model: Model = None,
) -> None:
    """Read one article and print its record."""
    from khkt_nlp.article import reader

    if not file:
        raise InputError("The name of the file is empty: name one file, or - for standard input.")
    if file == "-":
        given = sys.stdin.buffer.read() if sys.stdin else b""  # a process may be started without one
        article = reader.read_bytes(given, published, source="standard input")
    else:
        article = reader.read_file(file, published)
    from khkt_nlp.analysis import analyze_article  # only now: it loads the pipeline's libraries
    from khkt_nlp.summary.render import to_markdown

    nlp = _pipeline(model)
    record = analyze_article(article, nlp=nlp, include_text=True)
    if format is Format.json:
        _print(record.model_dump_json(indent=2))
    else:
        _print(to_markdown(record, language.value, _taxonomy(nlp).display(language.value)))


def _print(text: str) -> None:
    """Print a result; `typer.echo` would lose it without a word where a process has no standard output."""
    if sys.stdout is None:
        raise InputError("Standard output is closed: lead it to a file or a terminal.")
    typer.echo(text)


def _pipeline(model: str | None) -> Language:
    """Load the pipeline that the user named, or the shipped one."""
    from khkt_nlp.analysis import default_pipeline
    from khkt_nlp.pipeline import load

    return load(model) if model else default_pipeline()


def _taxonomy(nlp: Language | None) -> Taxonomy:
    """Give the labels that a pipeline knows, or those of the shipped one."""
    from khkt_nlp.recommendations import default_taxonomy

    name = "khkt_recommendations"
    model = getattr(nlp.get_pipe(name), "model", None) if nlp and nlp.has_pipe(name) else None
    return model.taxonomy if model else default_taxonomy()


@app.command()
def annotate(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT.jsonl",
            help="Articles, one a line: text; id, title, published, source. - reads standard input.",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT.jsonl", help="One record a line.")],
    batch_size: Annotated[int, typer.Option(min=1, help="Articles that go to a process at once.")] = 16,
    processes: Annotated[int, typer.Option(min=1, help="How many processes read articles.")] = 1,
    model: Model = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an interrupted run into OUT.jsonl stopped.")
    ] = False,
) -> None:
    """Read a file of articles and write their records; lines that do not read go to OUT.errors.jsonl."""
    from khkt_nlp.corpus.runner import annotate as run
    from khkt_nlp.pipeline import MODEL

    def say(rejection: Rejection) -> None:
        typer.echo(f"{source}:{rejection.line}: {rejection.reason}", err=True)

    try:
        report = run(
            source,
            output,
            model=model or MODEL,
            batch_size=batch_size,
            processes=processes,
            resume=resume,
            on_rejection=say,
        )
    except KeyboardInterrupt:
        advice = "" if str(source) == "-" else "; --resume goes on from there"
        typer.echo(f"khkt-nlp: interrupted; {output} may hold a part of the records{advice}.", err=True)
        raise
    if report.kept and report.kept == report.written + report.rejected:
        typer.echo(f"Nothing was left to do: {output} holds all {report.written} records.", err=True)
    else:
        before = f" (lines read by an earlier run: {report.kept})" if report.kept else ""
        typer.echo(f"{report.written} records written to {output}{before}.", err=True)
    if report.repeats.count:
        typer.echo(
            f"{report.repeats.count} records have the id of an earlier one; the first is {output}, line "
            f"{report.repeats.first}.",
            err=True,
        )
    if report.rejected:
        typer.echo(f"{report.rejected} lines rejected, kept in {report.quarantine}.", err=True)
        raise typer.Exit(SOME_REJECTED)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated articles.")],
    predicted: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PRED.jsonl]", help="Records to score; without it the articles are read now."
        ),
    ] = None,
    model: Model = None,
) -> None:
    """Print how well records agree with annotated articles."""
    from khkt_nlp.evaluation import read_annotations, score, table

    nlp = _pipeline(model) if model or predicted is None else None
    labels = _taxonomy(nlp).names
    reference = list(read_annotations(gold, labels))
    if not reference:
        raise InputError(f"{gold} is empty: give a file of annotated articles, one a line.")
    answers: Iterable[Annotation]
    if predicted is None:
        answers = (_read_now(row, gold, nlp) for row in reference)
    else:
        answers = read_annotations(predicted, labels)
    by_id = {answer.id: answer for answer in answers}
    _print(table(score(reference, by_id)))
    textless = sum(not (row.text or (row.id in by_id and by_id[row.id].text)) for row in reference)
    if textless:
        typer.echo(
            f"khkt-nlp: {textless} of {len(reference)} articles have no text, in {gold} or in {predicted}: "
            "REC sentence leaves them out.",
            err=True,
        )
    missing = sum(row.id not in by_id for row in reference)
    if missing:
        typer.echo(
            f"khkt-nlp: {missing} of {len(reference)} articles of {gold} have no record of their id in "
            f"{predicted}: they count as records that hold nothing.",
            err=True,
        )


def _read_now(row: Annotation, file: Path, nlp: Language | None) -> Annotation:
    """Give what the library finds in the text of an annotated article."""
    from khkt_nlp.analysis import analyze as read

    if row.text is None:
        raise InputError(f"{file}, article {row.id} has no text to read: add it, or name records to score.")
    try:
        record = read(row.text, row.published, row.id, nlp=nlp)
    except InputError as error:
        raise InputError(f"{file}, article {row.id}: {error}") from error
    return type(row).model_validate(record.model_dump())


@trainers.command("recommendations")
def train_recommendations(
    taxonomy: Annotated[Path, typer.Option(metavar="my.yaml", help="The labels, old and new.")],
    data: Annotated[Path, typer.Option(metavar="my.jsonl", help="Examples: text and recommendations.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the pipeline goes.")
    ],
) -> None:
    """Teach the shipped pipeline the labels of a taxonomy of your own; --model takes what this writes."""
    from khkt_nlp.pipeline import load
    from khkt_nlp.recommendations import custom, read_taxonomy
    from khkt_nlp.recommendations.annotations import read_articles

    if output.exists() and not output.is_dir():
        raise InputError(f"{output} is a file: name a folder for the model.")
    examples = read_articles([data])
    model = custom.retrain(
        custom.shipped_model(), read_taxonomy(taxonomy), examples, custom.written_passages()
    )
    nlp = load()  # one of its own: the default pipeline stays what it is
    component: Any = nlp.get_pipe("khkt_recommendations")
    component.model = model
    nlp.to_disk(output)
    typer.echo(f"{output}: a pipeline with the labels {', '.join(model.taxonomy.names)}.", err=True)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from khkt_nlp.summary.schema import json_schema

    _print(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; leaves with 0, 1 when some lines were rejected, 2 when nothing could be done."""
    for stream in (sys.stdout, sys.stderr):  # a Vietnamese text must print under any locale
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(args=arguments, prog_name="khkt-nlp")
    except KhktError as error:
        typer.echo(f"khkt-nlp: {error}", err=True)
        sys.exit(USAGE_ERROR)
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(SOME_REJECTED)
    except OSError as error:  # a folder where a file should be, a disk that is full
        file = error.filename or "Standard output"
        typer.echo(f"khkt-nlp: {file} cannot be used: {error.strerror or error}.", err=True)
        sys.exit(USAGE_ERROR)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
