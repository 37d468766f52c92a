"""Arrays: their types, by what they hold, and what numpy has no function for."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]
"""Numbers that stand for other values: hashes, several numbers packed into one."""
Singles = NDArray[np.float32]
Doubles = NDArray[np.float64]
Floats = NDArray[np.floating]
"""Of any precision."""


def code_points(text: str) -> NDArray[np.uint32]:
    """Give the numbers of the characters of `text`, whatever they are.

    >>> code_points("Hà").tolist()
    [72, 224]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def ranges(starts: Ints, sizes: Ints) -> Ints:
    """Give, one after another, as many numbers from each start on as its size says.

    >>> ranges(np.array([5, 20]), np.array([3, 2])).tolist()
    [5, 6, 7, 20, 21]
    """
    ends = np.cumsum(sizes)
    found: Ints = np.repeat(starts - (ends - sizes), sizes) + np.arange(int(sizes.sum()))
    return found


def read_arrays(data: bytes, name: str) -> dict[str, NDArray[Any]]:
    """Give the arrays of an `.npz` by name; nothing is unpickled.

    Raises `ValueError`, which calls the file `name`, when it is damaged or something else.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return dict(arrays)
    except Exception as error:  # zipfile, zlib and numpy tell of damage by a dozen kinds of errors
        raise ValueError(f"{name} is damaged") from error
