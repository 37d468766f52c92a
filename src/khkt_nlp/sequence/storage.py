"""Models kept as one `.npz` file: arrays, and names as JSON; no pickle, and equal models give equal bytes."""

from __future__ import annotations

import io
import json
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.errors import DataError

Arrays = Mapping[str, NDArray[Any]]
Model = TypeVar("Model", bound="Stored")


class Stored(ABC):
    """A model that says which names and arrays it consists of, and can be made of them again."""

    __slots__ = ()

    @abstractmethod
    def pack(self) -> tuple[dict[str, Any], Arrays]:
        """Return the names, which JSON can hold, and the arrays."""

    @classmethod
    @abstractmethod
    def unpack(cls: type[Model], names: dict[str, Any], arrays: Arrays) -> Model:
        """Make the model of what `pack` returned; wrong data may raise `ValueError` or the like."""

    def save(self, file: Path | BinaryIO) -> None:
        """Write the model."""
        names, arrays = self.pack()
        encoded = json.dumps(names, ensure_ascii=False).encode("utf-8")
        np.savez_compressed(file, names=np.frombuffer(encoded, dtype=np.uint8), **arrays)  # type: ignore[arg-type]

    @classmethod
    def load(cls: type[Model], file: Path | BinaryIO) -> Model:
        """Read what `save` wrote; raises `DataError` if it is something else."""
        try:
            with np.load(file, allow_pickle=False) as arrays:
                return cls.unpack(json.loads(arrays["names"].tobytes().decode("utf-8")), arrays)
        except (
            OSError,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            EOFError,
            zipfile.BadZipFile,
        ) as error:
            raise DataError(f"{file}: this is not a saved {cls.__name__} ({error}).") from error

    def to_bytes(self) -> bytes:
        """Return what `save` writes."""
        buffer = io.BytesIO()
        self.save(buffer)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls: type[Model], data: bytes) -> Model:
        """Read what `to_bytes` returned; raises `DataError` if it is something else."""
        return cls.load(io.BytesIO(data))
