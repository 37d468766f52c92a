"""The example draws the map it promises."""

import runpy
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "province_map.py"


def test_example_draws_a_map(tmp_path, capsys):
    example = runpy.run_path(str(EXAMPLE))
    example["main"](tmp_path / "map.svg", example["ARTICLES"])
    assert "<title>Phú Thọ: 5</title>" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "3 Vĩnh Phúc → Phú Thọ" in capsys.readouterr().out
