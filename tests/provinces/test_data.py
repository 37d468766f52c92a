"""The data files say what their headers promise, so that an edit that breaks them is noticed."""

import re
import unicodedata
from collections import Counter
from importlib import resources

import pytest

from khkt_nlp.article.normalization import fold_tones
from khkt_nlp.datafiles import rows
from khkt_nlp.provinces.gazetteer import load, load_aliases

FILES = ("units.csv", "aliases.csv", "context.csv", "tiles.csv")
OF_NAMES = ("given", "word", "homonym", "rarely", "free", "town")


def raw(name: str) -> str:
    return resources.files("khkt_nlp.provinces").joinpath("data", name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_whole_and_said_once(name):
    found = rows("provinces", name)
    assert all(None not in row and None not in row.values() for row in found)
    assert [row for row, times in Counter(tuple(row.values()) for row in found).items() if times > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_text_is_nfc_with_a_header_that_explains_it(name):
    text = raw(name)
    assert text.startswith("# ")
    assert unicodedata.is_normalized("NFC", text)


def test_aliases_belong_to_a_unit():
    assert {alias.name for alias in load_aliases()} <= load().by_name.keys()
    assert {alias.needs for alias in load_aliases()} <= {"", "kind", "tỉnh", "place", "latin"}


def test_context_classes_are_those_of_the_header():
    explained = set(re.findall(r"^# (\w+) {1,}[a-z]", raw("context.csv"), re.MULTILINE))
    assert {row["class"] for row in rows("provinces", "context.csv")} <= explained


def test_names_in_context_are_names_of_units():
    named = {row["phrase"] for row in rows("provinces", "context.csv") if row["class"] in OF_NAMES}
    assert {fold_tones(name) for name in named} <= load().by_name.keys()


def test_longer_names_hold_a_name_or_alias():
    forms = {*load().by_name, *(alias.form for alias in load_aliases())}
    for row in rows("provinces", "context.csv"):
        if row["class"] == "longer":
            assert any(form in row["phrase"] for form in forms), row
