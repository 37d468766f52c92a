"""The code blocks of docs/provinces.md print what their comments say; the example draws its map."""

import contextlib
import io
import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = re.findall(
    r"```python\n(.*?)```", (ROOT / "docs" / "provinces.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.mark.parametrize("block", BLOCKS)
def test_code_block(block):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block, "docs/provinces.md", "exec"), {})
    expected = [line[2:] for line in block.splitlines() if line.startswith("# ")]
    assert printed.getvalue().splitlines() == expected


def test_example_draws_a_map(tmp_path, capsys):
    example = runpy.run_path(str(ROOT / "examples" / "province_map.py"))
    example["main"](tmp_path / "map.svg", example["ARTICLES"])
    assert "<title>Phú Thọ: 5</title>" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "3 Vĩnh Phúc → Phú Thọ" in capsys.readouterr().out
