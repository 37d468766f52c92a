"""Province-level units with their dates: what was called what, when, and what became of it.

The facts are in `data/units.csv`, the ways of writing a name in `data/aliases.csv`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from khkt_nlp import datafiles
from khkt_nlp.article.normalization import fold_case, normalize, strip_diacritics
from khkt_nlp.errors import InputError

MERGER = dt.date(2025, 7, 1)
"""The first day of the 34 units (Nghị quyết 202/2025/QH15)."""

ASSUMED = dt.date(2024, 12, 31)
"""The day a text of unknown date is read as of: all but a fraction of the news in the archives was written
under the 63 units, and before Huế became a centrally-run city."""

_KIND_WORD = re.compile(r"^(?:tỉnh|tinh|thành phố|thanh pho|thủ đô|đặc khu|t\.?p\b\.?)[ -]*")
_GAP = re.compile(r" *[-–—] *| +")
_CHOICE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A province-level unit in one era.

    `key` is unique (`vn-phu-tho@34`), `id` is the name's identity and repeats across eras (`vn-phu-tho`).
    `valid_from`, `valid_to`: first and last day; `valid_to` is None for a unit of today. Units that already
    existed when the country was reunified begin at 1976-07-02. `region`: the official economic region.
    """

    key: str
    id: str
    name: str
    kind: str
    gso_code: str
    valid_from: dt.date
    valid_to: dt.date | None
    successor_ids: tuple[str, ...]
    region: str
    source: str = field(repr=False)

    @property
    def era(self) -> str:
        """`34`, `63`, `hist` (abolished 1975-2008) or `pre1976`."""
        return self.key.partition("@")[2].partition("-")[0]

    @property
    def full_name(self) -> str:
        """The name with its kind: `Tỉnh Phú Thọ`."""
        return f"{self.kind.capitalize()} {self.name}"

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other ways of writing the name: `TPHCM`, `Đăk Lăk`."""
        return tuple(alias.form for alias in load_aliases() if alias.name == self.name)

    @property
    def successors(self) -> tuple[Unit, ...]:
        """The units that took over the territory when this one ended; () for a unit of today."""
        if self.valid_to is None:
            return ()
        next_day = self.valid_to + dt.timedelta(days=1)
        gazetteer = load()
        return tuple(gazetteer.nearest(gazetteer.by_id[id_], next_day) for id_ in self.successor_ids)

    @property
    def currents(self) -> tuple[Unit, ...]:
        """The units of today that hold its territory, itself if it still exists.

        A name that came back after a merger (Hà Tây) is taken to have come back to its old territory.
        """
        if self.valid_to is None:
            return (self,)
        latest = load().by_id[self.id][-1]
        if latest is not self:
            return latest.currents
        return tuple(dict.fromkeys(unit for heir in self.successors for unit in heir.currents))

    @property
    def current(self) -> Unit | None:
        """The one unit of today that holds its territory; None where the territory was divided.

        >>> get("vn-vinh-phuc").current.name
        'Phú Thọ'
        """
        currents = self.currents
        return currents[0] if len(currents) == 1 else None

    def valid_on(self, day: dt.date) -> bool:
        """Say whether the unit existed on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Alias:
    """One other way of writing `name`, and what it `needs` beside it to be taken for the province."""

    form: str
    name: str
    needs: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All units: by key, by id and by name, those of one id or name from the oldest to the newest."""

    by_key: Mapping[str, Unit]
    by_id: Mapping[str, tuple[Unit, ...]]
    by_name: Mapping[str, tuple[Unit, ...]]

    @staticmethod
    def nearest(units: tuple[Unit, ...], day: dt.date) -> Unit:
        """Choose the unit that exists on `day`, else the last before it, else the first after it."""
        begun = [unit for unit in units if unit.valid_from <= day]
        return next((unit for unit in reversed(begun) if unit.valid_on(day)), (begun or units[:1])[-1])

    def resolve(
        self, name: str, day: dt.date | None, *, former: bool = False, province: bool = False
    ) -> Unit:
        """Say which unit a text of `day` means by `name`.

        `former`: the text calls it a unit of the past, `province`: it calls it `tỉnh`. Both only choose
        among units of that very name: `tỉnh Cần Thơ (cũ)` is the one before the city.
        """
        units = self.by_name[name]
        unit = self.nearest(units, day or ASSUMED)
        if former:
            past = [
                other
                for other in units
                if other.valid_to
                and other.valid_to < unit.valid_from
                and (other.id == unit.id or (province and other.kind == "tỉnh"))
            ]
            return past[-1] if past else unit
        return unit


@cache
def load() -> Gazetteer:
    """Read the packaged units, once a process."""
    units = sorted(map(_unit, datafiles.rows("provinces", "units.csv")), key=lambda unit: unit.valid_from)
    by_id: dict[str, list[Unit]] = defaultdict(list)
    by_name: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_id[unit.id].append(unit)
        by_name[unit.name].append(unit)
    return Gazetteer(
        by_key={unit.key: unit for unit in units},
        by_id={id_: tuple(group) for id_, group in by_id.items()},
        by_name={name: tuple(group) for name, group in by_name.items()},
    )


@cache
def load_aliases() -> tuple[Alias, ...]:
    """Read the packaged aliases with every `(a|b)` written out."""
    found = {
        form: Alias(form, row["name"], row["needs"])
        for row in datafiles.rows("provinces", "aliases.csv")
        for form in expand(row["alias"])
        if form != row["name"]
    }
    return tuple(found.values())


def units(on: dt.date | None = None) -> tuple[Unit, ...]:
    """Give the units that existed on `on`, in the order of their codes; by default those of today.

    >>> len(units()), len(units(dt.date(2025, 6, 30)))
    (34, 63)
    """
    known = load().by_key.values()
    chosen = [unit for unit in known if (unit.valid_on(on) if on else unit.valid_to is None)]
    return tuple(sorted(chosen, key=lambda unit: (unit.gso_code, unit.key)))


def get(id: str) -> Unit:
    """Give the unit of a key (`vn-phu-tho@63`), or the latest one of an id (`vn-phu-tho`).

    Raises `InputError` when there is none.

    >>> get("vn-phu-tho").gso_code, get("vn-lao-cai@63").gso_code, get("vn-lao-cai").gso_code
    ('25', '10', '15')
    """
    gazetteer = load()
    if id in gazetteer.by_key:
        return gazetteer.by_key[id]
    if id in gazetteer.by_id:
        return gazetteer.by_id[id][-1]
    raise InputError(f"There is no province-level unit {id!r}: ids look like vn-ha-noi or vn-phu-tho@63.")


def lookup(name: str, on: dt.date | None = None) -> Unit | None:
    """Give the unit that a text of `on` means by `name`; None for a name that no unit ever had.

    `name` may carry a kind word, be an alias, lack diacritics, be NFD, in capitals or in old tone placement.
    That unit is the one of that name on that day, else the last one before it, else the first after it.
    Without `on` the name is read as of `ASSUMED`.

    >>> lookup("Vĩnh Phúc", on=dt.date(2026, 1, 1)).current.id
    'vn-phu-tho'
    >>> lookup("tỉnh Cần Thơ", on=dt.date(1995, 1, 1)).key, lookup("TPHCM").id
    ('vn-can-tho-1991@hist', 'vn-ho-chi-minh')
    """
    folded = fold_name(name)
    names = _names_by_form()
    found = names.get(folded) or names.get(_KIND_WORD.sub("", folded))
    return load().resolve(found, on) if found else None


def fold_name(name: str) -> str:
    """Write `name` in lower case, with one blank for any dash or blanks, as the index of forms has it."""
    return _GAP.sub(" ", fold_case(normalize(name).text)).strip()


def expand(pattern: str) -> Iterator[str]:
    """Write out the choices of a form.

    >>> list(expand("(Đắk|Dak)( |)Lắk"))
    ['Đắk Lắk', 'ĐắkLắk', 'Dak Lắk', 'DakLắk']
    """
    pieces = _CHOICE.split(pattern)
    choices = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    return map("".join, itertools.product(*choices))


@cache
def _names_by_form() -> dict[str, str]:
    exact = {fold_name(name): name for name in load().by_name}
    exact |= {fold_name(alias.form): alias.name for alias in load_aliases()} | exact
    bare: dict[str, set[str]] = defaultdict(set)
    for form, name in exact.items():
        bare[strip_diacritics(form)].add(name)
    return {form: min(names) for form, names in bare.items() if len(names) == 1} | exact


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        key=row["key"],
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        gso_code=row["gso_code"],
        valid_from=_day(row["valid_from"], last=False),
        valid_to=_day(row["valid_to"], last=True) if row["valid_to"] else None,
        successor_ids=tuple(row["successors"].split()),
        region=row["region"],
        source=row["source"],
    )


def _day(text: str, *, last: bool) -> dt.date:
    """Read `1976`, `1976-02` or `1976-02-29` as the first or the last day it covers."""
    year, month, day = [int(part) for part in text.split("-")] + [0] * (2 - text.count("-"))
    month = month or (12 if last else 1)
    return dt.date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
