"""Text as Markdown that shows it as it is."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~]|&(?=#?[0-9A-Za-z]{1,31};)")
# what at the head of a line opens a list, underlines a heading or draws a rule
_OPENING = re.compile(r"^([ \t]*)(?:(\d{1,9})(?=[.)])|(?=[-+=]))", re.MULTILINE)
# blanks at the head of a line that make it code
_INDENT = re.compile(r"^(?: (?= {3}| {0,2}\t)|(\t))", re.MULTILINE)


def escape(text: str) -> str:
    r"""Escape what Markdown would read as mark-up: within lines, and at the head of each.

    >>> print(escape("- Luật *mới*\n1. <b>KH&CN</b> &amp;"))
    \- Luật \*mới\*
    1\. \<b\>KH&CN\</b\> \&amp;
    """
    text = _SIGNS.sub(r"\\\g<0>", text)
    text = _OPENING.sub(r"\1\2\\", text)
    return _INDENT.sub(lambda blank: "&#9;" if blank[1] else "&#32;", text)
