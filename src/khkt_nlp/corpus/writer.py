"""Writing JSON Lines, and the quarantine of what could not be read."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from khkt_nlp.corpus.reader import Line
from khkt_nlp.errors import InputError


class JsonlWriter:
    """A JSON Lines file, opened when its first line is written; a context manager.

    Of an older file of the same name the first `keep` bytes stay, and nothing else of an earlier run;
    what is no file, as `/dev/null`, stays. A line is given to the system whole when it is written. Raises
    `InputError` when the file cannot be written.
    """

    def __init__(self, path: Path, *, at_once: bool = False, keep: int = 0) -> None:
        self.path = path
        self._file: IO[str] | None = None
        self._mode = "a" if keep else "w"
        try:
            if keep:
                if path.stat().st_size > keep:
                    os.truncate(path, keep)
            elif not at_once and path.is_file():
                path.unlink()
            if at_once:
                self._file = self._open()
        except (OSError, ValueError) as error:
            raise self._complaint(error) from error

    def __enter__(self) -> JsonlWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            try:
                self._file.close()
            except OSError as failure:  # what an earlier failure left in the buffer
                if error is None:
                    raise self._complaint(failure) from failure

    def write(self, line: str) -> None:
        """Append one line of JSON."""
        try:
            self._file = self._file or self._open()
            self._file.write(line + "\n")
        except OSError as error:
            raise self._complaint(error) from error

    def write_row(self, row: dict[str, Any]) -> None:
        """Append `row` as JSON, Vietnamese letters readable."""
        self.write(json.dumps(row, ensure_ascii=False))

    def _open(self) -> IO[str]:
        # lone surrogates, which only the name of a file can hold here, become the escapes that JSON has
        return self.path.open(self._mode, 1, encoding="utf-8", errors="backslashreplace", newline="\n")

    def _complaint(self, error: Exception) -> InputError:
        reason = getattr(error, "strerror", None) or str(error)
        return InputError(
            f"{self.path} cannot be written ({reason}): name another file, or make room for it."
        )


def rejected_row(source: str, line: Line, reason: str) -> dict[str, Any]:
    r"""Give the row of the quarantine that keeps `line` byte for byte, as text where it is UTF-8.

    >>> rejected_row("tin.jsonl", Line(2, b"\xff{"), "The line is not UTF-8.")["base64"]
    '/3s='
    """
    raw = line.raw.decode("utf-8", "backslashreplace")
    row: dict[str, Any] = {"source": source, "line": line.number, "reason": reason, "raw": raw}
    if raw.encode("utf-8") != line.raw:  # escapes cannot be read back
        row["base64"] = b64encode(line.raw).decode("ascii")
    return row
