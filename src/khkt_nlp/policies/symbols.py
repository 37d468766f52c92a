"""Official symbols: `46/2016/NĐ-CP`, `27-NQ/TW`, and the broken ways in which pages write them.

A symbol is a number, mostly a year, and marks that say what kind of document it is and who issued it. It
is read by a small scanner of bounded steps, so that no text can make it slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from khkt_nlp.policies.tables import issuers, kinds, marks, words

_DASH = "-–—‑"
_NUMBER = re.compile(r"(\d{1,5}(?:\.\d{1,2}(?= ?/))?)(?: (?=[A-ZĐ] ?/ ?\d{4})|)([A-Za-zđĐ](?![^\W_]))?")
_DATE = re.compile(rf" ?[{_DASH}/.] ?\d{{1,2}} ?[{_DASH}/.] ?\d{{4}}")
_YEAR = re.compile(rf" ?(?:[{_DASH}/] ?|\.(?=\d{{4}} ?/))((?:19|20)\d\d)(?!\d)")
_JOIN = re.compile(rf"( ?)[{_DASH}/]( ?)[/]?|( )")
# a year that lost its slash: 101/2017TT-BTC
_GLUED = re.compile(_JOIN.pattern + "|()(?=[A-ZĐ]{2})")
# capitals as in BGDĐT, with the odd small letter of TTg, QĐi, TTr; dots as in T.Ư
_MARK = re.compile(
    r"[A-Za-zĐđÂâĂăÊêÔôƠơƯư][A-Za-zĐđÂâĂăÊêÔôƠơƯư.&]{0,11}(?![^\W\d_])(?: & [A-ZĐ]{2,5}(?![^\W\d_]))?"
)
_DIGITS = re.compile(r"(\d{1,2})(?!\d)| (\d{1,2})(?![\d:/%]|[.,]\d)")
_CODE_FIRST = re.compile(rf"([A-ZĐ]{{2,4}}[ir]?) ?[{_DASH}/] ?([A-ZĐƯ.]{{2,7}}) (\d{{1,4}})(?!\d|[./,]\d)")
_ASSEMBLY = ("QH", "UBTVQH")
# a joint circular may name five ministries
_MOST_MARKS = 7
_PARTY = {"TW", "TU", "HU", "ĐU", "QUTW"}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number with what of its symbol was written; `end` is where it stops in the text it was read from.

    `marks`: kind and issuer, in their usual writing. `term`: digits after QH: the National Assembly's term.
    """

    end: int
    number: str
    year: str = ""
    marks: tuple[str, ...] = ()
    term: str = ""
    letter: str = ""

    @property
    def text(self) -> str:
        """The symbol in normal form; empty for a number alone.

        >>> read("21 / NQ – TW").text, read("54/2017/QH 14").text
        ('21-NQ/TW', '54/2017/QH14')
        """
        if not self.marks:
            return f"{self.number}{self.letter}/{self.year}" if self.year and self.letter else ""
        number = self.number + self.letter
        if self.marks[-1] in _PARTY or (self.marks[-1].endswith("TW") and len(self.marks) > 1):
            return f"{number}-{'-'.join(self.marks[:-1])}/{self.marks[-1]}"
        tail = "-".join(self.marks) + self.term
        return "/".join(part for part in (number, self.year, tail) if part)

    @property
    def policy(self) -> bool:
        """Whether the marks are those of a policy document, and not of a court, the police or a company."""
        return words("no_policy_marks").isdisjoint(mark.upper() for mark in self.marks)


def read(text: str, start: int = 0) -> Symbol | None:
    """Read the number and symbol that begins at `start`; None when there is none.

    >>> read("46/2016/NĐ-CP ngày 26/5")
    Symbol(end=13, number='46', year='2016', marks=('NĐ', 'CP'), term='', letter='')
    >>> read("27 của Ban Chấp hành").end
    2
    >>> read("12/5/2016") is None
    True
    """
    found = _NUMBER.match(text, start)
    if found is None:
        return _read_code_first(text, start)
    number, letter = found[1], found[2] or ""
    if _DATE.match(text, found.end()):
        return None
    end = found.end()
    year = ""
    if dated := _YEAR.match(text, end):
        year, end = dated[1], dated.end()
    after, parts, term = _read_marks(text, end, year)
    # `30a` is a number with its letter; `5m` is a length
    if letter and not (letter.lower() in "abc" or letter in "đĐ" or parts or year):
        return None
    return Symbol(after if parts else end, number, year, parts, term, letter)


def _read_code_first(text: str, start: int) -> Symbol | None:
    """Read `NQ-TW 27`, the symbol turned round."""
    found = _CODE_FIRST.match(text, start)
    if found is None:
        return None
    known = marks()
    code, issuer = known.get(found[1].upper()), known.get(found[2].replace(".", "").upper())
    if code is None or issuer is None:
        return None
    return Symbol(found.end(), found[3], "", (code, issuer))


def _read_marks(text: str, position: int, year: str) -> tuple[int, tuple[str, ...], str]:
    """Read the marks after number and year: (where they end, the marks, the term after QH)."""
    end, term = position, ""
    parts: list[str] = []
    while len(parts) < _MOST_MARKS:
        join = (_GLUED if year and not parts else _JOIN).match(text, end)
        mark = _MARK.match(text, join.end()) if join else None
        if join is None or mark is None or not _belongs(text, join, mark, parts, year):
            break
        bare = mark[0].replace(".", "").replace(" & ", "")
        end = join.end() + len(mark[0].rstrip("."))
        parts.extend(_split(bare))
        digits = _DIGITS.match(text, end)
        assembly = parts[-1] in _ASSEMBLY
        if digits and (assembly or digits[1] or len(bare) <= 2):
            end = digits.end()
            if assembly:
                term = digits[0].strip()
                break
            parts[-1] += digits[0].strip()
    return end, tuple(parts), term


def _belongs(text: str, join: re.Match[str], mark: re.Match[str], parts: list[str], year: str) -> bool:
    """Say whether an abbreviation is one more mark of the symbol, not the beginning of the next phrase."""
    bare = mark[0].replace(".", "").replace(" & ", "")
    known = bare.upper() in marks()
    capitals = sum(char.isupper() for char in bare)
    spaced = bool(join[3]) or bool(join[1] and join[2])
    goes_on = _continues(text, mark.end())
    if join[3]:
        return known and not parts and goes_on
    if known:
        return capitals > 0 or bool(year or parts) or "/" in join[0]
    if len(bare) - capitals > capitals or capitals == 0:
        return False
    # a page that puts blanks around every dash (`150/TTr - BCA - H 41`) is told from prose by the short ones
    return not spaced or (capitals > 1 and (bool(parts) or goes_on)) or bool(_DIGITS.match(text, mark.end()))


def _continues(text: str, position: int) -> bool:
    """Say whether another mark follows: a lone abbreviation after a dash is mostly the next phrase."""
    join = _JOIN.match(text, position)
    return bool(join and not join[3] and _MARK.match(text, join.end()))


def _split(bare: str) -> list[str]:
    """Write a mark as usual; take marks apart that were run together: `NĐCP`."""
    known = marks()
    code, rest = known.get(bare[:2].upper(), ""), known.get(bare[2:].upper(), "")
    if bare.upper() not in known and code in ("NĐ", "QĐ", "NQ", "CT") and rest:
        return [code, rest]
    return [known.get(bare.upper(), bare)]


def issuer_of(symbol: Symbol) -> tuple[str, str]:
    """Give (canonical name, level) of the issuer that the marks state; empty where they do not.

    >>> issuer_of(read("14/2014/QĐ-TTg"))
    ('Thủ tướng Chính phủ', 'prime_minister')
    """
    for mark in reversed(symbol.marks):
        for issuer in issuers():
            if issuer.mark == mark:
                return issuer.name, issuer.level
    return "", ""


def types_of(symbol: Symbol) -> frozenset[str]:
    """Give the types whose code is among the marks: two for QĐ, none for an official letter."""
    return frozenset(kind.type for kind in kinds().values() for code in kind.codes if code in symbol.marks)
