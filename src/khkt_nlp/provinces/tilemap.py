"""A tile map of Vietnam: one tile a unit of today, coloured by a count, as a string of SVG."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Literal

from khkt_nlp import datafiles
from khkt_nlp.errors import InputError
from khkt_nlp.provinces.gazetteer import get

WIDTH, HEIGHT, GAP = 86, 38, 4
"""Size of a tile and the space between two, in SVG user units (pixels at scale 1)."""

_MARGIN = 16
_TITLE_HEIGHT = 30
_STEPS = 5
_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme: ground, ink on it, and for no count and each step a fill and the ink on it."""

    ground: str
    ink: str
    fills: tuple[str, ...]
    inks: tuple[str, ...]


LIGHT = Palette(
    ground="#ffffff",
    ink="#1b2733",
    fills=("#eef1f4", "#d3e4f5", "#a5c8ea", "#6ca3d8", "#2a6cae", "#12447c"),
    inks=("#52606d", "#10202f", "#10202f", "#10202f", "#ffffff", "#ffffff"),
)
DARK = Palette(
    ground="#14191f",
    ink="#e3e9ef",
    fills=("#232a32", "#17395c", "#1f5488", "#3d86c6", "#7db8ea", "#c9e3fa"),
    inks=("#a3b0bd", "#ffffff", "#ffffff", "#08131d", "#08131d", "#08131d"),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit's place on the map, in columns and rows, and what is written on it."""

    id: str
    column: int
    row: int
    label: str


@cache
def tiles() -> tuple[Tile, ...]:
    """Give the tiles of the 34 units of today."""
    return tuple(
        Tile(row["id"], int(row["column"]), int(row["row"]), row["label"])
        for row in datafiles.rows("provinces", "tiles.csv")
    )


def tile_map(
    counts: Mapping[str, int], *, title: str = "", theme: Literal["auto", "light", "dark"] = "auto"
) -> str:
    """Draw `counts` on a tile map of Vietnam's 34 units and return it as SVG.

    `counts` maps ids or keys of units of any era to whole numbers of at least 0; those of a unit that was
    merged are added to the unit of today, units that are absent count 0. `theme` `auto` follows the reader's
    system. Colour grows with the square root of the count, so that small counts stay visible beside those
    of Hà Nội. Raises `InputError` for an unknown id, a unit whose territory was divided, or a negative count.

    >>> svg = tile_map({"vn-vinh-phuc": 2, "vn-phu-tho": 3}, title="Hội thảo")
    >>> "<title>Phú Thọ: 5</title>" in svg
    True
    """
    totals = current_counts(counts)
    highest = max(totals.values(), default=0)
    width = (max(tile.column for tile in tiles()) + 1) * (WIDTH + GAP) - GAP + 2 * _MARGIN
    top = _MARGIN + (_TITLE_HEIGHT if title else 0)
    height = top + (max(tile.row for tile in tiles()) + 1) * (HEIGHT + GAP) - GAP + _MARGIN
    name = escape(title or "Số lượt theo tỉnh, thành phố")
    heading = f'<text class="khkt-title" x="{_MARGIN}" y="{_MARGIN + 14}">{name}</text>' if title else ""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img" aria-label="{name}">',
            f"<style>{_style(theme)}</style>",
            f'<rect class="khkt-ground" width="{width}" height="{height}"/>',
            heading,
            *(_tile(tile, totals[tile.id], highest, top) for tile in tiles()),
            *_legend(highest, top),
            "</svg>",
        ]
    )


def current_counts(counts: Mapping[str, int]) -> Counter[str]:
    """Add up counts of units of any era by the unit of today that holds their territory.

    >>> current_counts({"vn-ha-tay": 1, "vn-ha-noi": 2})
    Counter({'vn-ha-noi': 3})
    """
    totals: Counter[str] = Counter()
    for id_, count in counts.items():
        unit = get(id_)
        if unit.current is None:
            heirs = ", ".join(heir.id for heir in unit.currents)
            raise InputError(f"{id_} cannot be put on the map: it was divided, count {heirs} instead.")
        if count < 0:
            raise InputError(f"The count of {id_} is {count}: give a whole number of at least 0.")
        totals[unit.current.id] += count
    return totals


def _step(count: int, highest: int) -> int:
    return math.ceil(_STEPS * math.sqrt(count / highest)) if count else 0


def _bounds(highest: int) -> list[tuple[int, int, int]]:
    """Give (step, lowest, highest count) of the steps that some whole number falls into."""
    by_step: dict[int, list[int]] = {}
    edges = {math.floor(highest * (step / _STEPS) ** 2) for step in range(_STEPS + 1)}
    for count in sorted({edge + more for edge in edges for more in (0, 1)} & set(range(1, highest + 1))):
        by_step.setdefault(_step(count, highest), []).append(count)
    return [(step, min(found), max(found)) for step, found in by_step.items()]


def _tile(tile: Tile, count: int, highest: int, top: int) -> str:
    x = _MARGIN + tile.column * (WIDTH + GAP)
    y = top + tile.row * (HEIGHT + GAP)
    step = _step(count, highest)
    middle = x + WIDTH / 2
    return (
        f'<g class="khkt-{step}"><title>{escape(get(tile.id).name)}: {_number(count)}</title>'
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="4"/>'
        f'<text x="{middle:g}" y="{y + 15}">{escape(tile.label)}</text>'
        f'<text class="khkt-count" x="{middle:g}" y="{y + 31}">{_number(count)}</text></g>'
    )


def _legend(highest: int, top: int) -> list[str]:
    """Draw what the colours mean in the empty west of the map."""
    steps = [(0, 0, 0), *_bounds(highest)] if highest else [(0, 0, 0)]
    lines = []
    for i, (step, low, high) in enumerate(steps):
        y = top + 8 * (HEIGHT + GAP) + 22 * i
        label = _number(low) if low == high else f"{_number(low)}–{_number(high)}"
        lines.append(
            f'<g class="khkt-{step}"><rect x="{_MARGIN}" y="{y}" width="26" height="16" rx="3"/></g>'
            f'<text class="khkt-legend" x="{_MARGIN + 34}" y="{y + 12.5}">{label}</text>'
        )
    return lines


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _style(theme: str) -> str:
    shared = (
        f"text{{font-family:{_FONT};font-size:11.5px;text-anchor:middle}}"
        ".khkt-count{font-size:13px;font-weight:700}.khkt-title{font-size:16px;font-weight:700}"
        ".khkt-title,.khkt-legend{text-anchor:start}"
    )
    if theme == "dark":
        return shared + _colours(DARK)
    if theme == "light":
        return shared + _colours(LIGHT)
    return f"{shared}{_colours(LIGHT)}@media (prefers-color-scheme: dark){{{_colours(DARK)}}}"


def _colours(palette: Palette) -> str:
    steps = "".join(
        f".khkt-{step} rect{{fill:{fill}}}.khkt-{step} text{{fill:{ink}}}"
        for step, (fill, ink) in enumerate(zip(palette.fills, palette.inks, strict=True))
    )
    return f".khkt-ground{{fill:{palette.ground}}}.khkt-title,.khkt-legend{{fill:{palette.ink}}}{steps}"
