"""Whether a name in a text is the province, in the order in which the evidence is asked.

Each rule looks at one `Candidate` and is independent of the others; `reading` puts them in order:
the name's own form, its kind word, then what stands on its left. What no rule claims is the province.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from khkt_nlp.provinces import context, gazetteer
from khkt_nlp.provinces.context import names_of
from khkt_nlp.provinces.models import ProvinceMention
from khkt_nlp.provinces.scanner import Form

_DIRECTIONS = ("Bắc ", "Nam ", "Tây ", "Đông ")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_FORMER = re.compile(
    r" ?\(cũ\)| ?\(?cũ(?! kỹ)\b|,? ?\(?(?:trước đây|trước kia)(?= ?(?:[,.;:()]|nay |\Z))"
    r"|,? ?\(?nay (?:là|thuộc) (?!quận|huyện|thị|phường|xã|đường|trường|công|sở)",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"(?:ảnh|photo|clip|video) ?: ?\Z", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[^\w.])[^\W\d_]\.\Z")
_AFTER_PLACE = re.compile(r"(?:^|[ (])([^\W\d_])[^\W\d_]*, \Z")
_ADDRESS = re.compile(r"(?:phường|quận|huyện|xã|p\.|q\.|h\.)[ .]?[^,.;\n]{1,20}, \Z", re.IGNORECASE)
_CITY_LIST = re.compile(
    r"\b(?i:các|những|hai|ba|bốn|\d{1,2}) (?:thành phố|TP\.?|thị xã),?(?: [^\W\d_a-z]\w*,?| và|:){1,12} \Z"
)
_NOT_TOWNS = re.compile(r"tỉnh|Hà Nội|HCM|Hồ Chí Minh|Đà Nẵng|Hải Phòng|Cần Thơ|Sài Gòn")
_AFTER_TINH = re.compile(r"\btỉnh,? \Z", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r" \d")
_DASH_AFTER = re.compile(r" ?[-–—] ?([^\W\d_])")
_DASH_BEFORE = re.compile(r"[^\W_] ?[-–—] ?\Z")
_LINK = re.compile(r" ?(?:,|-|–|—|/|;| và) ?")
_SYLLABLE = re.compile(r"[^ \-–—]+")
_PLAIN_VIETNAMESE = re.compile(
    r"\b(?:tinh|thanh pho|cua|va|cac|tai|nguoi|duoc|trong|ngay|cho|khong|nhung|voi|den|o)\b", re.IGNORECASE
)
_MARKED = re.compile(r"[^\x00-\x7f–—“”‘’…]")
_CITY = "Hồ Chí Minh"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form found at `start:end` of the view's text, with what the rules ask about it.

    `kind`: which kind word stands right before it, if any, and `kind_start`, where that begins;
    `words`: the words before the form or, where there is one, before its kind word, nearest first.
    `previous_end`: where the last accepted mention ended. `day`: the date of the text.
    """

    text: str
    start: int
    end: int
    name: str
    needs: str
    kind: str | None
    kind_start: int
    words: tuple[str, ...]
    classes: frozenset[str]
    previous_end: int
    day: dt.date | None

    @property
    def form(self) -> str:
        """The name as written."""
        return self.text[self.start : self.end]


def candidate(
    text: str, span: tuple[int, int], form: Form, previous_end: int, day: dt.date | None
) -> Candidate:
    """Collect what the rules ask about `form` at `span`."""
    start, end = span
    kind, kind_start = context.kind_before(text, start, end) or (None, start)
    words = context.words_before(text, kind_start)
    return Candidate(
        text=text,
        start=start,
        end=end,
        name=form.name,
        needs=form.needs,
        kind=kind,
        kind_start=kind_start,
        words=words,
        classes=context.classes_before(words),
        previous_end=previous_end,
        day=day,
    )


def reading(found: Candidate) -> ProvinceMention | None:
    """Read the candidate as a province (offsets in the view), or say that it is none."""
    if not (_is_whole(found) and _case_allows(found) and _form_allows(found)):
        return None
    former = _is_former(found)
    if not _era_allows(found, former=former):
        return None
    allowed = _kind_allows(found) if found.kind else _left_allows(found)
    return _mention(found, former=former) if allowed else None


def _is_whole(found: Candidate) -> bool:
    text, start, end = found.text, found.start, found.end
    before = text[start - 1] if start else " "
    if before.isalnum() or before in "_@":
        return False
    if found.form.isascii() and _is_in_address(found):
        return False
    if found.form.startswith(_DIRECTIONS):
        if found.words[:1] == ("Việt",) and found.form.startswith("Nam "):
            return False
        following = _NEXT_WORD.match(text, end)
        if following and f"{found.form.split(' ', 1)[1]} {following[1]}" in gazetteer.load().by_name:
            return False
    return True


def _is_in_address(found: Candidate) -> bool:
    """Say whether the form is part of a web or e-mail address."""
    text, start, end = found.text, found.start, found.end
    if found.kind is None and start and text[start - 1] in "./":
        return True
    return text[end : end + 1] in (".", "@", "/") and text[end + 1 : end + 2].isalnum()


def _case_allows(found: Candidate) -> bool:
    """Each syllable has a capital; a small one in the middle, or a line of capitals, needs other evidence."""
    form = found.form
    syllables = _SYLLABLE.findall(form)
    if any(syllable[0].islower() for syllable in syllables):
        if found.kind == "province":
            return True
        return found.name not in names_of("word") and (_is_placed(found) or _is_address_tail(found))
    if form.isupper() and len(form) > 4 and found.name in names_of("word"):
        return _is_placed(found)
    return True


def _form_allows(found: Candidate) -> bool:
    needs = found.needs
    if not needs:
        return True
    if needs == "tỉnh":
        return found.kind == "province"
    if needs == "kind":
        return found.kind is not None or (found.name == _CITY and _is_city_beside_others(found))
    if needs == "place":
        return _is_placed(found)
    if needs == "latin":
        following = _NEXT_WORD.match(found.text, found.end)
        beside = [*found.words[:1], *([following[1]] if following else [])]
        return not any(word.isascii() and word[0].isupper() and len(word) > 2 for word in beside)
    return found.kind == "province" or _is_plain_vietnamese(found)


def _is_plain_vietnamese(found: Candidate) -> bool:
    """Say whether the sentence is Vietnamese written without any diacritics."""
    first, last = context.sentence_around(found.text, found.start, found.end)
    sentence = found.text[first:last]
    if _MARKED.search(sentence):
        return False
    return found.kind is not None or len(set(_PLAIN_VIETNAMESE.findall(sentence.lower()))) >= 2


def _is_former(found: Candidate) -> bool:
    """Say whether the text calls the unit one of the past."""
    return _FORMER.match(found.text, found.end) is not None or "former" in found.classes


def _era_allows(found: Candidate, *, former: bool) -> bool:
    """Abolished names are taken for the province only where the text says so, or is as old as they are."""
    units = gazetteer.load().by_name[found.name]
    day = found.day or gazetteer.ASSUMED
    if any(unit.era in ("63", "34") for unit in units):
        if found.name not in names_of("town"):
            return True
        return units[0].valid_from <= day
    if any(unit.valid_on(day) for unit in units):
        return True
    named = found.kind in ("province", "zone") and not _is_plural(found)
    said = former or "merger" in found.classes or (named and found.name not in names_of("homonym"))
    if all(unit.era == "pre1976" for unit in units):
        return said and found.kind == "province"
    return said or found.name in names_of("free")


def _kind_allows(found: Candidate) -> bool:
    """`TP X` is a province only where X is a centrally-run city, else a town of the same name."""
    if found.kind != "city":
        return True
    if any(unit.kind == "thành phố" for unit in gazetteer.load().by_name[found.name]):
        return True
    # `các tỉnh, thành phố Hà Nam, Nam Định`: the kind words are those of the list
    return _is_after_tinh(found)


def _left_allows(found: Candidate) -> bool:
    if found.form[:2].lower() == "tp":
        return True
    if _is_named_after(found) or _is_town_of_list(found):
        return False
    if found.name in names_of("given") and _is_person(found):
        return False
    if found.name in names_of("word") and "peace" in found.classes:
        return False
    return found.form.lower() != _CITY.lower() or _is_city_beside_others(found)


def _is_named_after(found: Candidate) -> bool:
    """Say whether a street, river, ward, ship (`tàu Bình Dương 658`) or club (`B.Bình Dương`) is meant."""
    if "place" in found.classes or _INITIAL.search(found.text[max(0, found.start - 3) : found.start]):
        return True
    return found.words[:1] == ("tàu",) and _NUMBER_AFTER.match(found.text, found.end) is not None


def _is_person(found: Candidate) -> bool:
    """`Trương Hòa Bình`, `anh Mai Thái Bình`, `Ảnh: Thái Bình`, or a byline that ends its line."""
    if _CREDIT.search(found.text[max(0, found.start - 10) : found.start]) or _is_byline(found):
        return True
    if "title" in found.classes:
        return True
    if not found.words or not found.words[0][0].isupper():
        return False
    if " ".join(reversed(found.words[:2])).lower() in names_of("spot"):
        return False
    surnames = names_of("surname")
    if found.words[0].lower() in surnames or "title" in context.classes_before(found.words[1:]):
        return True
    return len(found.words) > 1 and found.words[1][0].isupper() and found.words[1].lower() in surnames


def _is_byline(found: Candidate) -> bool:
    """Say whether the name stands alone between the end of a sentence and the end of its line."""
    right = found.text[found.end : found.end + 40].lstrip(" *.")
    if right and right[0] != "\n":
        return False
    left = found.text[max(0, found.start - 4) : found.start].rstrip(" ")[-1:]
    if left == "\n":
        return not right.strip() and found.previous_end != found.start - 1
    return left in (".", "”", '"', "!", "?")


def _is_city_beside_others(found: Candidate) -> bool:
    """`Hồ Chí Minh` alone is the city only beside another province, in an address, or after `tại`, `ở`."""
    if found.words and found.words[0].lower() in ("tại", "ở"):
        return True
    left = found.text[max(0, found.start - 32) : found.start]
    return _is_listed(found) or _ADDRESS.search(left) is not None


def _is_placed(found: Candidate) -> bool:
    """Say whether a kind word, a word like `tại` or a list of provinces vouches for the name."""
    return found.kind is not None or "before" in found.classes or _is_listed(found)


def _is_address_tail(found: Candidate) -> bool:
    """Say whether the name follows a bracket, or another name and a comma: `(Bến tre)`, `Ba Đình, Hà nội`."""
    left = found.text[max(0, found.start - 12) : found.start]
    after = _AFTER_PLACE.search(left)
    return left.endswith("(") or (after is not None and after[1].isupper())


def _is_listed(found: Candidate) -> bool:
    """Say whether only a comma, a dash or `và` stands between this name and another province."""
    between = found.text[found.previous_end : found.start]
    if found.previous_end > 0 and len(between) <= 4 and _LINK.fullmatch(between):
        return True
    link = _LINK.match(found.text, found.end)
    if link is None:
        return False
    following = found.text[link.end() : link.end() + 20].split(",")[0].split(".")[0].split()
    names = (" ".join(following[:2]), " ".join(following[:3]))
    return any(name in gazetteer.load().by_name and name != found.name for name in names)


def _is_town_of_list(found: Candidate) -> bool:
    """Say whether the name is one of `các thành phố Huế, Vĩnh Yên và Hà Giang`."""
    match = _CITY_LIST.search(found.text[max(0, found.start - 90) : found.start])
    return match is not None and not _NOT_TOWNS.search(match[0])


def _is_plural(found: Candidate) -> bool:
    number = bool(found.words) and found.words[0].isdigit() and len(found.words[0]) < 3
    return number or "many" in found.classes or _is_after_tinh(found)


def _is_after_tinh(found: Candidate) -> bool:
    """Say whether the kind word is the second of `tỉnh, thành phố X`."""
    left = found.text[max(0, found.kind_start - 8) : found.kind_start]
    return found.kind == "city" and _AFTER_TINH.search(left) is not None


def _mention(found: Candidate, *, former: bool) -> ProvinceMention:
    text = found.text
    inside = found.kind is not None and not _is_plural(found) and text[found.start - 1] != "\n"
    start = found.kind_start if inside else found.start
    unit = gazetteer.load().resolve(found.name, found.day, former=former, province=found.kind == "province")
    current = unit.current
    return ProvinceMention(
        start=start,
        end=found.end,
        id=unit.id,
        unit=unit.key,
        name=unit.name,
        kind=unit.kind,
        gso_code=unit.gso_code,
        current_id=current.id if current else "",
        current_name=current.name if current else "",
        kind_word=text[start : found.start].strip(" -\n") if inside else "",
        former=former,
        route=_is_route(text, start, found.end),
    )


def _is_route(text: str, start: int, end: int) -> bool:
    after = _DASH_AFTER.match(text, end)
    if after and after[1].isupper():
        return True
    return _DASH_BEFORE.search(text[max(0, start - 4) : start]) is not None
