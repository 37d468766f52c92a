"""The registry: the documents that a citation may be linked to, and the checks a row must pass."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from pathlib import Path

from khkt_nlp import datafiles
from khkt_nlp.errors import DataError
from khkt_nlp.policies import symbols
from khkt_nlp.policies.names import usual_key
from khkt_nlp.policies.tables import issuers, kinds, name_key

_ID = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)+")
_TERM = re.compile(r"(?:Đảng|Quốc hội) [IVX]{1,5}")
_REQUIRED = ("canonical_id", "type")
_NAMED = ("luật", "bộ luật", "pháp lệnh")
_TYPE_WORD = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh) ")
_BLANK = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Document:
    """One document; text fields are empty where no source gave them.

    `number` without leading zeros; `term` as `Đảng XII` or `Quốc hội XIV`; `plenum` of the Central
    Committee, `4 only` where it issued no other resolution; `issued_date` ISO; `aliases` other names and
    short subjects; `note` what deserves a second look.
    """

    canonical_id: str
    type: str
    number: str = ""
    year: str = ""
    symbol: str = ""
    issuer: str = ""
    issuer_level: str = ""
    term: str = ""
    plenum: str = ""
    issued_date: str = ""
    title: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    evidence: str = ""

    @property
    def name(self) -> str:
        """The title of a law without its type word; empty for documents known by number."""
        return _TYPE_WORD.sub("", self.title, count=1) if self.type in _NAMED else ""


@dataclass(frozen=True, eq=False)
class Registry:
    """Documents by number and by name; `extended` adds a user's own.

    >>> [d.year for d in Registry.packaged().numbered("27") if d.type == "nghị quyết"]
    ['2026', '2026', '2022', '2018', '2008']
    """

    documents: tuple[Document, ...]
    _by_id: dict[str, Document] = field(init=False, repr=False, compare=False, default_factory=dict)
    _by_number: dict[str, list[Document]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _by_name: dict[str, list[Document]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for document in self.documents:
            self._by_id[document.canonical_id] = document
            if document.number:
                self._by_number.setdefault(document.number, []).append(document)
            if document.type in _NAMED:
                self._by_name.setdefault(usual_key(document.name), []).append(document)
            for alias in document.aliases:
                self._by_name.setdefault(name_key(alias), []).append(document)

    @staticmethod
    def packaged() -> Registry:
        """Give the registry that comes with the library."""
        return _packaged()

    @staticmethod
    def load(path: str | Path) -> Registry:
        """Give the packaged registry extended by a user's CSV or JSON file.

        CSV: a header line with the names of `Document`'s fields, of which `canonical_id` and `type` are
        required; lines that begin with `#` are comments; aliases are separated by `|`. JSON: a list of
        objects with the same names. A row with a packaged id replaces that document.

        Raises `DataError` with file and line for a file that cannot be read or a row that does not pass.
        """
        return Registry.packaged().extended(parse(read_text(path), str(path)))

    def extended(self, documents: Iterable[Document]) -> Registry:
        """Give a registry with `documents` added; one of an id that is there replaces it."""
        merged = {**self._by_id, **{document.canonical_id: document for document in documents}}
        return Registry(tuple(merged.values()))

    def get(self, canonical_id: str) -> Document | None:
        """Give the document of an id, or None."""
        return self._by_id.get(canonical_id)

    def numbered(self, number: str) -> tuple[Document, ...]:
        """Give the documents of a number, whatever their type; leading zeros do not matter."""
        return tuple(self._by_number.get(bare_number(number), ()))

    def named(self, name: str) -> tuple[Document, ...]:
        """Give the documents of a name or alias, in any way to write it."""
        found = {
            d.canonical_id: d for key in (usual_key(name), name_key(name)) for d in self._by_name.get(key, ())
        }
        return tuple(found.values())

    def name_keys(self) -> frozenset[str]:
        """Give the keys of all names of laws, for `find`."""
        return frozenset(key for d in self.documents if d.type in _NAMED and (key := name_key(d.name)))


def bare_number(number: str) -> str:
    """Drop leading zeros: `05` and `5` are one number."""
    return number.lstrip("0") or number


@cache
def _packaged() -> Registry:
    source = files(__package__) / "data" / "registry.csv"
    return Registry(tuple(_read_csv(source.read_text(encoding="utf-8"), "registry.csv")))


def read_text(path: str | Path) -> str:
    """Give the text of a registry; raises `DataError` when it cannot be read."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(
            f"{path}: cannot be read ({error.strerror}); give the path of a CSV or JSON file."
        ) from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8; save the registry as UTF-8.") from error


def parse(text: str, path: str) -> list[Document]:
    """Read and check the rows of a registry, by the name of its file CSV or JSON; see `Registry.load`."""
    return list((_read_json if path.lower().endswith(".json") else _read_csv)(text, path))


def _read_csv(text: str, where: str) -> Iterator[Document]:
    seen: dict[str, str] = {}
    for at, row in datafiles.table(text, where, _check_columns):
        yield _checked(row, at, seen)


def _read_json(text: str, where: str) -> Iterator[Document]:
    decoder, seen = json.JSONDecoder(), dict[str, str]()
    line, counted = 1, 0
    position = _blank(text, 0)
    if text[position : position + 1] != "[":
        raise DataError(f"{where}, line 1: a JSON registry is a list of objects; begin it with [.")
    position = _blank(text, position + 1)
    while text[position : position + 1] != "]":
        line, counted = line + text.count("\n", counted, position), position
        at = f"{where}, line {line}"
        try:
            row, position = decoder.raw_decode(text, position)
        except (json.JSONDecodeError, RecursionError) as error:
            raise DataError(f"{at}: is not JSON; check the quotes and commas there.") from error
        if not isinstance(row, dict):
            raise DataError(f"{at}: is not an object with named fields.")
        _check_columns(row, at)
        yield _checked({name: _as_text(value) for name, value in row.items()}, at, seen)
        position = _blank(text, position)
        if text[position : position + 1] == ",":
            position = _blank(text, position + 1)
        elif text[position : position + 1] != "]":
            raise DataError(f"{at}: a comma or ] is missing after this object.")


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return "|".join(str(item) for item in value)
    return "" if value is None else str(value)


def _blank(text: str, position: int) -> int:
    found = _BLANK.match(text, position)
    return found.end() if found else position


def _check_columns(columns: Iterable[str], at: str) -> None:
    given, known = list(columns), [item.name for item in fields(Document)]
    for name in _REQUIRED:
        if name not in given:
            raise DataError(f"{at}: there is no column {name!r}; a registry needs {' and '.join(_REQUIRED)}.")
    for name in given:
        if name not in known:
            raise DataError(f"{at}: {name!r} is no column of a registry; the columns are {', '.join(known)}.")


def _checked(row: Mapping[str, str], at: str, seen: dict[str, str]) -> Document:
    """Turn a row into a document; raise `DataError` for the first thing that is wrong with it."""
    row = {name: value.strip() for name, value in row.items()}
    aliases = tuple(alias.strip() for alias in row.pop("aliases", "").split("|") if alias.strip())
    row |= {"type": row["type"].lower(), "number": bare_number(row.get("number", ""))}
    document = Document(**row, aliases=aliases)
    for complaint in _complaints(document):
        raise DataError(f"{at}: {complaint}.")
    if document.canonical_id in seen:
        first = seen[document.canonical_id]
        raise DataError(f"{at}: the id {document.canonical_id!r} is that of {first} too; ids are unique.")
    seen[document.canonical_id] = at
    return document


def _complaints(document: Document) -> Iterator[str]:
    """Yield what is wrong with a document, in words."""
    if not _ID.fullmatch(document.canonical_id):
        yield f"the id {document.canonical_id!r} is not small letters, digits and points, like nd.46.2016.cp"
    if document.type not in {kind.type for kind in kinds().values()}:
        yield f"the type {document.type!r} is unknown; data/types.csv lists the types"
    if not (document.number or document.title):
        yield "there is neither a number nor a title to find the document by"
    if document.number and not re.fullmatch(r"\d{1,5}(?:\.\d{1,2})?[a-zđA-ZĐ]?", document.number):
        yield f"the number {document.number!r} is not a number"
    if document.year and not re.fullmatch(r"(?:19|20)\d\d", document.year):
        yield f"the year {document.year!r} is not a year"
    if document.term and not _TERM.fullmatch(document.term):
        yield f"the term {document.term!r} is not like 'Đảng XII' or 'Quốc hội XIV'"
    if document.plenum and not re.fullmatch(r"\d{1,2}(?: only)?", document.plenum):
        yield f"the plenum {document.plenum!r} is not like '6' or '4 only'"
    if document.issuer_level and document.issuer_level not in {issuer.level for issuer in issuers()}:
        yield f"the level {document.issuer_level!r} is unknown; data/issuers.csv lists the levels"
    yield from _date_complaints(document)
    yield from _symbol_complaints(document)


def _date_complaints(document: Document) -> Iterator[str]:
    if not document.issued_date:
        return
    try:
        issued = dt.date.fromisoformat(document.issued_date)
    except ValueError:
        yield f"the date {document.issued_date!r} is not a date like 2016-05-26"
        return
    if len(document.issued_date) != 10:
        yield f"the date {document.issued_date!r} is not written like 2016-05-26"
    if document.year and str(issued.year) != document.year:
        yield f"the year {document.year} is not that of the date {document.issued_date}"


def _symbol_complaints(document: Document) -> Iterator[str]:
    """Check that the grammar of `find` reads out of the symbol what the row says."""
    if not document.symbol:
        return
    symbol = symbols.read(document.symbol)
    if symbol is None or symbol.end != len(document.symbol) or not symbol.marks:
        yield f"the symbol {document.symbol!r} is not an official symbol like 46/2016/NĐ-CP"
        return
    if bare_number(symbol.number + symbol.letter) != document.number:
        yield f"the number {document.number!r} is not that of the symbol {document.symbol!r}"
    if symbol.year and symbol.year != document.year:
        yield f"the year {document.year!r} is not that of the symbol {document.symbol!r}"
    types = symbols.types_of(symbol)
    if types and document.type not in types:
        yield f"the symbol {document.symbol!r} is not that of the type {document.type!r}"
    level = symbols.issuer_of(symbol)[1]
    if level and document.issuer_level and level != document.issuer_level:
        yield f"the symbol {document.symbol!r} is not issued at the level {document.issuer_level!r}"
