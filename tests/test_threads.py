"""A training adds numbers in one thread, and leaves the others what they were."""

from __future__ import annotations

from threadpoolctl import threadpool_info

from khkt_nlp.threads import one_thread


def threads() -> list[int]:
    return [pool["num_threads"] for pool in threadpool_info()]


def test_a_training_runs_in_one_thread() -> None:
    with one_thread():
        within = threads()
    assert within
    assert set(within) == {1}
    before = threads()
    with one_thread():
        assert threads() == within
    assert threads() == before
