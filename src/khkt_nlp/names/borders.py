"""Where one name runs into the next: `Bộ Ngoại giao Nga Maria Zakharova`, `Nam Phi Jacob Zuma`."""

from __future__ import annotations

from collections.abc import Sequence

from khkt_nlp.names import lexicon
from khkt_nlp.names.models import Tagged
from khkt_nlp.names.tokens import PADDING

# the last syllables of offices that are held in a body: người phát ngôn, giám đốc, thư ký báo chí, phó tổng
_OFFICES = frozenset("ngôn đốc trưởng tịch nhiệm viên chí thư án tổng phó lệnh mưu phán tá đạo".split())
# who leads a country, after whom its name stands: a syllable of it may be a given name as well (`Anh`)
_LEADERS = frozenset({"tổng thống", "thủ tướng", "ngoại trưởng", "quốc vương", "nữ hoàng"})
# a name of a body that ends in a field goes on in another way after these heads only
_FIELDS_ALONE = frozenset({"bộ", "sở", "vụ", "cục", "tổng"})
# after others two capitals are rather a part of the name: Bệnh viện Việt Nam - Cuba Đồng Hới
_HEADS = _FIELDS_ALONE | {"mặt", "ủy", "kiểm", "thanh", "công", "nhà", "đảng"}
_SHORTEST, _LONGEST = 2, 4
# between an office and the body in which it is held
_HELD_IN = frozenset({"của", "thuộc"})
# kinds of bodies that bear numbers, and what may follow the number of one: no noun that is counted
_NUMBERED = frozenset({"company", "agency", "center", "hospital", "school", "police"})
_LONGEST_NUMBER = 3
_AFTER_NUMBER = frozenset(
    ", . ( ) ; : - – và cho cũng đã sẽ vừa bị tại với sau thuộc của là được có để trong do từ ở trên".split()
)
_DASHES = frozenset({"-", "–"})
# what a name may go on with after its country or province, or what makes a word of it (`Anh em`, `Ý chí`);
# before any other word in small letters it ends
_AFTER_TERRITORY = frozenset(
    "tỉnh thành thị huyện quận xã phường khu vùng miền trung thủ tại ở về gốc mới và thuộc cấp khóa "
    "ngữ châu em quốc chí kiến ông học y viện số luật sĩ văn hóa lý trí tưởng thức".split()
)


def part(words: Sequence[str], found: Sequence[Tagged]) -> list[Tagged]:
    """Part a body from the person who holds an office in it, and a country from its leader.

    A body gets the number or the second country that is the end of its name.

    >>> words = "Giám đốc Sở Tài chính Sử Ngọc Anh gặp Tổng thống Nam Phi Jacob Zuma .".split()
    >>> part(words, [Tagged(2, 8, "ORG", 0.7), Tagged(11, 15, "PERSON", 0.7)])
    [Tagged(first=2, last=5, label='ORG', score=0.7), Tagged(first=5, last=8, label='PERSON', score=0.7),
     Tagged(first=13, last=15, label='PERSON', score=0.7)]
    """
    parted: list[Tagged] = []
    for cut in found:
        name = cut._replace(last=_whole(words, cut)) if cut.label == "ORG" else cut
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
    before = name.first - 2 if words[name.first - 1] in _HELD_IN else name.first - 1
    if name.last - name.first <= _SHORTEST or words[before].lower() not in _OFFICES:
        return name.last
    inside = [word.lower() for word in words[name.first : name.last]]
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        at = len(inside) - length
        tail = words[name.last - length : name.last]
        if at > 1 and all(word.istitle() for word in tail) and _is_foreign(inside, at):
            return name.last - length
        if at < 1 or before < name.first - 1 or (length == _SHORTEST and inside[0] not in _HEADS):
            continue
        if all(word.istitle() for word in tail) and _is_complete(words, name, inside, at):
            known = tail[0].lower() in lexicon.surnames() or all(word.isascii() for word in tail)
            if known or (length > _SHORTEST and inside[0] in _FIELDS_ALONE):
                return name.last - length
    return name.last


def _is_foreign(inside: Sequence[str], at: int) -> bool:
    """Say whether a body of another country is whole before its word `at`: `Bộ Ngoại giao Trung Quốc`."""
    if any(trie.longest(inside, at) for trie in (lexicon.fields(), lexicon.territories(), lexicon.places())):
        return False
    opened = lexicon.heads().longest(inside, 0)
    if opened is not None and lexicon.head(opened[1]).kind == "media":
        return False
    for begin in range(max(1, at - _LONGEST), at):
        country = lexicon.territories().longest(inside, begin)
        if country is not None and country == (at, "country"):
            return inside[begin - 1] not in _DASHES and inside[begin:at] != ["việt", "nam"]
    return False


def _whole(words: Sequence[str], name: Tagged) -> int:
    """Give where a body's name ends: with its number, with the second of two countries, or before a verb."""
    at = _before_verb(words, name)
    if at < name.last:
        return at
    if words[at].isdigit() and len(words[at]) <= _LONGEST_NUMBER:
        return at + 1 if _is_numbered(words, name) else at
    if words[at] not in _DASHES or ":" in words[name.first : at]:
        return at
    lower = [word.lower() for word in words[name.first : at + 1 + _LONGEST]]
    dash = at - name.first
    begins = range(max(1, dash - _LONGEST), dash)
    if not any(lexicon.territories().longest(lower, begin) == (dash, "country") for begin in begins):
        return at
    second = lexicon.territories().longest(lower, dash + 1)
    return name.first + second[0] if second is not None and second[1] == "country" else at


def _before_verb(words: Sequence[str], name: Tagged) -> int:
    """Give where a territory is followed by the sentence: `Hội Luật gia Việt Nam đoàn kết`; else the end."""
    opening = lexicon.territories().branches
    for at in range(name.first + 1, name.last - 1):
        lower = words[at].lower()
        if lower not in opening or words[at] == lower:
            continue
        rest = [word.lower() for word in words[at : name.last]]
        found, field = lexicon.territories().longest(rest, 0), lexicon.fields().longest(rest, 0)
        end = at + found[0] if found and not (field and field[0] >= found[0]) else name.last
        is_named = all(word[0].isupper() for word in words[at:end])
        if end < name.last and is_named and words[end].isalpha() and words[end].islower():
            return name.last if words[end] in _AFTER_TERRITORY else end
    return name.last


def _is_numbered(words: Sequence[str], name: Tagged) -> bool:
    """Say whether the number after a body's name is a part of it: `Công ty Phát điện 1 cho biết`."""
    opened = lexicon.heads().longest([word.lower() for word in words[name.first : name.last]], 0)
    after, next_one = words[name.last + 1], words[name.last + 2]
    if opened is None or name.first + opened[0] >= name.last or next_one.isdigit():
        return False
    if words[name.last - 1] == "số":
        return True
    is_free = after in _AFTER_NUMBER or after == PADDING or after[0].isupper()
    # Trường Chinh is a rocket too
    is_numbered = lexicon.head(opened[1]).kind in _NUMBERED and (
        opened[0] > 1 or words[name.first] != "Trường"
    )
    return is_free and is_numbered


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
