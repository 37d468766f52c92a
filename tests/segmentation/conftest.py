"""What several tests of this room use."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parents[2] / "benchmarks" / "adversarial.py"


@pytest.fixture(scope="session")
def strings() -> Callable[..., list[str]]:
    """The generator of strings that a segmenter could trip over, which the benchmark uses too."""
    spec = importlib.util.spec_from_file_location("adversarial", GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.strings
