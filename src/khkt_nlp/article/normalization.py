"""A normalised view of a text that remembers where each of its characters came from.

Pages reach us decomposed (NFD), with zero-width and non-breaking spaces, and with either placement of
the tone mark (`hoà`, `hòa`). Patterns are written once, for the view; what they find is mapped back, so
that every offset a user sees points into the text that was passed in.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_SPACE = "\t\u001c-\u001f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_END = "\r\u000b\u000c\u0085\u2028\u2029"
# U+00D0 and U+0189 look like the Vietnamese letter, and old web pages use them for it
_LOOKALIKE = {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"}
_MARK = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

# a mark that stands after a blank, a line end or nothing visible changes nothing in what these are
_BARE = f"[^{_MARK}{_INVISIBLE}{_SPACE}{_LINE_END}]"
_ODD = re.compile(
    f"(?P<composed>{_BARE}[{_MARK}{_INVISIBLE}]*[{_MARK}])|(?P<invisible>[{_INVISIBLE}])|(?P<space>[{_SPACE}])"
    f"|(?P<crlf>\r\n)|(?P<line>[{_LINE_END}])|(?P<lookalike>[{''.join(_LOOKALIKE)}])"
)
# one character class is much faster than the alternation: it clears most texts at once
_SUSPECT = re.compile(f"[{_MARK}{_INVISIBLE}{_SPACE}{_LINE_END}{''.join(_LOOKALIKE)}]")
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_SHRINKING = re.compile(f"[{_MARK}{_INVISIBLE}]|\r\n")

_NEW_STYLE = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_OLD_STYLE = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_TONE = {
    shape(new): shape(old)
    for new, old in zip(_NEW_STYLE.split(), _OLD_STYLE.split(), strict=True)
    for shape in (str.lower, str.upper, str.title)
}
# Only where the syllable is open (hoà, not hoàn), and never the `qu` of quý. The one class at the head
# is what makes it fast: the engine skips to an o or u before it looks at alternatives.
_NEW_STYLE_TONE = re.compile(
    f"[oOuU](?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])(?<![qQ].)[ỳýỷỹỵỲÝỶỸỴ])(?![^\\W\\d_]|[{_MARK}])"
)


@dataclass(frozen=True, slots=True)
class View:
    r"""A normalised text and the way back to its source.

    `text`: letters composed with the marks after them (NFC), tone marks placed as in `hòa`; of all that
    `str.isspace` knows only the blank U+0020 and the line end `\n`.
    `starts[i]`, `ends[i]`: the code points of `source` that `text[i]` stands for; both None when the
    view has the length of its source and every position is its own.
    """

    source: str
    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        r"""Map a non-empty span of the view to the span of the source it stands for.

        >>> view = normalize("tỉnh Hoa\u0300\u200b Bình")
        >>> view.text
        'tỉnh Hòa Bình'
        >>> view.to_source(5, 8)
        (5, 9)
        """
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        r"""Map a span of the source to the span of the view that stands for it: the way back of `to_source`.

        >>> normalize("tỉnh Hoa\u0300\u200b Bình").from_source(5, 9)
        (5, 8)
        """
        if self.starts is None:
            return start, end
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def normalize(text: str) -> View:
    """Return the view of `text` in which patterns are searched; linear in the length of `text`.

    >>> normalize("Thuý").text, normalize("quý").text, normalize("hoàn").text
    ('Thúy', 'quý', 'hoàn')
    """
    if not _SUSPECT.search(text):
        return View(text, fold_tones(text))
    folded = fold_tones(_ODD.sub(_replacement, text))
    if len(folded) == len(text) and not _SHRINKING.search(text):
        return View(text, folded)
    return View(text, folded, *_positions(text))


def _positions(text: str) -> tuple[array[int], array[int]]:
    """Say for each character of the view where its source starts and ends."""
    starts: array[int] = array("L")
    ends: array[int] = array("L")
    done = 0
    for match in _ODD.finditer(text):
        start, end = match.span()
        length = len(_replacement(match))
        starts.extend(range(done, start))
        ends.extend(range(done + 1, start + 1))
        if length == end - start:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * length)
            ends.extend([end] * length)
        done = end
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return starts, ends


def fold_tones(text: str) -> str:
    """Place tone marks as in `hòa`, `thúy`; the length stays.

    >>> fold_tones("HOÀ BÌNH, Khánh Hoà, uỷ ban")
    'HÒA BÌNH, Khánh Hòa, ủy ban'
    """
    return _NEW_STYLE_TONE.sub(lambda match: _TONE.get(match[0], match[0]), text)


def fold_case(text: str) -> str:
    """Lower-case `text` keeping its length, which `str.lower` does not for `İ`.

    >>> fold_case("UBND Tỉnh"), len(fold_case("İ"))
    ('ubnd tỉnh', 1)
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def strip_diacritics(text: str) -> str:
    """Write Vietnamese letters without their marks, as in identifiers.

    >>> strip_diacritics("Thừa Thiên Huế, Đắk Lắk")
    'Thua Thien Hue, Dak Lak'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def _replacement(match: re.Match[str]) -> str:
    kind, found = match.lastgroup, match[0]
    if kind == "composed":
        found = _HIDDEN.sub("", found)
        # NFC of a long run of marks can be quadratic; no letter of any language carries so many
        composed = unicodedata.normalize("NFC", found) if len(found) <= 32 else found
        return _LOOKALIKE.get(composed[0], composed[0]) + composed[1:]
    if kind == "invisible":
        return ""
    if kind == "space":
        return " "
    if kind == "lookalike":
        return _LOOKALIKE[found]
    return "\n"
