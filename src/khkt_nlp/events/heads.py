"""Finding the nouns that name a meeting, and the title that follows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import fold_case
from khkt_nlp.events import cues

_WORD_BEFORE = re.compile(r"(\w+)[\s\"“‘'(]*$")
_WORD_AFTER = re.compile(r"\s?(\w+)")
_QUOTED = re.compile(
    r"\s?(?:“([^”\n]{3,300})”|\"\s?([^\"\n]{3,300}?)\s?\"|‘([^’\n]{3,300})’|'([^'\n]{3,300})'|«([^»\n]{3,300})»)"
)
_ORDINAL = re.compile(
    r"\s?(?:(?:lần\s)?thứ\s(?P<n>\d{1,3}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|[ivxl]{1,7})"
    r"|lần\s(?P<m>\d{1,3}|[ivxl]{1,7}|nhất|hai|ba)|(?P<f>đầu tiên)|(?P<r>[ivxl]{1,7})"
    r"|trung ương\s(?P<t>\d{1,2}))(?!\w)"
)
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        ("nhất i", "hai ii", "ba iii", "tư bốn iv", "năm v", "sáu vi", "bảy vii", "tám viii", "chín ix"),
        1,
    )
    for word in words.split()
}
_BOUNDARY = re.compile(r" - |\. |, |\.$|[:!?\n“\]]|;(?! [^\W\d_])|\s–\s|\.(?=\W)| ")
_ABBREVIATION = re.compile(r"(?:TP|TS|GS|PGS|Tp|Th|ThS|Q|P)\.$")
# the body that sits, told from a new clause (`kỳ họp thứ 7, Quốc hội thảo luận`) by its term
_SEATED = re.compile(r", (?:hđnd|hội đồng nhân dân|quốc hội)(?: [^\s,;:()]{1,20}){0,8} khóa \w{1,6}")
# after a comma these go on with the sentence, not with the title
_AFTER_COMMA = ("stop", "not_first", "subject")
# in brackets: when it takes place, which is no part of the title
_TIMED = re.compile(r" [(](?:ngày|tháng|năm|sáng|chiều|tối|diễn ra|tổ chức|khai mạc|dự kiến)(?!\w)")
_DANGLING = re.compile(r"(?:\s(?:sáng|trưa|chiều|tối|đêm|vào|từ|đến|hôm|đầu|cuối|giữa|trong|tháng|và))+$")
_ABOUT_END = re.compile(r"[.\n;]")
_CREDIT = re.compile(r"(?:Ảnh|Nguồn|Video|Đồ họa)(?!\w)")
_SPACES = re.compile(r"\s+")
# before and after a forum that is no meeting: pages of readers, and parliament as the place of debate
_FORUM_ON, _FORUM_OF = "trên ", " quốc hội"
# in a title: many meetings
_OF_ALL_LEVELS = ("các cấp", "các ngành")
# no one meeting in particular: `chưa có một cuộc họp thường kỳ nào`
_ANY = " nào"
_LONGEST_TITLE = 260


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to call a meeting: see the header of `data/kinds.csv`."""

    kind: str
    family: str
    verb: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun with its title: spans of the view, the title as written there.

    `quoted`: the title stands in quotation marks. `ordinal`: of the session (`thứ 7`), else empty.
    `nested`: it stands in the title of another (`họp báo công bố hội nghị …`). `in_headline`: it stands in
    the first line that is not blank, without quotation marks, where an editor tells of the meeting rather
    than calls it by name.
    """

    start: int
    end: int
    head_end: int
    kind: Kind
    name: str = ""
    quoted: bool = False
    ordinal: str = ""
    nested: bool = False
    in_headline: bool = False

    @property
    def bare(self) -> bool:
        """Say whether the noun stands alone, as in `phát biểu tại hội nghị`."""
        return not (self.name or self.ordinal)


@cache
def kinds() -> dict[str, Kind]:
    """Load the ways to call a meeting, by phrase.

    >>> kinds()["buổi tọa đàm"].kind
    'tọa đàm'
    """
    rows = datafiles.rows("events", "kinds.csv")
    return {row["phrase"]: Kind(row["kind"], row["family"], row["verb"] == "yes") for row in rows}


@cache
def _any_kind() -> re.Pattern[str]:
    """Make one pattern of all phrases, by their first word and the longest first.

    It does not look at what stands before: a pattern that begins with plain letters is found faster.
    """
    by_word: dict[str, list[str]] = {}
    for phrase in sorted(kinds(), key=len, reverse=True):
        first, rest = phrase.split(" ", 1)
        by_word.setdefault(first, []).append(rest)
    return re.compile(
        "(?:" + "|".join(f"{w} (?:{'|'.join(rest)})" for w, rest in by_word.items()) + r")(?!\w)"
    )


def find_heads(text: str, low: str, stops: Sequence[int]) -> list[Head]:
    """Find the head nouns of single meetings, each with its title.

    `low`: `text` in lower case. `stops`: where dates begin, in order; a title does not go over one.

    >>> text = "Sáng nay, Bộ Y tế tổ chức hội thảo “Vì sức khỏe” và nhiều hội nghị."
    >>> [(head.kind.kind, head.name) for head in find_heads(text, text.lower(), [])]
    [('hội thảo', 'Vì sức khỏe')]
    """
    headline = low.find("\n", len(low) - len(low.lstrip()))
    matches = [m for m in _any_kind().finditer(low) if m.start() == 0 or not low[m.start() - 1].isalnum()]
    heads: list[Head] = []
    for position, match in enumerate(matches):
        before = matches[position - 1].end() if position else -9
        after = matches[position + 1].start() if position + 1 < len(matches) else len(low) + 9
        listed = low[before : match.start()] == ", " or low[match.end() : after] == ", "
        if listed or not _single(low, match.start(), match.end()):
            continue
        head = _with_title(text, low, match, stops)
        if head.kind.family == "diễn đàn" and not head.quoted and _is_forum(low, head):
            continue
        if head.name.endswith(_ANY):
            continue
        if not head.quoted and any(low.find(words, head.head_end, head.end) >= 0 for words in _OF_ALL_LEVELS):
            continue
        outer = heads[-1] if heads and heads[-1].end > head.start else None
        if outer is None:
            heads.append(replace(head, in_headline=head.start < headline and not head.quoted))
        elif not (outer.quoted or head.kind.verb or head.start < outer.head_end):
            heads.append(replace(head, nested=True))
    return heads


def _single(low: str, start: int, end: int) -> bool:
    """Say whether one meeting is meant: not `các hội nghị`, not `12 lớp tập huấn`."""
    before = _WORD_BEFORE.search(low[max(0, start - 24) : start])
    after = _WORD_AFTER.match(low, end)
    if before and (before[1] in cues.phrases("none_after") or before[1].isdigit()):
        return False
    return not (after and after[1] in cues.phrases("none_before"))


def _is_forum(low: str, head: Head) -> bool:
    """Say whether `diễn đàn` is a page of readers or the floor of parliament: `trên diễn đàn Quốc hội`."""
    return low.endswith(_FORUM_ON, 0, head.start) or low.startswith(_FORUM_OF, head.head_end)


def _with_title(text: str, low: str, match: re.Match[str], stops: Sequence[int]) -> Head:
    kind = kinds()[match[0]]
    start, end = match.span()
    quoted = _quoted_title(low, end)
    if quoted:
        return Head(
            start, quoted.end(), end, kind, _tidy(text[slice(*quoted.span(quoted.lastindex or 0))]), True
        )
    begin = _title_start(low, end, kind)
    ordinal = _ORDINAL.match(low, end)
    until = _title_end(text, low, begin, stops, session=bool(ordinal)) if begin is not None else end
    name = _tidy(text[begin:until]) if begin is not None else ""
    numbered = next((group for group in ordinal.groups() if group), "") if ordinal else ""
    if numbered == "đầu tiên":
        name, numbered = "", "1"
    numbered = _NUMBERS.get(numbered, numbered)
    if fold_case(name) in cues.phrases("description") or not (len(name) > 3 or numbered):
        name = ""
    if name and begin is not None:
        # what was tidied away behind the title is no part of it
        last = name.rsplit(" ", 1)[-1]
        until = text.rindex(last, begin, until) + len(last)
    return Head(start, until if name else end, end, kind, name, False, numbered)


def _quoted_title(low: str, end: int) -> re.Match[str] | None:
    """Find a title in quotation marks right after the head noun, or after `với chủ đề` and the like."""
    for _ in range(3):
        quoted = _QUOTED.match(low, end)
        if quoted:
            return quoted
        bridge = _phrase_at(low, end, "bridge")
        if not bridge:
            return None
        end = bridge
    return None


def _phrase_at(low: str, start: int, *roles: str) -> int:
    """Give the end of the longest phrase of `roles` that stands at `start` after a blank; 0 if none does."""
    match = _after_blank(*roles).match(low, start)
    return match.end() if match else 0


@cache
def _after_blank(*roles: str) -> re.Pattern[str]:
    return re.compile(rf" {cues.any_of(*roles)}(?!\w)")


def _title_start(low: str, end: int, kind: Kind) -> int | None:
    """Say where the stated title begins; None where the noun stands alone."""
    if low[end : end + 1] != " ":
        return None
    if kind.family == "làm việc":
        about = low.find(" về ", end, end + 160)
        stop = _ABOUT_END.search(low, end, end + 160)
        if about < 0 or (stop and stop.start() < about):
            return None
        return _phrase_at(low, about, "opener") + 1
    opener = _phrase_at(low, end, "opener")
    start = (opener or end) + 1
    if not low[start : start + 1].isalnum() or _phrase_at(low, start - 1, "stop"):
        return None
    if _phrase_at(low, start - 1, "not_first") and not _ORDINAL.match(low, end):
        return None
    return start


def _title_end(text: str, low: str, start: int, stops: Sequence[int], *, session: bool) -> int:
    """Say where the stated title that begins at `start` ends.

    That of a `session` holds a comma only before the body that sits.
    """
    following_stop = bisect_right(stops, start)
    limit = min(start + _LONGEST_TITLE, len(low), *stops[following_stop : following_stop + 1])
    quoted_until = 0
    for match in _BOUNDARY.finditer(low, start, limit):
        position, mark = match.start(), match[0]
        following = text[match.end() : match.end() + 1]
        if position < quoted_until:
            continue
        if mark == "“":
            quoted_until = low.find("”", position, limit)
        elif mark == " ":
            in_place = low.startswith("ở ", position + 1) and text[position + 3 : position + 4].isupper()
            if in_place or _phrase_at(low, position, "stop") or _TIMED.match(low, position):
                return position
        elif mark == ", ":
            seated = _SEATED.match(low, position) if session else None
            if session or not following.islower():
                return seated.end() if seated else position
            if _phrase_at(low, match.end() - 1, *_AFTER_COMMA):
                return position
        elif mark == " - ":
            apart = following.isupper() and text[text.rfind(" ", 0, position) + 1].islower()
            if apart or not following.isalnum() or _CREDIT.match(text, match.end()):
                return position
        elif mark != ". " or not _ABBREVIATION.search(text, start, position + 1):
            return position
    return limit


def _tidy(title: str) -> str:
    title = _DANGLING.sub("", _SPACES.sub(" ", title).strip(' ,.;:-–"“(')).strip(" ,")
    return title if "“" in title else title.strip("” ")
