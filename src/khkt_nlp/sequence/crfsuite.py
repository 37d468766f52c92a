"""Reader of the model files that CRFsuite writes (`lCRF`, first-order Markov chains `FOMC`).

Layout (little-endian; http://www.chokkan.org/software/crfsuite, `crf1d_model.c` and `cqdb.c`): a header
of twelve words, then chunks. `FEAT` holds one record a feature: kind (0 state, 1 transition), source
(attribute or label), target label, weight. Two `CQDB` chunks name the labels and the attributes: their
backward index gives for each number the place of a record (number, size, name, NUL). The last two chunks
list the features by label and by attribute; the records of `FEAT` already say as much, so they are not read.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from khkt_nlp.arrays import Doubles
from khkt_nlp.errors import DataError

_HEADER = struct.Struct("<4sI4s9I")
_FEATURES = struct.Struct("<4sII")
_NAMES = struct.Struct("<4s5I")
_PAIR = struct.Struct("<II")
_RECORD = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_BYTE_ORDER = 0x62445371


class Weights(NamedTuple):
    """What a model file holds: names in the order of their numbers, and the two weight tables."""

    labels: tuple[str, ...]
    attributes: tuple[str, ...]
    emission: Doubles
    """(attributes, labels)"""
    transition: Doubles
    """(labels, labels), from row to column"""


def read(path: Path) -> Weights:
    """Read the model file at `path`; raises `DataError` if it is not a whole CRFsuite model."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: the model file cannot be read ({error.strerror}).") from error
    try:
        return _parse(data)
    except (struct.error, ValueError, IndexError) as error:
        raise DataError(f"{path}: this is not a whole CRFsuite model file ({error}).") from error


def _parse(data: bytes) -> Weights:
    magic, size, kind, _, _, n_labels, n_attributes, *offsets = _HEADER.unpack_from(data)
    if (magic, kind) != (b"lCRF", b"FOMC"):
        raise ValueError(f"it starts with {data[:4]!r}, not with b'lCRF'")
    if size > len(data):
        raise ValueError(f"{size} bytes announced, {len(data)} found")
    features, labels, attributes = offsets[:3]
    emission = np.zeros((n_attributes, n_labels))
    transition = np.zeros((n_labels, n_labels))
    records = _records(data, features)
    for kind, table in ((0, emission), (1, transition)):
        chosen = records[records["kind"] == kind]
        table[chosen["source"], chosen["target"]] = chosen["weight"]
    return Weights(
        _names(data, labels, n_labels), _names(data, attributes, n_attributes), emission, transition
    )


def _records(data: bytes, offset: int) -> NDArray[np.void]:
    magic, _, count = _FEATURES.unpack_from(data, offset)
    if magic != b"FEAT":
        raise ValueError(f"no features at byte {offset}")
    return np.frombuffer(data, _RECORD, count, offset + _FEATURES.size)


def _names(data: bytes, offset: int, count: int) -> tuple[str, ...]:
    magic, _, _, order, n_names, index = _NAMES.unpack_from(data, offset)
    if magic != b"CQDB" or order != _BYTE_ORDER:
        raise ValueError(f"no names at byte {offset}")
    if n_names < count:
        raise ValueError(f"{count} names announced, {n_names} found")
    names: list[str] = []
    for place in np.frombuffer(data, "<u4", count, offset + index).tolist():
        number, size = _PAIR.unpack_from(data, offset + place)
        if number != len(names):
            raise ValueError(f"name {number} found in the place of name {len(names)}")
        start = offset + place + _PAIR.size
        names.append(data[start : start + size - 1].decode("utf-8"))
    return tuple(names)
