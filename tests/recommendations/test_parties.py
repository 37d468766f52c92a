from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khkt_nlp.recommendations.actors import Actors
from khkt_nlp.recommendations.batch import Batch
from khkt_nlp.recommendations.candidates import find_candidates
from khkt_nlp.recommendations.models import Piece
from khkt_nlp.recommendations.parties import NOBODY, find_parties
from khkt_nlp.recommendations.scan import scan


def parties(marked: str, *names: str, people: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Read the parties of the clauses that begin at each `▶`: strings, empty for nobody."""
    text = marked.replace("▶", "")
    starts = [place - count for count, place in enumerate(_places(marked, "▶"))]
    scanned = scan(text)
    (candidates,) = find_candidates(Batch([scanned]))
    accepted = [one for one in candidates if scanned.starts[one.at] in starts]
    assert len(accepted) == len(starts), "a marked word is no candidate"
    ends = [*starts[1:], len(text)]
    clauses = [
        (start, start + len(text[start:end].split(";")[0])) for start, end in zip(starts, ends, strict=True)
    ]
    known = [
        [(place, place + len(name)) for name in some for place in _places(text, name)]
        for some in (names, people)
    ]
    return [
        (_string(text, one.proposer), _string(text, one.addressee))
        for one in find_parties(Actors(scanned, *known), accepted, clauses)
    ]


def _places(text: str, part: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(part, place)]


def _string(text: str, piece: Piece) -> str:
    return "" if piece == NOBODY else text[slice(*piece)]


@pytest.mark.parametrize(
    ("text", "names", "proposer", "addressee"),
    [
        pytest.param(
            "Bộ GD-ĐT vừa có văn bản yêu cầu Sở GD-ĐT Hà Nội ▶kiểm tra, làm rõ vụ việc.",
            ["Bộ GD-ĐT", "Sở GD-ĐT Hà Nội"],
            "Bộ GD-ĐT",
            "Sở GD-ĐT Hà Nội",
            id="a hyphen is part of a name",
        ),
        pytest.param(
            "UBND TP. Nha Trang cũng yêu cầu chủ đầu tư ▶đẩy nhanh tiến độ thực hiện dự án.",
            [],
            "UBND TP. Nha Trang",
            "chủ đầu tư",
            id="so is the stop of an abbreviation",
        ),
        pytest.param(
            "Bộ Văn hóa, Thể thao và Du lịch đề nghị các địa phương ▶rà soát quy định.",
            ["Bộ Văn hóa, Thể thao và Du lịch"],
            "Bộ Văn hóa, Thể thao và Du lịch",
            "các địa phương",
            id="and the comma of a known name",
        ),
        pytest.param(
            "UBND tỉnh Cao Bằng có văn bản gửi Thủ tướng Chính phủ kiến nghị ▶bổ sung quy hoạch tuyến đường.",
            ["UBND tỉnh Cao Bằng"],
            "UBND tỉnh Cao Bằng",
            "Thủ tướng Chính phủ",
            id="who is written to is asked",
        ),
        pytest.param(
            "Ông Cao Chí Công - phó tổng cục trưởng Tổng cục Lâm nghiệp - đề nghị ▶xây dựng kế hoạch.",
            ["Cao Chí Công", "Tổng cục Lâm nghiệp"],
            "Ông Cao Chí Công",
            "",
            id="an office in apposition gives way to the person",
        ),
        pytest.param(
            "Đại biểu Phạm Đình Đoàn (Hoàng Mai) kiến nghị Chính phủ ▶ban hành quy chế đặc biệt.",
            ["Phạm Đình Đoàn"],
            "Đại biểu Phạm Đình Đoàn",
            "Chính phủ",
            id="brackets are passed over",
        ),
        pytest.param(
            "Do đó, theo ông Ninh, thời gian tới, các cấp, các ngành ▶cần phối hợp chặt chẽ hơn nữa.",
            ["Ninh"],
            "ông Ninh",
            "các cấp, các ngành",
            id="theo names the proposer and a list is asked",
        ),
        pytest.param(
            "Kiến nghị của Sở Tài chính về việc ▶bổ sung kinh phí cho dự án đã được trình.",
            ["Sở Tài chính"],
            "Sở Tài chính",
            "",
            id="a noun has its owner behind it",
        ),
        pytest.param(
            "Việc xử lý chậm, ông Ngọc nói và đề nghị cảnh sát giao thông ▶cung cấp thông tin thường xuyên.",
            ["Ngọc"],
            "ông Ngọc",
            "cảnh sát giao thông",
            id="who said it asks too",
        ),
        pytest.param(
            "Tổng Bí thư khẳng định Việt Nam coi trọng hợp tác; đề nghị hai bên ▶tăng cường tin cậy.",
            [],
            "Tổng Bí thư",
            "hai bên",
            id="verbs apart by a semicolon have one subject",
        ),
        pytest.param(
            "“Các cơ quan ▶cần công khai quy hoạch. Người dân đang chờ”, ông Thỏa nêu ý kiến.",
            ["Thỏa"],
            "ông Thỏa",
            "Các cơ quan",
            id="the speaker behind a quotation of two sentences",
        ),
        pytest.param(
            "Sở Xây dựng được yêu cầu ▶rà soát hồ sơ trước tháng 6.",
            ["Sở Xây dựng"],
            "",
            "Sở Xây dựng",
            id="the subject of a passive is asked",
        ),
        pytest.param(
            "Bộ Văn hóa đề nghị tỉnh Phú Thọ kịp thời chỉ đạo các sở ▶có biện pháp chấn chỉnh lễ hội.",
            ["Bộ Văn hóa"],
            "Bộ Văn hóa",
            "tỉnh Phú Thọ",
            id="of two requests in one the outer counts",
        ),
        pytest.param(
            "Văn phòng truyền đạt ý kiến chỉ đạo Chủ tịch UBND tỉnh yêu cầu Sở Y tế ▶báo cáo vụ việc.",
            ["UBND tỉnh", "Sở Y tế"],
            "Chủ tịch UBND tỉnh",
            "Sở Y tế",
            id="but a noun requests nothing",
        ),
        pytest.param(
            "Theo ông Kỷ, qua hội thảo này, Ban tổ chức đề nghị các cấp ▶cần giữ gìn tiếng Việt.",
            ["Kỷ"],
            "Ban tổ chức",
            "các cấp",
            id="the subject of the verb comes before whom theo names",
        ),
        pytest.param(
            "Bộ trưởng Phùng Xuân Nhạ: “▶Phải có sách giáo khoa tốt nhất”",
            ["Phùng Xuân Nhạ"],
            "Bộ trưởng Phùng Xuân Nhạ",
            "",
            id="a title that quotes",
        ),
        pytest.param(
            "Quy hoạch chưa ổn. 77 kiến trúc sư kiến nghị Bộ Xây dựng ▶làm rõ quy hoạch.",
            ["Bộ Xây dựng"],
            "77 kiến trúc sư",
            "Bộ Xây dựng",
            id="a number after a stop counts",
        ),
        pytest.param(
            "Ông Dũng cho rằng chiến lược này của thành phố ▶phải tránh chồng chéo.",
            ["Dũng"],
            "Ông Dũng",
            "",
            id="who owns the subject is not asked",
        ),
        pytest.param(
            "Ông Phúc nói trách nhiệm của các sở là ▶phải rà soát quy hoạch.",
            ["Phúc"],
            "Ông Phúc",
            "các sở",
            id="whose duty it is is asked",
        ),
        pytest.param(
            "Ông Phúc yêu cầu: việc xây dựng thành phố thông minh ▶phải có lộ trình rõ ràng.",
            ["Phúc"],
            "Ông Phúc",
            "",
            id="who is acted on is not asked",
        ),
        pytest.param(
            "Sau đợt cao điểm, các tỉnh, thành được yêu cầu ▶duy trì kiểm tra thường xuyên.",
            [],
            "",
            "các tỉnh, thành",
            id="provinces and cities are one",
        ),
        pytest.param(
            "Bộ Y tế nêu một số kiến nghị với Thủ tướng Chính phủ.\nThứ nhất, ▶xác định lại mức lương cơ sở.",
            ["Bộ Y tế", "Thủ tướng Chính phủ"],
            "Bộ Y tế",
            "Thủ tướng Chính phủ",
            id="whom the items of a list are put to",
        ),
        pytest.param("Các vấn đề này ▶cần được làm rõ trong năm nay.", [], "", "", id="a thing is nobody"),
        pytest.param(
            "Trường hợp sai phạm trên thị trường ▶phải xử lý nghiêm.",
            [],
            "",
            "",
            id="a syllable of another word is no actor",
        ),
    ],
)
def test_one_clause(text: str, names: list[str], proposer: str, addressee: str) -> None:
    assert parties(text, *names) == [(proposer, addressee)]


def test_who_spoke_in_the_sentence_before_proposes() -> None:
    text = (
        "Ông Lê Văn Nam, giám đốc sở, cho biết hạ tầng còn thiếu.\n"
        "Vì vậy, các địa phương ▶cần bố trí kinh phí sớm."
    )
    assert parties(text, people=["Lê Văn Nam"]) == [("Lê Văn Nam", "các địa phương")]


def test_a_pronoun_stands_for_the_person_who_spoke() -> None:
    text = "Thứ trưởng Lê Văn Nam cho biết hạ tầng còn thiếu.\nÔng đề nghị UBND tỉnh ▶bố trí kinh phí sớm."
    assert parties(text, "UBND tỉnh", people=["Lê Văn Nam"]) == [("Lê Văn Nam", "UBND tỉnh")]


def test_a_pronoun_behind_a_quotation_stands_for_the_last_person() -> None:
    text = (
        "Đại biểu Lê Văn Nam cho biết hạ tầng còn thiếu. Bộ Xây dựng nói đã rõ.\n"
        "“Đơn thư của người dân ▶cần được phân loại”, ông nhấn mạnh."
    )
    assert parties(text, "Bộ Xây dựng", people=["Lê Văn Nam"]) == [("Lê Văn Nam", "")]


def test_a_pronoun_who_spoke_last_stands_for_the_person_before() -> None:
    text = (
        "Đại biểu Lê Văn Nam cho biết hạ tầng còn thiếu. Theo ông, vốn đã có.\n"
        "Vì vậy các địa phương ▶cần đẩy nhanh tiến độ."
    )
    assert parties(text, people=["Lê Văn Nam"]) == [("Lê Văn Nam", "các địa phương")]


def test_who_is_quoted_comes_before_who_announced_something_earlier() -> None:
    text = "Bộ Xây dựng đề xuất các giải pháp:\n“Nếu có vi phạm thì ▶kiên quyết xử lý”, Phó Thủ tướng nói."
    assert parties(text, "Bộ Xây dựng") == [("Phó Thủ tướng", "")]


@pytest.mark.parametrize(
    ("speaker", "name", "proposer"),
    [
        ("Phó Chủ tịch UBND tỉnh Lê Văn Nam", "Lê Văn Nam", "Lê Văn Nam"),
        ("PGS.TS Lê Văn Nam", "Lê Văn Nam", "Lê Văn Nam"),
        ("ông Nam", "Nam", "ông Nam"),
        ("TS Nam", "Nam", "TS Nam"),
        ("Phó Chủ tịch UBND tỉnh", "Nam", "Phó Chủ tịch UBND tỉnh"),
    ],
)
def test_a_person_is_named_without_the_office(speaker: str, name: str, proposer: str) -> None:
    text = f"Tại hội nghị, {speaker} đề nghị Sở Y tế ▶xây dựng kế hoạch."
    assert parties(text, "UBND tỉnh", "Sở Y tế", people=[name]) == [(proposer, "Sở Y tế")]


@pytest.mark.parametrize(
    ("text", "proposer"),
    [
        ("Ông Lê Văn Nam-Giám đốc Sở Y tế đề nghị UBND tỉnh ▶bố trí kinh phí.", "Lê Văn Nam"),
        ("Ông Lê Văn Nam, Giám đốc Sở Y tế, đề nghị UBND tỉnh ▶bố trí kinh phí.", "Lê Văn Nam"),
        ("Đối với lĩnh vực của ông Lê Văn Nam, Quốc hội đề nghị UBND tỉnh ▶bố trí kinh phí.", "Quốc hội"),
        ("Tiếp Chủ tịch Lê Văn Nam, Tổng Bí thư Đỗ An đề nghị UBND tỉnh ▶bố trí kinh phí.", "Đỗ An"),
        (
            "Sở ghi nhận ý kiến của ông Lê Văn Nam, Giám đốc Sở Y tế khi đề nghị UBND tỉnh ▶xây cầu.",
            "Lê Văn Nam",
        ),
    ],
)
def test_an_office_gives_way_to_the_person_before_it(text: str, proposer: str) -> None:
    found = parties(text, "Sở Y tế", "Quốc hội", "UBND tỉnh", people=["Lê Văn Nam", "Đỗ An"])
    assert found == [(proposer, "UBND tỉnh")]


def test_who_took_the_photo_asks_nobody() -> None:
    text = "Chợ đông. Ảnh: Thái Hùng/TTXVN Ông Nam, chánh văn phòng, cho rằng TP ▶cần có đề án cụ thể."
    assert parties(text, people=["Thái Hùng", "Nam"]) == [("Ông Nam", "TP")]


def test_one_s_own_body_is_no_subject() -> None:
    text = "Hội Y học chia sẻ kinh nghiệm của đơn vị mình; đề xuất với UBND tỉnh ▶xây dựng kế hoạch."
    assert parties(text, "Hội Y học", "UBND tỉnh") == [("Hội Y học", "UBND tỉnh")]


def test_who_is_asked_keeps_the_office() -> None:
    text = "Ông Nam đề nghị Giám đốc Sở Y tế Đỗ An ▶bố trí kinh phí."
    assert parties(text, "Sở Y tế", people=["Nam", "Đỗ An"]) == [("Ông Nam", "Giám đốc Sở Y tế Đỗ An")]


def test_an_opinion_of_nobody_has_no_proposer() -> None:
    text = "Ông Lê Văn Nam cho biết hạ tầng còn thiếu. Có ý kiến đề nghị TP ▶bố trí kinh phí; ▶xây trường."
    assert [one[0] for one in parties(text, people=["Lê Văn Nam"])] == ["", ""]


def test_a_heading_has_no_speaker_from_before() -> None:
    text = "Ông Lê Văn Nam cho biết hạ tầng còn thiếu.\n▶Phải xác định rõ trách nhiệm\nHôm nay trời mưa."
    assert parties(text, people=["Lê Văn Nam"]) == [("", "")]


def test_clauses_of_a_list_go_on_with_the_same_parties() -> None:
    text = (
        "Ông Nam đề nghị Sở Y tế ▶xây dựng kế hoạch; ▶tổ chức tập huấn; giao Sở Tài chính ▶bố trí kinh phí."
    )
    assert parties(text, "Sở Y tế", "Sở Tài chính") == [
        ("Ông Nam", "Sở Y tế"),
        ("Ông Nam", "Sở Y tế"),
        ("Ông Nam", "Sở Tài chính"),
    ]


FRAGMENTS = 'ông Nam UBND tỉnh các những ( ) , ; : “ ” " - theo nói đề nghị của cần phải tăng cường 5 TP . \n'
WORDS = st.lists(st.sampled_from(FRAGMENTS.split(" ")), max_size=120).map(" ".join)


@settings(max_examples=200)
@given(text=WORDS, names=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 40)), max_size=5))
def test_parties_lie_before_or_behind_within_the_text(text: str, names: list[tuple[int, int]]) -> None:
    scanned = scan(text)
    (accepted,) = find_candidates(Batch([scanned]))
    clauses = [(scanned.starts[one.at], scanned.ends[one.at]) for one in accepted]
    known = [(start, start + size) for start, size in names if start + size <= len(text)]
    found = find_parties(Actors(scanned, known[::2], known[1::2]), accepted, clauses)
    assert len(found) == len(accepted)
    for one in found:
        for start, end in (one.proposer, one.addressee):
            assert (start, end) == NOBODY or (0 <= start < end <= len(text) and text[start:end].strip())
