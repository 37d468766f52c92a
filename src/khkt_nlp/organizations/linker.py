"""Which organisation each name of an article means: one left-to-right reading over all its names.

A name that tells by itself which organisation it means is linked first. The others (`UBND tỉnh`, `Sở Y tế`,
`Công ty MHD`) take the organisation that the article has named in full, where there is only one such, or
the nearest before; a local body takes the territory that the article speaks of.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from khkt_nlp.names import lexicon
from khkt_nlp.names.models import RawName
from khkt_nlp.organizations import gazetteer
from khkt_nlp.organizations.expansion import opens_list
from khkt_nlp.organizations.gazetteer import Gazetteer, Organization
from khkt_nlp.organizations.models import OrganizationMention
from khkt_nlp.organizations.structure import CITIES, Structure, analyse, full_name
from khkt_nlp.provinces.models import ProvinceMention

_DECLARED = re.compile(
    r" ?\((?:(?:sau đây )?(?:gọi tắt|viết tắt|gọi|tên tắt)(?: là)?:? ?)?([^\W\d_][^()\n;]{1,40})\)"
)
_BRACKET = re.compile(r" ?\([^()]{0,40}\)")
_JOINT = re.compile(r"\s?(?:\(|,|-|–|của|thuộc|trực thuộc)\s?")
_JOINT_LONGEST = 12
# leads a body: an abbreviation in brackets after its name is that of the body
_BOARD = re.compile(
    r"(?:hội đồng quản trị|hội đồng thành viên|hđqt|hđtv|ban (?:tổng )?giám đốc|ban lãnh đạo)\s(?=\w)",
    re.IGNORECASE,
)
# before the abbreviation that stands for the whole name: Tổng công ty PVC
_FIRMS = frozenset({"công ty", "tổng công ty", "tập đoàn", "ngân hàng"})
# boards of parties and of associations alike
_COMMITTEES = ("ban chấp hành", "ban thường vụ")
# a head noun of so many words stands for the whole name: Trung ương Hội
_TELLING_HEAD = 3
# an article is at home in a territory that it names so many times as often as another
_AT_HOME = 2
# with how many different names of the same first or last word a name is compared
_MOST_ALIKE = 200
# may stand between the members of a list too
_LISTING = (",", " -", "-", " –", "–")
_ABOVE = frozenset({"ministry", "state", "government", "party", "union", "international"})
# a People's Committee after a comma is the next of those who took part: `Sở Xây dựng, UBND quận 8`
_ABOVE_IN_LIST = _ABOVE - {"government", "party"}
# which kinds of body may stand above a body of a kind
_PARENTS = {
    "agency": _ABOVE | {"agency", "department"},
    "department": (_ABOVE - {"state"}) | {"agency", "police", "department"},
    "institute": _ABOVE | {"institute", "school", "association"},
    "center": _ABOVE | {"agency", "department", "institute", "school", "association", "hospital"},
    "office": _ABOVE | {"council"},
    "police": _ABOVE | {"police"},
    "military": _ABOVE | {"military"},
    "inspectorate": _ABOVE | {"department"},
    "hospital": _ABOVE | {"department", "hospital", "school"},
    "school": _ABOVE | {"school", "hospital"},
    "committee": _ABOVE | {"council"},
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Place:
    """A territory that the article names at `at`: its level, its key, and its kind word.

    `unit` is empty for provinces named without one; `city` for centrally-run cities.
    """

    at: int
    level: str
    key: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of the article with its parts."""

    raw: RawName
    text: str
    parts: Structure
    known: Organization | None


def link(
    text: str,
    names: Sequence[RawName],
    provinces: Sequence[ProvinceMention] = (),
    on: dt.date | None = None,
    known: Gazetteer | None = None,
) -> list[OrganizationMention]:
    """Say which organisation each of `names` means; `on` is the day of the article.

    `names` and `provinces` lie in text order, their offsets point into `text`.

    >>> text = "Sở Y tế tỉnh Hòa Bình báo cáo UBND tỉnh."
    >>> found = link(text, [RawName(0, 21, "ORG", 1.0), RawName(30, 39, "ORG", 1.0)])
    >>> [mention.id for mention in found]
    ['so-y-te-hoa-binh', 'uy-ban-nhan-dan-hoa-binh']
    """
    known = known or gazetteer.load()
    read = [_read(text, raw, known, on) for raw in names]
    declared = _declared(text, read, known, on)
    article = _Article(read, _places(read, provinces))
    province_ids = _province_ids(provinces)
    mentions: list[OrganizationMention] = []
    for name in read:
        full, short = declared.get(name.parts.key, (name, ""))
        if full is name and name.known is None:
            full, short = declared.get(_without_firm(name.parts.key), (name, short))
        resolved, place = (full, "") if opens_list(text, name.raw.end) else article.resolve(full)
        mention = _mention(name, resolved, place, known, province_ids)
        if short and not mention.abbreviation:
            mention = dataclasses.replace(mention, abbreviation=short)
        mentions.append(mention)
    return _agree(_with_parents(text, mentions))


def _province_ids(provinces: Sequence[ProvinceMention]) -> dict[str, str]:
    """Give the id of each province by the key of its name; those that the article names win."""
    return {**_known_provinces(), **{gazetteer.key(mention.name): mention.id for mention in provinces}}


@functools.cache
def _known_provinces() -> Mapping[str, str]:
    ids = {
        gazetteer.key(name): f"vn-{gazetteer.slug(name)}"
        for name, level in lexicon.territory_levels()
        if level == "province"
    }
    return ids | dict.fromkeys(("thành phố hồ chí minh", "hcm", "sài gòn"), "vn-ho-chi-minh")


def _read(text: str, raw: RawName, known: Gazetteer, on: dt.date | None) -> _Name:
    surface = " ".join(text[raw.start : raw.end].split())
    # a bracketed abbreviation in the middle says nothing new
    parts = analyse(_BRACKET.sub(" ", surface).strip() or surface)
    return _Name(raw, surface, parts, known.resolve(parts.key, on))


def _declared(
    text: str, names: Sequence[_Name], known: Gazetteer, on: dt.date | None
) -> dict[str, tuple[_Name, str]]:
    """Find short names that the article declares in brackets: key → the full name, and the short one.

    The full name stands under its own key too.
    """
    found: dict[str, tuple[_Name, str]] = {}
    for name in names:
        match = _DECLARED.match(text, name.raw.end)
        inside = _DECLARED.search(text, name.raw.start, name.raw.end)
        for bracket in filter(None, (match, inside)):
            short = bracket[1]
            if _abbreviates(short, name.text.partition("(")[0] if bracket is inside else name.text):
                board = _BOARD.match(text, name.raw.start, name.raw.end)
                inner = dataclasses.replace(name.raw, start=board.end()) if board else name.raw
                led = _read(text, inner, known, on) if board else name
                found.setdefault(gazetteer.key(short), (led, short))
                found.setdefault(led.parts.key, (led, short))
    return found


def _without_firm(key: str) -> str:
    """Give what follows the head noun of a company's name, or nothing.

    >>> _without_firm("tổng công ty pvc"), _without_firm("chi nhánh pvc")
    ('pvc', '')
    """
    words = key.split()
    opened = lexicon.heads().longest(words, 0)
    if opened is None or " ".join(words[: opened[0]]) not in _FIRMS:
        return ""
    return " ".join(words[opened[0] :])


def _abbreviates(short: str, full: str) -> bool:
    """Say whether `short` is made of initials of `full`, or of some of its words in their order.

    A lower-case word is neither: `Phòng Giáo dục (giữa)` tells of a picture. Nor is a territory.
    """
    if (short.islower() and " " not in short) or _is_territory(gazetteer.key(short).split()):
        return False
    letters = re.sub(r"[^\w]", "", short).lower()
    if short.isupper() or " " not in short:
        initials = iter("".join(word[0] for word in full.lower().split()))
        return len(letters) > 1 and (all(letter in initials for letter in letters) or not full.isupper())
    words = iter(gazetteer.key(full).split())
    return all(word in words for word in gazetteer.key(short).split())


def _is_territory(words: Sequence[str]) -> bool:
    found = lexicon.territories().longest(words, 0)
    return lexicon.places().longest(words, 0) is not None or (found is not None and found[0] == len(words))


def _places(names: Sequence[_Name], provinces: Sequence[ProvinceMention]) -> list[_Place]:
    """List the territories that the article names, in text order."""
    found = [
        _Place(name.raw.start, name.parts.level, name.parts.place, name.parts.unit)
        for name in names
        if name.parts.place and name.parts.level
    ]
    found += [_Place(mention.start, "province", gazetteer.key(mention.name)) for mention in provinces]
    return sorted(found, key=lambda place: place.at)


class _Article:
    """The names and territories of one article, sorted so that no name is held against all others."""

    def __init__(self, names: Sequence[_Name], places: Sequence[_Place]) -> None:
        self._places = places
        self._placed: dict[str, list[_Name]] = defaultdict(list)
        # different names by their first and by their last word: the shorter way shares one of them
        self._by_edge: dict[str, dict[str, _Name]] = defaultdict(dict)
        for name in names:
            if name.parts.place:
                self._placed[name.parts.body].append(name)
            words = name.parts.key.split()
            for word in {*words[:1], *words[-1:]}:
                self._by_edge[word].setdefault(name.parts.key, name)
        self._longer_by_key: dict[str, _Name | None] = {}
        self._same_by_key: dict[str, list[_Name]] = {}
        self._fitting_by_level: dict[tuple[str, bool], _Territories] = {}

    def resolve(self, name: _Name) -> tuple[_Name, str]:
        """Give the name that says in full what `name` means, and the territory it lacks otherwise."""
        if name.known is not None:
            return name, ""
        if not name.parts.place and (same := self._same(name)):
            return _nearest(same, name.raw.start, lambda other: other.raw.start), ""
        if name.parts.complete or name.parts.body.startswith("sở "):
            longer = self._longer(name)
            if longer is not None and (name.parts.complete or longer.parts.place):
                return self.resolve(longer)
        if name.parts.complete:
            return name, ""
        place = self._fitting(name.parts).of(name.raw.start)
        return name, f"{place.unit} {place.key}".strip() if place else ""

    def _same(self, name: _Name) -> list[_Name]:
        """List the names of the same body with its territory."""
        key = name.parts.key
        if key not in self._same_by_key:
            alike = self._placed.get(name.parts.body, ())
            self._same_by_key[key] = [other for other in alike if _same_body(name.parts, other.parts)]
        return self._same_by_key[key]

    def _longer(self, name: _Name) -> _Name | None:
        """Give the one organisation that `name` shortens; None when there is none, or more than one."""
        key = name.parts.key
        if key not in self._longer_by_key:
            words = key.split()
            near = {**self._by_edge[words[0]], **self._by_edge[words[-1]]} if words else {}
            longer = {
                other.parts.id(): other
                for other in itertools.islice(near.values(), _MOST_ALIKE)
                if other.parts.id() != name.parts.id() and _shortens(name, other)
            }
            self._longer_by_key[key] = next(iter(longer.values())) if len(longer) == 1 else None
        return self._longer_by_key[key]

    def _fitting(self, parts: Structure) -> _Territories:
        level = parts.level or "province", _is_of_no_city(parts)
        if level not in self._fitting_by_level:
            fitting = [place for place in self._places if _fits(parts, place)]
            self._fitting_by_level[level] = _Territories(fitting)
        return self._fitting_by_level[level]


class _Territories:
    """Territories that a body may be of, in text order."""

    def __init__(self, places: Sequence[_Place]) -> None:
        self._places = places
        self._counts = Counter(place.key for place in places)
        home = max(self._counts, key=lambda key: self._counts[key], default="")
        self._home = next((place for place in places if place.key == home), None)

    def of(self, at: int) -> _Place | None:
        """Give the territory of a body named at `at`: where the article is at home, else the last one named.

        An article is at home where it names a territory far more often than the last one named; a body
        named before any territory has one only if the article knows a single one.
        """
        if not self._places:
            return None
        last = _nearest(self._places, at, lambda place: place.at)
        if self._home and self._counts[self._home.key] >= _AT_HOME * self._counts[last.key]:
            return self._home
        return last if last.at < at or len(self._counts) == 1 else None


def _nearest(items: Sequence[T], at: int, start: Callable[[T], int]) -> T:
    """Give the last of `items`, which lie in text order, before `at`; the first one if there is none."""
    return items[max(0, bisect_left(items, at, key=start) - 1)]


def _fits(parts: Structure, place: _Place) -> bool:
    """Say whether a body without its territory can be of `place`: `UBND tỉnh` is of no city."""
    level = parts.level or "province"
    if level == "city":
        return place.key in CITIES or place.unit == "thành phố"
    if level == "province" and _is_of_no_city(parts):
        return place.level == "province" and place.key not in CITIES
    return place.level == level


def _is_of_no_city(parts: Structure) -> bool:
    return not parts.place and parts.key.endswith(("tỉnh", "tỉnh ủy", "tỉnh đoàn"))


def _same_body(short: Structure, full: Structure) -> bool:
    """Say whether a name without its territory can mean the same as one with it."""
    if short.body != full.body or (_is_of_no_city(short) and full.place in CITIES):
        return False
    if not short.level:
        return True
    return short.level == full.level or (short.level == "city" and full.level in ("province", "district"))


def _shortens(short: _Name, full: _Name) -> bool:
    """Say whether `short` is a shorter way to write `full`: the same head, fewer of its words, in order."""
    few, many = short.parts.key.split(), full.parts.key.split()
    if len(few) >= len(many):
        return False
    headed = lexicon.heads().longest(few, 0)
    if headed is None:
        opened = lexicon.heads().longest(many, 0)
        return opened is not None and not full.parts.owner and many[-len(few) :] == few
    if few[0] != many[0] or headed[0] == len(few) < _TELLING_HEAD:
        return False
    rest = iter(many)
    return all(word in rest for word in few)


def _mention(
    name: _Name, full: _Name, place: str, known: Gazetteer, province_ids: Mapping[str, str]
) -> OrganizationMention:
    raw, parts, organization = name.raw, full.parts, full.known
    if organization is not None:
        return OrganizationMention(
            raw.start,
            raw.end,
            organization.id,
            organization.name,
            organization.kind,
            organization.level,
            organization.abbreviation,
            organization.parent,
            score=raw.score,
        )
    owner = known.resolve(parts.owner) if parts.owner else None
    return OrganizationMention(
        raw.start,
        raw.end,
        parts.id(place),
        full_name(full.text, place),
        _kind(parts.key),
        "province" if parts.level == "city" else parts.level,
        parent=owner.id if owner else "",
        province=province_ids.get(parts.place or place, "") if parts.level in ("province", "city") else "",
        score=raw.score,
    )


def _kind(key: str) -> str:
    words = key.split()
    opened = lexicon.heads().longest(words, 0)
    if opened and key.startswith(_COMMITTEES):
        inner = lexicon.heads().longest(words, opened[0])
        opened = inner if inner and lexicon.head(inner[1]).kind == "association" else opened
    return lexicon.head(opened[1]).kind if opened else ""


def _with_parents(text: str, mentions: Sequence[OrganizationMention]) -> list[OrganizationMention]:
    """Take as parent what follows at once: `Cục Cảnh sát giao thông (Bộ Công an)`, `… thuộc Bộ Công an`."""
    found = list(mentions)
    for at, (child, parent) in enumerate(itertools.pairwise(mentions)):
        between = text[child.end : parent.start] if parent.start - child.end <= _JOINT_LONGEST else ""
        above = _PARENTS.get(child.kind, frozenset())
        if between.startswith(_LISTING):
            above &= _ABOVE_IN_LIST
        joined = _JOINT.fullmatch(between) is not None and child.kind in _PARENTS
        if joined and child.id != parent.id and parent.kind in above:
            found[at] = dataclasses.replace(child, parent=child.parent or parent.id)
    return found


def _readable(name: str) -> tuple[bool, int]:
    """Rank a name: not in capitals throughout, then the longer one."""
    return not name.isupper(), len(name)


def _agree(mentions: Sequence[OrganizationMention]) -> list[OrganizationMention]:
    """Give all mentions of one organisation its longest name, and what any of them tells."""
    same: dict[str, list[OrganizationMention]] = defaultdict(list)
    for mention in mentions:
        same[mention.id].append(mention)
    best = {identity: _best(found) for identity, found in same.items() if len(found) > 1}
    return [
        dataclasses.replace(best[mention.id], start=mention.start, end=mention.end, score=mention.score)
        if mention.id in best
        else mention
        for mention in mentions
    ]


def _best(mentions: Sequence[OrganizationMention]) -> OrganizationMention:
    """Join what the mentions of one organisation tell: the first one counts where they differ."""
    return dataclasses.replace(
        mentions[0],
        name=max((mention.name for mention in mentions), key=_readable),
        abbreviation=next(filter(None, (mention.abbreviation for mention in mentions)), ""),
        parent=next(filter(None, (mention.parent for mention in mentions)), ""),
        province=next(filter(None, (mention.province for mention in mentions)), ""),
    )
