"""A web page as text: every visible line of it, and which of them are the article.

The lines come from the page itself, down to where libxml2 stops (2,048 levels of nesting); trafilatura
says which are the article proper, and what the page states about its title and date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from khkt_nlp.article.normalization import normalize
from khkt_nlp.errors import InputError

_UNSEEN = frozenset(
    """
    audio canvas head iframe math noscript object script select style svg template textarea title video
    """.split()
)
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table
    tbody tfoot thead tr ul
    """.split()
)
_CELLS = frozenset(("td", "th"))
# what HTML takes for blanks between words; a non-breaking space is a character of the text
_BLANKS = re.compile("[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display:none|visibility:hidden")
_WORDS = re.compile(r"\w+")
# Dates outside this range are mistakes; a fixed end keeps the result the same from day to day.
_DATE_SEARCH = {"extensive_search": False, "min_date": "1995-01-01", "max_date": "2100-01-01"}
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: `text`, its lines that are the article, and the title and date it states."""

    text: str
    body: tuple[tuple[int, int], ...] | None
    title: str | None
    published: dt.date | None


def read_page(html: str, where: str = "The page") -> Page:
    r"""Read the visible text of `html`; blocks are apart by an empty line, `<br>` by a line end.

    Raises `InputError` when the page shows no text.

    >>> read_page("<h1>Hội thảo</h1><p>Ngày <b>25/11</b>,<br>tại Vĩnh Phúc</p>").text
    'Hội thảo\n\nNgày 25/11,\ntại Vĩnh Phúc'
    """
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{where} has no visible text: is it a page of an article?") from error
    text = _visible_text(tree)
    if not normalize(text).text.strip():
        raise InputError(f"{where} has no visible text: is it a page of an article?")
    title, published = _stated(tree)
    return Page(text, _article_lines(text, _extracted(tree)), title, published)


def _visible_text(tree: Any) -> str:
    """Join what the page shows, walking the tree without recursion: pages nest thousands deep."""
    from lxml import etree

    lines: list[str] = []
    pieces: list[str] = []

    def end_line(gap: bool) -> None:
        line = _BLANKS.sub(" ", "".join(pieces)).strip(" ")
        pieces.clear()
        if line:
            lines.append(line)
        if gap and lines and lines[-1]:
            lines.append("")

    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _UNSEEN or _is_hidden(element):
                walk.skip_subtree()
                continue
            if tag in _BLOCKS:
                end_line(gap=True)
            pieces.append(element.text or "")
        else:
            if tag in _BLOCKS:
                end_line(gap=True)
            elif tag in _CELLS:
                pieces.append("\t ")
            elif tag == "br":
                end_line(gap=False)
            pieces.append(element.tail or "")
    end_line(gap=False)
    return "\n".join(lines).strip("\n")


def _is_hidden(element: Any) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style.replace(" ", "").lower()) is not None


def _stated(tree: Any) -> tuple[str | None, dt.date | None]:
    """Give the title and the date that the page's own markup states."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(tree, date_config={**_DATE_SEARCH, "original_date": True}, extensive=False)
    return found.title or None, dt.date.fromisoformat(found.date) if found.date else None


def _extracted(tree: Any) -> list[str]:
    """Give the lines that trafilatura takes for the article."""
    from trafilatura import bare_extraction

    document = bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        date_extraction_params=_DATE_SEARCH,
    )
    text = getattr(document, "text", None)
    return text.split("\n") if text else []


def _article_lines(text: str, extracted: Iterable[str]) -> tuple[tuple[int, int], ...] | None:
    """Give the ranges of the lines of `text` that are among `extracted`; None when there are none.

    The two differ in blanks, list marks and line ends, so long lines are compared by the runs of four
    words that they share, short ones as a whole.
    """
    whole: set[tuple[str, ...]] = set()
    shingles: set[tuple[str, ...]] = set()
    for line in extracted:
        words = tuple(_WORDS.findall(line.lower()))
        whole.add(words)
        shingles.update(_runs(words))
    whole.discard(())
    ranges = []
    start = 0
    for line in text.split("\n"):
        words = tuple(_WORDS.findall(line.lower()))
        runs = list(_runs(words))
        shared = sum(run in shingles for run in runs)
        if words in whole or (runs and shared >= 0.8 * len(runs)):
            ranges.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(ranges) or None


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (words[i : i + _SHINGLE] for i in range(len(words) - _SHINGLE + 1))
