"""The types of arrays, by what they hold."""

from __future__ import annotations

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
