"""What looks like the name of a person or of a body and is none: a street, a lake, the centre of a town."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cache

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import normalize
from khkt_nlp.names import lexicon
from khkt_nlp.names.models import Tagged
from khkt_nlp.names.tokens import PADDING

_LONGEST_NOUN = 3
# what parts the streets of a list, and what may stand after one of them: there no clause begins
_PARTING = frozenset({",", "-", "–", "/", "và"})
_AFTER_STREET = frozenset({*_PARTING, ".", ";", "(", ")", "…"})
_LONGEST_LIST = 40
# before the kind word of a territory: it is a place, not a body whose official is named
_LEADING = frozenset(", ( ở tại trú với và các về qua từ đến thuộc".split())
# the longest `trường tiểu học và trung học cơ sở`
_LONGEST_HEAD = 8
# the last syllables of what stands right before the proper name of a school or a hospital
_SCHOOL_ENDINGS = frozenset("trường viện thpt thcs học non giáo chuyên sở thông".split())
# head nouns that a name completes at once; but not after these: there an office is held (`hiệu trưởng trường
# Trần Văn A`), or it is another word
_BARE_HEADS = ("trường", "bệnh viện")
_NO_HEAD_AFTER = frozenset({"trưởng", "phó", "đốc", "đoàn", "ngư"})
# before the number of a house; a letter after the number tells as much, unless it is that of a class
_HOUSE = frozenset("số hẻm ngõ ngách kiệt tại ở chỉ nhà ngã ( :".split())
_NO_HOUSE = frozenset({"lớp", "khối", "phạm"})
_LONGEST_NUMBER = 4
_LAKE_BY = frozenset({"ven", "quanh", "bờ", "lòng"})
_LAKES = frozenset({"Sông", "Suối", "Gươm"})
# before the centre of a town abroad, which no list names
_AT_CENTER = frozenset("ở khu vực giữa vào cách phố gần".split())
_LONGEST_TOWN = 2
# what opens the name of a building, of the centre of a town, or of a case
_NO_BODIES = frozenset({"tòa", "Tòa", "trung", "Trung", "vụ"})
# whose `vụ` is a body, and what follows such a body
_HEADED = frozenset("trưởng phó đầu".split())
_OWNED = frozenset({"của", "thuộc"})


def settle(words: Sequence[str], found: Sequence[Tagged]) -> list[Tagged]:
    """Drop streets, lakes, centres of towns and the like; give schools named after people their whole names.

    `found` is in text order; so is what is returned.

    >>> words = "Trường THPT Lê Quý Đôn ở đường Lê Duẩn".split()
    >>> settle(words, [Tagged(2, 5, "PERSON", 0.9), Tagged(7, 9, "PERSON", 0.8)])
    [Tagged(first=0, last=5, label='ORG', score=0.9)]
    """
    settled: list[Tagged] = []
    lakes: set[tuple[str, ...]] | None = None
    for name in found:
        if name.label == "ORG" and _is_no_body(words, name):
            continue
        if name.label == "PERSON" and words[name.first] == "Hồ":
            lakes = _lakes(words) if lakes is None else lakes
            if _is_lake(words, name, lakes):
                continue
        if _nouns().get(" ".join(words[name.first : name.last]).lower()) == "name":
            continue
        school = _school(words, name.first) if name.label == "PERSON" else name.first
        if school < name.first:
            while settled and settled[-1].last > school:
                school = min(school, settled.pop().first)
            settled.append(name._replace(first=school, label="ORG"))
        elif name.label != "PERSON" or not is_place(words, name.first, name.last):
            settled.append(name)
    return settled


def is_place(words: Sequence[str], first: int, last: int) -> bool:
    """Say whether the name `first:last` is that of a street, a bridge or the like.

    >>> words = "giữa đường Lê Lợi , Lê Duẩn và Pasteur".split()
    >>> is_place(words, 2, 4), is_place(words, 5, 7)
    (True, True)
    """
    kind = "place" if _is_address(words, first) else _kind(words, first)
    if kind or last >= len(words) or words[last] not in _AFTER_STREET:
        return kind in ("street", "place")
    at = first
    while at > max(1, first - _LONGEST_LIST) and words[at - 1] in _PARTING:
        end = at = at - 1
        while at and (words[at - 1][0].isupper() or words[at - 1].isdigit()):
            at -= 1
        if at == end:
            return False
        if _kind(words, at) == "street":
            return True
    return False


def _kind(words: Sequence[str], at: int) -> str:
    """Give the kind of the longest noun that ends right before `at`; empty if none does."""
    if words[at - 1].lower() not in _endings():
        return ""
    for length in range(min(_LONGEST_NOUN, at), 0, -1):
        kind = _nouns().get(" ".join(words[at - length : at]).lower())
        if kind == "unit":
            return "place" if words[at - length - 1] in _LEADING else ""
        if kind:
            return kind if kind != "name" else ""
    return ""


def _is_address(words: Sequence[str], first: int) -> bool:
    """Say whether the number of a house stands before the name of its street: `số 80 Trần Nhật Duật`."""
    lettered = len(words[first - 1]) == 1 and words[first - 1].isupper()
    at = first - 2 if lettered else first - 1
    if not words[at].isdigit() or len(words[at]) > _LONGEST_NUMBER or words[first].isascii():
        return False
    before, earlier = words[at - 1].lower(), words[at - 2].lower()
    return (lettered or before in _HOUSE) and before not in _NO_HOUSE and earlier not in _NO_HOUSE


def _lakes(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Give the names, two words long, that follow `hồ` in lower case somewhere in the article."""
    return {tuple(words[at + 1 : at + 3]) for at, word in enumerate(words) if word == "hồ"}


def _is_lake(words: Sequence[str], name: Tagged, lakes: Set[tuple[str, ...]]) -> bool:
    """Say whether `Hồ X` is a lake: `ven Hồ Xuân Hương`, `Hồ Sông Tranh`, or elsewhere `hồ X`."""
    if words[name.first - 1].lower() in _LAKE_BY or words[name.first + 1] in _LAKES:
        return True
    return name.last > name.first + 2 and tuple(words[name.first + 1 : name.first + 3]) in lakes


def _is_no_body(words: Sequence[str], name: Tagged) -> bool:
    """Say whether an organisation is a building, the centre of a town or a case: `vụ Skripal`."""
    if words[name.first] not in _NO_BODIES:
        return False
    lower = [word.lower() for word in words[name.first : name.last]]
    if lower[:2] == ["tòa", "nhà"] and words[name.first + 1].islower():
        return True
    if lower[:2] == ["trung", "tâm"]:
        return _is_center(words, name, lower)
    if lower[0] != "vụ" or len(lower) == 1 or lexicon.fields().longest(lower, 1):
        return False
    return words[name.first - 1].lower() not in _HEADED and words[name.last] not in _OWNED


def _is_center(words: Sequence[str], name: Tagged, lower: Sequence[str]) -> bool:
    """Say whether what follows `trung tâm` is the name of a territory."""
    if words[name.first][0].isupper() and words[name.first - 1] != PADDING:
        return False
    tail = words[name.first + 2 : name.last]
    kind = lexicon.places().longest(lower, 2)
    if kind:
        return not any(word[0].islower() for word in words[name.first + kind[0] : name.last])
    territory = lexicon.territories().longest(lower, 2)
    if territory:
        return territory[0] == len(lower)
    is_foreign = 0 < len(tail) <= _LONGEST_TOWN and all(word.istitle() and word.isascii() for word in tail)
    return is_foreign and words[name.first - 1] in _AT_CENTER


@cache
def _nouns() -> Mapping[str, str]:
    return {normalize(row["noun"]).text: row["kind"] for row in datafiles.rows("names", "namesakes.csv")}


@cache
def _endings() -> frozenset[str]:
    """Give the last syllables of the nouns, by which nearly all other words are told at once."""
    return frozenset(noun.rpartition(" ")[2] for noun in _nouns())


def _school(words: Sequence[str], first: int) -> int:
    """Give where a head noun begins that lacks its proper name right before `first`, else `first`."""
    if words[first - 1].lower() not in _SCHOOL_ENDINGS:
        return first
    start = max(0, first - _LONGEST_HEAD)
    lower = [word.lower() for word in words[start:first]]
    for at in range(len(lower)):
        opened = lexicon.heads().longest(lower, at)
        if opened is None:
            continue
        end = opened[0]
        if lexicon.head(opened[1]) == ("proper", "school"):
            while end < len(lower) and (step := _step(lower, at, end)) > end:
                end = step
        elif " ".join(lower[at:end]) not in _BARE_HEADS or _is_no_head(words, start + at):
            continue
        if end == len(lower) and not lexicon.ends_word(words, start + at):
            return start + at
    return first


def _is_no_head(words: Sequence[str], at: int) -> bool:
    """Say whether what looks like a head noun is a part of a name (`Long Trường`), or follows an office."""
    before = words[at - 1] if at else ""
    return before.lower() in _NO_HEAD_AFTER or (before.istitle() and words[at].istitle())


def _step(lower: Sequence[str], head: int, at: int) -> int:
    """Step over what may stand between the head noun of a school at `head` and its proper name."""
    if lower[at] in ("chuyên", "-", "&") or (lower[at] == "và" and lower[head] == "trường"):
        return at + 1
    more = lexicon.heads().longest(lower, at) or lexicon.fields().longest(lower, at)
    return more[0] if more else at
