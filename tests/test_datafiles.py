"""Tests of the data files of the rooms: each says what it is, and no phrase of a rule is out of reach."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

import khkt_nlp
from khkt_nlp import datafiles

PACKAGE = Path(khkt_nlp.__file__).parent
FILES = sorted(path for path in PACKAGE.glob("*/data/*") if path.suffix in {".csv", ".tsv", ".txt"})
CUES = [path for path in FILES if path.name == "cues.txt"]


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("path", CUES, ids=name)
def test_roles_are_explained_and_their_phrases_can_be_met(path: Path) -> None:
    room = path.parent.parent.name
    header = " ".join(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    for role, phrases in datafiles.phrases(room, path.name).items():
        assert re.search(rf"[#.,] {role}(?:,|:| and )", header), f"the header does not explain {role}"
        assert all(phrases)
        assert len(set(phrases)) == len(phrases), f"{role} lists a phrase twice"
        assert [" ".join(phrase.lower().split()) for phrase in phrases] == list(phrases), role


def test_a_role_may_have_several_lines() -> None:
    stops = datafiles.phrases("events", "cues.txt")["stop"]
    assert {"diễn ra", "hướng tới chủ đề"} <= set(stops)
