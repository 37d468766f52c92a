"""Which lines of an article are title, lead, body, photo caption, or furniture of the portal.

Lines are judged one by one by the phrases in `data/cues.tsv`, then by where they stand: what is above
the title or below the end of the article belongs to the portal, whatever it says.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from khkt_nlp.article import cues
from khkt_nlp.article.cues import Line
from khkt_nlp.article.dateline import Dateline, publication_date, read_dateline
from khkt_nlp.article.models import Zone, ZoneKind
from khkt_nlp.article.normalization import fold_case, normalize

_LONGEST_LEAD = 150
# so many lines that are no paragraph may stand above the first one and still be looked at for a title
_HEAD = 60

Ranges = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Layout:
    """How an article is laid out: its zones in order, and the title and date that its text states."""

    zones: tuple[Zone, ...]
    title: str | None
    published: dt.date | None


def zones(text: str, body: Ranges | None = None) -> list[Zone]:
    r"""Divide `text` into zones of whole lines, in order and without overlap; blanks around are in none.

    `body`: the lines (code points) that an extraction took for the article; all others are chrome.

    >>> text = "Hội thảo ở Sơn La\n\nNgày 25/11, hội thảo bàn về đội ngũ trí thức.\n\nTin cũ hơn\nMột tin"
    >>> [(zone.kind, text[zone.start : zone.end]) for zone in zones(text)][::2]
    [('title', 'Hội thảo ở Sơn La'), ('chrome', 'Tin cũ hơn\nMột tin')]
    """
    return list(layout(text, body).zones)


def layout(text: str, body: Ranges | None = None, title: str | None = None) -> Layout:
    """Divide `text` as `zones` does, and read its title and date; `title` is the one already known."""
    lines = list(cues.lines(normalize(text)))
    kinds: list[ZoneKind] = ["body"] * len(lines)
    end = _mark_furniture(lines, kinds, body)
    datelines = _mark_datelines(lines[:end], kinds)
    titles = _mark_title(lines[:end], kinds, title, {dateline.at for dateline in datelines})
    below = max(titles) + 1 if titles else 0
    _mark_captions(lines, kinds, below)
    if titles:
        _mark_lead(lines, kinds, below)
    stated = [" ".join(text[lines[i].start : lines[i].end].split()) for i in titles]
    return Layout(
        zones=tuple(_merge(lines, kinds)),
        title=max(stated, key=len, default=None),
        published=publication_date(datelines, min(titles, default=None)),
    )


def _mark_furniture(lines: list[Line], kinds: list[ZoneKind], body: Ranges | None) -> int:
    """Mark what shows that it is the portal's, and lists of other articles; give where the article ends."""
    furniture = [cues.is_furniture(line) for line in lines]
    prose = [line.is_prose() and not known for line, known in zip(lines, furniture, strict=True)]
    inside = _inside(lines, body) if body else [True] * len(lines)
    first, final = _first_and_last(inside)  # extraction leaves out captions, which are not the portal's
    last = max((i for i, is_prose in enumerate(prose) if is_prose), default=len(lines))
    weight = sum(line.words for line, is_prose in zip(lines, prose, strict=True) if is_prose)
    read = 0  # words of prose so far
    in_list = False
    for i, line in enumerate(lines):
        opens_list = cues.is_tail(line) or cues.is_related(line)
        # Early in the page the same words are a menu; in the middle of an article a list of others
        # stands between two paragraphs; once most of the article has been read they end it.
        if (furniture[i] and i > last) or (cues.is_tail(line) and read and 2 * read >= weight):
            kinds[i:] = ["chrome"] * (len(lines) - i)
            return i
        in_list = (in_list or (opens_list and read > 0)) and not prose[i]
        outside = not inside[i] and not (first < i < final and cues.is_caption(line))
        if in_list or opens_list or furniture[i] or outside or cues.is_link(line):
            kinds[i] = "chrome"
        if prose[i]:
            read += line.words
    return len(lines)


def _first_and_last(marks: list[bool]) -> tuple[int, int]:
    """Give the places of the first and last true value; an empty range when there is none."""
    places = [i for i, mark in enumerate(marks) if mark]
    return (places[0], places[-1]) if places else (0, 0)


def _inside(lines: list[Line], body: Ranges) -> list[bool]:
    """Say for each line whether it shares a character with one of the ranges in `body`."""
    ranges = iter(sorted(body))
    start, end = next(ranges, (0, 0))
    found = []
    for line in lines:
        while end <= line.start and (following := next(ranges, None)) is not None:
            start, end = following
        found.append(start < line.end and line.start < end)
    return found


def _mark_datelines(lines: list[Line], kinds: list[ZoneKind]) -> list[Dateline]:
    """Mark the lines above the second paragraph that only say when the article came out."""
    found = []
    paragraphs = 0
    for i, line in enumerate(lines):
        dateline = read_dateline(line, i)
        if dateline:
            kinds[i] = "chrome"
            found.append(dateline)
        paragraphs += kinds[i] == "body" and line.is_prose()
        if paragraphs == 2:
            break
    return found


def _mark_title(
    lines: list[Line], kinds: list[ZoneKind], known: str | None, datelines: set[int]
) -> list[int]:
    """Mark the title wherever it stands, and as chrome what is above it; give its lines in the head."""
    article = [i for i, kind in enumerate(kinds[: len(lines)]) if kind == "body"]
    prose = (i for i in article if lines[i].is_prose() and not (i == article[0] and lines[i].is_heading()))
    first = next(prose, len(lines))
    head = [i for i in article[:_HEAD] if i < first]
    titles: list[int] = []
    if known:
        wanted = fold_case(" ".join(normalize(known).text.split()))
        titles = [i for i in range(first) if _repeats(lines[i].folded, wanted)]
    elif len(lines) > 1:
        titles = _repeated(lines, kinds, head) or _one_title(lines, kinds, head, datelines)
    if titles:
        last = max(titles)
        kinds[:last] = ["chrome"] * last
        for i in titles:
            kinds[i] = "title"
        said = {lines[i].folded for i in titles if lines[i].words >= 4}
        for i in range(last + 1, len(lines)):
            if kinds[i] == "body" and lines[i].folded in said:
                kinds[i] = "title"
    return titles


def _repeats(a: str, b: str) -> bool:
    """Say whether two lines are one title, the shorter cut off or with a subtitle less."""
    short, long = sorted((a, b), key=len)
    return short == long or (len(short) >= 20 and long.startswith(short))


def _repeated(lines: list[Line], kinds: list[ZoneKind], head: list[int]) -> list[int]:
    """Give the lines of the head that say the same: portals print a title in the trail and again above."""
    trails = [line.folded for line, kind in zip(lines[:_HEAD], kinds, strict=False) if kind == "chrome"]
    for at, i in enumerate(head):
        if lines[i].words < 4:
            continue
        same = [j for j in head[at + 1 :] if _repeats(lines[i].folded, lines[j].folded)]
        if same or any(trail.endswith(lines[i].folded) for trail in trails):
            return [i, *same]
    return []


def _one_title(lines: list[Line], kinds: list[ZoneKind], head: list[int], datelines: set[int]) -> list[int]:
    """Choose one line of the head: the first, or where furniture stands there too, the likeliest."""
    able = [i for i in head if lines[i].is_heading()]
    if not able:
        return []
    if "chrome" not in kinds[: head[-1] + 2]:
        return able[:1] if able[0] == head[0] else []
    for i in able:  # right above its date
        if i + 1 in datelines and not lines[i].is_capitals() and not cues.is_office(lines[i]):
            return [i]
    # otherwise in the last group of lines: groups above are banners and sections
    groups = [[i for _, i in group] for _, group in groupby(enumerate(able), lambda pair: pair[1] - pair[0])]
    mixed = [i for i in groups[-1] if not lines[i].is_capitals() and lines[i].words >= 5]
    return mixed[:1] or groups[-1][-1:]


def _mark_captions(lines: list[Line], kinds: list[ZoneKind], below: int) -> None:
    """Mark captions by their words, and short lines that stand twice: once in the text, once by the photo."""
    rest = [i for i in range(below, len(lines)) if kinds[i] == "body"]
    times = Counter(lines[i].folded for i in rest if 5 <= lines[i].words <= 45)
    for place, i in enumerate(rest):
        if cues.has_credit(lines[i]) or (place and (cues.is_caption(lines[i]) or times[lines[i].folded] > 1)):
            kinds[i] = "caption"


def _mark_lead(lines: list[Line], kinds: list[ZoneKind], below: int) -> None:
    """Mark the first line below the title, when the article goes on after it."""
    rest = [i for i in range(below, len(lines)) if kinds[i] == "body"]
    if len(rest) > 1 and lines[rest[0]].words <= _LONGEST_LEAD:
        kinds[rest[0]] = "lead"


def _merge(lines: list[Line], kinds: list[ZoneKind]) -> list[Zone]:
    """Make one zone of neighbouring lines of one kind."""
    merged = []
    for kind, group in groupby(zip(lines, kinds, strict=True), lambda pair: pair[1]):
        members = [line for line, _ in group]
        merged.append(Zone(members[0].start, members[-1].end, kind))
    return merged
