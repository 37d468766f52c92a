"""Who holds a meeting and who attends, by the words between the head noun and the names of organisations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from khkt_nlp.article.normalization import fold_case
from khkt_nlp.events import cues
from khkt_nlp.events.context import Context, Span, within
from khkt_nlp.events.heads import Head

_BY = re.compile(r"(?<!\w)(?:do|được)\s(?:các đơn vị:?\s)?")
_OF = re.compile(
    r"(?:[\s,]|của|thứ|lần|trực tuyến|thường kỳ|bất thường|toàn thể|tổ|hội trường|ở|chuyên đề|\d{1,3}(?!\d)"
    r"|[ivxl]{1,7}(?!\w)|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)*"
)
_ORGANIZE_AFTER = re.compile(r"(?<!\w)(?:tổ chức|chủ trì|đăng cai|thực hiện|phối hợp)(?!\w)")
_MEETS = re.compile(r"(?:\s(?:đã|sẽ|có|tiến hành|tổ chức))*\s")
# after an organisation: what follows up to the verb is its partners, be they recognised or not
_COOPERATES = re.compile(
    r",?\s(?:(?:(?:sáng|trưa|chiều|tối|ngày|hôm)\s){0,3}(?:\d{1,2}\s?[/-]\s?\d{1,2}(?:\s?[/-]\s?\d{4})?|nay|qua),?\s)?"
    r"(?:(?:đã|sẽ|vừa|chủ trì,?)\s){0,2}(?:phối hợp|cùng với)(?!\w)"
)
# another name between the organisation and the verb: it is that which acts, as in `UBND tỉnh Trần A chủ trì`
_OTHER_NAME = re.compile(r"[A-ZĐÀ-Ỹ]")
_VERB_GAP = 70
_WITH = re.compile(
    r"(?<!\w)(?:với sự|có sự|cùng sự) (?:tham gia|tham dự|góp mặt|có mặt|hiện diện|chứng kiến|chủ trì)"
    r"(?: đông đảo)?(?: của)? "
)
_ATTEND = re.compile(r"(?<!\w)(?:tham dự|cùng dự|đến dự|dự|tham gia)\s$")
_ARE = re.compile(r",? (?:còn )?(?:có|gồm)(?!\w)")
# how far after `với` the partner may be named: `làm việc với đoàn công tác của Bộ Y tế`
_PARTNER_GAP = 30
_STOP = re.compile(r"[.;\n]")
MOST_PARTICIPANTS = 20
SITTINGS = frozenset({"kỳ họp", "phiên họp", "phiên thảo luận", "phiên chất vấn", "phiên giải trình"})
# verbs whose subject is the host: `Đoàn đại biểu Quốc hội tiếp xúc cử tri`, `HĐND họp phiên bất thường`
_OF_WHO_MEETS = frozenset({"tiếp xúc", "phiên họp"})
_OF_SESSIONS = SITTINGS | {"họp", "đại hội", "hội nghị"}


@cache
def _organizes_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){cues.any_of('organizes')}(?:\s(?:một|buổi|cuộc|thành công|trọng thể|chuỗi|sự kiện))?"
        # other objects of the verb: `tổ chức mít tinh, đạp xe và tọa đàm`
        r"(?:\s(?:[^\W\d_][\w-]{0,15},?\s){1,7}và)?\s[\"“‘'(]?\s?$"
    )


@cache
def _between() -> re.Pattern[str]:
    return re.compile(
        r"[\s,–&-]{0,6}(?:[(][^()\n]{1,40}[)])?[\s,–&-]{0,6}"
        rf"(?:{cues.any_of('beside')}[\s,]{{1,3}}){{0,4}}"
    )


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){cues.any_of('office')}\s$")


@cache
def _held() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){cues.any_of('held')}(?!\w)")


def find_organizers(
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


def find_participants(
    context: Context, head: Head, sentence: tuple[int, int], organizers: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """Read `Tham dự hội nghị có đại diện X, Y`, `với sự tham gia của X`, `buổi làm việc với X`."""
    begin, end = sentence
    named = _outermost(within(context.organizations, head.head_end, end))
    attended = _WITH.search(context.low, head.head_end, end)
    if attended is None and _ATTEND.search(context.low, max(begin, head.start - 24), head.start):
        attended = _ARE.match(context.low, head.end, end)
    if attended is not None:
        present = [span for span in named if span.start >= attended.end()]
    elif head.kind.family == "làm việc" and named:
        verb = context.low.find("với ", head.start, head.head_end + len(" với "))
        partner = verb >= 0 and named[0].start - verb <= _PARTNER_GAP
        present = _chain(context.low, named, named[0].start, 0) if partner else []
    else:
        present = []
    spans = [(span.start, span.end) for span in present]
    return tuple(span for span in spans if span not in organizers)[:MOST_PARTICIPANTS]


def takes_place(low: str, end: int) -> bool:
    """Say whether the sentence goes on with `diễn ra` or the like after `end`."""
    verb = _held().search(low, end, end + _VERB_GAP)
    return verb is not None and not _STOP.search(low, end, verb.start())


def distance(head: Head, span: Span) -> int:
    """Count the characters between a head noun with its title and a span."""
    return span.start - head.end if span.start >= head.end else head.start - span.end


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
        and head.kind.verb
        and head.kind.family in _OF_WHO_MEETS
        and _MEETS.fullmatch(context.low, before[-1].end, head.start)
    ):
        return before[-1:]
    if not before or head.start - before[-1].end > _VERB_GAP:
        return []
    gap = context.text[before[-1].end : head.start]
    verb = _organizes_before().search(fold_case(gap))
    if not verb or "\n" in gap or not set(cues.phrases("not_hosting")).isdisjoint(fold_case(gap).split()):
        return []
    if verb[0].startswith("chủ trì") and _OTHER_NAME.search(gap, 0, verb.start()):
        return []
    chain = [before[-1]]
    for span in reversed(before[:-1]):
        joined = _between().fullmatch(context.low, span.end, chain[0].start)
        if not joined and not _COOPERATES.match(context.low, span.end):
            break
        chain.insert(0, span)
    office = _office().search(context.low, max(0, chain[0].start - 24), chain[0].start)
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
    sitting = [
        span
        for span in named
        if context.low.startswith(cues.phrases("assembly"), span.start)
        and not (head.kind.verb and span.start > head.start)
    ]
    return [min(sitting, key=lambda span: distance(head, span))] if sitting else []


def _chain(low: str, spans: Sequence[Span], start: int, slack: int) -> list[Span]:
    """Take the organisations from `start` on that only `và`, `phối hợp với` and the like part."""
    chain: list[Span] = []
    position = start
    for span in spans:
        if chain and not _between().fullmatch(low, position, span.start):
            break
        if not chain and span.start - position > slack:
            break
        chain.append(span)
        position = span.end
    return chain
