"""What a single line gives away about itself: furniture of the portal, a photo caption, or prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import View, fold_case, fold_tones

_LIST_MARKS = "-–—•·*»>|▪●◦+ \t"
_SEPARATORS = re.compile(r"[|>»›•/]|\s[-–]\s|\s{2,}")
# what stands between the parts of a line that are no words
GAPS = " \t,;:|-–—/.•·()[]<>»›*@&…"
_NUMBER = re.compile(r"\d[\d.,]{0,15}")
_COUNT = re.compile(r"[\s:.,…\d()|+-]{0,60}")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w")
_CLOSING = "\"”’'»)]}* "
_CREDIT_TAIL = re.compile(r"\s{0,3}(?::|\)|\.?$)")
_BLANK_BEFORE_COLON = re.compile(r"(?<=\S)[ \t]:")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds text: where it stands in the source, and how it reads.

    `text`: normalised and trimmed. `folded`: in lower case, without list marks. `words`: how many.
    """

    start: int
    end: int
    text: str
    folded: str
    words: int

    def is_sentence(self) -> bool:
        """Say whether the line ends as a sentence does."""
        return self.text.rstrip(_CLOSING)[-1:] in (".", "!", "?", "…", ";")

    def is_prose(self) -> bool:
        """Say whether the line is a paragraph: neither a heading nor an entry of a list."""
        ends = self.text.rstrip(_CLOSING)[-2:]
        return self.words >= 40 or (self.words >= 8 and ends[-1:] in (".", ";", ":") and ends != "..")

    def is_heading(self) -> bool:
        """Say whether the line may be a title: short, and no sentence with a full stop."""
        return self.words < 40 and (not self.text.endswith(".") or self.text.endswith(".."))

    def is_capitals(self) -> bool:
        """Say whether the line is written in capitals."""
        return self.text.isupper()


def lines(view: View) -> Iterator[Line]:
    """Give the lines of `view` that hold text, offsets in its source."""
    at = 0
    for raw in view.text.split("\n"):
        text = raw.strip()
        if text:
            first = at + len(raw) - len(raw.lstrip())
            start, end = view.to_source(first, first + len(text))
            folded = _BLANK_BEFORE_COLON.sub(":", fold_case(text)).strip(_LIST_MARKS)
            yield Line(start, end, text, folded, len(text.split()))
        at += len(raw) + 1


@cache
def phrases(*roles: str) -> tuple[str, ...]:
    """Give the phrases of `roles` in `data/cues.tsv`, folded, longest first.

    >>> "địa chỉ:" in phrases("furniture")
    True
    """
    rows = (row.partition("\t") for row in datafiles.lines("article", "cues.tsv"))
    found = {fold_tones(fold_case(phrase)) for role, _, phrase in rows if role in roles}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@cache
def _exact(role: str) -> frozenset[str]:
    return frozenset(phrases(role))


def is_tail(line: Line) -> bool:
    """Say whether `line` opens what a portal puts below an article."""
    return line.words <= 8 and _bare(line.folded) in _exact("tail")


def is_related(line: Line) -> bool:
    """Say whether `line` opens a list of other articles."""
    return line.words <= 8 and _bare(line.folded) in _exact("related")


def is_link(line: Line) -> bool:
    """Say whether `line` is a link to something else, as `>> Xem thêm: …` is."""
    return line.text.startswith((">>", "> >", "»")) or (
        line.words <= 8 and _bare(line.folded) in _exact("link")
    )


def is_furniture(line: Line) -> bool:
    """Say whether `line` taken alone is the portal's: an address, a counter, a menu, the editors."""
    if line.words > 40 or has_credit(line):
        return False
    return (
        _has_label(line)
        or is_banner(line)
        or _is_counter(line.folded)
        or _is_menu(line)
        or any(phrase in line.folded for phrase in phrases("greeting"))
        or (line.words <= 25 and not line.is_sentence() and _MAIL.search(line.folded) is not None)
    )


def is_banner(line: Line) -> bool:
    """Say whether `line` is the name of a portal, and no sentence about one."""
    if line.words > 25 or line.is_sentence() or not line.folded.startswith(phrases("banner")):
        return False
    return line.is_capitals() or _exact("verb").isdisjoint(line.folded.split())


def is_office(line: Line) -> bool:
    """Say whether `line` may be the name of an office at the head of its page: short, and begins so."""
    return line.words < 8 and line.folded.startswith(phrases("office"))


def is_caption(line: Line) -> bool:
    """Say whether `line` describes a photo: a credit, a scene, or somebody doing what photos show."""
    if has_credit(line):
        return True
    if line.words > 45:
        return False
    if line.folded.startswith(phrases("scene")) and (not line.is_sentence() or line.words <= 15):
        return True
    if line.words < 5 or line.is_sentence() or line.text.endswith((":", ",")):
        return False
    return _holds(line, "position") or (line.folded.startswith(phrases("subject")) and _holds(line, "deed"))


def has_credit(line: Line) -> bool:
    """Say whether a credit (`Ảnh: TTXVN`, `(Ảnh minh họa)`) ends a short line, or is all of it."""
    if line.words > 60:
        return False
    folded = line.folded
    for phrase in phrases("photo"):
        at = folded.rfind(phrase)
        if at < 0 or len(folded) - at > 80:
            continue
        before = folded[:at].rstrip()
        if (not before or before[-1] in "-–—.(,[|*:;") and _CREDIT_TAIL.match(folded, at + len(phrase)):
            return True
    return False


def _has_label(line: Line) -> bool:
    """Say whether the line begins as furniture: with a phrase and a colon, or as no paragraph does."""
    phrase = next((phrase for phrase in phrases("furniture") if line.folded.startswith(phrase)), "")
    return phrase != "" and (
        phrase[-1] == ":" or line.folded[len(phrase) :][:1] == ":" or not line.is_prose()
    )


def _holds(line: Line, role: str) -> bool:
    return any(phrase in line.folded for phrase in phrases(role))


def _is_counter(folded: str) -> bool:
    """Say whether the line is a number, or the name of a counter with its number or before it."""
    if _NUMBER.fullmatch(folded):
        return True
    for phrase in phrases("counter"):
        if folded.startswith(phrase) and len(folded) > len(phrase):
            return _COUNT.fullmatch(folded, len(phrase)) is not None
    return False


def _is_menu(line: Line) -> bool:
    """Say whether the line is made of entries of a menu, or tells the way to the page."""
    if is_made_of(line.folded, phrases("menu")):
        return True
    parts = [part for part in map(_bare, _SEPARATORS.split(line.folded)) if part]
    known = sum(part in _exact("menu") for part in parts)
    if len(parts) >= 2 and (parts[0] == "trang chủ" or known >= 2):
        return True
    section, colon, _ = line.folded.partition(":")
    return colon != "" and line.words <= 15 and section.startswith("tin ") and section in _exact("menu")


def is_made_of(text: str, words: tuple[str, ...]) -> bool:
    """Say whether nothing but `words`, longest first, and gaps is in `text`.

    >>> is_made_of("vào lúc:", ("vào lúc", "vào")), is_made_of("vào lúcx", ("vào lúc",))
    (True, False)
    """
    text = text.strip(GAPS)
    at = 0
    while at < len(text):
        word = next((word for word in words if text.startswith(word, at)), "")
        at += len(word)
        if not word or text[at : at + 1].isalpha():
            return False
        while at < len(text) and text[at] in GAPS:
            at += 1
    return True


def _bare(folded: str) -> str:
    return folded.strip(" .:…*-–—•|\"'()[]<>»«›_=#~")
