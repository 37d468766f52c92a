"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# how long an example takes says more about the machine than about the code
settings.register_profile("khkt", deadline=None)
settings.load_profile("khkt")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold and facts beside the checkout; the test is skipped where there is none."""
    folder = Path(os.environ.get("KHKT_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold" / "GUIDE.md").is_file():
        pytest.skip("needs the shared folder with the gold articles")
    return folder
