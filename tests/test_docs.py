"""Every Python block of the documentation runs, and prints what its comments say."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [
    pytest.param(block, id=f"{path.stem}-{number}")
    for path in sorted(DOCS.glob("*.md"))
    for number, block in enumerate(_BLOCK.findall(path.read_text(encoding="utf-8")), 1)
]


def promised(block: str) -> list[str]:
    """Give the output that a block promises: its lines of comment, those of blocks within it left out."""
    return [line.removeprefix("# ") for line in block.split("\n") if line.startswith("# ")]


@pytest.mark.parametrize("block", BLOCKS)
def test_block(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(block, "docs", "exec"), {"__name__": "docs"})
    if promised(block):
        assert [line.rstrip() for line in output.getvalue().splitlines()] == promised(block)
