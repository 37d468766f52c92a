"""What bears the name of a person and is none: a street, a bridge, a prize, a school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import normalize
from khkt_nlp.names import lexicon
from khkt_nlp.names.models import Tagged

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


def settle(words: Sequence[str], found: Sequence[Tagged]) -> list[Tagged]:
    """Drop people that are streets, bridges or projects; give schools named after people their whole names.

    `found` is in text order; so is what is returned.

    >>> words = "Trường THPT Lê Quý Đôn ở đường Lê Duẩn".split()
    >>> settle(words, [Tagged(2, 5, "PERSON", 0.9), Tagged(7, 9, "PERSON", 0.8)])
    [Tagged(first=0, last=5, label='ORG', score=0.9)]
    """
    settled: list[Tagged] = []
    for name in found:
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
    kind = _kind(words, first)
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
