"""One name, one reading: what the tagger is sure of in one place holds elsewhere in the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from khkt_nlp.names import lexicon, namesakes
from khkt_nlp.names.borders import part
from khkt_nlp.names.lexicon import Trie
from khkt_nlp.names.models import Tagged
from khkt_nlp.names.tokens import PADDING

SURE = 0.85
_PLURAL = ("các tỉnh", "các thành phố", "các huyện", "các quận", "các xã", "các phường", "các địa phương")
# kinds of organisations whose bracketed abbreviation and whose proper name stand alone
_ABBREVIATED = frozenset({"company", "association", "union", "international", "bank"})
_PROPER = frozenset({"company", "bank"})
# the last syllables of offices and titles that stand before a name as forms of address do: chủ tịch, luật sư
_OFFICES = frozenset("tịch biểu trưởng đốc thống tướng sĩ sư viên thư ls ts".split())
# two syllables may as well be a place
_TELLING = 3


def reconcile(words: Sequence[str], found: Sequence[Tagged]) -> list[Tagged]:
    """Add names that were found elsewhere in the article, drop pieces of phrases, cut off plural places.

    `found` is in text order; so is what is returned. Empty tokens stand around sentences. The proper name of
    a company is an organisation, whatever the tagger made of it standing alone.

    >>> text = "| Bà Hà Thị Khiết đến | Hà Thị Khiết phát biểu , bà Khiết nói |"
    >>> words = [PADDING if word == "|" else word for word in text.split()]
    >>> reconcile(words, [Tagged(2, 5, "PERSON", 0.95)])
    [Tagged(first=2, last=5, label='PERSON', score=0.95),
     Tagged(first=7, last=10, label='PERSON', score=0.85),
     Tagged(first=14, last=15, label='PERSON', score=0.85)]
    """
    ends = {name.last for name in found}
    found = [name for piece in found if (name := _whole(words, piece, ends))]
    found = namesakes.settle(words, part(words, found))
    sure = [name for name in found if name.score >= SURE]
    proper = {form for name in sure for form in _short_forms(words, name)}
    kept = [_corrected(words, name, proper) for name in found]
    taken = bytearray(len(words))
    for name in kept:
        taken[name.first : name.last] = b"\1" * (name.last - name.first)
    known = _known(words, sure, proper)
    # a foreigner is called by the family name, which stands first or last
    given = {
        words[at]
        for name in sure
        if name.label == "PERSON" and name.last > name.first + 1
        for at in (name.first, name.last - 1)
    }
    starts = given.union(known.branches)
    for at in [at for at, word in enumerate(words) if word in starts]:
        if taken[at]:
            continue
        end, label = known.longest(words, at) or (at, "")
        if end == at and words[at] in given and _is_addressed(words, at):
            end, label = at + 1, "PERSON"
        if end == at or any(taken[at:end]) or namesakes.is_place(words, at, end):
            continue
        if _is_whole(words, at, end):
            taken[at:end] = b"\1" * (end - at)
            kept.append(Tagged(at, end, label, SURE))
    return sorted(kept)


def _corrected(words: Sequence[str], name: Tagged, proper: set[tuple[str, ...]]) -> Tagged:
    """Give `name` without a plural place at its end, and as an organisation where it is a company's name."""
    if name.label == "PERSON" and tuple(words[name.first : name.last]) in proper:
        return name._replace(label="ORG")
    for at in (name.last - 2, name.last - 3) if name.label == "ORG" else ():
        if at > name.first and " ".join(words[at : name.last]).lower() in _PLURAL:
            return name._replace(last=at)
    return name


def _whole(words: Sequence[str], name: Tagged, ends: Set[int]) -> Tagged | None:
    """Give an organisation that is cut out of a longer word or phrase from its next head on, if it has one.

    It is where its head noun is the end of a word (`nhiệm vụ khoa học`), or where it has none and is the
    second of two fields (`Bản tin Khoa học và Công nghệ Bắc Ninh`) of which the first ends no name; `ends`:
    where names end.
    """
    if name.label != "ORG":
        return name
    lower = [word.lower() for word in words[name.first : name.last]]
    heads = lexicon.heads()
    opened = heads.longest(lower, 0)
    if opened is None:
        before = name.first - 1
        joined = words[before] == "và" and before not in ends and _is_field(words, before - 1)
        return None if joined and lexicon.fields().longest(lower, 0) else name
    if opened[0] > 1 or not lexicon.ends_word(words, name.first):
        return name
    inner = (at for at, word in enumerate(words[name.first : name.last]) if at and word[0].isupper())
    at = next((at for at in inner if heads.longest(lower, at)), 0)
    return name._replace(first=name.first + at) if at else None


def _is_field(words: Sequence[str], last: int) -> bool:
    """Say whether a field of work ends with the word at `last`."""
    lower = [word.lower() for word in words[last - 2 : last + 1]]
    found = (lexicon.fields().longest(lower, at) for at in range(len(lower)))
    return any(field and field[0] == len(lower) for field in found)


def _known(words: Sequence[str], names: Iterable[Tagged], proper: Iterable[tuple[str, ...]]) -> Trie:
    """Join the forms that mean the same wherever they stand; what has two labels is left out."""
    labels: dict[tuple[str, ...], set[str]] = {form: {"ORG"} for form in proper}
    for name in names:
        form = tuple(words[name.first : name.last])
        if _is_telling(form, name.label):
            labels.setdefault(form, set()).add(name.label)
    known = Trie()
    for form, meant in labels.items():
        if len(meant) == 1:
            known.add(form, *meant)
    return known


def _is_telling(form: Sequence[str], label: str) -> bool:
    """Say whether a form can hardly mean anything else."""
    if _is_territory(form):
        return False
    if label == "PERSON":
        return len(form) >= _TELLING or (len(form) == 2 and form[0].lower() in lexicon.surnames())
    return len(form) > 1 or (form[0].isupper() and len(form[0]) >= _TELLING)


def _is_territory(form: Sequence[str]) -> bool:
    place = lexicon.territories().longest([word.lower() for word in form], 0)
    return place is not None and place[0] == len(form)


def _short_forms(words: Sequence[str], name: Tagged) -> list[tuple[str, ...]]:
    """Give the bracketed abbreviation of an organisation, and the proper name of a company."""
    if name.label != "ORG":
        return []
    opened = lexicon.heads().longest([word.lower() for word in words[name.first : name.last]], 0)
    kind = lexicon.head(opened[1]).kind if opened else ""
    found: list[tuple[str, ...]] = []
    if kind in _ABBREVIATED:
        for at in range(name.first + 1, min(name.last + 1, len(words) - 2)):
            short = words[at + 1]
            if words[at] == "(" and words[at + 2] == ")" and short.isupper() and len(short) >= _TELLING:
                found.append((short,))
    if opened and kind in _PROPER:
        start = name.last
        while start > name.first + opened[0] and words[start - 1].istitle():
            start -= 1
        if name.last - start >= _TELLING and not _is_territory(words[start : name.last]):
            found.append(tuple(words[start : name.last]))
    return found


def _is_addressed(words: Sequence[str], at: int) -> bool:
    """Say whether a form of address or an office stands before a name of one word, and no capital after.

    After an office it may be a country: `ngoại trưởng Đức`.
    """
    before = words[at - 1].lower()
    if words[at + 1].istitle():
        return False
    if before in lexicon.addresses():
        return True
    return before in _OFFICES and lexicon.territories().longest([words[at].lower()], 0) is None


def _is_whole(words: Sequence[str], first: int, last: int) -> bool:
    """Say whether no capital stands right before or after, which would make it part of another name."""
    # the capital that opens a sentence says nothing
    before = words[first - 2] == PADDING or not words[first - 1][0].isupper()
    return before and not words[last][0].isupper()
