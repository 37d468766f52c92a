"""Finding the mentions of province-level units in a text."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache

from khkt_nlp.article.normalization import View, fold_case, normalize
from khkt_nlp.provinces import context, rules, scanner
from khkt_nlp.provinces.context import names_of
from khkt_nlp.provinces.models import ProvinceMention

_BLANKS = re.compile(" {2,}")
_DASHES = str.maketrans("–—", "--")
_CHINA_AFTER = re.compile(r" ?[,(]? ?(?:ở |của |miền \w+ )?Trung Quốc")


def find(text: str, published: dt.date | None = None) -> list[ProvinceMention]:
    """Find the provinces and centrally-run cities named in `text`, in order.

    Offsets are code points into `text`. `published` is the day the text is from: names mean the units of that
    day; without it they are read as of `gazetteer.ASSUMED`, the time of the 63 units. Never raises; time is
    linear in the length of `text`.

    >>> [mention] = find("Sở KH&CN tỉnh Vĩnh Phúc (cũ)", published=dt.date(2026, 1, 5))
    >>> mention.start, mention.end, mention.id, mention.current_id, mention.former
    (9, 23, 'vn-vinh-phuc', 'vn-phu-tho', True)
    """
    return find_in_view(normalize(text), published)


def find_in_view(view: View, published: dt.date | None = None) -> list[ProvinceMention]:
    """Do what `find` does, on a text already normalised; offsets point into `view.source`."""
    mentions = _scan(view.text, published)
    found = []
    for mention in _without_homonyms(view.text, mentions):
        start, end = view.to_source(mention.start, mention.end)
        found.append(replace(mention, start=start, end=end) if view.starts is not None else mention)
    return found


def _scan(text: str, published: dt.date | None) -> list[ProvinceMention]:
    """Give the mentions with offsets in the view's text."""
    trie = scanner.load()
    search = trie.pattern.search
    mentions: list[ProvinceMention] = []
    match = search(text)
    while match:
        start, end = match.span()
        key: str | None = fold_case(_BLANKS.sub(" ", match[0].translate(_DASHES)))
        resume = start + 1
        while key is not None:
            form = trie.forms[key]
            if not form.name:
                resume = end
                break
            previous_end = mentions[-1].end if mentions else 0
            mention = rules.reading(rules.candidate(text, (start, end), form, previous_end, published))
            if mention:
                mentions.append(mention)
                resume = end
                break
            key = trie.shorter.get(key)
            end = start + len(key) if key else end
        match = search(text, resume)
    return mentions


def _without_homonyms(text: str, mentions: list[ProvinceMention]) -> list[ProvinceMention]:
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
        if mention.name in rarely or "office" in _classes_before(text, mention):
            return False
        first, last = context.sentence_around(text, mention.start, mention.end)
        i = bisect_left(others, first)
        alone = i == len(others) or others[i] >= last
        return earliest < last or (alone and _first_sign(text, first, last) < last)

    return [mention for mention in mentions if not is_abroad(mention)]


def _classes_before(text: str, mention: ProvinceMention) -> frozenset[str]:
    return context.classes_before(context.words_before(text, mention.start))


def _first_sign(text: str, first: int, last: int) -> int:
    """Find where a sign of China first stands in `text[first:last]`; `last` where none does."""
    found = _sign_pattern().search(text, first, last)
    return found.start() if found else last


@cache
def _sign_pattern() -> re.Pattern[str]:
    signs = sorted(sign.title() for sign in names_of("china"))
    return re.compile(rf"\b(?:{'|'.join(signs)})\b")
