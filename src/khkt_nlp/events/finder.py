"""Finding the meetings that an article reports."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from khkt_nlp.article.normalization import View, fold_case, normalize
from khkt_nlp.dates.models import DateMention
from khkt_nlp.events.context import Context, Span, sentences
from khkt_nlp.events.facts import Facts, read_facts
from khkt_nlp.events.heads import Head, find_heads
from khkt_nlp.events.meetings import Meeting, group, reported
from khkt_nlp.events.models import EventMention

# how far from the head noun a sentence is read: a text may have no stops
_REACH = 700


def find(
    text: str,
    *,
    dates: Iterable[DateMention] = (),
    organizations: Iterable[tuple[int, int]] = (),
    provinces: Iterable[tuple[int, int, str]] = (),
    skip: Callable[[int], bool] = lambda _: False,
) -> list[EventMention]:
    """Find the mentions of the meetings that `text` reports, in order; offsets are code points into it.

    `dates`: what `khkt_nlp.dates.find` gives. `organizations`: their spans. `provinces`: start, end and id
    of each mention. `skip`: says of an offset that nothing there counts, as in a portal's chrome.
    Never raises.

    >>> text = "Ngày 25/11, Hội Luật gia tổ chức hội thảo “Luật và đời sống”. Nhiều ý kiến nêu tại hội thảo."
    >>> from khkt_nlp.dates import find as find_dates
    >>> for event in find(text, dates=find_dates(text), organizations=[(12, 24)]):
    ...     print(event.event, event.kind, event.name, event.date, [text[a:b] for a, b in event.organizers])
    0 hội thảo Luật và đời sống --11-25 ['Hội Luật gia']
    0 hội thảo Luật và đời sống --11-25 ['Hội Luật gia']
    """
    view = normalize(text)
    low = fold_case(view.text)
    context = _context(view, low, dates, organizations, provinces)
    heads = [
        head
        for head in find_heads(view.text, low, [date.start for date in context.dates if _has_day(date.value)])
        if not skip(view.to_source(head.start, head.end)[0])
    ]
    if not heads:
        return []
    facts = [
        Facts() if head.nested else read_facts(context, head, sentence)
        for head, sentence in _with_sentences(view.text, heads)
    ]
    kept = reported(group(heads, facts, low), context)
    found = [
        mention for number, meeting in enumerate(kept) for mention in _mentions(meeting, number, view, low)
    ]
    return sorted(found, key=lambda mention: (mention.start, mention.end))


def _with_sentences(text: str, heads: Sequence[Head]) -> Iterator[tuple[Head, tuple[int, int]]]:
    """Pair each head noun with its sentence, no more than `_REACH` to either side."""
    cuts = sentences(text)
    begins = [begin for begin, _ in cuts]
    for head in heads:
        begin, end = cuts[bisect_right(begins, head.start) - 1]
        yield head, (max(begin, head.start - _REACH), min(max(end, head.end), head.end + _REACH))


def _mentions(meeting: Meeting, number: int, view: View, low: str) -> list[EventMention]:
    """Give every mention of a meeting all that is known of it."""
    main, facts, held = meeting.main, meeting.facts, meeting.organizers(low)
    organizers = tuple(view.to_source(*span) for span in held)
    participants = tuple(view.to_source(*span) for span in facts.participants if span not in held)
    # the body that meets is no title: `cuộc họp Bộ Giao thông Vận tải`
    is_body = main.kind.family != "đại hội" and fold_case(main.name) in {low[a:b] for a, b in held}
    name = "" if is_body else main.name
    return [
        EventMention(
            *view.to_source(head.start, head.end),
            number,
            main.kind.kind,
            name,
            facts.date,
            facts.end_date,
            facts.place,
            organizers,
            participants,
        )
        for head in meeting.heads
    ]


def _context(
    view: View,
    low: str,
    dates: Iterable[DateMention],
    organizations: Iterable[tuple[int, int]],
    provinces: Iterable[tuple[int, int, str]],
) -> Context:
    """Bring what was found into the offsets of the view."""
    listed = [date for date in dates if date.kind != "lunar"]
    # without a publication date `hôm nay` has no value, and still says that there is a day
    days = [d for d in listed if d.kind in {"calendar", "range"} or _is_day(d)]
    months = [d for d in listed if d.kind in {"period", "relative"} and not _is_day(d) and d.value]
    return Context(
        view.text,
        low,
        _spans(view, [(d.start, d.end, d.value, d.end_value) for d in days]),
        _spans(view, [(d.start, d.end, d.value, d.end_value) for d in months]),
        _spans(view, [(start, end, "", "") for start, end in organizations]),
        _spans(view, [(start, end, id_, "") for start, end, id_ in provinces]),
    )


def _spans(view: View, rows: Sequence[tuple[int, int, str, str]]) -> list[Span]:
    spans = [Span(*view.from_source(start, end), value, last) for start, end, value, last in rows]
    return sorted(spans, key=lambda span: (span.start, -span.end))


def _is_day(date: DateMention) -> bool:
    return date.kind == "relative" and (_has_day(date.value) or not date.value)


def _has_day(value: str) -> bool:
    return len(value.removeprefix("--")) in {len("11-25"), len("2022-11-25")} and value.count("-") > 1
