"""Keep a training in one thread; for training only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_thread() -> Iterator[None]:
    """Add numbers in one thread: where several share out a sum, its last bits differ from run to run."""
    # a library that is loaded later would not be held back
    import sklearn.cluster
    import sklearn.neural_network  # noqa: F401
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        yield
