"""How a component with learned weights saves and loads them: as named files, in a folder or in bytes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar, TypeVar

import srsly

Self = TypeVar("Self", bound="ModelFiles")


class ModelFiles(ABC):
    """Gives a component the four methods by which spaCy saves and loads it.

    `FILES`: the names that its model consists of. A folder that holds none of them means no model.
    """

    FILES: ClassVar[tuple[str, ...]]

    @abstractmethod
    def model_files(self) -> Mapping[str, bytes]:
        """Give the contents of the model's files by name; empty without a model."""

    @abstractmethod
    def take_model_files(self, files: Mapping[str, bytes]) -> None:
        """Replace the model by the one that `model_files` gave; none when `files` is empty."""

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's files into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.model_files().items():
            (folder / name).write_bytes(data)

    def from_disk(self: Self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Load the model from the folder `path`; none where the folder holds none."""
        files = {name: Path(path) / name for name in self.FILES}
        self.take_model_files({name: file.read_bytes() for name, file in files.items() if file.is_file()})
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Give the model's files as msgpack."""
        data: bytes = srsly.msgpack_dumps(dict(self.model_files()))
        return data

    def from_bytes(self: Self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Load what `to_bytes` gave."""
        self.take_model_files(srsly.msgpack_loads(data))
        return self
