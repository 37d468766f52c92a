"""How a component saves and loads what it carries: as named files, in a folder or in bytes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar, TypeVar

import srsly

from khkt_nlp.errors import DataError

# says that a component was saved with nothing to carry; a folder without it and without files is a mistake
_NOTHING = "empty"

Self = TypeVar("Self", bound="ModelFiles")


class ModelFiles(ABC):
    """Gives a component the four methods by which spaCy saves and loads it.

    `FILES`: the names of what it carries, learned weights or rows of a user: all of them, or none.
    """

    FILES: ClassVar[tuple[str, ...]]

    @abstractmethod
    def model_files(self) -> Mapping[str, bytes]:
        """Give the contents of the files by name; empty where there is nothing to carry."""

    @abstractmethod
    def take_model_files(self, files: Mapping[str, bytes]) -> None:
        """Take what `model_files` gave, or nothing."""

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the files into the folder `path`; where there are none, a mark that says so."""
        folder = Path(path)
        files = self.model_files() or {_NOTHING: b""}
        folder.mkdir(parents=True, exist_ok=True)
        for name in (*self.FILES, _NOTHING):  # those of another model, saved here before
            (folder / name).unlink(missing_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)

    def from_disk(self: Self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Take the files that the folder `path` holds; raises `DataError` when they are not there."""
        folder = Path(path)
        found = [name for name in self.FILES if (folder / name).exists()]
        names = self.FILES if found or not (folder / _NOTHING).is_file() else ()
        try:
            files = {name: (folder / name).read_bytes() for name in names}
        except OSError as error:
            raise DataError(
                f"{error.filename} cannot be read ({error.strerror}): name a folder that `to_disk` or the "
                "training of this component wrote."
            ) from error
        try:
            self.take_model_files(files)
        except DataError as error:
            if not files:
                raise
            raise DataError(f"{folder}: {error}") from error
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Give the files as msgpack."""
        data: bytes = srsly.msgpack_dumps(dict(self.model_files()))
        return data

    def from_bytes(self: Self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Take what `to_bytes` gave."""
        self.take_model_files(srsly.msgpack_loads(data))
        return self
