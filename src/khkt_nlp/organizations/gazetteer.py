"""The organisations that are known beforehand, and the key under which spellings of a name are one."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import normalize, strip_diacritics
from khkt_nlp.errors import DataError
from khkt_nlp.names.lexicon import Trie
from khkt_nlp.provinces import ASSUMED

_WORD = re.compile(r"[^\W\d_]+|\d+|[&-]")
_SLUG_WORD = re.compile(r"[^\W_]+")
_LINKS = frozenset({"và", "&", "-", "của"})
_COLUMNS = "id name kind level parent abbreviations aliases valid_from valid_to successor".split()


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
    return " ".join(word for word in written_out if word not in _LINKS)


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

    Raises `DataError` when `extra` is no such file.
    """
    return extended(read_rows(extra), str(extra)) if extra else extended("")


def read_rows(path: str | Path) -> str:
    """Give the text of a CSV file of organisations; raises `DataError` when there is none to read."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: this is not a CSV file of organisations ({error}).") from error


@cache
def extended(rows: str, source: str = "") -> Gazetteer:
    """Read the gazetteer of this package and `rows`, the text of a CSV file that comes from `source`.

    Raises `DataError` when `rows` lack the columns id and name, or hold a bad date.
    """
    organizations = [_organization(row) for row in datafiles.rows("organizations", "organizations.csv")]
    try:
        organizations += [_organization(row) for row in csv.DictReader(datafiles.content(rows.splitlines()))]
    except (ValueError, KeyError) as error:
        raise DataError(
            f"{source}: this is not a CSV file of organisations with the columns id and name ({error})."
        ) from error
    return Gazetteer.of(organizations)


def _organization(row: Mapping[str, str | None]) -> Organization:
    values = {column: row.get(column) or "" for column in _COLUMNS}
    if not row["id"] or not row["name"]:
        raise ValueError("a row without id or name")
    return Organization(
        **{name: values[name] for name in ("id", "name", "kind", "level", "parent", "successor")},
        abbreviations=tuple(filter(None, values["abbreviations"].split("|"))),
        aliases=tuple(filter(None, values["aliases"].split("|"))),
        valid_from=_day(values["valid_from"]),
        valid_to=_day(values["valid_to"]),
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
