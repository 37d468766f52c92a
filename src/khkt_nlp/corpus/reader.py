"""Reading JSON Lines, one object a line, one line at a time."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from khkt_nlp.article import reader
from khkt_nlp.article.models import Article
from khkt_nlp.errors import InputError

STDIN = "-"
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: `number` counts from 1, blank lines too."""

    number: int
    raw: bytes


def read_lines(path: str | Path) -> Iterator[Line]:
    """Give the lines of a file that hold something, as they are read; no more than one is kept.

    The path `-` is standard input. Raises `InputError` when the file cannot be opened.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder: name one JSON Lines file in it.")
        with path.open("rb") if str(path) != STDIN else nullcontext(_stdin()) as file:
            for number, raw in enumerate(file, 1):
                bare = raw.removeprefix(_MARK).strip() if number == 1 else raw.strip()
                if bare:
                    yield Line(number, bare)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}: check the name.") from error
    except (OSError, ValueError) as error:  # ValueError: a zero character in the name
        raise InputError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


def _stdin() -> Iterable[bytes]:
    return sys.stdin.buffer if sys.stdin else ()  # a process may be started without one


def parse(raw: bytes) -> dict[str, Any]:
    """Read one line as a JSON object. Raises `InputError`.

    >>> parse(b'{"id": 1}')
    {'id': 1}
    """
    try:
        row = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"The line is not UTF-8 (byte {error.start} does not fit).") from error
    except json.JSONDecodeError as error:
        raise InputError(f"The line is not JSON ({error.msg} at character {error.pos}).") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, thousands of brackets
        raise InputError("The line is not JSON of a sensible size or depth.") from error
    if not isinstance(row, dict):
        raise InputError("The line is not a JSON object with a text.")
    return row


def to_article(row: dict[str, Any], default_id: str) -> Article:
    """Take `id`, `text`, `title`, `published` and `source` of a row; other fields do not count.

    Raises `InputError` when there is no text, or when one of them is of another type.

    >>> to_article({"text": "Hội thảo", "published": "2022-11-25"}, "tin-7").id
    'tin-7'
    """
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError('The line has no "text" that is a string.')
    id_ = article_id(row, default_id)
    title, published, source = (_optional(row, field) for field in ("title", "published", "source"))
    return replace(reader.read_text(text, published, id_, source), title=title)


def article_id(row: dict[str, Any], default: str) -> str:
    """Give the `id` of a row as a string, or `default` where it has none. Raises `InputError`.

    >>> article_id({"id": 7}, "tin-1"), article_id({}, "tin-1")
    ('7', 'tin-1')
    """
    id_ = row.get("id")
    if id_ is not None and (isinstance(id_, bool) or not isinstance(id_, str | int)):
        raise InputError('The "id" of the line is neither a string nor a whole number.')
    return default if id_ is None else str(id_)


def _optional(row: dict[str, Any], field: str) -> str | None:
    """Give what a row states in `field`; an empty string states nothing."""
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        like = ' such as "2022-11-25"' if field == "published" else ""
        raise InputError(f'The "{field}" of the line is not a string{like}.')
    if value and reader.readable(value) != value:
        raise InputError(f'The "{field}" of the line holds half a character (a lone surrogate).')
    return value or None
