"""Names of laws: how far a name goes in running text, and which law it is."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache

from khkt_nlp.policies.page import Page
from khkt_nlp.policies.tables import law_names, name_key, words

# a word of a name, and what may stand between two of them
_STEP = re.compile(r"(?:,? | ?[-–] ?|, ?| ?& ?| ?/ ?)?(?P<word>[^\W_]+)")
_SPACE_STEP = re.compile(r" (?P<word>[^\W_]+(?:[&-][^\W_]+){0,3})")
# joined to a name
YEAR = re.compile(r" (?:năm )?((?:19|20)\d\d)(?![\d/-])")
_ABBREVIATED = re.compile(r" \([A-ZĐ&]{2,10}\)(?= (?:năm )?(?:19|20)\d\d)")
_AMENDING = re.compile(
    r" (?:sửa đổi,? (?:và )?bổ sung|sửa đổi|bổ sung) (?:(?:một số|nhiều|các|\d+) )?(?:(?:điều|nội dung) )?"
    r"(?:của |trong )?(?:(?:\d+|các|một số) )?"
    r"(?P<of>(?:bộ luật|luật|pháp lệnh|blhs|bltths|blds)(?![^\W_]))"
)
_ABOUT = re.compile(r" (?:về|(?:có )?(?:quy định )?liên quan (?:đến|tới))(?: các)?(?= )")
_ONE_MORE = re.compile(r" và (?:bộ luật|luật|pháp lệnh)(?= )(?! sửa)")
_ONE_FIELD_MORE = re.compile(r", [^\W_]+(?: [^\W_]+)?(?=[.,;:)\n]| là| được| có| thì|$)")
_LONGEST = 30
_FREE_WORDS = 9
_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class LawName:
    """A name that ends at `end`; `name` as written, `year` where one is joined to it."""

    end: int
    name: str
    year: str = ""


def read(page: Page, start: int, *, free: bool, code: bool = False, depth: int = 0) -> LawName | None:
    """Read the name of a law after its type word that ends at `start`, with a year joined to it.

    `free`: whether an unknown name counts too. `code`: after `bộ luật` or a pinpoint, where a name in lower
    case is no branch of law; nor is it before a year. `depth`: how many laws this one amends another of.

    >>> read(Page.of("Luật Hợp tác xã (HTX) năm 2012 quy định"), 4, free=False)
    LawName(end=30, name='Hợp tác xã', year='2012')
    """
    if amending := _AMENDING.match(page.low, start):
        end = _read_amended(page, amending, depth)
        return LawName(end, page.text[start + 1 : end]) if end > 0 else None
    end = read_known(page, start, code=code)
    if end < 0 and free:
        end = read_about(page, start) if page.low.startswith(" về ", start) else read_free(page, start)
    if end < 0:
        return None
    name = page.text[start:end].strip().removeprefix("về ")
    bracket = _ABBREVIATED.match(page.text, end)
    year = YEAR.match(page.text, bracket.end() if bracket else end)
    return LawName(year.end(), name, year[1]) if year else LawName(end, name)


def read_known(page: Page, start: int, *, code: bool = False) -> int:
    """Give the end of the longest known name that begins right after the blank at `start`; -1 if none.

    >>> page = Page.of("Luật Phòng chống tham nhũng sửa đổi")
    >>> page.text[: read_known(page, 4)]
    'Luật Phòng chống tham nhũng'
    """
    if page.low[start : start + 1] != " ":
        return -1
    keys, beginnings = _known(page.names)
    capitals = law_names()[1]
    capital = code or page.text[start + 1 : start + 2].isupper()
    key, position, best = "", start, -1
    for _ in range(_LONGEST):
        step = _STEP.match(page.low, position)
        if step is None:
            break
        position = step.end()
        if step["word"] != "và":
            key = f"{key} {step['word']}" if key else step["word"]
            if key not in beginnings:
                break
            if key in keys and (capital or key not in capitals or YEAR.match(page.text, position)):
                best = position
    return best


@cache
def _known(added: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the keys of all known names, and all that a key may begin with."""
    keys = frozenset(law_names()[0]) | added
    beginnings = (itertools.accumulate(key.split(), "{} {}".format) for key in keys)
    return keys, frozenset(itertools.chain.from_iterable(beginnings))


def read_free(page: Page, start: int) -> int:
    """Give the end of an unknown name that begins with a capital after the blank at `start`; -1 if none.

    A country, a body or a branch of law is no name of a law: `Luật Pháp`, `Luật Chính phủ trình`.

    >>> page = Page.of("Luật Chuyển đổi xanh được trình")
    >>> page.text[: read_free(page, 4)]
    'Luật Chuyển đổi xanh'
    """
    end = _run(page.low, start) if page.text[start + 1 : start + 2].isupper() else -1
    return -1 if page.low[start + 1 : end] in _no_names() else end


@cache
def _no_names() -> frozenset[str]:
    """Give what an unknown name of a law cannot be, in lower case."""
    return words("not_law_name") | {country.lower() for country in words("foreign")}


def read_about(page: Page, start: int) -> int:
    """Give the end of `về các khu kinh tế ven biển` or `liên quan đến quy hoạch`; -1 if there is neither."""
    about = _ABOUT.match(page.low, start)
    if about is None:
        return -1
    known = read_known(page, about.end())
    return known if known > 0 else _run(page.low, about.end())


def _run(low: str, start: int) -> int:
    """Give the end of a run of words none of which ends a name; `và` goes on when another such follows."""
    if low.startswith(tuple(words("not_law_start")), start + 1):
        return -1
    stops, position, best = words("name_stop"), start, -1
    for count in range(_FREE_WORDS):
        step = _SPACE_STEP.match(low, position)
        if step is None or step["word"][0].isdigit():
            break
        joins = step["word"] == "và" and count > 0
        after = _SPACE_STEP.match(low, step.end())
        pair = f"{step['word']} {after['word']}" if after else ""
        if pair in stops or (step["word"] in stops and not joins):
            break
        position = step.end()
        if not joins:
            best = position
    return best


def _read_amended(page: Page, amending: re.Match[str], depth: int) -> int:
    """Give the end of `Luật sửa đổi một số điều của Luật A và Luật B`, which is one document; -1 if none."""
    if amending["of"].startswith("bl"):
        return amending.end()
    if (fields := read_about(page, amending.end())) > 0:
        more = _ONE_FIELD_MORE.match(page.low, fields)
        return more.end() if more else fields
    if depth >= _DEEPEST:
        return -1
    inner = read(page, amending.end(), free=True, code=amending["of"] == "bộ luật", depth=depth + 1)
    end = inner.end if inner else -1
    more = _ONE_MORE.match(page.low, end) if inner else None
    second = read(page, more.end(), free=True, depth=_DEEPEST) if more else None
    return second.end if second else end


def is_amending(name: str) -> bool:
    """Say whether a name is that of a law which amends others.

    >>> is_amending("Sửa đổi, bổ sung một số điều của Luật Dược"), is_amending("Dược")
    (True, False)
    """
    return name[:7].lower() in ("sửa đổi", "bổ sung")


def usual_key(name: str) -> str:
    """Give the key of the usual name of a law, for any way to write it.

    >>> usual_key("HTX") == usual_key("Hợp tác xã")
    True
    """
    key = name_key(name)
    return law_names()[0].get(key, key)
