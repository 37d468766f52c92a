"""Writing JSON Lines, and the quarantine of what could not be read."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from khkt_nlp.errors import InputError


class JsonlWriter:
    """A JSON Lines file, opened when its first line is written; a context manager.

    An older file of the same name is removed at once, so that nothing of an earlier run stays behind.
    Raises `InputError` when the file cannot be written.
    """

    def __init__(self, path: Path, *, at_once: bool = False) -> None:
        self.path = path
        self._file: IO[str] | None = None
        try:
            path.unlink(missing_ok=True)
            if at_once:
                self._file = self._open()
        except (OSError, ValueError) as error:
            raise InputError(f"{path} cannot be written: {_reason(error)}.") from error

    def __enter__(self) -> JsonlWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, line: str) -> None:
        """Append one line of JSON."""
        try:
            self._file = self._file or self._open()
            self._file.write(line + "\n")
        except OSError as error:
            raise InputError(f"{self.path} cannot be written: {_reason(error)}.") from error

    def write_row(self, row: dict[str, Any]) -> None:
        """Append `row` as JSON, Vietnamese letters readable."""
        self.write(json.dumps(row, ensure_ascii=False))

    def _open(self) -> IO[str]:
        return self.path.open("w", encoding="utf-8", newline="\n")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
