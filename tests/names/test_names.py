"""Names of organisations and people: what holds on any text, and how well they are found."""

from __future__ import annotations

import itertools
import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from khkt_nlp import spans
from khkt_nlp.article.normalization import normalize
from khkt_nlp.errors import DataError
from khkt_nlp.names import finder, grammar, persons
from khkt_nlp.names.component import NamesComponent
from khkt_nlp.names.consistency import reconcile
from khkt_nlp.names.models import RawName, Tagged
from khkt_nlp.names.tagger import Tagger
from khkt_nlp.names.tokens import PADDING, tokenize
from khkt_nlp.pipeline import model_path

TEXT = (
    "Sáng 25/11, Sở Khoa học và Công nghệ tỉnh Vĩnh Phúc họp với Bộ Y tế.\n"
    "TS. Phạm Hữu Thư - Phó Chủ tịch Thường trực Liên hiệp các Hội KH&KT Việt Nam - phát biểu.\n"
)
PIECES = st.sampled_from(
    [
        "Sở Y tế",
        "UBND tỉnh",
        " Hà Nội",
        "ông ",
        "Nguyễn Văn A",
        "\n",
        "\u00a0",
        "\u200b",
        "hoà",
        "e\u0301",
        "🙂",
        " và ",
    ]
)


@cache
def tagger() -> Tagger:
    folder = model_path() / "khkt_names"
    return Tagger.from_files({name: (folder / name).read_bytes() for name in ("weights.npz", "meta.json")})


def surfaces(text: str, names: list[RawName]) -> list[str]:
    return [text[name.start : name.end] for name in names]


def test_names_run_through_conjunctions_and_end_before_the_next_head() -> None:
    words = "Hội Bảo vệ thiên nhiên và môi trường Việt Nam , Sở Tài chính và Sở Y tế".split()
    found = [" ".join(words[name.start : name.end]) for name in grammar.find(words)]
    assert found == ["Hội Bảo vệ thiên nhiên và môi trường Việt Nam", "Sở Tài chính", "Sở Y tế"]


@pytest.mark.parametrize("sentence", ["thị trường Việt Nam", "cán bộ Hà Nội", "môi trường Hà Nội"])
def test_the_end_of_another_word_is_no_head_noun(sentence: str) -> None:
    assert grammar.find(sentence.split()) == []


def test_a_person_after_an_organisation_is_not_part_of_it() -> None:
    words = "Chủ tịch UBND tỉnh Hà Nam Nguyễn Xuân Đông".split()
    assert [" ".join(words[name.start : name.end]) for name in grammar.find(words)] == ["UBND tỉnh Hà Nam"]
    assert [" ".join(words[start:end]) for start, end in persons.find(words)] == ["Nguyễn Xuân Đông"]


def test_the_tagger_finds_what_the_text_names() -> None:
    found = {(name.label, TEXT[name.start : name.end]) for name in finder.find(TEXT, tagger())}
    assert {
        ("ORG", "Sở Khoa học và Công nghệ tỉnh Vĩnh Phúc"),
        ("ORG", "Bộ Y tế"),
        ("PERSON", "Phạm Hữu Thư"),
    } <= found


def test_decomposed_text_gives_the_same_names() -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)
    found = surfaces(decomposed, finder.find(decomposed, tagger()))
    assert [unicodedata.normalize("NFC", name) for name in found] == surfaces(
        TEXT, finder.find(TEXT, tagger())
    )


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=30).map("".join)))
def test_names_are_slices_of_any_text_and_never_cross_lines(text: str) -> None:
    for loaded in (None, tagger()):
        names = finder.find(text, loaded)
        assert names == sorted(names, key=lambda name: name.start)
        for name, following in itertools.pairwise(names):
            assert name.end <= following.start
        for name in names:
            assert 0 <= name.start < name.end <= len(text)
            surface = text[name.start : name.end]
            assert surface.strip() == surface
            assert "\n" not in surface
            assert 0.0 <= name.score <= 1.0


@given(st.text() | st.text(alphabet="aố1. \n\r\f\x0b\x1c\u00a0\u0301\u200b"))
def test_every_token_stands_where_it_starts(text: str) -> None:
    view = normalize(text)
    tokens = tokenize(view)
    for first, end in tokens.bounds:
        for at in range(first, end):
            assert view.text.startswith(tokens.words[at], tokens.starts[at])


@pytest.mark.parametrize("before", ["a\f\f\f", "Dấu\u00a0\u0301 sắc.\u200b\u0301 ", "\x0b\x1c", "\r\u0301"])
def test_odd_blanks_shift_no_name(before: str) -> None:
    text = f"{before}UNESCO, UNICEF"
    for loaded in (None, tagger()):
        assert surfaces(text, finder.find(text, loaded)) == ["UNESCO", "UNICEF"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.just(TEXT), st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join))))
def test_texts_read_together_give_what_each_gives_alone(texts: list[str]) -> None:
    for loaded in (None, tagger()):
        assert list(finder.find_all(texts, loaded)) == [finder.find(text, loaded) for text in texts]


def test_articles_read_together_give_what_each_gives_alone(shared: Path) -> None:
    texts = [article["text"] for article in articles(shared / "gold" / "dev.jsonl")]
    # also so that each article has two others for neighbours
    for order in (texts, texts[::-1], [*texts[::2], *texts[1::2]]):
        assert list(finder.find_all(order, tagger())) == [finder.find(text, tagger()) for text in order]


def test_texts_are_read_a_group_at_a_time() -> None:
    read = 0

    def texts() -> Iterator[str]:
        nonlocal read
        for _ in range(100):
            read += 1
            yield TEXT * 100

    next(finder.find_all(texts(), tagger()))
    assert read < 10


def test_scores_tell_good_names_from_bad_ones(shared: Path) -> None:
    counts = {True: [0, 0.0], False: [0, 0.0]}
    for article in articles(shared / "gold" / "dev.jsonl"):
        gold = {(e["start"], e["end"], e["label"]) for e in article["entities"]}
        for name in finder.find(article["text"], tagger()):
            right = (name.start, name.end, name.label) in gold
            counts[right][0] += 1
            counts[right][1] += name.score
    mean = {right: total / number for right, (number, total) in counts.items()}
    assert mean[True] > 0.9
    assert mean[True] > mean[False] + 0.05


def test_dev_figures_do_not_fall(shared: Path) -> None:
    figures = f1_exact(list(articles(shared / "gold" / "dev.jsonl")))
    assert figures["ORG"] >= 0.82
    assert figures["PERSON"] >= 0.90


def f1_exact(gold_articles: list[dict[str, object]]) -> dict[str, float]:
    right, found_, wanted = ({"ORG": 0, "PERSON": 0} for _ in range(3))
    for article in gold_articles:
        entities = article["entities"]
        gold = {(e["start"], e["end"], e["label"]) for e in entities}  # type: ignore[attr-defined]
        ignored = [e for e in entities if e["label"] == "IGNORE"]  # type: ignore[attr-defined]
        for _, _, label in gold:
            if label in wanted:
                wanted[label] += 1
        for name in finder.find(str(article["text"]), tagger()):
            exact = (name.start, name.end, name.label) in gold
            if exact or not any(name.start < e["end"] and e["start"] < name.end for e in ignored):
                found_[name.label] += 1
                right[name.label] += exact
    return {label: 2 * right[label] / (found_[label] + wanted[label]) for label in right}


def articles(path: Path):  # type: ignore[no-untyped-def]
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def test_a_saved_component_finds_the_same(tmp_path: Path) -> None:
    component = NamesComponent(tagger())
    component.to_disk(tmp_path / "names")
    from_disk = NamesComponent().from_disk(tmp_path / "names")
    from_bytes = NamesComponent().from_bytes(component.to_bytes())
    expected = finder.find(TEXT, tagger())
    assert finder.find(TEXT, from_disk.tagger) == expected
    assert finder.find(TEXT, from_bytes.tagger) == expected
    assert from_disk.to_bytes() == component.to_bytes()


def test_a_damaged_model_is_reported_in_one_sentence() -> None:
    with pytest.raises(DataError, match="not a saved tagger of names"):
        Tagger.from_files({"weights.npz": b"no", "meta.json": b"{}"})


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Quản lý nhiệm vụ khoa học và công nghệ trên Cổng Dịch vụ công Quốc gia", "vụ khoa học"),
        ("Theo Bản tin Khoa học và Công nghệ Bắc Ninh\n", "Công nghệ Bắc Ninh"),
    ],
)
def test_no_organisation_is_cut_out_of_a_word_or_of_a_pair_of_fields(text: str, missing: str) -> None:
    assert not any(surface.startswith(missing) for surface in surfaces(text, finder.find(text, tagger())))


def test_a_head_noun_inside_a_cut_name_opens_it() -> None:
    words = [PADDING, *"tại trụ sở Ngân hàng Quốc gia Lào .".split(), PADDING]
    assert reconcile(words, [Tagged(3, 8, "ORG", 0.9)]) == [Tagged(4, 8, "ORG", 0.9)]


def test_a_known_family_name_after_an_office_is_a_person_unless_it_is_a_country() -> None:
    text = "| Ông Tập Cận Bình đến . | Chủ tịch Tập nói với ngoại trưởng Đức . |"
    words = [PADDING if word == "|" else word for word in text.split()]
    found = reconcile(words, [Tagged(2, 5, "PERSON", 0.95)])
    assert [" ".join(words[name.first : name.last]) for name in found] == ["Tập Cận Bình", "Tập"]


@pytest.mark.parametrize(
    ("text", "organizations", "people"),
    [
        ("kẹt xe trên đường [Phạm Văn Đồng] .", [], []),
        ("ngập ở đường Lê Lợi , [Nguyễn Huệ] và Pasteur .", [], []),
        ("tại giao lộ Bưng Ông Thoàn - [Huỳnh Tấn Phát] .", [], []),
        ("qua cầu [Nguyễn Tri Phương] , chủ đầu tư dự án [Park Riverside]", [], []),
        ("người dân ở xã [Lý Văn Lâm] , TP Cà Mau", [], []),
        (
            "phó chủ tịch xã [Lý Văn Lâm] , yêu cầu [Lý Văn Lâm] , chủ tịch thành phố [Lê Lâm] ,",
            [],
            ["Lý Văn Lâm", "Lý Văn Lâm", "Lê Lâm"],
        ),
        ("học sinh trường THPT chuyên [Lê Quý Đôn] đỗ", ["trường THPT chuyên Lê Quý Đôn"], []),
        ("tại Trường THCS và THPT [Nguyễn Tất Thành] ,", ["Trường THCS và THPT Nguyễn Tất Thành"], []),
        (
            "lớp 6 Trường [Trần Đại Nghĩa] , Bệnh viện [Lê Lợi]",
            ["Trường Trần Đại Nghĩa", "Bệnh viện Lê Lợi"],
            [],
        ),
        ("ông hiệu trưởng trường [Lê Văn An] , bí thư Đoàn trường [Trần Trí]", [], ["Lê Văn An", "Trần Trí"]),
        ("gần [Lý Sơn] và [Hoàng Sa] của ta", [], []),
        ("ra thị trường [Lê Văn An] và ngư trường [Nam Côn Sơn]", [], ["Lê Văn An", "Nam Côn Sơn"]),
        ("tại số 8 B [Lê Trực] , ở 162 [Trần Quang Khải] và hẻm 25 [Trần Phú]", [], []),
        ("phó chủ tịch quận 1 [Đoàn Ngọc Hải] , nghi phạm số 1 [Lê Thụ] ,", [], ["Đoàn Ngọc Hải", "Lê Thụ"]),
        ("ven [Hồ Xuân Hương] ; [Hồ Sông Tranh] cạn", [], []),
        ("cạnh hồ Suối Vàng , ra [Hồ Suối Vàng]", [], []),
        ("cạnh hồ Hòa Bình , ông [Hồ Xuân Hương] đo", [], ["Hồ Xuân Hương"]),
        ("tuyến đường sắt [Cát Linh] - [Hà Đông] , lễ hội [Hiền Quan] ,", [], []),
        (
            "ông Cục trưởng Cục Đường sắt [Vũ Quang Khôi] đeo đồng hồ [Trần Minh]",
            [],
            ["Vũ Quang Khôi", "Trần Minh"],
        ),
    ],
)
def test_what_bears_the_name_of_a_person_is_none(
    text: str, organizations: list[str], people: list[str]
) -> None:
    words, names = _marked(text, "PERSON")
    found = reconcile(words, names)
    assert [" ".join(words[n.first : n.last]) for n in found if n.label == "ORG"] == organizations
    assert [" ".join(words[n.first : n.last]) for n in found if n.label == "PERSON"] == people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("về khu [trung tâm TP Đà Lạt] , [trung tâm huyện] , khu vực [trung tâm quận 1]", []),
        ("đến [trung tâm Hà Nội] , ở [trung tâm Melbourne] .", []),
        (
            "ở [trung tâm Huyện ủy Sơn] và tại [trung tâm Stimson]",
            ["trung tâm Huyện ủy Sơn", "trung tâm Stimson"],
        ),
        ("lên [Trung tâm Hà Nội] họp", ["Trung tâm Hà Nội"]),
        ("trong [vụ Skripal] , đặc [vụ FBI Colleen] và [Tòa nhà Quốc hội]", []),
        ("của [vụ Pháp chế] , Vụ trưởng [vụ Bắc Mỹ] nói", ["vụ Pháp chế", "vụ Bắc Mỹ"]),
    ],
)
def test_the_centre_of_a_town_and_a_case_are_no_bodies(text: str, expected: list[str]) -> None:
    words, names = _marked(text, "ORG")
    assert [" ".join(words[name.first : name.last]) for name in reconcile(words, names)] == expected


def test_a_bank_of_a_country_does_not_make_the_country_a_body() -> None:
    text = "| theo Ngân hàng Thổ Nhĩ Kỳ . | Ông đến Thổ Nhĩ Kỳ |"
    words = [PADDING if word == "|" else word for word in text.split()]
    assert reconcile(words, [Tagged(2, 7, "ORG", 0.95)]) == [Tagged(2, 7, "ORG", 0.95)]


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("vốn của [Tổng công ty Phát điện] 1 vay", "ORG", ["Tổng công ty Phát điện"]),
        ("vốn của [Tổng công ty Phát điện] 1 cho vay", "ORG", ["Tổng công ty Phát điện 1"]),
        ("tại [Công ty cổ phần DAP số] 2 nằm", "ORG", ["Công ty cổ phần DAP số 2"]),
        (
            "nộp [Công ty Bắc Nam] 79 tỷ , tên lửa [Trường Chinh] 5 .",
            "ORG",
            ["Công ty Bắc Nam", "Trường Chinh"],
        ),
        ("nộp [Công ty Bắc Nam] 2 . 000 đồng", "ORG", ["Công ty Bắc Nam"]),
        (
            "họp [Ủy ban Liên Chính phủ Việt Nam] - Israel .",
            "ORG",
            ["Ủy ban Liên Chính phủ Việt Nam - Israel"],
        ),
        ("kênh [Báo Mỹ : Iran] - Israel bắn", "ORG", ["Báo Mỹ : Iran"]),
        (
            "người phát ngôn của [Bộ Ngoại giao Trung Quốc Cảnh Sảng] nói",
            "ORG",
            ["Bộ Ngoại giao Trung Quốc", "Cảnh Sảng"],
        ),
        ("theo [Hội Luật gia Việt Nam đoàn kết] , sáng tạo", "ORG", ["Hội Luật gia Việt Nam"]),
        ("theo [Bộ Ngoại giao Mỹ cáo buộc Iran] nói", "ORG", ["Bộ Ngoại giao Mỹ"]),
        ("theo [Hội Luật gia Việt Nam tỉnh Sơn La] nói", "ORG", ["Hội Luật gia Việt Nam tỉnh Sơn La"]),
        (
            "tại [Viện Hải Dương học] và [Đảng Ý chí nhân dân] ,",
            "ORG",
            ["Viện Hải Dương học", "Đảng Ý chí nhân dân"],
        ),
        ("bởi [Ủy ban Pháp luật] và [Quỹ Hòa bình xanh] ,", "ORG", ["Ủy ban Pháp luật", "Quỹ Hòa bình xanh"]),
        ("phóng viên [Đài Pháp France Info] nói", "ORG", ["Đài Pháp France Info"]),
        ("Giám đốc [Sở Kế hoạch và Đầu tư Sử Ngọc Anh] nói", "ORG", ["Sở Kế hoạch và Đầu tư", "Sử Ngọc Anh"]),
        (
            "Thứ trưởng [Bộ Giao thông vận tải Nguyễn Nhật] nói",
            "ORG",
            ["Bộ Giao thông vận tải", "Nguyễn Nhật"],
        ),
        (
            "phát ngôn viên [Bộ Ngoại giao Nga Maria Zakharova] nói",
            "ORG",
            ["Bộ Ngoại giao Nga", "Maria Zakharova"],
        ),
        ("theo [Bộ Ngoại giao Nga Maria Zakharova] nói", "ORG", ["Bộ Ngoại giao Nga Maria Zakharova"]),
        (
            "phó giám đốc [Bệnh viện Việt Nam - Cuba Đồng Hới] nói",
            "ORG",
            ["Bệnh viện Việt Nam - Cuba Đồng Hới"],
        ),
        ("Giám đốc [Sở Văn hóa Thông tin] nói", "ORG", ["Sở Văn hóa Thông tin"]),
        ("Tổng thống [Nam Phi Jacob Zuma] nói", "PERSON", ["Jacob Zuma"]),
        ("Thủ tướng [Anh Theresa May] nói", "PERSON", ["Theresa May"]),
        ("Chủ tịch Hội đồng châu [Âu Donald Tusk] nói", "PERSON", ["Donald Tusk"]),
        ("Thượng tướng [Anh Khoa] nói", "PERSON", ["Anh Khoa"]),
    ],
)
def test_a_name_ends_where_the_next_one_begins(text: str, label: str, expected: list[str]) -> None:
    words, names = _marked(text, label)
    assert [" ".join(words[name.first : name.last]) for name in reconcile(words, names)] == expected


def _marked(text: str, label: str) -> tuple[list[str], list[Tagged]]:
    """Read names in square brackets."""
    words: list[str] = [PADDING] * 3
    names: list[Tagged] = []
    first = 0
    for word in text.split():
        first = len(words) if word.startswith("[") else first
        words.append(word.strip("[]"))
        if word.endswith("]"):
            names.append(Tagged(first, len(words), label, 0.8))
    return [*words, *[PADDING] * 3], names


def test_documents_in_a_stream_get_the_names_that_each_gets_alone() -> None:
    nlp = spacy.blank("xx")
    component = NamesComponent(tagger())
    texts = [TEXT, "", "Bộ Y tế họp.", TEXT * 3] * 3
    docs = list(component.pipe(map(nlp, texts), batch_size=2))
    assert [doc.text for doc in docs] == texts
    alone = [component(nlp(text)) for text in texts]
    assert [spans.read(doc, "names", RawName) for doc in docs] == [
        spans.read(doc, "names", RawName) for doc in alone
    ]


def test_a_fleet_is_no_team() -> None:
    text = "Phát ngôn viên Hạm đội Thái Bình Dương cho biết."
    assert surfaces(text, finder.find(text)) == ["Hạm đội Thái Bình Dương"]
