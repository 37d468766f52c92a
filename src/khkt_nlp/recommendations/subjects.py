"""Who does what a verb says: the subject of a verb, who speaks, and whom `theo` names.

Every function takes the actors of a text and word indexes, ends exclusive, and gives None for nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from khkt_nlp.recommendations.actors import Actors, Phrase, strip_right
from khkt_nlp.recommendations.cues import CueMatch, cues, find_cues
from khkt_nlp.recommendations.lexicon import opening_phrases, opens_with
from khkt_nlp.recommendations.models import Piece
from khkt_nlp.recommendations.scan import NOUN_BEFORE

_QUOTES = frozenset("”\"'")
_APPOSITION = frozenset([",", "-", "–"])
# so many verbs of saying are looked at in a sentence: the time stays linear
_MOST_VERBS = 6
# so many words at most part a request from the one that it asks for
_FAR = 24
# before a verb these make a noun of it: `ý kiến chỉ đạo`
_NOUN_BEFORE = NOUN_BEFORE | {"kiến", "công", "việc", "thần"}
_PARTING = frozenset(["và", "để", "khi", "theo", "của", "về", "việc", "nếu", "mà", "do", "vì", "đã"])


def subject(actors: Actors, first: int, stop: int) -> Piece | None:
    """Read the subject of the verb at word `stop`, from word `first` on.

    It is the actor right before the verb; else, of the clause of the verb, the first that begins a phrase.
    """
    if found := beside(actors, first, stop):
        return found
    words = actors.scan.words
    last = strip_right(actors.scan, first, stop, "adverb")
    clauses = _clauses(words, first, last)
    if words[last - 1] == ";":
        # `A khẳng định …; đề nghị …`: both verbs have the subject of the sentence
        clauses.reverse()
    for start, end in clauses[:_MOST_VERBS]:
        # `…”, ông A nói và đề nghị`: who said it
        found = (beside(actors, first, end) if end < last else None) or _first(actors, start, end)
        if found:
            return found
    return None


def outer_request(actors: Actors, first: int, cue: CueMatch) -> CueMatch | None:
    """Find the verb, from word `first` on, that asks somebody to use the verb `cue`: `đề nghị B chỉ đạo C …`.

    Who is asked stands right behind it, and no mark or `và` parts the two verbs.
    """
    words = actors.scan.words
    if cue.cue.kind != "report":
        return None
    matches = find_cues(words, cues(), range(max(first, cue.first - _FAR), cue.first), cue.first)
    outer = next((match for match in reversed(matches) if match.cue.kind == "report"), None)
    if outer is None or (outer.first > first and words[outer.first - 1] in _NOUN_BEFORE):
        return None
    asked = actors.at(outer.stop, cue.first)
    if asked is None:
        return None
    parted = any(words[at] in _PARTING or actors.is_break(at) for at in range(asked[1], cue.first))
    return None if parted else outer


def said(actors: Actors, first: int, stop: int) -> Piece | None:
    """Read who says something between words `first` and `stop`: a person before a body, the last of each."""
    words, verbs = actors.scan.words, opening_phrases("says", "speaks")
    places = [
        at for at in range(first + 1, stop) if words[at] in verbs and opens_with(verbs, words, at, stop)
    ]
    body: Piece | None = None
    for place in places[: -_MOST_VERBS - 1 : -1]:
        found = _speaker(actors, first, place)
        if found and actors.is_person(*found):
            return found
        body = body or found
    return body


def according(actors: Actors, first: int, stop: int) -> Piece | None:
    """Read who is named by `theo ông A, …`, the last in the words."""
    words = actors.scan.words
    for index in reversed([at for at in range(first, stop - 1) if words[at] == "theo"]):
        if found := actors.at(index + 1, stop):
            return found
    return None


def whole_list(actors: Actors, phrases: Sequence[Phrase], near: Piece, *, strict: bool = False) -> Piece:
    """Widen the actor of the last phrase to the list that it ends: `các cấp, các ngành`.

    `strict`: nothing stands before a member.
    """
    first, stop = near
    for before, phrase in zip(phrases[-2::-1], phrases[:0:-1], strict=False):
        quoted = actors.scan.words[phrase.first - 2] in _QUOTES
        if phrase.mark != "," or quoted or not actors.is_head(phrase, (first, stop)):
            break
        member = actors.touching(before)
        if member is None or actors.is_person(*member) or (strict and member[0] != before.first):
            break
        if not actors.is_head(before, member):
            # `Cái chính là các bộ, các ngành`
            return (member[0] if actors.is_several(member[0], member[1]) else first), stop
        first = member[0]
    return first, stop


def beside(actors: Actors, first: int, stop: int) -> Piece | None:
    """Read the actor right before the verb at `stop`, from word `first` on, adverbs apart."""
    last = strip_right(actors.scan, first, stop, "adverb")
    phrase = actors.last_phrase(first, last)
    near = actors.touching(phrase) if phrase else None
    if phrase is None or near is None or phrase.mark not in _APPOSITION or not actors.is_head(phrase, near):
        return near
    return _owner(actors, actors.phrases(first, last), near)


def _owner(actors: Actors, phrases: Sequence[Phrase], near: Piece) -> Piece:
    """Give the person that the actor of the last phrase stands in apposition to, or the list that it ends.

    `Ông A – giám đốc sở – đề xuất`: the office gives way to the person.
    """
    if not actors.is_person(*near) and actors.is_office(*near):
        behind = near
        for before, phrase in zip(phrases[-2::-1], phrases[:0:-1], strict=False):
            found = actors.touching(before)
            if found is None or phrase.mark not in _APPOSITION or not actors.is_head(phrase, behind):
                break
            if actors.is_person(*found):
                return found
            behind = found
    return whole_list(actors, phrases, near, strict=True)


def _first(actors: Actors, first: int, stop: int) -> Piece | None:
    """Read the first actor that begins a phrase; two offices are one: `Phó Thủ tướng, Bộ trưởng A`."""
    phrases = actors.phrases(first, stop)
    for index, phrase in enumerate(phrases):
        found = actors.leading(phrase.first, phrase.stop)
        if found is None:
            continue
        after = phrases[index + 1] if index + 1 < len(phrases) else None
        ends = found[1] == phrase.stop and actors.is_office(*found) and not actors.is_person(*found)
        if after and ends and after.mark == "," and actors.is_office(after.first, after.stop):
            other = actors.at(after.first, after.stop)
            return (found[0], other[1]) if other else found
        return found
    return None


def _clauses(words: Sequence[str], first: int, stop: int) -> list[Piece]:
    """Give the clauses between `first` and `stop`, the last first: parted by `;` or a verb of saying."""
    verbs = opening_phrases("says")
    found: list[Piece] = []
    start = first
    for index in [at for at in range(first, stop) if words[at] == ";" or words[at] in verbs]:
        size = 1 if words[index] == ";" else opens_with(verbs, words, index, stop)
        if size and index >= start:
            found.append((start, index))
            start = index + size
    found.append((start, stop))
    return found[::-1]


def _speaker(actors: Actors, first: int, stop: int) -> Piece | None:
    """Read the subject of a verb of saying: the actor right before, or a person a phrase further left."""
    if near := beside(actors, first, stop):
        return near
    phrases = actors.phrases(first, stop)
    found = actors.leading(*phrases[-2][:2]) if len(phrases) > 1 else None
    return found if found and actors.is_person(*found) else None
