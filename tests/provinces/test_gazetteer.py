"""The gazetteer against two sources that did not make it: an independent package, and the published lists."""

import datetime as dt
import itertools
import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp.article.normalization import fold_tones, strip_diacritics
from khkt_nlp.errors import InputError
from khkt_nlp.provinces import MERGER, get, lookup, units
from khkt_nlp.provinces.gazetteer import load

LAST_DAY_OF_63 = MERGER - dt.timedelta(days=1)

# Nghị quyết 202/2025/QH15: the 23 new units and what each was made of; the other 11 were not rearranged.
MERGED = {
    "Tuyên Quang": "Hà Giang, Tuyên Quang",
    "Lào Cai": "Yên Bái, Lào Cai",
    "Thái Nguyên": "Bắc Kạn, Thái Nguyên",
    "Phú Thọ": "Vĩnh Phúc, Hòa Bình, Phú Thọ",
    "Bắc Ninh": "Bắc Giang, Bắc Ninh",
    "Hưng Yên": "Thái Bình, Hưng Yên",
    "Hải Phòng": "Hải Dương, Hải Phòng",
    "Ninh Bình": "Hà Nam, Nam Định, Ninh Bình",
    "Quảng Trị": "Quảng Bình, Quảng Trị",
    "Đà Nẵng": "Quảng Nam, Đà Nẵng",
    "Quảng Ngãi": "Kon Tum, Quảng Ngãi",
    "Gia Lai": "Bình Định, Gia Lai",
    "Khánh Hòa": "Ninh Thuận, Khánh Hòa",
    "Lâm Đồng": "Đắk Nông, Bình Thuận, Lâm Đồng",
    "Đắk Lắk": "Phú Yên, Đắk Lắk",
    "Hồ Chí Minh": "Bà Rịa - Vũng Tàu, Bình Dương, Hồ Chí Minh",
    "Đồng Nai": "Bình Phước, Đồng Nai",
    "Tây Ninh": "Long An, Tây Ninh",
    "Cần Thơ": "Sóc Trăng, Hậu Giang, Cần Thơ",
    "Vĩnh Long": "Bến Tre, Trà Vinh, Vĩnh Long",
    "Đồng Tháp": "Tiền Giang, Đồng Tháp",
    "Cà Mau": "Bạc Liêu, Cà Mau",
    "An Giang": "Kiên Giang, An Giang",
}
# Nghị quyết 81/2023/QH15 (63 units) and the annex of Nghị quyết 306/NQ-CP of 2025-10-05 (34 units)
REGIONS = {
    LAST_DAY_OF_63: {
        "Trung du và miền núi phía Bắc": (
            "Hà Giang, Cao Bằng, Lạng Sơn, Bắc Giang, Phú Thọ, Thái Nguyên, Bắc Kạn, "
            "Tuyên Quang, Lào Cai, Yên Bái, Lai Châu, Sơn La, Điện Biên, Hòa Bình"
        ),
        "Đồng bằng sông Hồng": (
            "Hà Nội, Hải Phòng, Hải Dương, Hưng Yên, Vĩnh Phúc, Bắc Ninh, Thái Bình, Nam Định, "
            "Hà Nam, Ninh Bình, Quảng Ninh"
        ),
        "Bắc Trung Bộ và duyên hải miền Trung": (
            "Thanh Hóa, Nghệ An, Hà Tĩnh, Quảng Bình, Quảng Trị, Huế, Đà Nẵng, Quảng Nam, "
            "Quảng Ngãi, Bình Định, Phú Yên, Khánh Hòa, Ninh Thuận, Bình Thuận"
        ),
        "Tây Nguyên": ("Kon Tum, Gia Lai, Đắk Lắk, Đắk Nông, Lâm Đồng"),
        "Đông Nam Bộ": ("Hồ Chí Minh, Đồng Nai, Bà Rịa - Vũng Tàu, Bình Dương, Bình Phước, Tây Ninh"),
        "Đồng bằng sông Cửu Long": (
            "Cần Thơ, Long An, Tiền Giang, Bến Tre, Trà Vinh, Vĩnh Long, An Giang, Đồng Tháp, "
            "Kiên Giang, Hậu Giang, Sóc Trăng, Bạc Liêu, Cà Mau"
        ),
    },
    MERGER: {
        "Trung du và miền núi phía Bắc": (
            "Lạng Sơn, Cao Bằng, Thái Nguyên, Tuyên Quang, Phú Thọ, Lào Cai, Lai Châu, Điện Biên, Sơn La"
        ),
        "Đồng bằng sông Hồng": ("Hà Nội, Hải Phòng, Ninh Bình, Hưng Yên, Bắc Ninh, Quảng Ninh"),
        "Bắc Trung Bộ": ("Thanh Hóa, Nghệ An, Hà Tĩnh, Quảng Trị, Huế"),
        "Duyên hải Nam Trung Bộ và Tây Nguyên": (
            "Đà Nẵng, Quảng Ngãi, Gia Lai, Đắk Lắk, Khánh Hòa, Lâm Đồng"
        ),
        "Đông Nam Bộ": ("Hồ Chí Minh, Đồng Nai, Tây Ninh"),
        "Đồng bằng sông Cửu Long": ("Cần Thơ, Vĩnh Long, Đồng Tháp, An Giang, Cà Mau"),
    },
}
# Quyết định 124/2004/QĐ-TTg as first issued: 28 is Hà Tây, between Bắc Ninh (27) and Hải Dương (30)
HA_TAY = "28"


def names(text: str) -> set[str]:
    return set(text.split(", "))


@pytest.fixture(scope="module")
def package():
    """vietnamadminunits (MIT): names and codes of both eras, and which unit became part of which."""
    module = pytest.importorskip("vietnamadminunits")
    from vietnamadminunits.database import get_data

    converter = resources.files(module).joinpath("data", "converter_2025.json").read_text(encoding="utf-8")
    return {
        "63": get_data(
            ["province", "provinceShort", "provinceCode", "provinceKey"], table="admin_units_legacy"
        ),
        "34": get_data(["province", "provinceShort", "provinceCode", "provinceKey"], table="admin_units"),
        "mapping": json.loads(converter)["DICT_PROVINCE"],
    }


def spelt(name: str) -> str:
    return fold_tones(name).removeprefix("Thành phố ").removeprefix("Tỉnh ")


@pytest.mark.parametrize(("era", "day"), [("63", LAST_DAY_OF_63), ("34", MERGER)])
def test_names_kinds_and_codes_agree_with_the_package(package, era, day):
    theirs = {
        (spelt(row["province"]), row["province"].split(" ")[0], row["provinceCode"]) for row in package[era]
    }
    ours = {(unit.name, unit.full_name.split(" ")[0], unit.gso_code) for unit in units(day)}
    assert ours == theirs


def test_successors_agree_with_the_package(package):
    old = {row["provinceKey"]: spelt(row["province"]) for row in package["63"]}
    new = {row["provinceKey"]: spelt(row["province"]) for row in package["34"]}
    theirs = {(old[part], new[whole]) for whole, parts in package["mapping"].items() for part in parts}
    ours = {(unit.name, heir.name) for unit in units(LAST_DAY_OF_63) for heir in unit.successors}
    assert ours == theirs


def test_63_to_34_is_total_and_onto_as_published():
    before, after = units(LAST_DAY_OF_63), units(MERGER)
    assert (len(before), len(after)) == (63, 34)
    assert all(len(unit.successors) == 1 for unit in before)
    parts = {heir.name: {u.name for u in before if u.successors == (heir,)} for heir in after}
    unchanged = {unit.name: {unit.name} for unit in after if unit.name not in MERGED}
    assert len(unchanged) == 11
    assert parts == {name: names(merged) for name, merged in MERGED.items()} | unchanged


@pytest.mark.parametrize("day", REGIONS)
def test_regions_are_those_published(day):
    assert {unit.name: unit.region for unit in units(day)} == {
        name: region for region, members in REGIONS[day].items() for name in names(members)
    }


def test_number_of_units_through_history():
    """As histories give it: 40 in 1979, 44 in 1989, 53 in 1991, 61 in 1997, 64 in 2004, 63 in 2008."""
    days = [(1980, 40), (1990, 44), (1993, 53), (1998, 61), (2005, 64), (2010, 63), (2025, 63), (2026, 34)]
    assert [(year, len(units(dt.date(year, 1, 2)))) for year, _ in days] == days


def test_units_of_one_name_never_overlap_in_time():
    for group in load().by_name.values():
        for older, newer in itertools.pairwise(group):
            assert older.valid_to is not None
            assert older.valid_to < newer.valid_from


def test_every_unit_leads_to_today():
    for unit in load().by_key.values():
        assert unit.currents
        assert all(heir.valid_to is None for heir in unit.currents)
        if unit.valid_to and unit.era != "pre1976":
            next_day = unit.valid_to + dt.timedelta(days=1)
            assert all(heir.valid_on(next_day) for heir in unit.successors), unit


def test_codes_are_read_with_their_era():
    assert [get(f"vn-lao-cai@{era}").gso_code for era in ("63", "34")] == ["10", "15"]
    assert get("vn-yen-bai").gso_code == "15"
    assert get("vn-ha-tay@hist-2").gso_code == HA_TAY
    changed = {u.gso_code for u in units(MERGER)} & {
        u.gso_code for u in units(LAST_DAY_OF_63) if u.name != u.successors[0].name
    }
    assert changed == {"15", "24", "44", "52", "80", "82", "91"}


def test_lookup_by_date():
    day = dt.date
    assert lookup("Cần Thơ", on=day(1980, 1, 1)).key == "vn-can-tho-1991@hist"
    assert lookup("Hậu Giang", on=day(1980, 1, 1)).key == "vn-hau-giang-1976@hist"
    assert lookup("Huế", on=day(2025, 3, 1)).key == "vn-hue@63"
    assert lookup("Thừa Thiên Huế", on=day(2025, 3, 1)).current.id == "vn-hue"
    assert lookup("Vĩnh Phú", on=day(1995, 1, 1)).current.id == "vn-phu-tho"
    assert lookup("Đồng Nai", on=day(2026, 4, 29)).kind == "tỉnh"
    assert lookup("Đồng Nai", on=day(2026, 4, 30)).kind == "thành phố"
    assert lookup("Atlantis") is None


@pytest.mark.parametrize(
    "name", ["tp hcm", "TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh", "TPHCM", "Ho Chi Minh City"[:11]]
)
def test_lookup_accepts_the_usual_ways_of_writing(name):
    assert lookup(name).id == "vn-ho-chi-minh"


@given(
    st.sampled_from([unit for day in (LAST_DAY_OF_63, MERGER) for unit in units(day)]),
    st.sampled_from([str, str.upper, strip_diacritics]),
)
def test_every_name_finds_its_unit(unit, write):
    assert lookup(write(unit.full_name), on=unit.valid_from) == unit
    assert lookup(write(unit.name), on=unit.valid_from) == unit


def test_unknown_ids_are_refused():
    with pytest.raises(InputError, match="vn-nowhere"):
        get("vn-nowhere")
