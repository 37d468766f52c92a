"""The way in: an article from a string, a page, a file or bytes, or one clear sentence why not."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

from khkt_nlp.article import encoding
from khkt_nlp.article.models import Article
from khkt_nlp.article.normalization import normalize
from khkt_nlp.errors import InputError

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ][\d:.,+\-Z ]*)?", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_JSON_SUFFIXES = frozenset((".json", ".jsonl", ".ndjson"))
_HTML_SUFFIXES = frozenset((".html", ".htm", ".xhtml"))
_HTML_HEAD = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.I)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.I)


def read_text(
    text: str,
    published: dt.date | str | None = None,
    id: str | None = None,
    source: str | None = None,
) -> Article:
    """Take `text` as it is; `published` is a date or ISO `2022-11-25`.

    Raises `InputError` when `text` is not a string, is empty or blank, or holds zero characters or lone
    surrogates, and when `published` is not a date or `id` not a string that can be written.

    >>> read_text("Hội thảo tại Vĩnh Phúc", published="2022-11-25").published
    datetime.date(2022, 11, 25)
    """
    _check_id(id)
    where = _name(id, source, "The text")
    _check(text, where)
    return Article(text, id=id, published=parse_date(published), source=source)


def read_html(
    html: str | bytes,
    published: dt.date | str | None = None,
    id: str | None = None,
    source: str | None = None,
) -> Article:
    """Take the visible text of a page, its title and date from its markup; `published` wins over the latter.

    Raises `InputError` as `read_text` does, and when the page shows no text.

    >>> read_html("<p>Hội thảo tại <b>Vĩnh Phúc</b></p>").text
    'Hội thảo tại Vĩnh Phúc'
    """
    from khkt_nlp.article.page import read_page  # lxml and trafilatura: only pages need them

    _check_id(id)
    where = _name(id, source, "The page")
    markup = encoding.decode(html, where, _declared(html)) if isinstance(html, bytes) else html
    _check(markup, where)
    given = parse_date(published)
    page = read_page(markup, where)
    return Article(
        page.text,
        id=id,
        title=page.title,
        published=given or page.published,
        source=source,
        body=page.body,
    )


def read_file(
    path: str | Path,
    published: dt.date | str | None = None,
    id: str | None = None,
    source: str | None = None,
) -> Article:
    """Read a text or HTML file; `id` defaults to the file's name without its ending, `source` to its name.

    Raises `InputError` as `read_bytes` does, and when there is no such file, it cannot be opened, or it
    is JSON, which holds articles and is none.
    """
    path = _path(path)
    if path.suffix.lower() in _JSON_SUFFIXES:
        raise InputError(f"{path} is JSON, not an article: `khkt-nlp annotate` reads articles in JSON Lines.")
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder: name one file in it.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}: check the name.") from error
    except (OSError, ValueError) as error:  # ValueError: a zero character in the name
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path} cannot be read: {reason}.") from error
    is_html = path.suffix.lower() in _HTML_SUFFIXES or None
    stem, name = map(readable, (path.stem, path.name))
    return read_bytes(data, published, id or stem, source or name, is_html=is_html)


def read_bytes(
    data: bytes,
    published: dt.date | str | None = None,
    id: str | None = None,
    source: str | None = None,
    *,
    is_html: bool | None = None,
) -> Article:
    """Read the bytes of a text or a page; None for `is_html` looks at how they begin.

    Raises `InputError` as `read_text` and `read_html` do, and when the bytes are not text or their
    encoding cannot be told.

    >>> read_bytes("<!doctype html><p>Sở Y tế".encode()).text
    'Sở Y tế'
    """
    text = encoding.decode(data, _name(id, source, "The input"), _declared(data))
    if is_html or (is_html is None and _HTML_HEAD.match(text)):
        return read_html(text, published, id, source)
    return read_text(text, published, id, source)


def parse_date(value: dt.date | str | None) -> dt.date | None:
    """Give the day of a date, a datetime or an ISO string; None stays None. Raises `InputError`.

    >>> parse_date("2022-11-25T12:32:00+07:00")
    datetime.date(2022, 11, 25)
    """
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = _ISO.fullmatch(str(value).strip())
    try:
        if match:
            return dt.date.fromisoformat(match[1])
    except ValueError:
        pass  # 2022-02-30: the sentence below says it
    raise InputError(f"The publication date {value!r} is not a date: write it as 2022-11-25.")


def _path(value: object) -> Path:
    if not isinstance(value, str | os.PathLike):
        raise InputError(f"The file is of the type {type(value).__name__}: give its path.")
    return Path(value)


def _check_id(id: object) -> None:
    if id is not None and not isinstance(id, str):
        raise InputError(f"The id {id!r} is not a string: put it in quotes.")
    if id and _SURROGATE.search(id):
        raise InputError(f"The id {id!r} holds half a character (a lone surrogate): give another one.")


def readable(name: str) -> str:
    r"""Make a file's name one that can be written as UTF-8: the system takes any bytes for a name.

    >>> readable("tin-1\udce0.txt")
    'tin-1?.txt'
    """
    return name.encode("utf-8", "replace").decode()


def _check(text: object, where: str) -> None:
    if not isinstance(text, str):
        raise InputError(f"{where} is of the type {type(text).__name__}: give a string.")
    if "\0" in text:
        raise InputError(f"{where} holds a zero character at {text.index(chr(0))}: it is not text.")
    surrogate = _SURROGATE.search(text)
    if surrogate:
        raise InputError(
            f"{where} holds half a character (a lone surrogate) at {surrogate.start()}: "
            "it was decoded wrongly, decode it again as UTF-8."
        )
    if not text.strip() or not normalize(text).text.strip():
        raise InputError(f"{where} is empty: give the text of an article.")


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    return match[1].decode("ascii", "replace") if match else None


def _name(id: str | None, source: str | None, default: str) -> str:
    return source or (f"Article {id}" if id else default)
