"""What citations are linked to, within an article and in the registry."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp.policies import Document, PolicyMention, Registry, find, find_anaphors, resolve

CONTEXTS = Path(__file__).with_name("linking.csv")


def linked(text: str, published: str = "", registry: Registry | None = None) -> dict[str, PolicyMention]:
    """Each citation and anaphor of `text`, by its words."""
    date = dt.date.fromisoformat(published) if published else None
    found = resolve(find(text) + find_anaphors(text), registry, date, text)
    return {text[mention.start : mention.end]: mention for mention in found}


def contexts() -> list[tuple[str, str, str]]:
    rows = [line.split("|", 2) for line in CONTEXTS.read_text("utf-8").splitlines() if line[:1] != "#"]
    return [(published, expected, text) for published, expected, text in rows[1:]]


def answers() -> list[tuple[str, str]]:
    """Give (expected, resolved to) for every context."""
    pairs = []
    for published, expected, marked in contexts():
        start = marked.index("⟦")
        text = marked.replace("⟦", "").replace("⟧", "")
        date = dt.date.fromisoformat(published) if published else None
        (mention,) = (m for m in resolve(find(text), None, date, text) if m.start == start)
        assert text[mention.start : mention.end] in marked[start + 1 : marked.index("⟧")]
        pairs.append((expected, mention.canonical_id))
    return pairs


def test_links_written_contexts() -> None:
    pairs = answers()
    known = {document.canonical_id for document in Registry.packaged().documents} | {"?", "-"}
    assert len(pairs) >= 150
    assert {expected for expected, _ in pairs} <= known
    resolved = [(expected, given) for expected, given in pairs if given]
    right = sum(expected == given for expected, given in resolved)
    assert right / len(resolved) >= 0.98
    resolvable = [(expected, given) for expected, given in pairs if expected not in "?-"]
    assert sum(expected == given for expected, given in resolvable) / len(resolvable) >= 0.85


def test_a_full_citation_fixes_its_short_forms() -> None:
    text = "Nghị quyết số 27-NQ/TW ngày 6/8/2008 đã rõ. Theo Nghị quyết 27, trí thức được trọng dụng."
    assert linked(text)["Nghị quyết 27"].canonical_id == "nq.27.2008.tw"
    assert linked(text)["Nghị quyết 27"].title.startswith("Về xây dựng đội ngũ trí thức")
    assert linked("Theo Nghị quyết 27, trí thức được trọng dụng.")["Nghị quyết 27"].canonical_id == ""


def test_a_full_citation_further_down_fixes_a_headline() -> None:
    text = "Sửa Nghị định 46\nBộ đề xuất sửa Nghị định 46/2016/NĐ-CP."
    assert linked(text)["Nghị định 46"].canonical_id == "nd.46.2016.cp"


def test_two_full_citations_leave_a_short_form_open() -> None:
    text = "So Nghị định 46/2015/NĐ-CP với Nghị định 46/2016/NĐ-CP thì thấy Nghị định 46 khác."
    found = linked(text)
    assert found["Nghị định 46"].status == "ambiguous"
    assert set(found["Nghị định 46"].candidates) >= {"nd.46.2015.cp", "nd.46.2016.cp"}


@pytest.mark.parametrize(
    ("text", "anaphor", "expected"),
    [
        (
            "Nghị định 46/2016/NĐ-CP có hiệu lực. Nghị định này bỏ một số mức phạt.",
            "Nghị định này",
            "nd.46.2016.cp",
        ),
        ("Luật Đất đai 2013 được ban hành. Luật này bỏ khung giá.", "Luật này", "luat.45.2013.qh13"),
        ("Bộ luật Hình sự 2015 mới. Luật này phạt nặng.", "Luật này", "boluat.100.2015.qh13"),
        ("Theo Quyết định 14/2014/QĐ-TTg, văn bản trên áp dụng cho hội.", "văn bản trên", "qd.14.2014.ttg"),
        (
            "Nghị định 100/2019/NĐ-CP thay thế Nghị định 46/2016/NĐ-CP. Nghị định này tăng mức phạt.",
            "Nghị định này",
            "nd.100.2019.cp",
        ),
        ("Thông tư này có hiệu lực. Nghị định 46/2016/NĐ-CP cũng vậy.", "Thông tư này", ""),
        ("Nghị định 46/2016/NĐ-CP có hiệu lực. Thông tư này hướng dẫn.", "Thông tư này", ""),
    ],
)
def test_anaphors_take_an_antecedent_of_their_type(text: str, anaphor: str, expected: str) -> None:
    mention = linked(text)[anaphor]
    assert mention.anaphor
    assert mention.canonical_id == expected
    assert mention.status == ("resolved" if expected else "unresolved")


def test_an_anaphor_reaches_no_further_than_a_few_paragraphs() -> None:
    text = "Nghị định 46/2016/NĐ-CP có hiệu lực." + " Trời hôm nay đẹp." * 150 + " Nghị định này tốt."
    assert linked(text)["Nghị định này"].status == "unresolved"


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2010-05-01", ""),
        ("2018-05-01", "luat.45.2013.qh13"),
        ("2024-03-01", ""),
        ("2026-05-01", "luat.31.2024.qh15"),
    ],
)
def test_the_date_of_the_article_chooses_the_version(published: str, expected: str) -> None:
    assert linked("theo Luật Đất đai thì", published)["Luật Đất đai"].canonical_id == expected


def test_a_draft_is_the_law_that_was_passed_later() -> None:
    text = "góp ý dự thảo Luật Đặc xá (sửa đổi)"
    assert linked(text, "2018-05-01")["Luật Đặc xá"].canonical_id == "luat.30.2018.qh14"
    assert linked(text, "2020-05-01")["Luật Đặc xá"].canonical_id == ""
    assert linked(text)["Luật Đặc xá"].status == "unresolved"


def test_a_draft_and_the_law_in_force_stay_apart() -> None:
    text = "So với Luật Đặc xá năm 2007, dự thảo Luật Đặc xá (sửa đổi) có nhiều thay đổi."
    found = linked(text, "2018-05-01")
    assert found["Luật Đặc xá năm 2007"].canonical_id == "luat.7.2007.qh12"
    assert found["Luật Đặc xá"].canonical_id == "luat.30.2018.qh14"
    assert found["Luật Đặc xá"].key != found["Luật Đặc xá năm 2007"].key


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định 116 của Chính phủ",  # numbers begin again each year
        "Quyết định 14 của UBND tỉnh Nghệ An",
        "Thông tư 12",
        "Nghị quyết số 27-NQ/TW khóa VII",
        "Nghị định 46/2011/NĐ-CP",
        "Bộ luật Hình sự Thái Lan",
        "Kế hoạch 213/KH-UBND",
    ],
)
def test_never_guesses(text: str) -> None:
    (mention,) = resolve(find(text), published=dt.date(2018, 1, 1), text=text)
    assert mention.canonical_id == ""
    assert mention.why


def test_an_article_about_another_country_cites_its_own_laws() -> None:
    text = "Quân nhân Mỹ tuyên thệ trước Hiến pháp. Tổng thống Mỹ cũng vậy."
    assert linked(text)["Hiến pháp"].status == "unresolved"
    text = "Ở Việt Nam, công dân có quyền theo Hiến pháp."
    assert linked(text, "2020-01-01")["Hiến pháp"].canonical_id == "hp.2013"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Theo Luật Nghĩa vụ quân sự hiện hành", "ambiguous"),  # it may be that of 1981
        ("Đến năm 2030, theo Luật Nghĩa vụ quân sự", "ambiguous"),
        ("Năm 2015, Luật Nghĩa vụ quân sự được trình", "ambiguous"),
        ("Ngày 3/11/2014, theo Luật Nghĩa vụ quân sự", "ambiguous"),
        ("Năm 2017, theo Luật Nghĩa vụ quân sự", "resolved"),
        ("Nghị định 14/2016/NĐ-CP hướng dẫn Luật Nghĩa vụ quân sự", "resolved"),
        ("Theo Luật Nghĩa vụ quân sự năm 2015", "resolved"),
    ],
)
def test_without_a_date_an_article_must_show_that_it_is_later_than_the_law(text: str, status: str) -> None:
    mention = linked(text)["Luật Nghĩa vụ quân sự" + (" năm 2015" if text.endswith("2015") else "")]
    assert (mention.status, mention.candidates) == (status, ("luat.78.2015.qh13",))


def test_the_year_after_an_amendment_counts() -> None:
    text = "theo Luật Giáo dục (sửa đổi) 2019 vừa được thông qua"
    assert linked(text, "2019-07-01")["Luật Giáo dục"].canonical_id == "luat.43.2019.qh14"


def test_candidates_are_ranked_by_what_they_are_about() -> None:
    text = "Nghị quyết 27 nói đến tiền lương"
    (mention,) = resolve(find(text), text=text)
    assert mention.status == "ambiguous"
    assert mention.candidates[0] == "nq.27.2018.tw"


def test_mentions_of_one_document_share_a_key() -> None:
    text = (
        "Quyết định 60/2017/QĐ-UBND của UBND TP HCM. Quyết định 60 quy định. Quyết định 33/2014 hết hiệu lực."
    )
    keys = [mention.key for mention in resolve(find(text))]
    assert keys[0] == keys[1] != keys[2]


def test_a_users_registry_is_used() -> None:
    own = Document("qd.60.2017.vusta", "quyết định", number="60", year="2017", symbol="60/2017/QĐ-VUSTA")
    registry = Registry.packaged().extended([own])
    found = linked("theo Quyết định 60/2017/QĐ-VUSTA", registry=registry)
    assert found["Quyết định 60/2017/QĐ-VUSTA"].canonical_id == "qd.60.2017.vusta"


def test_local_documents_are_told_apart_by_place() -> None:
    own = [
        Document(f"qd.60.2017.{place}", "quyết định", number="60", year="2017", issuer=f"UBND {name}")
        for place, name in (("hcm", "TP.HCM"), ("na", "tỉnh Nghệ An"))
    ]
    registry = Registry.packaged().extended(own)
    found = linked("Quyết định 60/2017 của UBND TP HCM về tách thửa", registry=registry)
    assert found["Quyết định 60/2017"].canonical_id == "qd.60.2017.hcm"
    assert linked("Quyết định 60/2017/QĐ-UBND", registry=registry).popitem()[1].canonical_id == ""
    assert linked("Quyết định 60/2017 của UBND tỉnh", registry=registry).popitem()[1].canonical_id == ""


def test_resolving_changes_nothing_that_was_read() -> None:
    text = "điểm b khoản 2 Điều 10 Nghị định 46/2016/NĐ-CP ngày 26/5/2016 của Chính phủ"
    (before,) = find(text)
    (after,) = resolve([before])
    for name in ("start", "end", "type", "number", "symbol", "issuer", "date", "pinpoint"):
        assert getattr(before, name) == getattr(after, name)


@given(
    st.lists(
        st.sampled_from(
            ["Nghị quyết 27", "NĐ 46/2016", "Nghị định này", "Luật Đất đai", "khóa X", "của Bộ Y tế"]
        )
    )
)
def test_any_order_of_mentions_is_resolved(pieces: list[str]) -> None:
    text = ". ".join(pieces)
    found = resolve(find(text) + find_anaphors(text), published=dt.date(2018, 1, 1), text=text)
    assert all(m.status in ("resolved", "ambiguous", "unresolved") for m in found)
    assert all(bool(m.canonical_id) == (m.status == "resolved") for m in found)


def test_laws_and_resolutions_of_the_national_assembly_are_numbered_apart() -> None:
    resolution = "Nghị quyết số 93/2015/QH13"  # the law of that number is on procedure in the courts
    assert linked(f"{resolution} ngày 22/6/2015 của Quốc hội")[resolution].canonical_id == ""
    code = "Luật số 100/2015/QH13"
    assert linked(code)[code].canonical_id == "boluat.100.2015.qh13"


@pytest.mark.parametrize(("year", "linked_to"), [("2017", ""), ("2027", "nq.16.2026.tw")])
def test_without_a_date_a_number_of_the_party_may_be_that_of_an_older_term(year: str, linked_to: str) -> None:
    text = f"Năm {year}, theo Nghị quyết 16 của Bộ Chính trị"
    assert linked(text)["Nghị quyết 16"].canonical_id == linked_to


@pytest.mark.parametrize("published", ["9996-02-29", "9997-01-01", "9999-12-31"])
def test_a_draft_at_the_end_of_the_calendar_is_read(published: str) -> None:
    (mention,) = linked("Dự thảo Luật Đất đai (sửa đổi) được trình.", published).values()
    assert mention.draft
    assert mention.status == "unresolved"
