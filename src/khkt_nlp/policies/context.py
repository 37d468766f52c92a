"""What stands around a citation and belongs to it: pinpoint, issuer, date, term, subject.

All readers look at a short window beside the mention and take bounded steps. `low` is always `text` in
lower case, of the same length.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from khkt_nlp.policies.tables import issuers, words

_WINDOW = 120
_DATE = re.compile(
    r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?((?:19|20)\d\d)(?!\d)"
    r"|(\d{1,2}) tháng (\d{1,2}) năm ((?:19|20)\d\d)(?!\d)"
)
_DATE_LINK = re.compile(
    r",? ?\(?(?:(?:được )?(?:ký|ban hành) )?(?:vào )?ngày (?=\d)|[ ,(]{1,3}(?=\d{1,2} ?[/.-])"
)
_TERM_LINK = re.compile(r",? ?\(?(?:đảng )?khóa (?=[ivx\d])")
_ISSUER_LINK = re.compile(r",? \(?(?:của|do) ")
_YEAR = re.compile(r",? \(?năm ((?:19|20)\d\d)(?![\d/-])")
_TERM = re.compile(r"([ivx]{1,5}|\d{1,2})(?![^\W_])")
_STEP = re.compile(r"(?: [-–] | )([^\W_]+(?:[&.-][^\W_]+)*)")
# a joint document: `Bộ Giáo dục và Đào tạo - Bộ Nội vụ`
_JOINT = re.compile(r" ?[-–,] (?=bộ )| và (?=bộ )")
_JOINING = frozenset({"và", "các", "về"})
_LEFT_VERB = re.compile(
    r"(?:(?:đã|vừa|mới|cũng|sẽ|từng|có) ){0,2}(?:ký ban hành|ban hành|ra|có|ký|công bố)(?: (?:các|một))? $"
)
_LEFT_DATE = re.compile(r"ngày (?=\d)|tháng (?P<month>0?[1-9]|1[0-2])[/-](?P<year>(?:19|20)\d\d)(?!\d)")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[^\W_]+|[,;–-]|[.\n:()]")
_PIN_HEADS = frozenset({"điều", "khoản", "điểm", "chương", "mục", "tiết"})
_PIN_JOINS = frozenset({",", "và", "đến", "-", "–", ";"})
_PIN_LINKS = frozenset({",", "của", "trong", "tại", "-", "–", "dự", "thảo", "theo"})
_PIN_VALUE = re.compile(r"\d{1,4}[a-zđ]?|[a-zđ]|[ivx]{1,5}")
_QUOTES = ("“", '"')
_SUBJECT_LIMIT = 240
_SUBJECT_END = re.compile(r"[.;\n)”\"]|, (?=(\S+ ?\S*))")


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a citation: it stops at `end`."""

    end: int
    issuer: str = ""
    date: str = ""
    term: str = ""
    year: str = ""


def read_tail(text: str, low: str, start: int) -> Tail:
    """Read issuer, date, term and year after a citation, in any order.

    >>> text = "Nghị quyết 27 của Ban Chấp hành Trung ương Đảng khóa X về trí thức"
    >>> read_tail(text, text.lower(), 13)
    Tail(end=54, issuer='Ban Chấp hành Trung ương Đảng', date='', term='X', year='')
    """
    issuer = date = term = year = ""
    end = start
    for _ in range(5):
        position = end
        if not issuer and (link := _ISSUER_LINK.match(low, end)):
            issuer, position = read_issuer(text, low, link.end())
        elif not date and (link := _DATE_LINK.match(low, end)):
            date, position = read_date(low, link.end())
            position = position if date else end
        elif not term and (link := _TERM_LINK.match(low, end)) and (found := _TERM.match(low, link.end())):
            term, position = found[1].upper(), found.end()
        elif not year and (found := _YEAR.match(low, end)):
            year, position = found[1], found.end()
        if position <= end or not (issuer or date or term or year):
            break
        end = position + (low[position : position + 1] == ")")
    return Tail(end, issuer, date, term, year)


def read_date(low: str, position: int) -> tuple[str, int]:
    """Read a full date: (ISO, end); the empty string when there is none, or none that the calendar has.

    >>> read_date("24 tháng 01 năm 2014 của", 0)
    ('2014-01-24', 20)
    """
    date = _DATE.match(low, position)
    if date is None:
        return "", position
    day, month, year = (int(part) for part in date.groups() if part)
    try:
        return dt.date(year, month, day).isoformat(), date.end()
    except ValueError:
        return "", position


def read_issuer(text: str, low: str, position: int) -> tuple[str, int]:
    """Read the name of an issuer: (as written, end); the empty string when there is none.

    >>> text = "UBND huyện Mường La giao"
    >>> read_issuer(text, text.lower(), 0)
    ('UBND huyện Mường La', 19)
    """
    end = _known_issuer(low, position)
    if end >= 0:
        joint = _JOINT.match(low, end)
        end = max(end, _known_issuer(low, joint.end()) if joint else -1)
        return text[position:end], end
    head = next((head for head in _issuer_forms()[1] if _stands(low, position, head)), "")
    if not head:
        return "", position
    inside, end = words("issuer_inside"), position + len(head)
    # the holder of an office: `Bộ trưởng Bộ Y tế`
    if (body := _known_issuer(low, end + 1)) >= 0:
        return text[position:body], body
    for _ in range(14):
        step = _STEP.match(text, end)
        if step is None or not (step[1][0].isupper() or step[1][0].isdigit() or step[1] in inside):
            break
        if step[1] in _JOINING and not text[step.end() + 1 : step.end() + 2].isupper():
            break
        after = step.end() + 1 if step[1] in _JOINING else step.start(1)
        if low.startswith("ban hành", after) or _begins_person(text, end, step):
            break
        end = step.end()
    if end == position + len(head) and text[position].islower():  # `trường` of `môi trường`
        return "", position
    return text[position:end], end


def _past_person(text: str, end: int) -> int:
    """Give where the name of who signed ends; `end` where nobody is named there."""
    step = _STEP.match(text, end)
    if step is None or not _begins_person(text, end, step):
        return end
    for _ in range(4):
        if step is None or not step[1][0].isupper():
            break
        end = step.end()
        step = _STEP.match(text, end)
    return end


def _begins_person(text: str, end: int, step: re.Match[str]) -> bool:
    """Say whether who signed is named after a place that ends at `end`: `UBND tỉnh Cà Mau Nguyễn Tiến Hải`.

    Districts, communes and schools have names that begin like those of people: `huyện Trần Văn Thời`.
    """
    if not (step[1][0].isupper() and step[1].lower() in words("family_name")):
        return False
    last, given = text[text.rfind(" ", 0, end) + 1 : end], _STEP.match(text, step.end())
    place = last[0].isupper() or last in ("tỉnh", "phố")
    return place and last.lower() not in words("named_after") and given is not None and given[1][0].isupper()


def is_issuer_after(text: str, low: str, position: int) -> bool:
    """Say whether an issuer stands right after a blank, with nothing between: `Thông tư 58 Bộ Giáo dục`.

    >>> text = "Thông tư 58 Bộ Giáo dục ban hành"
    >>> is_issuer_after(text, text.lower(), 11)
    True
    """
    return text[position + 1 : position + 2].isupper() and _known_issuer(low, position + 1) >= 0


def _known_issuer(low: str, position: int) -> int:
    """Give the end of the longest known issuer that stands at `position`; -1 if there is none."""
    forms = _issuer_forms()[0].get(low[position : position + 2], ())
    return max((position + len(form) for form in forms if _stands(low, position, form)), default=-1)


@cache
def _issuer_forms() -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Known issuers by their first two letters, and heads that go on with a place or a field."""
    heads = tuple(sorted(words("issuer_head"), key=len, reverse=True))
    by_start: dict[str, list[str]] = {}
    for issuer in issuers():
        if not issuer.level.endswith("local"):
            for form in issuer.forms:
                by_start.setdefault(form[:2], []).append(form)
    return {start: tuple(forms) for start, forms in by_start.items()}, heads


def _stands(low: str, position: int, form: str) -> bool:
    end = position + len(form)
    return low.startswith(form, position) and not low[end : end + 1].isalnum()


def read_left(text: str, low: str, start: int) -> tuple[str, str]:
    """Read (issuer, date) of `Ngày 10/7/2012, Bộ GD&ĐT ban hành` before a citation at `start`.

    >>> text = "Ngày 10/7/2012, Bộ GD&ĐT ban hành "
    >>> read_left(text, text.lower(), len(text))
    ('Bộ GD&ĐT', '2012-07-10')
    """
    begin = max(0, start - _WINDOW)
    window = low[begin:start]
    cut = max(window.rfind("\n"), window.rfind(". "), window.rfind(";")) + 1
    begin, window = begin + cut, window[cut:]
    verb = _LEFT_VERB.search(window[-45:])
    if verb is None:
        return "", ""
    stop = start - (len(window[-45:]) - verb.start())
    for word in _WORD.finditer(low, begin, stop):
        issuer, end = read_issuer(text, low, word.start())
        if issuer and 0 <= stop - _past_person(text, end) <= 1:
            date = ""
            for link in _LEFT_DATE.finditer(low, begin, word.start()):
                month = f"{link['year']}-{link['month'].zfill(2)}" if link["month"] else ""
                date = month or read_date(low, link.end())[0] or date
            return issuer, date
    return "", ""


def read_pinpoint(text: str, low: str, start: int, end: int) -> str:
    """Read the article, clause or point cited before `start`, or after `end` with `tại`.

    >>> text = "điểm b, khoản 1, điều 51 Bộ luật Hình sự"
    >>> read_pinpoint(text, text.lower(), 25, len(text))
    'điểm b, khoản 1, điều 51'
    """
    begin = max(0, start - _WINDOW)
    window = low[begin:start]
    if "điều" in window or "khoản" in window or "chương" in window or "mục" in window:
        tokens = list(_TOKEN.finditer(window))
        while tokens and tokens[-1][0] in _PIN_LINKS:
            tokens.pop()
        span = _pinpoint(tokens)
        if span:
            return text[begin + span[0] : begin + span[1]]
    for link in (" tại ", ", tại ", ", "):
        if low.startswith(link, end) and low.startswith(("điều ", "khoản ", "điểm "), end + len(link)):
            tokens = list(_TOKEN.finditer(low, end + len(link), end + len(link) + _WINDOW))
            count = next((i for i, token in enumerate(tokens) if not _pin_part(token[0])), len(tokens))
            while count and (tokens[count - 1][0] in _PIN_JOINS or tokens[count - 1][0] in _PIN_HEADS):
                count -= 1
            return text[tokens[0].start() : tokens[count - 1].end()] if count > 1 else ""
    return ""


def _pin_part(token: str) -> bool:
    return token in _PIN_HEADS or token in _PIN_JOINS or bool(_PIN_VALUE.fullmatch(token))


def _pinpoint(tokens: list[re.Match[str]]) -> tuple[int, int] | None:
    """Walk back over the parts of a pinpoint that ends with `tokens`: its span, if it has a head word."""
    if not tokens or not _PIN_VALUE.fullmatch(tokens[-1][0]):
        return None
    begin = -1
    for token in reversed(tokens):
        if not _pin_part(token[0]):
            break
        if token[0] in _PIN_HEADS:
            begin = token.start()
    return (begin, tokens[-1].end()) if begin >= 0 else None


def read_subject(text: str, low: str, start: int) -> str:
    """Read what the document is about, after its citation and tail, to a sound end of the clause.

    >>> text = " về xây dựng đội ngũ trí thức, đồng thời kiến nghị"
    >>> read_subject(text, text, 0)
    'xây dựng đội ngũ trí thức'
    """
    position = start + low.startswith((",", "("), start)
    position += low.startswith(" ", position)
    starter = next((form for form in _starters() if _stands(low, position, form)), "")
    begin = position
    if starter in ("về", "về việc", "v/v"):
        begin += len(starter) + 1
    opening = low.startswith(_QUOTES, begin)
    if not (starter or opening):
        return ""
    begin += opening
    limit = min(len(text), begin + _SUBJECT_LIMIT)
    stops, end = words("subject_stop"), limit
    for mark in _SUBJECT_END.finditer(low, begin, limit):
        if opening:
            if mark[0] in '”"\n':
                end = mark.start()
                break
        elif not mark[0].startswith(",") or mark[1] in stops or mark[1].split(" ")[0] in stops:
            end = mark.start()
            break
    else:
        if limit < len(text):
            end = max(low.rfind(" ", begin, limit), begin)
    return text[begin:end].strip(' ,“”"')


@cache
def _starters() -> tuple[str, ...]:
    return tuple(sorted(words("subject_start"), key=len, reverse=True))
