"""The README tells the truth: its code runs, and what it shows is what the tool prints.

`python tests/test_readme.py` writes the article and the outputs into README.md anew.
"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

import khkt_nlp
from khkt_nlp.summary.render import to_markdown

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "examples" / "articles" / "son-la-hoi-thao-2023.txt"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(name: str, language: str) -> list[str]:
    """Give the code blocks of a README that are in `language`."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [body for kind, body in _BLOCK.findall(text) if kind == language]


def printed(code: str) -> str:
    """Run `code` and give what it prints."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code, "README", "exec"), {})
    return output.getvalue()


def shown() -> list[tuple[str, str]]:
    """Give the blocks that README.md must show, in their order, as language and content."""
    return [
        ("text", ARTICLE.read_text(encoding="utf-8")),
        ("markdown", to_markdown(khkt_nlp.analyze_file(ARTICLE)) + "\n"),
        ("text", printed(blocks("README.md", "python")[0])),
    ]


def test_readme_shows_what_the_tool_prints() -> None:
    found = _BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert [block for block in found if block[0] in ("text", "markdown")] == shown(), (
        "run tests/test_readme.py"
    )


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_python_blocks_run(name: str) -> None:
    for code in blocks(name, "python"):
        assert printed(code)


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_commands_exist(name: str) -> None:
    from khkt_nlp.cli import app

    commands = {command.callback.__name__ for command in app.registered_commands if command.callback}
    used = set(re.findall(r"khkt-nlp (\w+)", "".join(blocks(name, "bash"))))
    assert used
    assert used <= commands


def test_links_lead_somewhere() -> None:
    for name in ("README.md", "README.vi.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8"))
        assert [link for link in links if not (ROOT / link).exists()] == []


def update() -> None:
    """Write what README.md must show into it."""
    path = ROOT / "README.md"
    wanted = iter(shown())

    def fill(match: re.Match[str]) -> str:
        if match[1] not in ("text", "markdown"):
            return match[0]
        language, content = next(wanted)
        return f"```{language}\n{content}```"

    path.write_text(_BLOCK.sub(fill, path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    update()
