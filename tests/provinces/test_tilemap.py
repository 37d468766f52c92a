"""The tile map is valid SVG with 34 legible tiles in either theme; old units count for those of today."""

import re
import xml.etree.ElementTree as ET
from io import BytesIO
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khkt_nlp.errors import InputError
from khkt_nlp.provinces import tile_map, units
from khkt_nlp.provinces.tilemap import DARK, LIGHT, WIDTH, current_counts, tiles

SVG = "{http://www.w3.org/2000/svg}"
COUNTS = {"vn-ha-noi": 40, "vn-vinh-phuc": 2, "vn-phu-tho@34": 3, "vn-binh-duong": 7}


def groups(svg: str) -> dict[str, ET.Element]:
    """Map the tooltip of each tile to its group."""
    root = ET.fromstring(svg)
    return {
        group.find(f"{SVG}title").text: group
        for group in root.iter(f"{SVG}g")
        if group.find(f"{SVG}title") is not None
    }


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_every_unit_of_today_has_one_tile_of_its_own():
    assert {tile.id for tile in tiles()} == {unit.id for unit in units()}
    places = [(tile.column, tile.row) for tile in tiles()]
    assert len(places) == len(set(places)) == 34


def test_neighbours_on_the_map_keep_north_and_south():
    row = {tile.id: tile.row for tile in tiles()}
    coast = [
        "vn-thanh-hoa",
        "vn-nghe-an",
        "vn-ha-tinh",
        "vn-quang-tri",
        "vn-hue",
        "vn-da-nang",
        "vn-quang-ngai",
    ]
    coast += ["vn-gia-lai", "vn-dak-lak", "vn-khanh-hoa", "vn-ho-chi-minh", "vn-ca-mau"]
    assert [row[id_] for id_ in coast] == sorted(row[id_] for id_ in coast)


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_svg_is_well_formed_and_shows_all_counts(theme):
    found = groups(tile_map(COUNTS, title="Hội nghị & hội thảo <2025>", theme=theme))
    assert len(found) == 34
    assert {"Hà Nội: 40", "Phú Thọ: 5", "Hồ Chí Minh: 7", "Cà Mau: 0"} <= found.keys()
    labels = [text.text for text in found["Phú Thọ: 5"].iter(f"{SVG}text")]
    assert labels == ["Phú Thọ", "5"]


def test_labels_fit_into_their_tiles():
    # 0.62 em is the mean width of a letter in DejaVu Sans, the widest font of the list
    for title, group in groups(tile_map({"vn-ha-noi": 1_234_567})).items():
        for text, size in zip(group.iter(f"{SVG}text"), (11.5, 13), strict=True):
            assert len(text.text) * 0.62 * size <= WIDTH, title


def test_tiles_do_not_overlap():
    boxes = [
        tuple(float(rect.get(name)) for name in ("x", "y", "width", "height"))
        for group in groups(tile_map({})).values()
        for rect in group.iter(f"{SVG}rect")
    ]
    for (ax, ay, aw, ah), (bx, by, bw, bh) in combinations(boxes, 2):
        assert ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_can_be_read_in_both_themes(palette):
    """WCAG AA asks for a contrast of 4.5 for small text; steps must also differ from their neighbours."""
    assert contrast(palette.ground, palette.ink) >= 4.5
    assert min(contrast(fill, ink) for fill, ink in zip(palette.fills, palette.inks, strict=True)) >= 4.5
    steps = [luminance(fill) for fill in palette.fills]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert min(contrast(a, b) for a, b in pairwise(palette.fills)) > 1.1


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_more_is_never_paler(one, other):
    low, high = sorted((one, other))
    found = groups(tile_map({"vn-ha-noi": high, "vn-hue": low}))
    step = {title.split(":")[0]: int(group.get("class")[-1]) for title, group in found.items()}
    assert step["Huế"] <= step["Hà Nội"] == (5 if high else 0)
    assert (step["Huế"] == 0) == (low == 0)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 5000))
def test_legend_covers_every_count_once(highest):
    svg = tile_map({"vn-ha-noi": highest})
    bounds = [
        tuple(int(n.replace(".", "")) for n in label.split("–"))
        for label in re.findall(r'legend" [^>]*>([^<]+)<', svg)
    ]
    edges = [(pair[0], pair[-1]) for pair in bounds]
    assert edges[0] == (0, 0)
    assert edges[-1][1] == highest
    assert all(high + 1 == low for (_, high), (low, _) in pairwise(edges))


def test_counts_that_cannot_be_drawn_are_refused():
    with pytest.raises(InputError, match="vn-atlantis"):
        tile_map({"vn-atlantis": 1})
    with pytest.raises(InputError, match="vn-ho-chi-minh, vn-dong-nai"):
        tile_map({"vn-song-be": 1})
    with pytest.raises(InputError, match="-1"):
        tile_map({"vn-hue": -1})
    assert current_counts({}) == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_renders(theme):
    """Rendered, the map has the ground of its theme and more than ten other colours."""
    cairosvg = pytest.importorskip("cairosvg")
    image = pytest.importorskip("PIL.Image")
    png = cairosvg.svg2png(bytestring=tile_map(COUNTS, theme=theme).encode())
    pixels = image.open(BytesIO(png)).convert("RGB")
    ground = (LIGHT if theme == "light" else DARK).ground
    assert "#{:02x}{:02x}{:02x}".format(*pixels.getpixel((2, 2))) == ground
    assert len(pixels.getcolors(maxcolors=1 << 20)) > 10
