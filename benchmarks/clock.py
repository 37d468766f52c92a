"""How the benchmarks measure time."""

from __future__ import annotations

import time
from collections.abc import Callable


def cpu(work: Callable[[], object]) -> float:
    """Measure the CPU seconds that this process spends on `work`."""
    start = time.process_time()
    work()
    return time.process_time() - start
