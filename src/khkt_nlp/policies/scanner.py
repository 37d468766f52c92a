"""Finding citations as such: a cheap search for type words, then a few characters read after each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from khkt_nlp.policies import context, status, symbols
from khkt_nlp.policies.page import Page
from khkt_nlp.policies.symbols import Symbol
from khkt_nlp.policies.tables import Kind, abbreviations, kinds, words

_SO = re.compile(r" ?số(?: hiệu)?(?: là)?:? ?(?=[\dnqc])| (?=[\dnqc])|(?=\d)")
_NEXT = re.compile(r"(?:(?P<and> (?:và|hoặc|hay|cùng) )|(?P<comma>, ?|; ?))(?P<so>(?:cả )?số )?(?=\d)")
_BRACKET = re.compile(r" ?\([^()\n]{1,80}\)")
_PLURAL = re.compile(r"(?<![^\W_])(?:các|những|hai|ba|bốn|cả|nhiều|2|3|4) $")
_WORD_AFTER = re.compile(r" ([^\W\d_]+)(?: ([^\W\d_]+))?")
_ISSUING = re.compile(r"(?<![^\W_])(?:ký|ban hành|ra) $")
_ENDS = re.compile(r" ?[.:;)\]\"”'?!…\n(–-](?!\d)| ?,(?!\d)|$")
_DATED = re.compile(r",? (?:năm (?:19|20)\d\d(?!\d)|ngày \d{1,2} ?[/.-]|ngày \d{1,2} tháng)")
_A_YEAR = re.compile(r"19[4-9]\d|20[0-2]\d")
_FRACTION = re.compile(r"[%+°²]|[.,/-]\d|[^\W\d_]")
_UNITED_NATIONS = (
    "liên hợp quốc",
    "liên hiệp quốc",
    "lhq",
    "hội đồng bảo an",
    "nghị viện",
    "thượng viện",
    "hạ viện",
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation before its surroundings are read; offsets are those of the page."""

    start: int
    end: int
    kind: Kind
    symbol: Symbol | None = None
    name: str = ""
    year: str = ""
    number: str = ""
    term: str = ""
    plenum: bool = False


def type_words(page: Page) -> Iterator[tuple[int, int, Kind]]:
    """Yield where type words and their abbreviations stand, in order of their start."""
    hits = [(m.start(), m.end(), kinds()[m[0]]) for m in _words().finditer(page.low)]
    hits += [(m.start(), m.end(), abbreviations()[m[0]]) for m in _abbreviated().finditer(page.text)]
    hits.sort(key=lambda hit: hit[0])
    return (hit for hit in hits if not _glued(page.text, hit[0]))


@cache
def _words() -> re.Pattern[str]:
    # no look-behind at the head: so the engine skips to the first letters of the words
    forms = sorted(kinds(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(forms)})(?![^\\W\\d_])")


@cache
def _abbreviated() -> re.Pattern[str]:
    forms = sorted(abbreviations(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(forms)})(?![^\\W\\d_])")


def _glued(text: str, start: int) -> bool:
    """Say whether a type word is part of a longer word; a capital after a small letter lost its blank."""
    before = text[start - 1] if start else " "
    return (before.isalnum() or before == "_") and not (before.islower() and text[start].isupper())


def numbered(page: Page, start: int, end: int, kind: Kind) -> Iterator[Citation]:
    """Read the number or symbol after the type word at `start:end`, and those that a list adds to it."""
    first = read_numbered(page, start, end, kind)
    if first:
        yield first
        yield from _list(page, first)


def read_symbol(page: Page, end: int) -> tuple[Symbol | None, bool]:
    """Read the symbol after a type word that ends at `end`: (symbol, whether `số` stands before it)."""
    so = _SO.match(page.low, end)
    if so is None:
        return None, False
    symbol = symbols.read(page.text, so.end())
    return (symbol if symbol and symbol.policy else None), "số" in so[0]


def read_numbered(page: Page, start: int, end: int, kind: Kind) -> Citation | None:
    """Read one citation by number or symbol; None when the number is a quantity or there is none."""
    symbol, stated = read_symbol(page, end)
    # capitals before digits without a blank are a block of flats: CT4
    flats = end - start < 4 and page.text[end : end + 1].isdigit()
    if symbol is None or flats or _is_private(page.low, start, symbol):
        return None
    if symbol.marks or _is_cited(page, start, symbol, kind.bare, stated=stated):
        return Citation(start, symbol.end, kind, symbol)
    return None


def _is_private(low: str, start: int, symbol: Symbol) -> bool:
    """Say whether a company or a school is named as the issuer, or shareholders beside a resolution."""
    end = symbol.end
    if low.startswith(" của ", end) and low.startswith(tuple(words("private")), end + 5):
        return True
    around = low[max(0, start - 200) : end + 150] if low.startswith("nghị quyết", start) else ""
    return not symbol.marks and any(word in around for word in words("shareholders"))


def _is_cited(page: Page, start: int, symbol: Symbol, bare: str, *, stated: bool) -> bool:
    """Decide whether a number without marks is a citation; `stated`: `số` stands before it."""
    a_year = bool(_A_YEAR.fullmatch(symbol.number)) and not _DATED.match(page.low, symbol.end)
    if bare == "never" or _FRACTION.match(page.low, symbol.end) or (a_year and symbol.year):
        return False
    if symbol.year:
        return True
    if _foreign(page, start, symbol) or _compared(page.low, start):
        return False
    counted = counts(page.low, symbol.end)
    if stated:
        return symbol.number.startswith("0") or not counted
    long = len(symbol.number) > 1 or bool(symbol.letter)
    safe = _safe_after(page.low, symbol.end) or context.is_issuer_after(page.text, page.low, symbol.end)
    if bare == "noun":
        return safe or (long and not counted)
    capital = _is_capital_within(page.text, start)
    issued = capital and len(symbol.number) > 2 and not counted and _is_issued(page.low, start)
    return (bare == "cited" and issued) or (safe and long and not a_year and (bare == "cited" or capital))


def _is_issued(low: str, start: int) -> bool:
    """Say whether a verb of issuing stands right before `start`."""
    return _ISSUING.search(low, max(0, start - 12), start) is not None


def _is_capital_within(text: str, start: int) -> bool:
    """Say whether a word has a capital though no sentence begins with it."""
    before = text[max(0, start - 2) : start]
    return text[start].isupper() and before[-1:] == " " and before[:1].isalpha()


def counts(low: str, position: int) -> bool:
    """Say whether what follows a number is a thing that is counted: `5 năm`, `12 điều`."""
    after = _WORD_AFTER.match(low, position)
    if after is None:
        return False
    if after[1] in ("năm", "ngày"):
        return not _DATED.match(low, position)
    units = words("units")
    return after[1] in units or f"{after[1]} {after[2]}" in units


def _safe_after(low: str, position: int) -> bool:
    """Say whether a citation may end here: at a stop, or before a word that no quantity has after it."""
    if _ENDS.match(low, position) or _DATED.match(low, position):
        return True
    after = _WORD_AFTER.match(low, position)
    good = words("after_number")
    return after is not None and (after[1] in good or f"{after[1]} {after[2]}" in good)


def _compared(low: str, start: int) -> bool:
    before = low[max(0, start - 10) : start].rstrip()
    return any(before.endswith(word) for word in words("quantity_before"))


def _foreign(page: Page, start: int, symbol: Symbol) -> bool:
    """Say whether a bare number is that of a United Nations resolution, or of a Russian ship project."""
    left, right = page.low[max(0, start - 70) : start], page.low[symbol.end : symbol.end + 50]
    long = len(symbol.number) > 2
    if page.low.startswith("đề án", start):
        return long and not words("project_before").isdisjoint(re.split(r"[\s,.]+", left))
    if page.low.startswith("nghị quyết", start):
        sentence = left[left.rfind(".") + 1 :] + right.partition(".")[0]
        return any(form in sentence for form in _UNITED_NATIONS) or (long and status.is_abroad(page.text))
    return False


def _list(page: Page, first: Citation) -> Iterator[Citation]:
    """Read on after a number: `116 và 61`, `số 19, 35 của Chính phủ`, `68/2013/NĐ-CP, 81/2014/NĐ-CP`."""
    plural = bool(_PLURAL.search(page.low[max(0, first.start - 8) : first.start]))
    end = first.end
    while link := _link(page, end):
        symbol = symbols.read(page.text, link.end())
        if symbol is None or not symbol.policy:
            return
        if not (symbol.marks or _listed(page.low, link, symbol, plural=plural or bool(link["so"]))):
            return
        end = symbol.end
        yield Citation(link.end(), end, first.kind, symbol)


def _link(page: Page, end: int) -> re.Match[str] | None:
    """Find what joins the next number to a citation that ends at `end`, past a bracket or a date."""
    link = _NEXT.match(page.low, end)
    if link is None and (bracket := _BRACKET.match(page.text, end)):
        link = _NEXT.match(page.low, bracket.end())
    if link is None and (tail := context.read_tail(page.text, page.low, end)).date:
        link = _NEXT.match(page.low, tail.end)
    return link


def _listed(low: str, link: re.Match[str], symbol: Symbol, *, plural: bool) -> bool:
    """Decide whether a bare number after `và` or a comma is one more document."""
    end = symbol.end
    if _FRACTION.match(low, end) or counts(low, end):
        return False
    if symbol.year:
        return True
    safe = _safe_after(low, end) or bool(_NEXT.match(low, end))
    joined = bool(link["and"]) or low.startswith((" của ", " về ", ", "), end)
    return safe and (plural or (len(symbol.number) > 1 and joined))
