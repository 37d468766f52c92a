"""Organisations: one id for one body, whatever the article calls it."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from pathlib import Path

import pytest
import spacy

import khkt_nlp
from khkt_nlp import spans
from khkt_nlp.errors import DataError
from khkt_nlp.names.finder import find as find_names
from khkt_nlp.names.models import RawName
from khkt_nlp.organizations import expansion, gazetteer, linker
from khkt_nlp.organizations.models import OrganizationMention
from khkt_nlp.organizations.structure import analyse
from khkt_nlp.provinces import ASSUMED
from khkt_nlp.provinces import find as find_provinces


def link(text: str, on: dt.date | None = None) -> dict[str, OrganizationMention]:
    """Link what the grammar finds; surface → mention."""
    names = [name for name in find_names(text) if name.label == "ORG"]
    mentions = linker.link(text, names, find_provinces(text, on), on)
    return {text[mention.start : mention.end]: mention for mention in mentions}


@pytest.mark.parametrize(
    ("spelling", "organization"),
    [
        ("Bộ GTVT", "bo-giao-thong-van-tai"),
        ("Bộ GD&ĐT", "bo-giao-duc-va-dao-tao"),
        ("Bộ GD-ĐT", "bo-giao-duc-va-dao-tao"),
        ("bộ Giáo dục & Đào tạo", "bo-giao-duc-va-dao-tao"),
        ("VUSTA", "vusta"),
        ("Liên hiệp các Hội KH&KT Việt Nam", "vusta"),
        ("Uỷ ban Thường vụ Quốc hội", "uy-ban-thuong-vu-quoc-hoi"),
        ("TAND Tối cao", "toa-an-nhan-dan-toi-cao"),
    ],
)
def test_spellings_of_known_organisations_resolve(spelling: str, organization: str) -> None:
    found = gazetteer.load().resolve(gazetteer.key(spelling))
    assert found is not None
    assert found.id == organization


@pytest.mark.parametrize(
    "names",
    [
        ("Công ty 外交部", "Công ty 商务部"),
        ("Tập đoàn Газпром", "Tập đoàn Роснефть"),
    ],
)
def test_names_in_another_script_are_not_one(names: tuple[str, str]) -> None:
    text = f"{names[0]} gặp {names[1]}."
    raw = [RawName(text.index(name), text.index(name) + len(name), "ORG", 1.0) for name in names]
    found = linker.link(text, raw)
    assert len({mention.id for mention in found}) == 2
    assert [mention.name for mention in found] == list(names)


@pytest.mark.parametrize("name", ["(UBND)", "và", "của", "-", "(", "…"])
def test_a_name_of_nothing_but_signs_or_linking_words_is_linked_to_itself(name: str) -> None:
    (found,) = linker.link(f"{name} họp", [RawName(0, len(name), "ORG", 1.0)])
    assert (found.start, found.end) == (0, len(name))


def test_a_name_that_passed_on_is_read_by_the_day_of_the_article() -> None:
    known, name = gazetteer.load(), gazetteer.key("Bộ Nông nghiệp")
    before, after = (known.resolve(name, dt.date(2025, month, 15)) for month in (2, 3))
    assert before is not None
    assert after is not None
    assert (before.id, before.successor) == ("bo-nong-nghiep-va-phat-trien-nong-thon", after.id)


def test_a_name_without_a_day_means_the_same_whenever_it_is_read() -> None:
    known = gazetteer.load()
    undated = known.resolve(gazetteer.key("Bộ Nông nghiệp"))
    assert undated is not None
    assert undated == known.resolve(gazetteer.key("Bộ Nông nghiệp"), ASSUMED)
    assert undated.id == "bo-nong-nghiep-va-phat-trien-nong-thon"


def test_every_parent_and_successor_of_the_gazetteer_exists() -> None:
    known = gazetteer.load().by_id
    for organization in known.values():
        assert {organization.parent, organization.successor} - {""} <= set(known)


def test_every_name_of_the_gazetteer_resolves_to_itself_on_its_days() -> None:
    known = gazetteer.load()
    for organization in known.by_id.values():
        day = organization.valid_to or organization.valid_from or dt.date(2022, 1, 1)
        assert known.resolve(gazetteer.key(organization.name), day) is organization


def test_a_user_file_adds_organisations(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "id,name,kind,abbreviations\nhoi-x,Hội Sinh học Việt Nam,association,HSH\n", encoding="utf-8"
    )
    found = gazetteer.load(str(path)).resolve(gazetteer.key("HSH"))
    assert found is not None
    assert found.name == "Hội Sinh học Việt Nam"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "the file is empty"),
        ("a,b\n1,2\n", "lacks the column 'id'"),
        ('[{"id": "x", "name": "Hội"}]', "lacks the column 'id'"),
        ("id,name\n", "no rows"),
        ("id,name\n# none\n,Hội\n", "line 3: the field id does not fit"),
        ("id,name,colour\nx,Hội,red\n", "line 2: the field colour does not fit"),
        ("id,name,kind\nx,Hội,foo\n", "line 2: the field kind does not fit"),
        ("id,name,level\nx,Hội,foo\n", "line 2: the field level does not fit"),
        ("id,name,kind\nx,Hội\n", "line 2: has not as many fields"),
        ("id,name\nx,Hội,Hội\n", "line 2: has not as many fields"),
        ("id,name,valid_from\nx,Hội,hôm qua\n", "line 2: the field valid_from .* as 2022-11-25"),
        ("id,name,valid_from\nx,Hội,2020\n", "line 2: the field valid_from .* as 2022-11-25"),
        ("id,name,valid_from\nx,Hội,2020-02-30\n", "line 2: the field valid_from"),
        ("id,name,valid_from,valid_to\nx,Hội,2020-02-03,2020-02-02\n", "line 2: valid_to 2020-02-02 lies"),
        ("id,name,parent\nx,Hội,nope\n", "line 2: there is no organisation 'nope'"),
        ("id,name,parent\nx,Hội,x\n", "line 2: 'x' is its own parent"),
        ("id,name\nx,Hội\n\nx,Liên hiệp\n", "line 4: the id 'x' is that of .*bad.csv, line 2 too"),
        ("id,name\nx," + "a" * 200_000, "line 2: is not CSV"),
    ],
)
def test_a_bad_user_file_is_told_with_its_line(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=rf"bad\.csv.*{complaint}"):
        gazetteer.load(str(path))
    with pytest.raises(DataError, match=rf"bad\.csv.*{complaint}"):
        khkt_nlp.load(config={"components.khkt_organizations.gazetteer": str(path)})


def test_a_parent_may_be_known_or_another_row(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,name,parent\na,Hội A,b\nb,Hội B,chinh-phu\n", encoding="utf-8")
    assert gazetteer.load(path).by_id["a"].parent == "b"


@pytest.mark.parametrize(
    ("name", "level", "place"),
    [
        ("UBND TP. Hà Nội", "province", "hà nội"),
        ("Công an TP Thái Bình", "district", "thái bình"),
        ("UBND quận 1", "district", "1"),
        ("UBND xã Lộc Vĩnh", "commune", "lộc vĩnh"),
        ("Tỉnh ủy", "province", ""),
        ("Sở Tư pháp", "province", ""),
        ("Bộ Tư pháp", "", ""),
        ("Viện Khoa học xã hội", "", ""),
    ],
)
def test_the_territory_of_a_name(name: str, level: str, place: str) -> None:
    parts = analyse(name)
    assert (parts.level, parts.place) == (level, place)


def test_a_local_body_without_its_province_takes_that_of_the_article() -> None:
    found = link("UBND tỉnh Hà Tĩnh giao việc. UBND tỉnh yêu cầu Sở TN&MT báo cáo. UBND huyện Cẩm Xuyên họp.")
    assert found["UBND tỉnh"].id == found["UBND tỉnh Hà Tĩnh"].id
    assert found["Sở TN&MT"].province == "vn-ha-tinh"
    assert found["UBND huyện Cẩm Xuyên"].level == "district"
    assert found["UBND tỉnh"].name == "Ủy ban nhân dân tỉnh Hà Tĩnh"


def test_a_province_is_not_made_of_a_city() -> None:
    found = link("UBND TP.HCM họp. UBND tỉnh phải báo cáo.")
    assert found["UBND tỉnh"].province == ""


def test_a_declared_abbreviation_is_followed() -> None:
    text = "Tổng công ty Điện lực miền Bắc (EVNNPC) họp. EVNNPC cam kết."
    start = text.rindex("EVNNPC")
    names = [linker.RawName(0, 30, "ORG", 1.0), linker.RawName(start, start + 6, "ORG", 1.0)]
    full, short = linker.link(text, names)
    assert full.id == short.id
    assert full.abbreviation == short.abbreviation == "EVNNPC"


@pytest.mark.parametrize(
    "joint", [" (Bộ Công an)", " thuộc Bộ Công an", ", Bộ Công an", " - Bộ Công an", " của Bộ Công an"]
)
def test_the_parent_that_follows(joint: str) -> None:
    found = link(f"Cục Quản lý thị trường{joint} thông báo.")
    assert found["Cục Quản lý thị trường"].parent == "bo-cong-an"


def test_members_of_a_list_are_no_parents() -> None:
    found = link("Cục Quản lý đô thị, Cục Hóa chất, Vụ Pháp chế cùng họp.")
    assert [mention.parent for mention in found.values()] == ["", "", ""]


def test_a_government_in_a_list_is_no_parent() -> None:
    found = link("Đại học Quốc gia Hà Nội, UBND tỉnh Quảng Trị tổ chức hội nghị.")
    assert [mention.parent for mention in found.values()] == ["", ""]


def test_an_abbreviation_after_a_board_is_that_of_the_body_it_leads() -> None:
    found = link_marked(
        "[Hội đồng quản trị Ngân hàng TMCP Kiên Sơn] (KSB) họp. [KSB] và [ngân hàng KSB] cam kết."
    )
    assert [mention.abbreviation for mention in found] == ["", "KSB", "KSB"]
    assert found[0].id.startswith("hoi-dong-quan-tri")
    assert found[1].id == found[2].id == "ngan-hang-thuong-mai-co-phan-kien-son"


def test_a_territory_in_brackets_is_no_abbreviation() -> None:
    found = link("Bệnh viện Nhi đồng Mai Hoa (TP HCM), Trường Đại học Kỹ nghệ (Singapore) họp.")
    assert [mention.abbreviation for mention in found.values()] == ["", ""]


def test_a_committee_of_an_association_is_no_body_of_the_party() -> None:
    found = link("Ban Chấp hành Hội Luật gia tỉnh Sơn La và Ban Thường vụ Tỉnh ủy Sơn La họp.")
    assert [mention.kind for mention in found.values()] == ["association", "party"]


def test_a_shortened_department_means_the_full_one() -> None:
    full, short = link_marked("[Sở Kế hoạch và Đầu tư tỉnh Sơn La] báo cáo. [Sở Kế hoạch] đề xuất.")
    assert full.id == short.id


def link_marked(marked: str) -> list[OrganizationMention]:
    """Link the names in square brackets."""
    pieces = re.split(r"[\[\]]", marked)
    ends = list(itertools.accumulate(map(len, pieces)))
    names = [RawName(ends[at - 1], ends[at], "ORG", 1.0) for at in range(1, len(pieces), 2)]
    return linker.link("".join(pieces), names)


def test_a_shortened_name_means_the_only_full_one() -> None:
    text = "Công ty TNHH đầu tư phát triển MHD Việt Nam xả thải. Công ty MHD bị phạt."
    names = [linker.RawName(0, 43, "ORG", 1.0), linker.RawName(53, 64, "ORG", 1.0)]
    full, short = linker.link(text, names)
    assert full.id == short.id
    assert short.kind == "company"


def test_one_organisation_is_inferred_for_each_province_of_a_list() -> None:
    text = "Liên hiệp các Hội KH&KT các tỉnh: Vĩnh Phúc, Phú Thọ, Hà Giang, Phú Thọ và Sơn La tham luận."
    provinces = find_provinces(text)
    mentions = linker.link(text, [linker.RawName(0, 23, "ORG", 1.0)], provinces)
    inferred = expansion.expand(text, mentions, provinces)
    assert [text[mention.start : mention.end] for mention in inferred] == [
        "Vĩnh Phúc",
        "Phú Thọ",
        "Hà Giang",
        "Sơn La",
    ]
    assert all(mention.inferred and mention.level == "province" for mention in inferred)
    assert inferred[0].name == "Liên hiệp các Hội KH&KT tỉnh Vĩnh Phúc"
    assert inferred[0].id == analyse("Liên hiệp các Hội KH&KT tỉnh Vĩnh Phúc").id()


def test_a_saved_pipeline_carries_the_user_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,name,kind\nmine,Sở Công Thương Hà Nội,department\n", encoding="utf-8")
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "khkt.Tokenizer.v1"}}})
    nlp.add_pipe("khkt_names")
    nlp.add_pipe("khkt_organizations", config={"gazetteer": str(path)})
    nlp.to_disk(tmp_path / "model")
    data = nlp.to_bytes()
    path.unlink()
    for again in (
        spacy.load(tmp_path / "model"),
        spacy.util.load_model_from_config(nlp.config).from_bytes(data),
    ):
        doc = again("Cục Quản lý dược báo cáo Sở Công Thương Hà Nội.")
        assert "mine" in [mention.id for mention in spans.read(doc, "organizations", OrganizationMention)]


def test_a_missing_user_file_is_reported() -> None:
    with pytest.raises(DataError, match=r"absent\.csv: cannot be read \(No such file or directory\)"):
        khkt_nlp.load(config={"components.khkt_organizations.gazetteer": "absent.csv"})
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "khkt.Tokenizer.v1"}}})
    nlp.add_pipe("khkt_organizations", config={"gazetteer": "absent.csv"})
    with pytest.raises(DataError, match=r"absent\.csv"):
        nlp("Bộ Y tế họp.")
