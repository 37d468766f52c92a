"""When, where and by whom: reading the sentence around a head noun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from khkt_nlp.events import cues
from khkt_nlp.events.context import Context, Span, start_of, within
from khkt_nlp.events.heads import Head
from khkt_nlp.events.hosts import MOST_PARTICIPANTS, distance, find_organizers, find_participants, takes_place

_AT = re.compile(r"(?<!\w)(?:tại|ở)\s")
# a date after the symbol or number of a document is that of the document
_AFTER_SYMBOL = re.compile(
    r"(?:\d{1,6}\s?[/-]\s?[\d./-]{0,8}[^\W\d_][\w./&-]{0,30}(?:\s-\s[\w./&-]{1,20}){0,2}|(?<!\w)số\s\S{1,20}"
    r"|(?<!\w)(?:luật(?!\sgia|\ssư)|nghị định|nghị quyết|thông tư|quyết định|công văn|chỉ thị)\s\S{1,20})"
    r",?\s(?:đề\s|ký\s|ban hành\s)?$|(?<!\w)(?:tuyên|ban hành)\s$"
)
_SAME_DAY = re.compile(r"(?<!\w)cùng ngày(?!\w)")
# how far before the head noun a year may stand to date the meeting (`Năm 1902, tại hội nghị`)
_YEAR_GAP = 12
# here another clause begins, unless it goes on with the meeting: `Tại hội nghị, ông A nêu số liệu ngày 3/5`
_CLAUSE = re.compile(
    r"(?:\s(?:này|trên|đó|nói trên))?,\s(?!(?:(?:vừa|đã|được|sẽ|dự kiến)\s){0,3}(?:diễn ra|tổ chức))"
)
# how far behind a noun that stands alone a date may be its own: `Diễn đàn là hoạt động đầu tiên từ khi …`
_FAR = 100
# a month loses against a day that stands no more than this much farther
_MONTH_PENALTY = 20


@cache
def _issued() -> re.Pattern[str]:
    """Match what makes a date before it that of a document: `ngày 2/6, Bộ ra thông báo về hội nghị`."""
    return re.compile(
        r"(?<!\w)(?:ban hành|ra|có|ký|gửi|phát đi)\s(?:[^\W\d_]{1,12}\s){0,3}"
        rf"{cues.any_of('document')}(?!\w)"
    )


@cache
def _said() -> re.Pattern[str]:
    """Match what makes a date before it that of what is said: `chiều 3/5, ông A cho biết hội nghị sẽ …`."""
    return re.compile(rf"(?<!\w){cues.any_of('reports')}(?!\w)(?!,?\s(?:tại|trong|ở|với|trước)\s)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What one sentence states of a meeting.

    `participants`: who is said to attend, or with whom a working session is held. `dated`: it says when,
    be it `hôm nay` of an unknown day. `hosted`: it says that somebody holds it.
    """

    date: str = ""
    end_date: str = ""
    place: str = ""
    organizers: tuple[tuple[int, int], ...] = ()
    participants: tuple[tuple[int, int], ...] = ()
    dated: bool = False
    hosted: bool = False

    def or_else(self, other: Facts) -> Facts:
        """Fill what is open here from `other`; participants of both are kept."""
        dated = self if self.date else other
        return Facts(
            dated.date,
            dated.end_date,
            self.place or other.place,
            self.organizers or other.organizers,
            tuple(dict.fromkeys((*self.participants, *other.participants)))[:MOST_PARTICIPANTS],
            self.dated or other.dated,
            self.hosted or other.hosted,
        )


def read_facts(context: Context, head: Head, sentence: tuple[int, int]) -> Facts:
    """Read what `sentence` states of the meeting that `head` names."""
    organizers, hosted = find_organizers(context, head, sentence)
    day = _day(context, head, sentence)
    return Facts(
        day.value if day else "",
        day.end_value if day else "",
        _place(context, head, sentence, organizers),
        organizers,
        find_participants(context, head, sentence, organizers),
        day is not None,
        hosted or takes_place(context.low, max([head.end, *(last for _, last in organizers)])),
    )


def _day(context: Context, head: Head, sentence: tuple[int, int]) -> Span | None:
    """Take the date nearest to the head noun; not that of a document, one in the title last."""
    begin, end = sentence
    months = [
        span
        for span in within(context.vague, begin, end)
        if not _is_year(span) or (not span.end_value and 0 <= head.start - span.end <= _YEAR_GAP)
    ]
    near = [
        (not span.value, distance(head, span) + penalty, span.start - span.end, span)
        for penalty, spans in ((0, within(context.dates, begin, end)), (_MONTH_PENALTY, months))
        for span in spans
        if not head.start <= span.start < head.end and not _elsewhere(context.low, head, span)
    ]
    for *_, span in sorted(near, key=lambda row: row[:3]):
        if not _AFTER_SYMBOL.search(context.low, max(begin, span.start - 60), span.start):
            return span
    titled = within(context.dates, head.start, head.end)
    if titled:
        return titled[0]
    before = bisect_left(context.dates, begin, key=start_of)
    if before and _SAME_DAY.search(context.low, begin, head.start):
        return context.dates[before - 1]
    return None


def _elsewhere(low: str, head: Head, span: Span) -> bool:
    """Say whether a date is that of a document, of what somebody says, or of another clause."""
    if span.end <= head.start:
        return any(cue.search(low, span.end, head.start) for cue in (_issued(), _said()))
    if not head.bare:
        return False
    clause = _CLAUSE.match(low, head.end)
    parted = clause is not None and clause.end() < span.start
    return parted or span.start - head.end > _FAR or bool(_said().search(low, head.end, span.start))


def _is_year(span: Span) -> bool:
    return len(span.value) == len("2022") and not span.value.startswith("--")


def _place(
    context: Context, head: Head, sentence: tuple[int, int], organizers: Sequence[tuple[int, int]]
) -> str:
    """Take the province after `tại`, else the only one of the organizers, else the only one of the title."""
    begin, end = sentence
    provinces = within(context.provinces, begin, end)
    for province in provinces:
        if _AT.search(context.low, max(begin, province.start - 60), province.start):
            return province.value
    homes = {p.value for p in provinces if any(start <= p.start < stop for start, stop in organizers)}
    if homes:
        return homes.pop() if len(homes) == 1 else ""
    titled = {province.value for province in provinces if head.start <= province.start < head.end}
    # from one province to another is what the meeting is about
    return titled.pop() if len(titled) == 1 else ""
