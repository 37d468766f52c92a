"""Finding the mentions of province-level units in a text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from khkt_nlp.article.normalization import fold_case, normalize
from khkt_nlp.provinces import rules, scanner
from khkt_nlp.provinces.models import ProvinceMention
from khkt_nlp.provinces.namesakes import without_places_in_china, without_teams

_BLANKS = re.compile(" {2,}")
_DASHES = str.maketrans("–—", "--")


def find(text: str, published: dt.date | None = None) -> list[ProvinceMention]:
    """Find the provinces and centrally-run cities named in `text`, in order.

    Offsets are code points into `text`. `published` is the day the text is from: names mean the units of that
    day; without it they are read as of `gazetteer.ASSUMED`, the time of the 63 units. Never raises; time is
    linear in the length of `text`.

    >>> [mention] = find("Sở KH&CN tỉnh Vĩnh Phúc (cũ)", published=dt.date(2026, 1, 5))
    >>> mention.start, mention.end, mention.id, mention.current_id, mention.former
    (9, 23, 'vn-vinh-phuc', 'vn-phu-tho', True)
    """
    view = normalize(text)
    mentions = _scan(view.text, published)
    found = []
    for mention in without_teams(view.text, without_places_in_china(view.text, mentions)):
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
            end = _end_of(key, text, start, match.end()) if key else end
        match = search(text, resume)
    return mentions


def _end_of(form: str, text: str, start: int, limit: int) -> int:
    """Give where `form` ends, which `text` has at `start`; there its blanks may be doubled."""
    end = start + len(form)
    for blanks in _BLANKS.finditer(text, start, limit):
        if blanks.start() < end:
            end += len(blanks[0]) - 1
    return end
