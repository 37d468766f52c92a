"""Telling which head nouns name the same meeting, and which meetings the article reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from khkt_nlp.article.normalization import fold_case
from khkt_nlp.events import cues
from khkt_nlp.events.context import Context
from khkt_nlp.events.facts import Facts
from khkt_nlp.events.heads import Head
from khkt_nlp.events.hosts import SITTINGS

_ANAPHORIC = frozenset({"họp", "làm việc", "lễ"})
_WORD = re.compile(r"\w+")
_EARLY = 700
_ENOUGH = 4
_RECENT = 40
_SESSION = "kỳ họp"
_NUMBERED = " lần thứ "
# after a meeting that is yet to come
_AHEAD = re.compile(r",? (?:sẽ|sắp|dự kiến)(?!\w)")
# after a meeting that is long over, or told of as history
_PAST = (" hồi ", " lần đầu tiên được", " lần đầu được")
_MANY_A_DAY = frozenset({"làm việc", "tiếp xúc"})
_SITTINGS_OF_SESSION = SITTINGS - {_SESSION, "phiên họp"}


@dataclass(slots=True)
class Meeting:
    """A meeting while it is gathered: its mentions, and what their sentences state of it.

    `main`: the mention that names it best: nouns before verbs, quoted before stated titles, then the
    earliest. What the sentence of that mention states comes before what the others state.
    """

    main: Head
    stated: Facts
    heads: list[Head]
    earlier: Facts = field(default_factory=Facts)
    listed: list[tuple[tuple[int, int], ...]] = field(default_factory=list)

    @classmethod
    def of(cls, head: Head, facts: Facts) -> Meeting:
        """Begin a meeting with its first mention."""
        return cls(head, facts, [head], listed=[facts.organizers])

    def add(self, head: Head, facts: Facts) -> None:
        """Take a further mention."""
        self.heads.append(head)
        self.listed.append(facts.organizers)
        if _rank(head) > _rank(self.main):
            self.main, self.stated, facts = head, facts, self.stated
        self.earlier = self.earlier.or_else(facts)

    @property
    def family(self) -> str:
        """The family of the first mention."""
        return self.heads[0].kind.family

    @property
    def facts(self) -> Facts:
        """What the article states of the meeting."""
        return self.stated.or_else(self.earlier)

    def organizers(self, low: str) -> tuple[tuple[int, int], ...]:
        """Give the organizers of the main mention, or a longer list elsewhere that holds all of them."""
        chosen = self.facts.organizers
        for listed in self.listed:
            names = {low[start:end] for start, end in listed}
            if len(listed) > len(chosen) and all(low[start:end] in names for start, end in chosen):
                chosen = listed
        return chosen


def _rank(head: Head) -> tuple[bool, bool, bool, bool]:
    numbered = bool(head.ordinal) or (head.kind.family == "đại hội" and _NUMBERED in head.name)
    return not head.kind.verb, head.quoted, bool(head.name), numbered


def group(heads: Sequence[Head], facts: Sequence[Facts], low: str) -> list[Meeting]:
    """Gather mentions into meetings, in text order."""
    meetings: list[Meeting] = []
    for head, stated in zip(heads, facts, strict=True):
        meeting = _same(head, stated, meetings, low)
        if meeting is None:
            meetings.append(Meeting.of(head, stated))
        else:
            meeting.add(head, stated)
    return meetings


def _same(head: Head, facts: Facts, meetings: Sequence[Meeting], low: str) -> Meeting | None:
    """Find the meeting that a mention refers back to, the latest first.

    One that has been touched in passing only is not what the bare noun refers to, unless there is no other.
    """
    recent = meetings[:-_RECENT:-1]
    alike = [m for m in recent if m.family == head.kind.family and _agree(head, facts, m)]
    if head.bare:
        alike.sort(key=lambda meeting: _is_touched(meeting, low))
    if alike:
        return alike[0]
    if head.kind.family in _ANAPHORIC and not head.kind.verb:
        for meeting in recent:
            if (head.bare or meeting.main.name) and _agree(head, facts, meeting):
                return meeting
    return None


def _is_touched(meeting: Meeting, low: str) -> bool:
    """Say whether a meeting has been named but once, as background or as one to come."""
    first = meeting.heads[0]
    return len(meeting.heads) == 1 and (_is_background(first, low) or bool(_AHEAD.match(low, first.end)))


def _agree(head: Head, facts: Facts, meeting: Meeting) -> bool:
    known, already = meeting.main, meeting.facts
    if facts.date and already.date:
        if not _compatible(facts.date, already.date):
            return False
        if facts.place and already.place and facts.place != already.place:
            return False
    if head.ordinal and known.ordinal:
        return head.ordinal == known.ordinal
    if facts.date and facts.date == already.date and head.kind.family not in _MANY_A_DAY:
        return True
    if head.name and known.name and not (head.in_headline or known.in_headline):
        ours, theirs = _content(head.name), _content(known.name)
        return 2 * len(ours & theirs) >= min(len(ours), len(theirs))
    return True


def _content(name: str) -> set[str]:
    return set(_WORD.findall(fold_case(name)))


def _compatible(one: str, other: str) -> bool:
    """Say whether two partial dates can be one day: `--11-25` and `2022-11`.

    >>> _compatible("2022-11", "--11-25"), _compatible("--11-24", "--11-25")
    (True, False)
    """
    a, b = _parts(one), _parts(other)
    return all(x == y for x, y in zip(a, b, strict=True) if x and y)


def _parts(value: str) -> tuple[str, str, str]:
    year = "" if value.startswith("--") else value[:4]
    rest = value[2:] if value.startswith("--") else value[5:]
    return year, rest[:2], rest[3:5]


def reported(meetings: Sequence[Meeting], context: Context) -> list[Meeting]:
    """Keep the meetings that the article reports and does not just mention, the best attested first.

    A sitting (`phiên chất vấn`) on a day of a session (`kỳ họp`) that is kept is a part of that session.
    """
    scored = [(evidence(meeting, context), meeting) for meeting in meetings]
    kept = [(score, meeting) for score, meeting in scored if score >= _ENOUGH]
    days = {meeting.facts.date for _, meeting in kept if meeting.family == _SESSION and meeting.facts.date}
    whole = [
        pair for pair in kept if not (pair[1].family in _SITTINGS_OF_SESSION and pair[1].facts.date in days)
    ]
    return [meeting for _, meeting in sorted(whole, key=lambda pair: (-pair[0], pair[1].heads[0].start))]


def evidence(meeting: Meeting, context: Context) -> int:
    """Add up what speaks for a meeting that the article reports."""
    main, facts, first = meeting.main, meeting.facts, meeting.heads[0]
    titled = bool(main.name or main.ordinal)
    held = any(_follows(context.low, head.start, cues.phrases("held_in")) for head in meeting.heads)
    background = [_is_background(head, context.low) for head in meeting.heads]
    early = first.start < _EARLY
    score = 3 * main.quoted + 2 * titled + 2 * facts.dated + 2 * facts.hosted + early + held
    score += sum(head.bare and not head.kind.verb for head in meeting.heads) >= 2
    score -= 3 * (2 * sum(background) >= len(background)) + 2 * (not facts.dated and not facts.hosted)
    score -= 2 * (not titled and not early and not facts.organizers and len(meeting.heads) == 1)
    if all(head.kind.verb for head in meeting.heads):
        score += 1 if facts.dated and early and not _retold(context, first) else -3
    return score


def _is_background(head: Head, low: str) -> bool:
    """Say whether a mention refers to a meeting rather than reports it."""
    return _follows(low, head.start, cues.phrases("background")) or low.startswith(_PAST, head.end)


def _retold(context: Context, head: Head) -> bool:
    """Say whether what leads to a verb is told by somebody (`ông A cho biết đã làm việc với …`)."""
    before = context.low[max(0, head.start - 120) : head.start]
    return any(phrase in before for phrase in cues.phrases("reports"))


def _follows(low: str, start: int, phrases: Sequence[str]) -> bool:
    """Say whether one of `phrases` stands right before `start`."""
    before = low[max(0, start - 24) : start].rstrip(" \"“‘'(")
    return any(before.endswith(p) and not before[: -len(p)][-1:].isalnum() for p in phrases)
