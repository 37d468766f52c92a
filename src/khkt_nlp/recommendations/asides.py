"""What is said beside an action: its reason, what else would be, who says it, the caption of a photo.

The annotation guide leaves such out of a clause. The words are in `data/asides.txt`; `do` and `nhưng` without
a mark before them belong to the action as often as not.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from khkt_nlp.recommendations.lexicon import opening_phrases, opens_role, roles
from khkt_nlp.recommendations.scan import BOUNDARY, NOUN_BEFORE, Scan

_PASSIVE_REACH, _PAIR_REACH, _VERB_REACH = 6, 12, 14
_QUOTES = frozenset('“”"')
# an action has a verb of two syllables, or a modal and its verb
_SHORTEST = 2
_CLOSING = frozenset("”\"’'")
_DASHES = frozenset("-–—")
_CREDITING = _CLOSING | _DASHES


def aside_start(scan: Scan, start: int, stop: int) -> int:
    """Give the word where the action ends that begins with word `start` and goes to `stop` at most.

    >>> from khkt_nlp.recommendations.scan import scan
    >>> text = scan("cần mở lớp tập huấn vì cán bộ còn thiếu")
    >>> text.words[aside_start(text, 0, len(text.words)) :]
    ['vì', 'cán', 'bộ', 'còn', 'thiếu']
    """
    words = scan.words
    first = start + _SHORTEST
    quoted = not _QUOTES.isdisjoint(words[start:first])
    leading = _leading()
    for index in range(first, stop - 1):
        word = words[index]
        if (word in leading or words[index - 1] in BOUNDARY) and _is_aside(words, first, index, stop):
            return index
        if word in _CREDITING and _is_credit(scan, index, stop, quoted=quoted):
            return index
        quoted ^= word in _QUOTES
    return stop


@cache
def _leading() -> frozenset[str]:
    """Give the words of which one opens what is said beside an action where no mark stands before it."""
    return roles()["reason"].union(opening_phrases("outcome"), opening_phrases("asideanywhere"))


def _is_aside(words: Sequence[str], first: int, at: int, stop: int) -> bool:
    """Say whether with word `at` of an action that begins about `first` something else begins."""
    if words[at - 1] in BOUNDARY:
        if words[at + 1] not in roles()["noaside"] and opens_role(words, at, stop, "aside"):
            return True
        if _is_said(words, at, stop):
            return True
    if opens_role(words, at, stop, "outcome"):
        return roles()["condition"].isdisjoint(words[first:at])
    return opens_role(words, at, stop, "asideanywhere") > 0 or _is_reason(words, first, at, stop)


def _is_credit(scan: Scan, at: int, stop: int, *, quoted: bool) -> bool:
    """Say whether the mark at word `at` ends a quotation that began before, or leads to who is quoted.

    `quoted`: a quotation began in the action and has not ended.
    """
    words = scan.words
    mark, following = words[at], words[at + 1]
    if mark in _QUOTES and not quoted and (mark == "”" or following in BOUNDARY or following in _DASHES):
        return True
    after = at + 1
    while after < stop - 1 and (words[after] in BOUNDARY or words[after] in _DASHES):
        after += 1
    spaced = scan.starts[at] > scan.ends[at - 1]
    if words[after] in roles()["speaker"]:
        return spaced or mark in _CLOSING
    return spaced and words[after : after + 2] == ["ảnh", ":"]


def _is_reason(words: Sequence[str], first: int, at: int, stop: int) -> bool:
    """Say whether a reason begins with word `at` of a clause that begins about `first`."""
    if words[at] not in roles()["reason"]:
        return False
    if words[at - 1] in roles()["noreasonbefore"] or words[at + 1] in roles()["noreasonafter"]:
        return False
    if not roles()["passive"].isdisjoint(words[max(first, at - _PASSIVE_REACH) : at]):
        return False
    return "mà" not in words[at : min(stop, at + _PAIR_REACH)]


def _is_said(words: Sequence[str], at: int, stop: int) -> bool:
    """Say whether somebody says something from word `at` on: `ông Bình cho biết`, `Thủ tướng nhấn mạnh`."""
    if not opens_role(words, at, stop, "title") or opens_role(words, at, stop, "inert"):
        return False
    for index in range(at + 1, min(stop - 1, at + _VERB_REACH)):
        if words[index] in BOUNDARY:
            return False
        size = 0 if words[index - 1] in NOUN_BEFORE else opens_role(words, index, stop, "reports")
        if size and roles()["generally"].isdisjoint(words[index + size : index + size + 1]):
            return True
    return False
