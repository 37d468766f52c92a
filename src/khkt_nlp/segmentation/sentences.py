"""Where sentences begin and end: a rule for each thing a stop can mean.

A line end always ends a sentence: headings and captions have no stop. Within a line each `.`, `!`, `?`,
`…` is judged by the word before it and the word after it. The words it is judged by are data, in `data/`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import normalize

# a line without the blanks around it
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
# a run of stops with what closes behind it, unless a digit or the end of the line follows; taken whole, so
# that a line of stops is read once
_STOP = re.compile(r"[.!?…。](?<![.!?…。]{2})[.!?…。]*[”’»)\]\"']*(?=[^\n\d.!?…。”’»)\]\"'])")
_MARKER = re.compile(
    r"[(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}|[a-zđA-ZĐ]|(?:Điều|Chương|Mục|Bài|Câu|Bước|Phần|Khoản)"
    r"\s(?:\d{1,3}|[IVXLC]{1,6}))[.)]{1,2}"
)
_BULLET = re.compile(r"[-–—+•●▪■*►]+\s*")
_LETTER_MARKER = re.compile(r"[a-zđ][.)]\s")
_DATE = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b")
_WORD = re.compile(r"\w{1,30}")
_DOMAINS = frozenset({"com", "edu", "gov", "info", "net", "org", "vn"})
_OPENING = "“‘«\"'([{"
_CLOSING = "”’»)]\"'"
# no word that decides about a stop is longer
_WINDOW = 40


class Sentence(NamedTuple):
    """One sentence: code points into the text it was found in, blanks around it left out."""

    start: int
    end: int
    text: str


def sentences(text: str) -> list[Sentence]:
    r"""Split `text` into sentences, in order; linear in its length, never raises.

    >>> [s.text for s in sentences("GS.TS. Đặng Vũ Minh dự hội thảo. Trang Zing.vn đưa tin!\nTIN KHÁC")]
    ['GS.TS. Đặng Vũ Minh dự hội thảo.', 'Trang Zing.vn đưa tin!', 'TIN KHÁC']
    """
    view = normalize(text)
    spans = (view.to_source(*span) for span in split(view.text))
    return [Sentence(start, end, text[start:end]) for start, end in spans]


def starts(text: str) -> list[int]:
    """Return where the sentences of `text` begin.

    >>> starts("Hội thảo kết thúc. Mọi người ra về.")
    [0, 19]
    """
    view = normalize(text)
    if view.starts is None:
        return [start for start, _ in split(view.text)]
    return [view.starts[start] for start, _ in split(view.text)]


def split(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a text that is normalised begin and end.

    >>> list(split("Ông về. TP.HCM mưa."))
    [(0, 7), (8, 19)]
    """
    stops = _STOP.finditer(text)
    stop = next(stops, None)
    for line in _LINE.finditer(text):
        start, line_end = line.span()
        while stop is not None and stop.end() < line_end:
            end = _sentence_end(text, start, stop, line_end) if stop.start() >= start else 0
            if end:
                yield start, end
                start = _skip_blanks(text, end, line_end)
            stop = next(stops, None)
        yield start, line_end


def _sentence_end(text: str, start: int, stop: re.Match[str], line_end: int) -> int:
    """Return where the sentence that began at `start` ends if it ends with `stop`, or 0."""
    end = stop.end()
    if not text[end].isspace():
        return stop.start() + 1 if _glued(text, stop) else 0
    after = _skip_blanks(text, end, line_end)
    closing = text[after] in "”»" or (text[after] in "\"'" and text[after + 1 : after + 2].isspace())
    if closing:
        end = after + 1
        after = _skip_blanks(text, end, line_end)
        if after >= line_end:
            return 0
    if not _opens(text, after, quoted=text[end - 1] in "”’»\"'"):
        return 0
    return end if _ends(text, start, stop, after) else 0


def _skip_blanks(text: str, position: int, line_end: int) -> int:
    while position < line_end and text[position].isspace():
        position += 1
    return position


def _opens(text: str, position: int, *, quoted: bool) -> bool:
    """Say whether a sentence may begin at `position`: a capital, a number, perhaps quoted or after a dash."""
    bullet = _BULLET.match(text, position, position + _WINDOW)
    if bullet:
        # “…!” – Ông Nam nói: a dash after a quote names the speaker
        if quoted:
            return False
        position = bullet.end()
    if _LETTER_MARKER.match(text, position):
        return True
    opened = text[position : position + 4].lstrip(_OPENING)
    if not opened:
        return False
    return not opened[0].islower() or (len(opened) > 1 and opened[1].isupper())


def _ends(text: str, start: int, stop: re.Match[str], after: int) -> bool:
    """Say whether `stop`, with something that can open a sentence at `after`, ends one."""
    before = text[max(start, stop.start() - _WINDOW) : stop.start()]
    marks = stop[0].rstrip(_CLOSING)
    if before.endswith(("(", "[")) and len(stop[0]) > len(marks):
        return False
    words = before.split()
    word = words[-1].lstrip(_OPENING + "-–") if words and before[-1:] == before[-1:].strip() else ""
    if marks != ".":
        return word + marks not in _words("abbreviations.txt") or _is_opener(text, after)
    if _numbers_an_item(text, start, stop, words):
        return False
    if word[-1:].isdigit() and _inside_date(text, stop.start()):
        return False
    if len(stop[0]) == 1 and _abbreviates(word, words[-2] if len(words) > 1 else ""):
        return _is_opener(text, after)
    return True


def _numbers_an_item(text: str, start: int, stop: re.Match[str], words: list[str]) -> bool:
    """Say whether only the number of an item stands before the stop: `1. Nội dung`, `như sau: 2. Về`."""
    piece = text[start : stop.end()] if stop.end() - start <= _WINDOW else ""
    if _MARKER.fullmatch(_BULLET.sub("", piece.strip(), count=1)):
        return True
    return len(words) > 1 and words[-2][-1] in ":;" and bool(_MARKER.fullmatch(words[-1] + "."))


def _inside_date(text: str, stop: int) -> bool:
    """Say whether the stop is one of those of a date such as `25. 11. 2022`."""
    dates = _DATE.finditer(text, max(0, stop - 8), stop + 12)
    return any(date.start() < stop < date.end() for date in dates)


def _abbreviates(word: str, previous: str) -> bool:
    """Say whether `word`, which stands before a stop, is an abbreviation or an initial."""
    last = unicodedata.normalize("NFC", word).rpartition(".")[2].rpartition("-")[2]
    if len(last) == 1 and last.isupper():
        return "." in word or previous.lower() not in _words("lettered.txt")
    return last in _words("abbreviations.txt")


def _is_opener(text: str, position: int) -> bool:
    while text[position : position + 1] in tuple(_OPENING):
        position += 1
    first = _WORD.match(text, position)
    if first is None or first[0] not in _words("openers.txt"):
        return False
    second = _WORD.match(text, first.end() + 1)
    return second is None or f"{first[0]} {second[0]}" not in _words("openers.txt")


def _glued(text: str, stop: re.Match[str]) -> bool:
    """Say whether a blank was forgotten after the stop: `kết thúc.Sau đó`, but not `Atl.Madrid`."""
    if stop[0] != ".":
        return False
    before = text[max(0, stop.start() - _WINDOW) : stop.start()].split()
    after = text[stop.end() : stop.end() + _WINDOW].split()
    if not before or not after or len(before[-1]) < 2:
        return False
    word, following = before[-1], after[0]
    return (
        word.isalpha()
        and word.islower()
        and following[:1].isupper()
        and (following[1:2].islower() or len(following) == 1)
        and not any(mark in following[1:-1] for mark in "./@")
        and following.lower().strip(".,;") not in _DOMAINS
    )


@functools.cache
def _words(name: str) -> frozenset[str]:
    """Read a data file: the words of each line, or whole lines of several words where the file says so."""
    lines = datafiles.lines("segmentation", name)
    pairs = {line for line in lines if name == "openers.txt" and line.count(" ") == 1}
    return frozenset(pairs | {word for line in lines if line not in pairs for word in line.split()})
