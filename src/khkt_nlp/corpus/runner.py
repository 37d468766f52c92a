"""Annotating a file of articles: in order, in bounded memory, in as many processes as wanted.

Articles travel in batches to worker processes that were spawned, never forked, and that load the
pipeline once. No more than two batches a worker are under way, so that a file of any size fits. A line
that cannot be read, or an article on which the pipeline fails, goes into quarantine; the rest goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from base64 import b64encode
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from spacy.language import Language

from khkt_nlp.article.models import Article
from khkt_nlp.article.reader import readable
from khkt_nlp.corpus.reader import STDIN, Line, parse, read_lines, to_article
from khkt_nlp.corpus.writer import JsonlWriter
from khkt_nlp.errors import InputError, KhktError
from khkt_nlp.pipeline import MODEL, load, make_doc, make_docs
from khkt_nlp.summary.builder import summarize

_AHEAD = 2

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
    """How a run ended: records written, lines rejected, and where the rejected ones lie."""

    written: int
    rejected: int
    quarantine: Path


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one line: the JSON of its record, or the reason why there is none."""

    line: Line
    record: str = ""
    reason: str = ""


def annotate(
    source: str | Path,
    target: str | Path,
    *,
    model: str | Path = MODEL,
    batch_size: int = 16,
    processes: int = 1,
    on_rejection: Callable[[Rejection], None] | None = None,
) -> Report:
    """Write the record of every article in `source` to `target`, both JSON Lines, in the same order.

    A row of `source` holds `text`, and `id` (default: the file's name and the line), `title`, `published`
    and `source` if known. Ids are copied, not compared: memory does not grow with the file. The source
    `-` is standard input, whose rows are `stdin-1` and so on where they have no id.

    Rejected lines go to a file beside `target`, with `.errors.jsonl` for its ending `.jsonl` or after any
    other, and to `on_rejection` as they come; one that is not UTF-8 has its bytes there as `base64`.
    `model` is what `khkt_nlp.load` takes. The result is the same for any `batch_size` and any number of
    `processes`. Where that is more than one, a script must call this under `if __name__ == "__main__":`.

    Raises `InputError` when a file cannot be read or written, `DataError` when the model cannot be loaded.
    Files of an earlier run are replaced when the first article has been read; a run that ends early leaves
    the whole lines written so far.
    """
    source, target = Path(source), Path(target)
    if batch_size < 1 or processes < 1:
        raise InputError("The batch size and the number of processes must be 1 or more.")
    if str(target) == "-":
        raise InputError("Records go into a file, and rejected lines into one beside it: name a file, not -.")
    if target.is_dir():
        raise InputError(f"{target} is a folder: name a file in it.")
    written = rejected = 0
    quarantine = _quarantine(target)
    for output in (target, quarantine):  # an older file of either name is replaced
        if output.exists() and source.exists() and output.samefile(source):
            raise InputError(f"{output} is both input and output: name another output.")
    batches = _batches(read_lines(source), batch_size)
    stem = "stdin" if str(source) == STDIN else readable(source.stem)
    outcomes = _outcomes(batches, stem, str(model), processes)
    first = list(islice(outcomes, 1))  # a source or a model that does not load must not cost an older target
    with JsonlWriter(target, at_once=True) as records, JsonlWriter(quarantine) as errors:
        for outcome in chain(first, outcomes):
            if outcome.record:
                records.write(outcome.record)
                written += 1
                continue
            raw = outcome.line.raw.decode("utf-8", "backslashreplace")
            rejection = Rejection(source.name, outcome.line.number, outcome.reason, raw)
            row = asdict(rejection)
            if raw.encode("utf-8") != outcome.line.raw:  # not UTF-8: escapes cannot be read back
                row["base64"] = b64encode(outcome.line.raw).decode("ascii")
            errors.write_row(row)
            rejected += 1
            if on_rejection:
                on_rejection(rejection)
    return Report(written, rejected, quarantine)


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
            outcomes[line.number] = _Outcome(line, record=records[line.number])
        elif line.number in articles:
            outcomes[line.number] = _read_alone(line, articles[line.number], nlp)
    return [outcomes[line.number] for line in batch]


def _read_alone(line: Line, article: Article, nlp: Language) -> _Outcome:
    try:
        return _Outcome(line, record=summarize(nlp(make_doc(nlp, article))).model_dump_json())
    except Exception as error:  # one article must not end a run of millions; the reason says what failed
        return _Outcome(line, reason=f"The pipeline failed on it ({type(error).__name__}: {error}).")
