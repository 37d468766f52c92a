"""Names that the text as a whole shows to be something else: places in China, teams in a match report."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from khkt_nlp.provinces import context
from khkt_nlp.provinces.context import names_of
from khkt_nlp.provinces.models import ProvinceMention

_CHINA_AFTER = re.compile(r" ?[,(]? ?(?:ở |của |miền \w+ )?Trung Quốc")
_NEXT_WORDS = re.compile(r" ([^\W\d_]+)(?: ([^\W\d_]+))?")
_LEAGUE = re.compile(r"\bV[-. ]?League\b", re.IGNORECASE)
_ENOUGH_SPORT = 3


def without_places_in_china(text: str, mentions: list[ProvinceMention]) -> list[ProvinceMention]:
    """Leave out the names shared with a place in China where that place is meant.

    Sure is only `X, Trung Quốc`. Other signs are looked for in the sentence, if it names no other province
    of Vietnam, and in all of the text before it, if the whole text names none.
    """
    homonyms, rarely = names_of("homonym"), names_of("rarely")
    if not any(mention.name in homonyms for mention in mentions):
        return mentions
    others = [mention.start for mention in mentions if mention.name not in homonyms]
    earliest = len(text) if others else _first_sign(text, 0, len(text))

    def is_abroad(mention: ProvinceMention) -> bool:
        if mention.name not in homonyms:
            return False
        if _CHINA_AFTER.match(text, mention.end):
            return True
        words = context.words_before(text, mention.start)
        if mention.name in rarely or "office" in context.classes_before(words):
            return False
        first, last = context.sentence_around(text, mention.start, mention.end)
        i = bisect_left(others, first)
        alone = i == len(others) or others[i] >= last
        return earliest < last or (alone and _first_sign(text, first, last) < last)

    return [mention for mention in mentions if not is_abroad(mention)]


def without_teams(text: str, mentions: list[ProvinceMention]) -> list[ProvinceMention]:
    """Leave out the names of football teams in a match report: `Sanna Khánh Hòa`, `Hà Nội thắng 2-1`.

    There a bare name is a team when a sponsor's capitalised name or a word of the game stands beside it.
    """
    if not mentions or not _is_match_report(text):
        return mentions
    play = names_of("play")

    def is_team(mention: ProvinceMention) -> bool:
        if mention.kind_word or text[mention.start : mention.start + 2].upper() == "TP":
            return False
        words = context.words_before(text, mention.start)
        if words and (words[0].lower() in play or _is_sponsor(words[0])):
            return True
        following = _NEXT_WORDS.match(text, mention.end)
        if following is None:
            return False
        return following[1].lower() in play or f"{following[1]} {following[2]}".lower() in play

    return [mention for mention in mentions if not is_team(mention)]


def _is_sponsor(word: str) -> bool:
    return word[0].isupper() and word.isascii() and word not in names_of("body")


def _is_match_report(text: str) -> bool:
    if "League" in text and _LEAGUE.search(text):
        return True
    return sum(map(text.count, names_of("sport"))) >= _ENOUGH_SPORT


def _first_sign(text: str, first: int, last: int) -> int:
    """Find where a sign of China first stands in `text[first:last]`; `last` where none does."""
    found = _signs_of_china().search(text, first, last)
    return found.start() if found else last


@cache
def _signs_of_china() -> re.Pattern[str]:
    signs = sorted(sign.title() for sign in names_of("china"))
    return re.compile(rf"\b(?:{'|'.join(signs)})\b")
