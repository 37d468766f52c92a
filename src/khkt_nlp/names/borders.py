"""Where one name runs into the next: `Bộ Ngoại giao Nga Maria Zakharova`, `Nam Phi Jacob Zuma`."""

from __future__ import annotations

from collections.abc import Sequence

from khkt_nlp.names import lexicon
from khkt_nlp.names.models import Tagged

# the last syllables of offices that are held in a body: người phát ngôn, giám đốc, thư ký báo chí, phó tổng
_OFFICES = frozenset("ngôn đốc trưởng tịch nhiệm viên chí thư án tổng phó".split())
# who leads a country, after whom its name stands: a syllable of it may be a given name as well (`Anh`)
_LEADERS = frozenset({"tổng thống", "thủ tướng", "ngoại trưởng", "quốc vương", "nữ hoàng"})
# a name of a body that ends in a field goes on in another way after these heads only
_FIELDS_ALONE = frozenset({"bộ", "sở", "vụ", "cục", "tổng"})
# after others two capitals are rather a part of the name: Bệnh viện Việt Nam - Cuba Đồng Hới
_HEADS = _FIELDS_ALONE | {"mặt", "ủy", "kiểm", "thanh", "công", "nhà", "đảng"}
_SHORTEST, _LONGEST = 2, 4


def part(words: Sequence[str], found: Sequence[Tagged]) -> list[Tagged]:
    """Part a body from the person who holds an office in it, and a country from its leader.

    >>> words = "Giám đốc Sở Tài chính Sử Ngọc Anh gặp Tổng thống Nam Phi Jacob Zuma .".split()
    >>> part(words, [Tagged(2, 8, "ORG", 0.7), Tagged(11, 15, "PERSON", 0.7)])
    [Tagged(first=2, last=5, label='ORG', score=0.7), Tagged(first=5, last=8, label='PERSON', score=0.7),
     Tagged(first=13, last=15, label='PERSON', score=0.7)]
    """
    parted: list[Tagged] = []
    for name in found:
        at = _person_in_body(words, name) if name.label == "ORG" else _after_country(words, name)
        if name.label == "ORG" and at < name.last:
            parted += [name._replace(last=at), name._replace(first=at, label="PERSON")]
        elif name.label == "PERSON" and at > name.first:
            parted.append(name._replace(first=at))
        else:
            parted.append(name)
    return parted


def _person_in_body(words: Sequence[str], name: Tagged) -> int:
    """Give where a person's name begins at the end of a body's in which an office is held; else the end."""
    if name.last - name.first <= _SHORTEST or words[name.first - 1].lower() not in _OFFICES:
        return name.last
    inside = [word.lower() for word in words[name.first : name.last]]
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        at = len(inside) - length
        if at < 1 or (length == _SHORTEST and inside[0] not in _HEADS):
            continue
        tail = words[name.last - length : name.last]
        if all(word.istitle() for word in tail) and _is_complete(words, name, inside, at):
            known = tail[0].lower() in lexicon.surnames() or all(word.isascii() for word in tail)
            if known or (length > _SHORTEST and inside[0] in _FIELDS_ALONE):
                return name.last - length
    return name.last


def _is_complete(words: Sequence[str], name: Tagged, inside: Sequence[str], at: int) -> bool:
    """Say whether the name of a body is whole before its word `at`, where no field or territory begins."""
    if any(trie.longest(inside, at) for trie in (lexicon.fields(), lexicon.territories(), lexicon.places())):
        return False
    known = lexicon.known().longest(words, name.first)
    if known is not None and known[0] == name.first + at:
        return True
    for begin in range(max(0, at - 4), at):
        territory = lexicon.territories().longest(inside, begin)
        if territory is not None and territory[0] == at and begin:
            return True
        field = lexicon.fields().longest(inside, begin)
        if field is not None and field[0] == at and inside[0] in _FIELDS_ALONE:
            return True
    return False


def _after_country(words: Sequence[str], name: Tagged) -> int:
    """Give where a person's name begins after that of a country or, as in `châu Âu`, the end of one."""
    opening = lexicon.territories().branches
    for begin in (name.first, name.first - 1):
        if words[begin].lower() not in opening:
            continue
        country = lexicon.territories().longest([word.lower() for word in words[begin : name.last]], 0)
        end = begin + country[0] if country else begin
        if country is None or country[1] != "country" or not name.first < end < name.last:
            continue
        if end - begin > 1 or " ".join(words[begin - 2 : begin]).lower() in _LEADERS:
            return end
    return name.first
