"""The organisations that are known beforehand, and the key under which spellings of a name are one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import normalize, strip_diacritics
from khkt_nlp.errors import DataError, complaint
from khkt_nlp.names.lexicon import Trie
from khkt_nlp.organizations.models import Kind, Level
from khkt_nlp.provinces import ASSUMED

_WORD = re.compile(r"[^\W\d_]+|\d+|[&-]")
_SLUG_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LINKS = frozenset({"và", "&", "-", "của"})


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation under one of its names.

    `kind` and `level`: see `docs/organizations.md`. `parent`, `successor`: ids, or empty. `valid_from`,
    `valid_to`: the first and the last day of the name, None where unknown or open.
    """

    id: str
    name: str
    kind: str
    level: str
    parent: str
    abbreviations: tuple[str, ...]
    aliases: tuple[str, ...]
    valid_from: dt.date | None
    valid_to: dt.date | None
    successor: str

    @property
    def abbreviation(self) -> str:
        """The usual abbreviation, or empty."""
        return self.abbreviations[0] if self.abbreviations else ""

    def valid_on(self, day: dt.date) -> bool:
        """Say whether the organisation bore this name on `day`."""
        return (self.valid_from or dt.date.min) <= day <= (self.valid_to or dt.date.max)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Organisations by id, and by the keys of their names, abbreviations and aliases."""

    by_id: Mapping[str, Organization]
    by_key: Mapping[str, tuple[Organization, ...]]

    @classmethod
    def of(cls, organizations: Iterable[Organization]) -> Gazetteer:
        """Index `organizations`; of two with one id the later one counts."""
        by_id = {organization.id: organization for organization in organizations}
        by_key: dict[str, tuple[Organization, ...]] = {}
        for organization in by_id.values():
            names = (organization.name, *organization.abbreviations, *organization.aliases)
            for found in {key(name) for name in names}:
                by_key[found] = (*by_key.get(found, ()), organization)
        return cls(by_id, by_key)

    def resolve(self, name_key: str, on: dt.date | None = None) -> Organization | None:
        """Give the one organisation that `name_key` means, on the day `on` where a name passed on; else None.

        Without a day the text is read as of `provinces.ASSUMED`, as for provinces: never as of today, which
        would give another answer tomorrow.

        >>> load().resolve(key("Bộ Nông nghiệp"), dt.date(2025, 6, 1)).name
        'Bộ Nông nghiệp và Môi trường'
        """
        found = self.by_key.get(name_key, ())
        if len(found) > 1:
            day = on or ASSUMED
            found = tuple(organization for organization in found if organization.valid_on(day))
        return found[0] if len(found) == 1 else None


# the same few hundred names make up most mentions
@lru_cache(maxsize=1 << 13)
def key(name: str) -> str:
    """Fold a name to what its spellings share: lower case, no linking words, abbreviations written out.

    >>> key("Bộ GD&ĐT") == key("Bộ Giáo dục và Đào tạo") == "bộ giáo dục đào tạo"
    True
    """
    # in capitals it stands for trung ương, in lower case it is a syllable of đầu tư
    words = _WORD.findall(normalize(name).text.replace("TƯ", "TW").lower())
    written_out: list[str] = []
    at = 0
    while at < len(words):
        end, long = abbreviations().longest(words, at) or (at + 1, words[at])
        written_out.extend(long.split())
        at = end
    # a name of nothing else keeps its linking words
    return " ".join([word for word in written_out if word not in _LINKS] or written_out)


@lru_cache(maxsize=1 << 13)
def slug(text: str) -> str:
    """Write `text` as an identifier; letters of other scripts stay, for they tell names apart.

    >>> slug("ủy ban nhân dân tỉnh Vĩnh Phúc"), slug("Tập đoàn Газпром")
    ('uy-ban-nhan-dan-tinh-vinh-phuc', 'tap-doan-газпром')
    """
    return "-".join(_SLUG_WORD.findall(strip_diacritics(text.lower())))


@cache
def abbreviations() -> Trie:
    """Short forms of parts of names; the value is the long form."""
    return Trie.of(
        (row["short"], row["long"]) for row in datafiles.rows("organizations", "abbreviations.csv")
    )


def load(extra: str | Path = "") -> Gazetteer:
    """Read the gazetteer of this package and the CSV file `extra`, which adds and replaces by id.

    Raises `DataError` with file and line when `extra` is no such file or a row of it does not pass.
    """
    return extended(read_rows(extra), str(extra)) if extra else extended("")


def read_rows(path: str | Path) -> str:
    """Give the text of a CSV file of organisations; raises `DataError` when there is none to read."""
    try:
        rows = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise DataError(
            f"{path}: cannot be read ({reason}); give the path of a CSV file of organisations."
        ) from error
    if not rows.strip():
        raise DataError(f"{path}: the file is empty; give a CSV file of organisations.")
    return rows


@cache
def extended(rows: str, source: str = "") -> Gazetteer:
    """Read the gazetteer of this package and `rows`, the text of a CSV file that comes from `source`.

    Raises `DataError` with the line when `rows` are no CSV with the columns of an organisation, when a row
    does not pass, or when it names a parent or a successor that neither the package nor a row has.
    """
    packaged = [
        _Row.model_validate(row).organization()
        for row in datafiles.rows("organizations", "organizations.csv")
    ]
    if not rows:
        return Gazetteer.of(packaged)
    added = dict(_read(rows, source))
    gazetteer = Gazetteer.of([*packaged, *added.values()])
    for at, organization in added.items():
        for other in filter(None, (organization.parent, organization.successor)):
            if other not in gazetteer.by_id:
                raise DataError(f"{at}: there is no organisation {other!r}; add a row for it.")
    return gazetteer


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in cell.split("|"))))


def _day(cell: str) -> dt.date | None:
    if not cell:
        return None
    if not _DAY.fullmatch(cell):
        raise ValueError("write the date as 2022-11-25")
    return dt.date.fromisoformat(cell)


class _Row(BaseModel):
    """A row of a CSV file of organisations, each cell a string."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1)]
    kind: Literal[Kind, ""] = ""
    level: Literal[Level, ""] = ""
    parent: str = ""
    abbreviations: Annotated[tuple[str, ...], BeforeValidator(_several)] = ()
    aliases: Annotated[tuple[str, ...], BeforeValidator(_several)] = ()
    valid_from: Annotated[dt.date | None, BeforeValidator(_day)] = None
    valid_to: Annotated[dt.date | None, BeforeValidator(_day)] = None
    successor: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> _Row:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"valid_to {self.valid_to} lies before valid_from {self.valid_from}")
        if self.id in (self.parent, self.successor):
            raise ValueError(f"{self.id!r} is its own parent or successor")
        return self

    def organization(self) -> Organization:
        return Organization(**self.model_dump(exclude={"source"}))


def _read(rows: str, source: str) -> Iterator[tuple[str, Organization]]:
    """Give the organisations of a user's file, each with file and line, which is where to mend it."""
    seen: dict[str, str] = {}
    for at, row in datafiles.table(rows, source, _check_columns):
        organization = _checked(row, at)
        if organization.id in seen:
            raise DataError(f"{at}: the id {organization.id!r} is that of {seen[organization.id]} too.")
        seen[organization.id] = at
        yield at, organization
    if not seen:
        raise DataError(f"{source}: there are no rows below the first line; add one an organisation.")


def _check_columns(columns: Sequence[str], at: str) -> None:
    missing = [name for name in ("id", "name") if name not in columns]
    if missing:
        raise DataError(
            f"{at}: this is no CSV file of organisations: the first line lacks the column {missing[0]!r}."
        )


def _checked(row: Mapping[str, Any], at: str) -> Organization:
    try:
        return _Row.model_validate(row).organization()
    except ValidationError as error:
        raise DataError(f"{at}: {complaint(error)}.") from error
