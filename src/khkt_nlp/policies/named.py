"""Citations by name: laws and codes, the constitution, charters, resolutions of a plenum or a congress."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from khkt_nlp.policies import context, names, status
from khkt_nlp.policies.page import Page
from khkt_nlp.policies.scanner import Citation, counts, read_numbered, read_symbol
from khkt_nlp.policies.tables import Kind, words

_LEFT_WORDS = re.compile(r"([^\W_]+) (?:([^\W_]+) )?$")
_INTRODUCED = re.compile(
    r"(?:dự thảo|dự án|đề án|dự|của|theo|trong|tại|thi hành|hành|phạm|sửa đổi|bổ sung|xây dựng|ban hành"
    r"|thông qua|trình|và|thực hiện|căn cứ|về|một số điều|\d[a-zđ]?[,.]?|[,;(“\"]|các) ?$"
)
_DRAFTED = re.compile(r"(?:dự thảo|dự án) $")
_TREATY = re.compile(r"công ước(?: (?!và )[^\W_]+){0,8} $")
_PLENUM = re.compile(
    r" (?:của )?(?:hội nghị )?(?:lần thứ (?P<before>\w{1,4}) )?(?:của )?(?:ban chấp hành |bch )?"
    r"(?:trung ương|t\.?[ưw]\.?|tư)(?: đảng)?"
    r"(?: ?(?:lần thứ |lần |số )?(?P<after>\d{1,2}|[ivx]{1,5}))?(?![^\W_])"
)
_MORE_PLENUMS = re.compile(r"(?:, ?| và )(?P<n>\d{1,2}|[ivx]{1,4})(?=,? (?:và \d|\(?khóa)|, \d)")
_CONGRESS = re.compile(
    r" (?:của )?(?P<name>đại hội(?: đại biểu)?(?: toàn quốc)?(?: (?:của )?đảng(?: toàn quốc)?)?"
    r"(?: lần thứ)? (?P<term>[ivx]{1,5}|\d{1,2}))(?![^\W_])"
)
_OFFICIAL_NAME = re.compile(r" nước (?:cộng hòa xã hội chủ nghĩa|chxhcn) việt nam")
_NOT_CONSTITUTION = re.compile(
    r"(?:đảng|tòa(?: án)?|hội đồng|ủy ban|bảo(?: vệ)?|quân chủ|chính thể|vi|lập) $"
)
_PARTY_CHARTER = re.compile(
    r" (?:đảng cộng sản việt nam|đảng(?! (?:bộ|viên|ủy|cộng sản))|mặt trận tổ quốc việt nam"
    r"|công đoàn việt nam|đoàn tncs hồ chí minh|đoàn thanh niên)(?![^\W_])"
)
_SOCIETY = re.compile(r" (?:Hội|Liên hiệp|Liên đoàn|Hiệp hội)(?: [^\W\d_]+){1,9}? Việt Nam(?![^\W_])")

Reader = Callable[[Page, int, int, Kind], Citation | None]


def short_form(page: Page, start: int, end: int, kind: Kind) -> Citation:
    """Read `BLHS 2015`, where the abbreviation is a whole document."""
    year = names.YEAR.match(page.text, end)
    stop = year.end() if year else end
    return Citation(start, stop, kind, name=kind.name, year=year[1] if year else "")


def law(page: Page, start: int, end: int, kind: Kind) -> Citation | None:
    """Read a law, a code or an ordinance by its name, its symbol, or both."""
    if _TREATY.search(page.low[max(0, start - 60) : start]) or (
        kind.type == "luật" and is_other_law(page.low, start)
    ):
        return None
    before = page.low[max(0, start - 12) : start]
    drafted = page.text[end + 1 : end + 2].isupper() and _DRAFTED.search(before)
    free = bool(_INTRODUCED.search(before) if page.text[start].isupper() else drafted)
    certain = kind.type == "bộ luật" or bool(context.read_pinpoint(page.text, page.low, start, start))
    name = names.read(page, end, free=free, code=certain)
    symbol, stated = read_symbol(page, name.end if name else end)
    if symbol and symbol.marks and (stated or name is None):
        known = name or names.LawName(end, "")
        if names.is_amending(known.name):
            # the symbol is that of the amended law, a part of the title
            title = page.text[end : symbol.end].strip()
            return Citation(start, symbol.end, kind, name=title)
        return Citation(start, symbol.end, kind, symbol, known.name, known.year)
    if name is None or _is_common(page, start, name):
        return None
    return Citation(start, name.end, kind, name=name.name, year=name.year)


def _is_common(page: Page, start: int, name: names.LawName) -> bool:
    """Say whether a name in small letters is a common noun: `luật bầu cử` of another country."""
    small = page.text[start].islower() and name.name[0].islower()
    return small and not name.year and status.is_abroad(page.text)


def is_other_law(low: str, start: int) -> bool:
    """Say whether `luật` at `start` is part of `pháp luật`, `công ty luật`, `đại học Luật` and the like."""
    before = _LEFT_WORDS.search(low[max(0, start - 30) : start])
    if before is None:
        return False
    last, pair = before[2] or before[1], f"{before[1]} {before[2]}"
    return not words("not_before_law").isdisjoint((last, pair))


def constitution(page: Page, start: int, end: int, kind: Kind) -> Citation | None:
    """Read `Hiến pháp 2013`; in lower case only with a year or an article of it."""
    if _NOT_CONSTITUTION.search(page.low[max(0, start - 12) : start]):
        return None
    full = _OFFICIAL_NAME.match(page.low, end)
    stop = full.end() if full else end
    year = names.YEAR.match(page.text, stop)
    if not (year or page.text[start].isupper() or context.read_pinpoint(page.text, page.low, start, stop)):
        return None
    return Citation(start, year.end() if year else stop, kind, year=year[1] if year else "")


def charter(page: Page, start: int, end: int, kind: Kind) -> Citation | None:
    """Read `Điều lệ Đảng`, `Điều lệ Hội Luật gia Việt Nam năm 2019`."""
    party = _PARTY_CHARTER.match(page.low, end)
    if party and page.text[end + 1].isupper():
        stop = party.end()
    elif society := _SOCIETY.match(page.text, end):
        stop = society.end()
    else:
        return None
    name = page.text[end + 1 : stop]
    year = names.YEAR.match(page.text, stop)
    return Citation(start, year.end() if year else stop, kind, name=name, year=year[1] if year else "")


def platform(page: Page, start: int, end: int, kind: Kind) -> Citation | None:
    """Read `Cương lĩnh 2011`, which its year names."""
    year = names.YEAR.match(page.text, end)
    return Citation(start, year.end(), kind, year=year[1]) if year else None


def order(page: Page, start: int, end: int, kind: Kind) -> Citation | None:
    """Read `Lệnh số 12/2018/L-CTN`; the word is too common for less than a whole symbol."""
    found = read_numbered(page, start, end, kind)
    return found if found and found.symbol and len(found.symbol.marks) > 1 else None


def party_resolution(page: Page, start: int, end: int, kind: Kind) -> Citation | None:
    """Read `Nghị quyết Trung ương 4`, `Nghị quyết Đại hội XII`."""
    plenum = _PLENUM.match(page.low, end)
    if plenum and (plenum["before"] or plenum["after"]):
        if plenum["after"] and counts(page.low, plenum.end()):
            return None
        place = "after" if plenum["after"] else "before"
        number = page.text[plenum.start(place) : plenum.end(place)]
        return Citation(start, plenum.end(), kind, number=number, plenum=True)
    congress = _CONGRESS.match(page.low, end)
    if congress is None:
        return None
    name, term = (page.text[slice(*congress.span(part))] for part in ("name", "term"))
    return Citation(start, congress.end(), kind, name=name, term=term.upper())


def more_plenums(page: Page, first: Citation) -> Iterator[Citation]:
    """Read on in `Nghị quyết Trung ương 5, 6 khóa XII`."""
    end = first.end
    while more := _MORE_PLENUMS.match(page.low, end):
        end = more.end()
        yield Citation(more.start("n"), end, first.kind, number=page.text[more.start("n") : end], plenum=True)


READERS: dict[str, Reader] = {
    "luật": law,
    "bộ luật": law,
    "pháp lệnh": law,
    "hiến pháp": constitution,
    "điều lệ": charter,
    "cương lĩnh": platform,
    "lệnh": order,
}
