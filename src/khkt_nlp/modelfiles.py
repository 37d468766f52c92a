"""How a component saves and loads what it carries: as named files, in a folder or in bytes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar, TypeVar

import srsly

Self = TypeVar("Self", bound="ModelFiles")


class ModelFiles(ABC):
    """Gives a component the four methods by which spaCy saves and loads it.

    `FILES`: the names of what it carries, learned weights or rows of a user. A folder may hold none of them.
    """

    FILES: ClassVar[tuple[str, ...]]

    @abstractmethod
    def model_files(self) -> Mapping[str, bytes]:
        """Give the contents of the files by name; empty where there is nothing to carry."""

    @abstractmethod
    def take_model_files(self, files: Mapping[str, bytes]) -> None:
        """Take what `model_files` gave, or nothing."""

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the files into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.model_files().items():
            (folder / name).write_bytes(data)

    def from_disk(self: Self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Take those of the files that the folder `path` holds."""
        files = {name: Path(path) / name for name in self.FILES}
        self.take_model_files({name: file.read_bytes() for name, file in files.items() if file.is_file()})
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Give the files as msgpack."""
        data: bytes = srsly.msgpack_dumps(dict(self.model_files()))
        return data

    def from_bytes(self: Self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Take what `to_bytes` gave."""
        self.take_model_files(srsly.msgpack_loads(data))
        return self
