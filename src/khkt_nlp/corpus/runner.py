"""Annotating a file of articles: in order, in memory that hardly grows, in as many processes as wanted.

Articles travel in batches to worker processes that were spawned, never forked, and that load the
pipeline once. No more than two batches a worker are under way, so that a file of any size fits. A line
that cannot be read, or an article on which the pipeline fails, goes into quarantine; the rest goes on.
What was written when a run ended early is enough to resume it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from spacy.language import Language

from khkt_nlp.article.models import Article
from khkt_nlp.article.reader import readable
from khkt_nlp.corpus.ids import Repeats
from khkt_nlp.corpus.reader import STDIN, Line, parse, read_lines, to_article
from khkt_nlp.corpus.resume import Progress, read_progress, unlike
from khkt_nlp.corpus.writer import JsonlWriter, rejected_row
from khkt_nlp.errors import InputError, KhktError
from khkt_nlp.pipeline import MODEL, load, make_doc, make_docs
from khkt_nlp.summary.builder import summarize

_AHEAD = 2

# spaCy keeps each word it has seen, half a kilobyte a word: beyond so many, it forgets a batch's new ones
_WORDS = 200_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rejection:
    """A line that gave no record: where it stands, why, and what it holds."""

    source: str
    line: int
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class Report:
    """How a run ended: records written, lines rejected, and where the rejected ones lie.

    `kept`: how many of both an interrupted run had left, and a resumed one took over. `repeats`: the
    records that have the id of an earlier one.
    """

    written: int
    rejected: int
    quarantine: Path
    kept: int
    repeats: Repeats


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one line: the JSON of its record and its id, or the reason why there is none."""

    line: Line
    record: str = ""
    id: str = ""
    reason: str = ""


def annotate(
    source: str | Path,
    target: str | Path,
    *,
    model: str | Path = MODEL,
    batch_size: int = 16,
    processes: int = 1,
    resume: bool = False,
    on_rejection: Callable[[Rejection], None] | None = None,
) -> Report:
    """Write the record of every article in `source` to `target`, both JSON Lines, in the same order.

    A row of `source` holds `text`, and `id` (default: the file's name and the line), `title`, `published`
    and `source` if known. An id that comes again is copied, and counted in the report, for which memory grows
    by eight bytes an article. The source `-` is standard input, whose rows are `stdin-1` and so on where
    they have no id.

    Rejected lines go to a file beside `target`, with `.errors.jsonl` for its ending `.jsonl` or after any
    other, and to `on_rejection` as they come; one that is not UTF-8 has its bytes there as `base64`.
    `model` is what `khkt_nlp.load` takes. The result is the same for any `batch_size` and any number of
    `processes`. Where that is more than one, a script must call this under `if __name__ == "__main__":`.

    With `resume`, what an interrupted run of the same source and model left in both files stays, but for a
    half-written line, and the run goes on from there to the same result; where there is no `target`, it
    starts. Ids and rejected lines are compared first, and the last records with what the model says now.

    Raises `InputError` when a file cannot be read or written, or holds records that `source` and `model`
    do not give, `DataError` when the model cannot be loaded. Files of an earlier run are changed when the
    first article has been read; a run that ends early leaves the whole lines written so far.
    """
    source, target = Path(source), Path(target)
    if batch_size < 1 or processes < 1:
        raise InputError("The batch size and the number of processes must be 1 or more.")
    _check_files(source, target, resume=resume)
    quarantine = _quarantine(target)
    stem = "stdin" if str(source) == STDIN else readable(source.stem)
    if resume and target.exists():
        done, lines = read_progress(source, target, quarantine, stem)
    else:
        done, lines = Progress(), read_lines(source)
    batches = _batches(chain((answer.line for answer in done.last), lines), batch_size)
    outcomes = _outcomes(batches, stem, str(model), processes)
    for answer, outcome in zip(done.last, outcomes, strict=False):
        if outcome.record.encode("utf-8") != answer.record:
            raise unlike(answer, source, target)
    written, rejected = done.records.lines, done.rejections.lines
    first = list(islice(outcomes, 1))  # a source or a model that does not load must not cost an older target
    with (
        JsonlWriter(target, at_once=True, keep=done.records.size) as records,
        JsonlWriter(quarantine, keep=done.rejections.size) as errors,
    ):
        for outcome in chain(first, outcomes):
            if outcome.record:
                records.write(outcome.record)
                done.ids.add(outcome.id)
                written += 1
                continue
            row = rejected_row(source.name, outcome.line, outcome.reason)
            errors.write_row(row)
            rejected += 1
            if on_rejection:
                on_rejection(Rejection(source.name, outcome.line.number, outcome.reason, row["raw"]))
    kept = done.records.lines + done.rejections.lines
    return Report(written, rejected, quarantine, kept, done.ids.repeats())


def _check_files(source: Path, target: Path, *, resume: bool) -> None:
    """Raise `InputError` where no run can go from `source` to `target`."""
    if str(target) == "-":
        raise InputError("Records go into a file, and rejected lines into one beside it: name a file, not -.")
    if target.is_dir():
        raise InputError(f"{target} is a folder: name a file in it.")
    for output in (target, _quarantine(target)):  # an older file of either name is replaced
        if output.exists() and source.exists() and output.samefile(source):
            raise InputError(f"{output} is both input and output: name another output.")
    if resume and str(source) == STDIN:
        raise InputError("Standard input cannot be read a second time: name a file, or do not resume.")
    if resume and target.exists() and not target.is_file():
        raise InputError(f"{target} is not a file that could be read again: name one, or do not resume.")


def _quarantine(target: Path) -> Path:
    """Name the file of rejected lines: beside the records, or here where those go to a device."""
    if target.exists() and not target.is_file():
        target = Path(target.name)
    elif target.is_symlink():  # /dev/stdout is one, and may lead to a file
        target = target.resolve()
    return target.with_name(f"{target.name.removesuffix('.jsonl')}.errors.jsonl")


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _outcomes(batches: Iterator[list[Line]], stem: str, model: str, processes: int) -> Iterator[_Outcome]:
    """Read every batch, here or in worker processes; outcomes come in the order of the lines."""
    if processes == 1:
        for batch in batches:
            yield from _read_batch(batch, stem, model)
        return
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[list[_Outcome]]] = deque()
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_leave_with_parent) as pool:
        try:
            for batch in batches:
                with _interrupts_held():  # a worker is started here, and inherits this
                    waiting.append(pool.submit(_read_batch, batch, stem, model))
                if len(waiting) >= _AHEAD * processes:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise KhktError(
                'A worker process died: in a script, call annotate under `if __name__ == "__main__":` in a '
                "file of its own, and where memory is short, use fewer processes."
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back Ctrl-C, which a terminal sends to workers too: this process ends them in good order."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_with_parent() -> None:
    """Make a worker end when the process that started it was killed: nobody else would end it."""
    parent = multiprocessing.parent_process()

    def leave() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


@cache
def _pipeline(model: str) -> Language:
    """Load the pipeline once a process."""
    return load(model)


def _read_batch(batch: list[Line], stem: str, model: str) -> list[_Outcome]:
    nlp = _pipeline(model)
    with nlp.memory_zone() if len(nlp.vocab.strings) > _WORDS else nullcontext():
        return _read_together(batch, stem, nlp)


def _read_together(batch: list[Line], stem: str, nlp: Language) -> list[_Outcome]:
    outcomes: dict[int, _Outcome] = {}
    articles: dict[int, Article] = {}
    for line in batch:
        try:
            articles[line.number] = to_article(parse(line.raw), f"{stem}-{line.number}")
        except InputError as error:
            outcomes[line.number] = _Outcome(line, reason=str(error))
    try:
        # together, articles take less time
        docs = list(nlp.pipe(make_docs(nlp, articles.values())))
        records = {
            number: summarize(doc).model_dump_json() for number, doc in zip(articles, docs, strict=True)
        }
    except Exception:  # whichever article it was is found when each is read alone
        records = {}
    for line in batch:
        if line.number in records:
            outcomes[line.number] = _Outcome(line, records[line.number], articles[line.number].id or "")
        elif line.number in articles:
            outcomes[line.number] = _read_alone(line, articles[line.number], nlp)
    return [outcomes[line.number] for line in batch]


def _read_alone(line: Line, article: Article, nlp: Language) -> _Outcome:
    try:
        record = summarize(nlp(make_doc(nlp, article))).model_dump_json()
        return _Outcome(line, record, article.id or "")
    except Exception as error:  # one article must not end a run of millions; the reason says what failed
        return _Outcome(line, reason=f"The pipeline failed on it ({type(error).__name__}: {error}).")
