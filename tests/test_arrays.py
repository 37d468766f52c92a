"""Saved arrays that are damaged."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest

from khkt_nlp.arrays import read_arrays


def saved() -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, numbers=np.arange(50), weights=np.ones((3, 4), dtype=np.float32))
    return file.getvalue()


def test_saved_arrays_are_read_by_name() -> None:
    arrays = read_arrays(saved(), "weights.npz")
    assert sorted(arrays) == ["numbers", "weights"]
    assert arrays["numbers"].tolist() == list(range(50))


def test_any_damaged_byte_is_told_in_one_way() -> None:
    whole = saved()
    told = 0
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        try:
            read_arrays(bytes(damaged), "weights.npz")
        except ValueError:
            told += 1
    assert told > len(whole) / 2


def test_an_archive_with_a_password_is_told() -> None:
    data = bytearray(saved())
    # the flags of the first file, in the directory of the archive
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ValueError, match=r"weights\.npz is damaged"):
        read_arrays(bytes(data), "weights.npz")


@pytest.mark.parametrize("shape", [b"(50, ", b"(0x9)", b"(-1,)"])
def test_an_array_without_a_proper_header_is_told(shape: bytes) -> None:
    array = io.BytesIO()
    np.save(array, np.arange(50))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("numbers.npy", array.getvalue().replace(b"(50,)", shape))
    with pytest.raises(ValueError, match=r"weights\.npz is damaged"):
        read_arrays(archive.getvalue(), "weights.npz")
