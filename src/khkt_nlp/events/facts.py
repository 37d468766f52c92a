"""When, where and by whom: reading the sentence around a head noun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from khkt_nlp.article.normalization import fold_case
from khkt_nlp.events import patterns
from khkt_nlp.events.heads import Head

# the stop comes first in the pattern and is judged afterwards: so the engine skips from stop to stop
_SENTENCE_END = re.compile(
    r"[.!?…\n](?:(?<=\n)|(?<!\bTP.)(?<!\bTS.)(?<!\bGS.)(?<!\bTh.)(?<!\bThS.)(?<!\bTp.)"
    r"[\"”’)\]]{0,3}\s{1,3}(?=[\"“(\[]?[A-ZĐÀ-Ỹ]))"
)
_ORGANIZE_BEFORE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(patterns.ORGANIZE)
    + r")(?:\s(?:một|buổi|cuộc|thành công|trọng thể|chuỗi|sự kiện))?"
    # other objects of the verb: `tổ chức mít tinh, đạp xe và tọa đàm`
    r"(?:\s(?:[^\W\d_][\w-]{0,15},?\s){1,7}và)?\s[\"“‘'(]?\s?$"
)
_BETWEEN = re.compile(
    r"[\s,–&-]{0,6}(?:[(][^()\n]{1,40}[)])?[\s,–&-]{0,6}(?:(?:"
    + "|".join(sorted(patterns.BETWEEN_ORGANIZERS, key=len, reverse=True))
    + r")[\s,]{1,3}){0,4}"
)
_BY = re.compile(r"(?<!\w)do\s(?:các đơn vị:?\s)?")
_OF = re.compile(
    r"(?:[\s,]|của|thứ|lần|trực tuyến|thường kỳ|bất thường|toàn thể|tổ|hội trường|ở|chuyên đề|\d{1,3}(?!\d)"
    r"|[ivxl]{1,7}(?!\w)|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)*"
)
_AT = re.compile(r"(?<!\w)(?:tại|ở)\s")
# a date after the symbol or number of a document is that of the document
_AFTER_SYMBOL = re.compile(
    r"(?:\d{1,6}[/-][\d./-]{0,8}[^\W\d_][\w./&-]{0,30}|(?<!\w)số\s\S{1,20}"
    r"|(?<!\w)(?:luật|nghị định|nghị quyết|thông tư|quyết định|công văn|chỉ thị)\s\S{1,20})"
    r",?\s(?:đề\s|ký\s|ban hành\s)?$"
)
_ORGANIZE_AFTER = re.compile(r"(?<!\w)(?:tổ chức|chủ trì|đăng cai|thực hiện|phối hợp)(?!\w)")
_OFFICE = re.compile(r"(?<!\w)(?:" + "|".join(patterns.OFFICES) + r")\s$")
_MEETS = re.compile(r"(?:\s(?:đã|sẽ|có|tiến hành|tổ chức))*\s")
_STOP = re.compile(r"[.;\n]")
_HELD = re.compile(r"(?<!\w)(?:" + "|".join(patterns.HELD_AFTER) + r")(?!\w)")
# after an organisation: what follows up to the verb is its partners, be they recognised or not
_COOPERATES = re.compile(r"\s(?:(?:đã|sẽ|vừa|chủ trì,?)\s){0,2}(?:phối hợp|cùng với)(?!\w)")
_VERB_GAP = 70
# another name between the organisation and the verb: it is that which acts, as in `UBND tỉnh Trần A chủ trì`
_OTHER_NAME = re.compile(r"[A-ZĐÀ-Ỹ]")
_SAME_DAY = re.compile(r"(?<!\w)cùng ngày(?!\w)")
# how far before the head noun a year may stand to date the meeting (`Năm 1902, tại hội nghị`)
_YEAR_GAP = 12
# a month loses against a day that stands no more than this much farther
_MONTH_PENALTY = 20
SITTINGS = frozenset({"kỳ họp", "phiên họp", "phiên thảo luận", "phiên chất vấn", "phiên giải trình"})
_OF_SESSIONS = SITTINGS | {"họp", "đại hội", "hội nghị"}


@dataclass(frozen=True, slots=True)
class Span:
    """A date, an organisation or a province of the view: where it stands and its value or id."""

    start: int
    end: int
    value: str = ""
    end_value: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The article and what was found in it, in the offsets of the view, each list in text order.

    `low`: the text in lower case, of the same length. `months`: expressions that give a month or less
    than a date does, for want of one.
    """

    text: str
    low: str
    dates: Sequence[Span] = ()
    vague: Sequence[Span] = ()
    organizations: Sequence[Span] = ()
    provinces: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What one sentence states of a meeting.

    `dated`: it says when, be it `hôm nay` of an unknown day. `hosted`: it says that somebody holds it.
    """

    date: str = ""
    end_date: str = ""
    place: str = ""
    organizers: tuple[tuple[int, int], ...] = ()
    dated: bool = False
    hosted: bool = False

    def or_else(self, other: Facts) -> Facts:
        """Fill what is open here from `other`."""
        dated = self if self.date else other
        return Facts(
            dated.date,
            dated.end_date,
            self.place or other.place,
            self.organizers or other.organizers,
            self.dated or other.dated,
            self.hosted or other.hosted,
        )


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text at line ends and at stops before a capital.

    >>> sentences("TS. An nói. Ông về.")
    [(0, 12), (12, 19)]
    """
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def read_facts(context: Context, head: Head, sentence: tuple[int, int]) -> Facts:
    """Read what `sentence` states of the meeting that `head` names."""
    organizers, hosted = _organizers(context, head, sentence)
    day = _day(context, head, sentence)
    return Facts(
        day.value if day else "",
        day.end_value if day else "",
        _place(context, head, sentence, organizers),
        organizers,
        day is not None,
        hosted or _takes_place(context.low, max([head.end, *(last for _, last in organizers)])),
    )


def within(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Give the spans that begin from `start` on and before `end`."""
    return spans[bisect_left(spans, start, key=_start) : bisect_left(spans, end, key=_start)]


def _start(span: Span) -> int:
    return span.start


def _day(context: Context, head: Head, sentence: tuple[int, int]) -> Span | None:
    """Take the date nearest to the head noun; not that of a document, one in the title last."""
    begin, end = sentence
    months = [
        span
        for span in within(context.vague, begin, end)
        if not _is_year(span) or 0 <= head.start - span.end <= _YEAR_GAP
    ]
    near = [
        (not span.value, _distance(head, span) + penalty, span.start - span.end, span)
        for penalty, spans in ((0, within(context.dates, begin, end)), (_MONTH_PENALTY, months))
        for span in spans
        if not head.start <= span.start < head.end
    ]
    for *_, span in sorted(near, key=lambda row: row[:3]):
        if not _AFTER_SYMBOL.search(context.low, max(begin, span.start - 60), span.start):
            return span
    titled = within(context.dates, head.start, head.end)
    if titled:
        return titled[0]
    before = bisect_left(context.dates, begin, key=_start)
    if before and _SAME_DAY.search(context.low, begin, head.start):
        return context.dates[before - 1]
    return None


def _is_year(span: Span) -> bool:
    return len(span.value) == len("2022") and not span.value.startswith("--")


def _distance(head: Head, span: Span) -> int:
    return span.start - head.end if span.start >= head.end else head.start - span.end


def _place(
    context: Context, head: Head, sentence: tuple[int, int], organizers: Sequence[tuple[int, int]]
) -> str:
    """Take the province after `tại`, else that of an organizer, else that of the title."""
    begin, end = sentence
    provinces = within(context.provinces, begin, end)
    for province in provinces:
        if _AT.search(context.low, max(begin, province.start - 60), province.start):
            return province.value
    for province in provinces:
        if any(start <= province.start < stop for start, stop in organizers):
            return province.value
    for province in provinces:
        if head.start <= province.start < head.end:
            return province.value
    return ""


def _organizers(
    context: Context, head: Head, sentence: tuple[int, int]
) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Read the organizers, and whether the sentence says that they hold the meeting."""
    begin, end = sentence
    named = _outermost(within(context.organizations, begin, end))
    for read in (_before_verb, _after_by, _after_head, _at_title_end, _assembly):
        found = read(context, head, named, end)
        if found:
            return tuple((span.start, span.end) for span in found), read in {_before_verb, _after_by}
    return (), False


def _takes_place(low: str, end: int) -> bool:
    """Say whether the sentence goes on with `diễn ra` or the like after `end`."""
    verb = _HELD.search(low, end, end + _VERB_GAP)
    return verb is not None and not _STOP.search(low, end, verb.start())


def _outermost(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _before_verb(context: Context, head: Head, named: Sequence[Span], _: int) -> list[Span]:
    """Read `X phối hợp với Y tổ chức hội thảo`, and `Quốc hội thảo luận` where the head is the verb."""
    acting = [span for span in named if head.start <= span.start and span.end < head.head_end]
    if head.kind.verb and acting:
        return acting[:1]
    before = [span for span in named if span.end <= head.start]
    if (
        before
        and head.kind.family == "tiếp xúc"
        and _MEETS.fullmatch(context.low, before[-1].end, head.start)
    ):
        return before[-1:]
    if not before or head.start - before[-1].end > _VERB_GAP:
        return []
    gap = context.text[before[-1].end : head.start]
    verb = _ORGANIZE_BEFORE.search(fold_case(gap))
    if (
        not verb
        or "\n" in gap
        or (verb[0].startswith("chủ trì") and _OTHER_NAME.search(gap, 0, verb.start()))
    ):
        return []
    chain = [before[-1]]
    for span in reversed(before[:-1]):
        joined = _BETWEEN.fullmatch(context.low, span.end, chain[0].start)
        if not joined and not _COOPERATES.match(context.low, span.end):
            break
        chain.insert(0, span)
    office = _OFFICE.search(context.low, max(0, chain[0].start - 24), chain[0].start)
    return [] if office else chain


def _after_by(context: Context, head: Head, named: Sequence[Span], end: int) -> list[Span]:
    """Read `hội thảo “…” do X phối hợp với Y tổ chức`."""
    for by in _BY.finditer(context.low, head.head_end, end):
        chain = _chain(context.low, [span for span in named if span.start >= by.end()], by.end(), 3)
        if chain and _ORGANIZE_AFTER.search(context.low, chain[-1].end, min(end, chain[-1].end + _VERB_GAP)):
            return chain
    return []


def _after_head(context: Context, head: Head, named: Sequence[Span], _: int) -> list[Span]:
    """Read `phiên họp Chính phủ`, `kỳ họp thứ 7 HĐND TP Hà Nội`, `cuộc họp của X`."""
    after = [span for span in named if span.start >= head.head_end]
    if not after or head.kind.verb:
        return []
    gap = context.low[head.head_end : after[0].start]
    if not _OF.fullmatch(gap) or gap.startswith(","):
        return []
    if "của" not in gap and (
        head.kind.family not in _OF_SESSIONS or (head.kind.family == "hội nghị" and gap == " ")
    ):
        return []
    return _chain(context.low, after, after[0].start, 0)


def _at_title_end(context: Context, head: Head, named: Sequence[Span], _: int) -> list[Span]:
    """Read `hội nghị sơ kết công tác … của X và Y`, where the title ends with its owners."""
    owners = [
        span
        for span in named
        if head.head_end < span.start < head.end and context.low.endswith("của ", 0, span.start)
    ]
    if head.quoted or not owners:
        return []
    chain = _chain(
        context.low, [span for span in named if span.start >= owners[-1].start], owners[-1].start, 0
    )
    return chain if chain[-1].end >= head.end else []


def _assembly(context: Context, head: Head, named: Sequence[Span], _: int) -> list[Span]:
    """Take the nearest parliament, council or government in the sentence as the one that sits."""
    if head.kind.family not in SITTINGS:
        return []
    sitting = [span for span in named if context.low.startswith(patterns.ASSEMBLIES, span.start)]
    return [min(sitting, key=lambda span: _distance(head, span))] if sitting else []


def _chain(low: str, spans: Sequence[Span], start: int, slack: int) -> list[Span]:
    """Take the organisations from `start` on that only `và`, `phối hợp với` and the like part."""
    chain: list[Span] = []
    position = start
    for span in spans:
        if chain and not _BETWEEN.fullmatch(low, position, span.start):
            break
        if not chain and span.start - position > slack:
            break
        chain.append(span)
        position = span.end
    return chain
