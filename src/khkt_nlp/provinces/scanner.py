"""Where the forms of province names stand in a text: one compiled trie over all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from khkt_nlp.article.normalization import fold_case, fold_tones, strip_diacritics
from khkt_nlp.provinces import gazetteer
from khkt_nlp.provinces.context import names_of


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a province, or a longer name to be passed over (`name` is empty)."""

    name: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Scanner:
    """The pattern that stops at every form, and what each form (in lower case) stands for.

    `shorter[form]`: the form that begins where `form` begins and is contained in it, if any.
    """

    pattern: re.Pattern[str]
    forms: Mapping[str, Form]
    shorter: Mapping[str, str]


@cache
def load() -> Scanner:
    """Compile the gazetteer's names, aliases and the longer names around them, once a process."""
    forms = dict(_forms())
    keys = sorted(forms)
    shorter: dict[str, str] = {}
    open_forms: list[str] = []
    for key in keys:
        while open_forms and not (key.startswith(open_forms[-1]) and not key[len(open_forms[-1])].isalnum()):
            open_forms.pop()
        if open_forms:
            shorter[key] = open_forms[-1]
        open_forms.append(key)
    return Scanner(re.compile(_trie(keys, capital=True) + r"(?!\w)"), forms, shorter)


def _forms() -> Iterable[tuple[str, Form]]:
    """Give the forms in lower case; later ones replace earlier ones, so exact names come last."""
    for name in gazetteer.load().by_name:
        yield fold_case(strip_diacritics(name)), Form(name, "bare")
    for alias in gazetteer.load_aliases():
        yield _key(alias.form), Form(alias.name, alias.needs)
    for name in gazetteer.load().by_name:
        yield _key(name), Form(name)
    for longer in names_of("longer"):
        yield _key(longer), Form("")


def _key(form: str) -> str:
    return fold_case(fold_tones(form))


def _trie(keys: Iterable[str], *, capital: bool = False) -> str:
    """Write `keys` as one expression without any choice between equal beginnings; the longest key wins.

    With `capital` the first letter must be a capital; all others may be of either case.
    """
    branches: dict[str, list[str]] = defaultdict(list)
    final = False
    for key in keys:
        if key:
            branches[key[0]].append(key[1:])
        else:
            final = True
    if not branches:
        return ""
    parts = [_letter(char, capital=capital) + _trie(rest) for char, rest in sorted(branches.items())]
    body = parts[0] if len(parts) == 1 and not final else f"(?:{'|'.join(parts)})"
    return body + "?" if final else body


def _letter(char: str, *, capital: bool) -> str:
    upper = char.upper()
    if char == " ":
        return " {1,3}"
    if char == "-":
        return "[-–—]"
    if upper == char:
        return re.escape(char)
    return upper if capital else f"[{char}{upper}]"
