"""Reading the data files of this room: rules that a non-programmer can read and extend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import fold_case, normalize

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type word and how it is cited; see data/types.csv."""

    type: str
    codes: tuple[str, ...]
    bare: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuing body: its canonical name, its mark in symbols and its level; see data/issuers.csv."""

    mark: str
    name: str
    level: str
    forms: tuple[str, ...]


@cache
def kinds() -> dict[str, Kind]:
    """Type words, lower case, to what they stand for."""
    return {
        row["word"]: Kind(row["type"], tuple(row["code"].split()), row["bare"])
        for row in datafiles.rows("policies", "types.csv")
    }


@cache
def abbreviations() -> dict[str, Kind]:
    """Abbreviated type words (`NĐ`) and whole documents (`BLHS`), in capitals."""
    by_type = kinds()
    return {
        row["form"]: Kind(row["type"], by_type[row["type"]].codes, row["bare"], row["name"])
        for row in datafiles.rows("policies", "abbreviations.csv")
    }


@cache
def issuers() -> tuple[Issuer, ...]:
    """Every issuing body of data/issuers.csv."""
    return tuple(
        Issuer(row["mark"], row["issuer"], row["level"], tuple(filter(None, row["forms"].split("|"))))
        for row in datafiles.rows("policies", "issuers.csv")
    )


@cache
def marks() -> dict[str, str]:
    """Every part that an official symbol may have, in capitals without dots, to its usual writing."""
    known = {issuer.mark for issuer in issuers()} | {code for kind in kinds().values() for code in kind.codes}
    spelled = {mark.upper(): mark for mark in known if mark}
    return spelled | {"TƯ": "TW", "TTG": "TTg", "ND": "NĐ", "QDD": "QĐ", "TTR": "TTr", "QĐI": "QĐi"}


@cache
def words(name: str) -> frozenset[str]:
    """Give one word list of data/words.csv, lower case."""
    for line in datafiles.lines("policies", "words.csv"):
        key, _, rest = line.partition(",")
        if key == name:
            return frozenset(word for word in rest.split("|") if word)
    raise KeyError(name)


def name_key(name: str) -> str:
    """Give what all ways to write a name have in common: no commas, no `và`, one case and normal form.

    >>> name_key("Phòng, chống tham nhũng") == name_key("phòng chống Tham nhũng")
    True
    """
    return " ".join(word for word in _WORD.findall(fold_case(normalize(name).text)) if word != "và")


@cache
def law_names() -> tuple[dict[str, str], frozenset[str]]:
    """Give (key of any way to write a name -> key of its usual name, keys that need a capital letter)."""
    usual: dict[str, str] = {}
    capital: set[str] = set()
    for line in datafiles.lines("policies", "laws.txt"):
        forms = line.split("|")
        first = name_key(forms[0])
        for form in forms:
            usual.setdefault(name_key(form), first)
            if form.startswith("="):
                capital.add(name_key(form))
    return usual, frozenset(capital)
