"""Writing JSON Lines, and the quarantine of what could not be read."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from khkt_nlp.errors import InputError


class JsonlWriter:
    """A JSON Lines file, opened when its first line is written; a context manager.

    An older file of the same name is removed at once, so that nothing of an earlier run stays behind;
    what is no file, as `/dev/null`, stays. A line reaches the disk whole when it is written. Raises
    `InputError` when the file cannot be written.
    """

    def __init__(self, path: Path, *, at_once: bool = False) -> None:
        self.path = path
        self._file: IO[str] | None = None
        try:
            if at_once:
                self._file = self._open()
            elif path.is_file():
                path.unlink()
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
        return self.path.open("w", 1, encoding="utf-8", errors="backslashreplace", newline="\n")

    def _complaint(self, error: Exception) -> InputError:
        reason = getattr(error, "strerror", None) or str(error)
        return InputError(
            f"{self.path} cannot be written ({reason}): name another file, or make room for it."
        )
