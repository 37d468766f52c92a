"""Which stretches of a text are citations, and what is read of each."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khkt_nlp.policies import PolicyMention, find, find_anaphors, resolve


def spans(text: str) -> list[str]:
    return [text[mention.start : mention.end] for mention in find(text)]


def only(text: str) -> PolicyMention:
    (mention,) = find(text)
    return mention


# every type word with a number or its symbol: text, the span, type, number, symbol
NUMBERED = [
    ("theo Nghị quyết số 27-NQ/TW ngày 6/8/2008", "Nghị quyết số 27-NQ/TW", "nghị quyết", "27", "27-NQ/TW"),
    ("Nghị quyết 54/2017/QH14 của Quốc hội", "Nghị quyết 54/2017/QH14", "nghị quyết", "54", "54/2017/QH14"),
    ("nghị quyết 120 của Chính phủ", "nghị quyết 120", "nghị quyết", "120", ""),
    ("Nghị quyết 66.22/2026/NQ-CP", "Nghị quyết 66.22/2026/NQ-CP", "nghị quyết", "66.22", "66.22/2026/NQ-CP"),
    ("Nghị quyết số 05/2019/NQ-HĐTP", "Nghị quyết số 05/2019/NQ-HĐTP", "nghị quyết", "05", "05/2019/NQ-HĐTP"),
    ("Nghị quyết 12/2019/NQ-HĐND tỉnh", "Nghị quyết 12/2019/NQ-HĐND", "nghị quyết", "12", "12/2019/NQ-HĐND"),
    (
        "Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14",
        "Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14",
        "nghị quyết liên tịch",
        "403",
        "403/2017/NQLT-UBTVQH14",
    ),
    ("có thời hạn. Thông tư 58 Bộ Giáo dục và Đào tạo", "Thông tư 58", "thông tư", "58", ""),
    ("cũng ban hành Quyết định 6566 duyệt quy hoạch", "Quyết định 6566", "quyết định", "6566", ""),
    ("Nghị định 46/2016/NĐ-CP.", "Nghị định 46/2016/NĐ-CP", "nghị định", "46", "46/2016/NĐ-CP"),
    ("Nghị định 67/CP về thủy sản", "Nghị định 67/CP", "nghị định", "67", "67/CP"),
    ("Thông tư 01/2014/TT-BGDĐT", "Thông tư 01/2014/TT-BGDĐT", "thông tư", "01", "01/2014/TT-BGDĐT"),
    ("Thông tư liên tịch số 21/2016 ngày", "Thông tư liên tịch số 21/2016", "thông tư liên tịch", "21", ""),
    ("Quyết định 58/2016/QĐ-TTg", "Quyết định 58/2016/QĐ-TTg", "quyết định", "58", "58/2016/QĐ-TTg"),
    ("Quyết định số 2635/QĐ-UBND về", "Quyết định số 2635/QĐ-UBND", "quyết định", "2635", "2635/QĐ-UBND"),
    ("Chỉ thị 26/CT-TTg", "Chỉ thị 26/CT-TTg", "chỉ thị", "26", "26/CT-TTg"),
    ("chỉ thị số 36-CT/TW", "chỉ thị số 36-CT/TW", "chỉ thị", "36", "36-CT/TW"),
    ("Kết luận 93-KL/TW", "Kết luận 93-KL/TW", "kết luận", "93", "93-KL/TW"),
    (
        "Kết luận thanh tra số 35/KL-TTCP",
        "Kết luận thanh tra số 35/KL-TTCP",
        "kết luận thanh tra",
        "35",
        "35/KL-TTCP",
    ),
    ("kết luận 1483 của Thanh tra", "kết luận 1483", "kết luận", "1483", ""),
    ("Quy định số 102-QĐ/TW", "Quy định số 102-QĐ/TW", "quy định", "102", "102-QĐ/TW"),
    ("vi phạm quy định 47 về những điều", "quy định 47", "quy định", "47", ""),
    ("Kế hoạch 123/KH-UBND", "Kế hoạch 123/KH-UBND", "kế hoạch", "123", "123/KH-UBND"),
    ("theo Kế hoạch số 41 của huyện", "Kế hoạch số 41", "kế hoạch", "41", ""),
    ("theo Đề án 06 của Chính phủ", "Đề án 06", "đề án", "06", ""),
    ("chương trình 135 của Chính phủ", "chương trình 135", "chương trình", "135", ""),
    ("Chương trình số 06-CTr/TU", "Chương trình số 06-CTr/TU", "chương trình", "06", "06-CTr/TU"),
    ("công văn số 802/GSQL-GQ1 trả lời", "công văn số 802/GSQL-GQ1", "công văn", "802", "802/GSQL-GQ1"),
    ("có văn bản số 204/UBND-ĐT", "văn bản số 204/UBND-ĐT", "văn bản", "204", "204/UBND-ĐT"),
    ("Thông báo số 363/TB-VPCP", "Thông báo số 363/TB-VPCP", "thông báo", "363", "363/TB-VPCP"),
    ("Tờ trình số 49-TTr/TU", "Tờ trình số 49-TTr/TU", "tờ trình", "49", "49-TTr/TU"),
    ("Công điện 789/CĐ-TTg", "Công điện 789/CĐ-TTg", "công điện", "789", "789/CĐ-TTg"),
    ("Hướng dẫn 36-HD/VPTW", "Hướng dẫn 36-HD/VPTW", "hướng dẫn", "36", "36-HD/VPTW"),
    ("Báo cáo số 12/BC-CP trình", "Báo cáo số 12/BC-CP", "báo cáo", "12", "12/BC-CP"),
    ("Lệnh số 12/2018/L-CTN công bố", "Lệnh số 12/2018/L-CTN", "lệnh", "12", "12/2018/L-CTN"),
    ("NĐ 46 có hiệu lực", "NĐ 46", "nghị định", "46", ""),
    ("theo NQ 42 về nợ xấu", "NQ 42", "nghị quyết", "42", ""),
    ("đóng tàu theo QĐ 47 và", "QĐ 47", "quyết định", "47", ""),
    ("TT 10/2016/TT-BGDĐT", "TT 10/2016/TT-BGDĐT", "thông tư", "10", "10/2016/TT-BGDĐT"),
    ("CT 16/CT-TTg", "CT 16/CT-TTg", "chỉ thị", "16", "16/CT-TTg"),
    ("KL 91-KL/TW", "KL 91-KL/TW", "kết luận", "91", "91-KL/TW"),
]


@pytest.mark.parametrize(("text", "span", "kind", "number", "symbol"), NUMBERED)
def test_reads_every_type_by_number(text: str, span: str, kind: str, number: str, symbol: str) -> None:
    mention = only(text)
    assert text[mention.start : mention.end] == span
    assert (mention.type, mention.number, mention.symbol) == (kind, number, symbol)


@pytest.mark.parametrize(
    ("text", "span", "symbol"),
    [
        ("NGHỊ ĐỊNH 46/2016/NĐ-CP", "NGHỊ ĐỊNH 46/2016/NĐ-CP", "46/2016/NĐ-CP"),
        ("nghị định 46/2016/nđ-cp quy", "nghị định 46/2016/nđ-cp", "46/2016/NĐ-CP"),
        ("Nghị quyết 27 - NQ / TW ngày", "Nghị quyết 27 - NQ / TW", "27-NQ/TW"),
        ("Nghị quyết NQ-TW 27 về", "Nghị quyết NQ-TW 27", "27-NQ/TW"),
        ("Nghị quyết số27-NQ/TW", "Nghị quyết số27-NQ/TW", "27-NQ/TW"),
        ("Nghị quyết27-NQ/TW", "Nghị quyết27-NQ/TW", "27-NQ/TW"),
        ("Nghị quyết 21/NQ-T.Ư của", "Nghị quyết 21/NQ-T.Ư", "21-NQ/TW"),
        ("quy định số 102/QĐ-TƯ.", "quy định số 102/QĐ-TƯ", "102-QĐ/TW"),
        ("Nghị định 100/2019/ND-CP", "Nghị định 100/2019/ND-CP", "100/2019/NĐ-CP"),
        ("Nghị định 100/2019/NĐCP", "Nghị định 100/2019/NĐCP", "100/2019/NĐ-CP"),
        ("Nghị định 100/2006 / NĐ – CP về", "Nghị định 100/2006 / NĐ – CP", "100/2006/NĐ-CP"),
        ("Quyết định 14.2014/QĐ-TTg", "Quyết định 14.2014/QĐ-TTg", "14/2014/QĐ-TTg"),
        ("Nghị quyết 19-2017/NQ-CP", "Nghị quyết 19-2017/NQ-CP", "19/2017/NQ-CP"),
        ("Nghị quyết 54/2017/QH 14", "Nghị quyết 54/2017/QH 14", "54/2017/QH14"),
        (
            "Thông báo kết luận số 575 / TBKL - TTr về",
            "Thông báo kết luận số 575 / TBKL - TTr",
            "575/TBKL-TTr",
        ),
        ("công văn 1849/CAT-PC 46 gửi", "công văn 1849/CAT-PC 46", "1849/CAT-PC46"),
        ("Quyết định 3610 A / 2017 với", "Quyết định 3610 A / 2017", "3610A/2017"),
        ("Thông tư số 101/2017TT-BTC có", "Thông tư số 101/2017TT-BTC", "101/2017/TT-BTC"),
        (
            "Thông tư liên tịch 17/2007/TTLT-BCA-VKSNDTC-TANDTC-BTP thì",
            "Thông tư liên tịch 17/2007/TTLT-BCA-VKSNDTC-TANDTC-BTP",
            "17/2007/TTLT-BCA-VKSNDTC-TANDTC-BTP",
        ),
        ("tờ trình số 150/TTr - BCA - H 41, đề nghị", "tờ trình số 150/TTr - BCA - H 41", "150/TTr-BCA-H41"),
        ("Quyết định số 2593/QĐ - BGD & ĐT về", "Quyết định số 2593/QĐ - BGD & ĐT", "2593/QĐ-BGDĐT"),
        ("Lý do làNghị định 46/2016/NĐ-CP", "Nghị định 46/2016/NĐ-CP", "46/2016/NĐ-CP"),
    ],
)
def test_repairs_broken_symbols(text: str, span: str, symbol: str) -> None:
    mention = only(text)
    assert (text[mention.start : mention.end], mention.symbol) == (span, symbol)


@pytest.mark.parametrize(
    ("text", "span", "name", "year"),
    [
        ("Luật KH&CN quy định", "Luật KH&CN", "KH&CN", ""),
        (
            "luật Giao thông đường bộ năm 2008 cho phép",
            "luật Giao thông đường bộ năm 2008",
            "Giao thông đường bộ",
            "2008",
        ),
        ("Bộ luật Hình sự 2015", "Bộ luật Hình sự 2015", "Hình sự", "2015"),
        ("theo bộ luật hình sự.", "bộ luật hình sự", "hình sự", ""),
        ("Luật Đất đai năm 2013 (sửa đổi)", "Luật Đất đai năm 2013", "Đất đai", "2013"),
        ("Luật Phòng, chống tham nhũng và", "Luật Phòng, chống tham nhũng", "Phòng, chống tham nhũng", ""),
        ("luật phòng chống tham nhũng đã", "luật phòng chống tham nhũng", "phòng chống tham nhũng", ""),
        ("Luật phí - lệ phí", "Luật phí - lệ phí", "phí - lệ phí", ""),
        ("Luật Hợp tác xã (HTX) năm 2012 có", "Luật Hợp tác xã (HTX) năm 2012", "Hợp tác xã", "2012"),
        ("Luật Đấu thầu số 43/2013/QH13 ngày", "Luật Đấu thầu số 43/2013/QH13", "Đấu thầu", "2013"),
        ("Pháp lệnh Dân số không", "Pháp lệnh Dân số", "Dân số", ""),
        (
            "dự thảo Luật về Quản lý, sử dụng tài sản công có",
            "Luật về Quản lý, sử dụng tài sản công",
            "Quản lý, sử dụng tài sản công",
            "",
        ),
        ("dự thảo Luật Chuyển đổi xanh được trình", "Luật Chuyển đổi xanh", "Chuyển đổi xanh", ""),
        ("Theo Điều 32 Luật dân sự thì", "Luật dân sự", "dân sự", ""),
        ("chế tài bởi luật hình sự năm 2015, nhưng", "luật hình sự năm 2015", "hình sự", "2015"),
        ("dự thảo luật An toàn bay thông qua hôm qua", "luật An toàn bay", "An toàn bay", ""),
        ("xây dựng Luật Chính phủ điện tử và", "Luật Chính phủ điện tử", "Chính phủ điện tử", ""),
        ("theo BLHS 2015 thì", "BLHS 2015", "hình sự", "2015"),
        ("Hiến pháp năm 2013 ghi", "Hiến pháp năm 2013", "", "2013"),
        ("Hiến pháp và pháp luật", "Hiến pháp", "", ""),
        ("thi hành Điều lệ Đảng.", "Điều lệ Đảng", "Đảng", ""),
        (
            "Điều lệ Hội Luật gia Việt Nam năm 2019;",
            "Điều lệ Hội Luật gia Việt Nam năm 2019",
            "Hội Luật gia Việt Nam",
            "2019",
        ),
        ("thực hiện Cương lĩnh 2011", "Cương lĩnh 2011", "", "2011"),
        ("Nghị quyết Đại hội XII của Đảng", "Nghị quyết Đại hội XII", "Đại hội XII", ""),
        (
            "biểu quyết Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch và họp",
            "Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch",
            "sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch",
            "",
        ),
        (
            "dự án Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức.",
            "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức",
            "sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức",
            "",
        ),
    ],
)
def test_reads_documents_by_name(text: str, span: str, name: str, year: str) -> None:
    mention = only(text)
    assert text[mention.start : mention.end] == span
    assert (mention.name, mention.year) == (name, year)


@pytest.mark.parametrize(
    ("text", "span", "number", "term"),
    [
        ("Nghị quyết Trung ương 4 khóa XII về", "Nghị quyết Trung ương 4", "4", "XII"),
        ("nghị quyết T.Ư 4 khoá XII", "nghị quyết T.Ư 4", "4", "XII"),
        ("Nghị quyết Hội nghị Trung ương 6 (khóa XII)", "Nghị quyết Hội nghị Trung ương 6", "6", "XII"),
        ("Nghị quyết TW4 khóa XI", "Nghị quyết TW4", "4", "XI"),
    ],
)
def test_reads_resolutions_by_plenum(text: str, span: str, number: str, term: str) -> None:
    mention = only(text)
    assert (text[mention.start : mention.end], mention.number, mention.term) == (span, number, term)
    assert mention.plenum


@pytest.mark.parametrize(
    "text",
    [
        "Ông quyết định 3 nội dung quan trọng.",
        "Thủ tướng chỉ thị các bộ thực hiện ngay.",
        "Luật sư Nguyễn Văn A cho biết pháp luật đã quy định rõ.",
        "bị kỷ luật Đảng; công ty Luật Bảo Tín; báo Pháp luật TP.HCM",
        "Đại học Luật Hà Nội mở ngành luật kinh tế",
        "Công ước Liên Hợp Quốc về Luật Biển 1982",
        "vượt kế hoạch 12 tỉ USD, sớm hơn kế hoạch 1 tháng",
        "chương trình 60 phút của đài CBS",
        "hướng dẫn 70.077 tàu với 230.513 lao động",
        "tòa nhà CT4 Sông Đà, chung cư CT1B",
        "Hội đồng Bảo an Liên Hợp Quốc thông qua nghị quyết 2401",
        "tàu ngầm thuộc đề án 636 của Nga",
        "Nghị quyết có 5 chương; nghị định gồm 12 điều, thông tư 2 bộ",
        "thông báo số 851/TB-CSĐT của cơ quan điều tra",
        "quy định 18+ vẫn còn nguyên",
        "Nghị quyết của Quốc hội, Nghị định này, Quyết định của UBND tỉnh",
        "Tòa án Hiến pháp Thái Lan",
        "Kết luận 7 bị cáo đã phạm tội",
        "theo kết luật thanh tra; vi phạm luật giao thông",
        "Quyết định số 211 của công ty Công Lý",
        "xây dựng kế hoạch 2019, Quy chế 2018",
        "Đảng Hiến pháp cách mạng; điều lệ Đảng Cộng sản Trung Quốc",
        "theo luật hình sự Nga",
        "Bà Park vi phạm luật bầu cử, tòa án Hàn Quốc tuyên án; báo chí Hàn Quốc đưa tin.",
        "Mỹ và Nga thảo luận về nghị quyết 2094 trừng phạt Triều Tiên.",
        "HĐQT Eximbank ban hành nghị quyết số 238 về việc bầu chủ tịch",
        "tuổi nghỉ hưu được quy định 60 với nam, kế hoạch 2016 - 2020",
        "Quyết định số 608/QĐ-VEC của VEC",
        "thông qua nghị quyết 1908-1 về chuyển nhượng cổ phần",
        "Dự thảo Luật Chính phủ trình đang thể hiện; dự án luật Chính phủ thông qua",
        "Theo Luật Pháp, một cá nhân được góp; vi phạm Luật Mỹ",
        "Công ước Liên Hợp Quốc năm 1982 về Luật Biển; cái chết của Luật Biển quốc tế",
        "dự Luật về nội dung này",
        "đã ban hành kế hoạch 2019 với các chỉ tiêu; ra quyết định 120 trường hợp",
    ],
)
def test_leaves_traps_alone(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("các Nghị định 116 và 61", ["Nghị định 116", "61"]),
        ("Nghị quyết số 19, 35 của Chính phủ", ["Nghị quyết số 19", "35"]),
        ("nghị định 116 và thông tư 03", ["nghị định 116", "thông tư 03"]),
        ("kết luận 1483 (ngày 4/9/2018) và 1037 (ngày 26/6)", ["kết luận 1483", "1037"]),
        ("thay thế Quyết định 09, 80, 86 về việc", ["Quyết định 09", "80", "86"]),
        ("Nghị định 68/2013/NĐ-CP, 81/2014/NĐ-CP", ["Nghị định 68/2013/NĐ-CP", "81/2014/NĐ-CP"]),
        ("các Nghị quyết Trung ương 5, 6 khóa XII", ["Nghị quyết Trung ương 5", "6"]),
        ("Nghị định 86 và 12 nghị định khác", ["Nghị định 86"]),
        ("Nghị định 86, 2 tỉnh đã triển khai", ["Nghị định 86"]),
    ],
)
def test_expands_lists(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_issuer_at_the_end_of_a_list_is_that_of_all() -> None:
    assert [mention.issuer for mention in find("các Nghị quyết 19 và 35 của Chính phủ")] == ["Chính phủ"] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("điểm b khoản 2 Điều 10 Nghị định 46/2016/NĐ-CP", "điểm b khoản 2 Điều 10"),
        ("điểm b, v, x khoản 1 Điều 51 của Bộ luật Hình sự", "điểm b, v, x khoản 1 Điều 51"),
        ("điều 20 đến điều 25 Luật Đấu thầu", "điều 20 đến điều 25"),
        ("Luật Đấu thầu tại Điều 26 quy định", "Điều 26"),
        ("Theo Nghị định 46, tại khoản 3, điều 13 thì", "khoản 3, điều 13"),
        ("Theo Luật Đấu thầu", ""),
    ],
)
def test_reads_pinpoints_on_both_sides(text: str, expected: str) -> None:
    assert only(text).pinpoint == expected


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("dự thảo Luật Đặc xá", [True]),
        ("trong dự án Luật Dược (sửa đổi)", [True]),
        ("Luật Dược (sửa đổi) sẽ được thảo luận", [True]),
        ("Bộ luật dân sự (sửa đổi) được Quốc hội thông qua", [False]),
        ("các dự án Luật viên chức, Luật tổ chức Chính phủ", [True, True]),
        ("dự thảo nghị định thay thế Nghị định 86", [False]),
        ("theo Luật Dược", [False]),
        ("trình 2 dự án luật, gồm Luật Kiến trúc và Luật Thư viện", [True, True]),
        ("các dự án Luật Đặc xá (sửa đổi); Luật Trồng trọt", [True, True]),
        ("đã biểu quyết thông qua toàn bộ Bộ luật dân sự (sửa đổi), trong đó", [False]),
        ("theo tiến độ dự án (Công văn số 3059/BKHĐT-TH)", [False]),
    ],
)
def test_tells_drafts(text: str, draft: list[bool]) -> None:
    assert [mention.draft for mention in find(text)] == draft


def test_reads_what_stands_around() -> None:
    mention = only(
        "Nghị quyết số 27-NQ/TW ngày 6/8/2008 của Ban Chấp hành Trung ương Đảng khóa X về xây dựng đội ngũ "
        "trí thức trong thời kỳ mới, đồng thời kiến nghị Chính phủ."
    )
    assert mention.issuer == "Ban Chấp hành Trung ương Đảng"
    assert (mention.date, mention.term) == ("2008-08-06", "X")
    assert mention.subject == "xây dựng đội ngũ trí thức trong thời kỳ mới"


def test_reads_issuer_and_date_on_the_left() -> None:
    mention = only("Ngày 10/7/2012, Bộ GD&ĐT ban hành Thông tư 26 /2012/TT-BGDĐT về quy chế bồi dưỡng.")
    assert (mention.issuer, mention.date) == ("Bộ GD&ĐT", "2012-07-10")


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Thông tư liên tịch số 21/2016 của Bộ Y tế - Bộ Nội vụ quy định", "Bộ Y tế - Bộ Nội vụ"),
        ("Quyết định 8/2006 của Bộ trưởng bộ Tài chính ban hành", "Bộ trưởng bộ Tài chính"),
        ("Quy định 5946-QĐ/TU của Thành uỷ Đà Nẵng về", "Thành uỷ Đà Nẵng"),
        ("kế hoạch số 41/2014 của UBND huyện Mường La.", "UBND huyện Mường La"),
        ("Nghị quyết Trung ương 4 khóa XII", "Ban Chấp hành Trung ương Đảng"),
        ("Nghị định 46/2016/NĐ-CP", "Chính phủ"),
        ("Nghị định 46 có hiệu lực", ""),
        ("Chủ tịch UBND tỉnh Cà Mau Nguyễn Tiến Hải đã ký quyết định số 1692", "Chủ tịch UBND tỉnh Cà Mau"),
        ("Chủ tịch UBND TP Huỳnh Đức Thơ ký Công văn số 9227/UBND-STP", "Chủ tịch UBND TP"),
        ("Bộ trưởng bộ Công Thương Trần Tuấn Anh vừa ban hành Chỉ thị số 05", "Bộ trưởng bộ Công Thương"),
        ("Công điện số 02 do chủ tịch UBND tỉnh Khánh Hòa Lê Đức Vinh ký", "chủ tịch UBND tỉnh Khánh Hòa"),
        ("Cuối tháng 9, Bộ Tài nguyên môi trường ban hành Thông tư 33/2017", "Bộ Tài nguyên môi trường"),
        ("Sở Tài nguyên - Môi trường đã ra công văn số 1168", ""),
        ("Nghị quyết số 18 của hội nghị lần thứ 6", ""),
        ("Quyết định số 44/2017 của UBND Thành phố về Ban hành giá", "UBND Thành phố"),
        ("UBND quận Lê Chân ban hành Quyết định số 32/QĐ-UBND", "UBND quận Lê Chân"),
        ("UBND TP Hồ Chí Minh ban hành Quyết định số 32/QĐ-UBND", "UBND TP Hồ Chí Minh"),
    ],
)
def test_reads_issuers_as_written(text: str, issuer: str) -> None:
    assert only(text).issuer == issuer


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("theo Bộ luật Hình sự Thái Lan", True),
        ("Hiến pháp của Mỹ", True),
        ("Trung Quốc vừa thông qua Luật An ninh quốc gia", True),
        ("theo Bộ luật Hình sự. Anh Nam nói", False),
        ("Luật Quốc tịch Việt Nam", False),
    ],
)
def test_tells_laws_of_other_countries(text: str, foreign: bool) -> None:
    assert only(text).foreign is foreign


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Nghị định 46/2016/NĐ-CP ngày 29/02/2016 của Chính phủ", "2016-02-29"),
        ("Nghị định 46/2016/NĐ-CP ngày 31/02/2016 của Chính phủ", ""),
        ("Nghị định 46/2016/NĐ-CP ngày 29 tháng 2 năm 2015 của Chính phủ", ""),
        ("Tháng 13/2016, Chính phủ ban hành Nghị định 46", ""),
    ],
)
def test_a_day_that_is_not_in_the_calendar_is_no_date(text: str, date: str) -> None:
    (mention,) = find(text)
    assert mention.date == date


def test_reads_a_month_on_the_left() -> None:
    mention = only("Tháng 7/2014, Chính phủ ban hành Nghị định 67 về một số chính sách phát triển thủy sản.")
    assert (mention.issuer, mention.date) == ("Chính phủ", "2014-07")


def test_finding_does_not_load_spacy() -> None:
    code = (
        "import sys; from khkt_nlp.policies import *; t = 'Nghị quyết 27 của Đảng khóa X';"
        "annotate(t, resolve(find(t))); sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_symbol_in_the_title_of_an_amending_law_is_not_its_own() -> None:
    mention = only("luật Sửa đổi, bổ sung một số điều của Bộ luật Hình sự số 100/2015/QH13; luật khác")
    assert (mention.type, mention.number, mention.symbol) == ("luật", "", "")
    assert mention.name == "Sửa đổi, bổ sung một số điều của Bộ luật Hình sự số 100/2015/QH13"


def test_anaphors_are_no_citations() -> None:
    text = "Nghị định này và văn bản nói trên; pháp luật này"
    assert find(text) == []
    assert [text[m.start : m.end] for m in find_anaphors(text)] == ["Nghị định này", "văn bản nói trên"]


def test_offsets_point_into_the_text_passed_in() -> None:
    text = unicodedata.normalize("NFD", "\u200bTheo Nghị\u00a0định 46/2016/NĐ-CP và Luật Hoá chất")
    assert [unicodedata.normalize("NFC", span) for span in spans(text)] == [
        "Nghị\u00a0định 46/2016/NĐ-CP",
        "Luật Hoá chất",
    ]
    assert unicodedata.normalize("NFC", find(text)[1].name) == "Hoá chất"


def test_a_congress_has_a_term() -> None:
    mention = only("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XII của Đảng")
    assert (mention.name, mention.term) == ("Đại hội đại biểu toàn quốc lần thứ XII", "XII")


@pytest.mark.parametrize(
    "piece",
    [
        "Nghị định 1, 2, 3 và ",
        "Luật sửa đổi, bổ sung một số điều của ",
        "Luật Quản lý, sử dụng ",
        "Quyết định 12/QĐ-UBND-TTg-BTC/",
        "Kết luận 14 (((",
        "điểm a khoản 1 Điều 5 ",
        "ngày 1/2/2016 của Bộ ",
        "Nghị quyết Trung ương 5, 6, 7, ",
        "“về việc, ",
        "dự thảo các của luật ",
        "Nghị định 46/2016/NĐ-CP, ",
        "Nghị định 46/2016/NĐ-CP và luật này. ",
    ],
)
def test_hostile_repetition_is_read_in_time(piece: str) -> None:
    # a pattern that backtracks, or a list that is copied for each member, would not come back from this
    text = piece * (200_000 // len(piece))
    found = find(text)
    assert all(mention.end - mention.start < 300 for mention in found)
    resolve(found + find_anaphors(text), text=text)


PIECES = st.sampled_from(
    [
        "Nghị quyết",
        "nghị định",
        "Luật",
        "luật",
        "bộ luật",
        "Hiến pháp",
        "số",
        "27",
        "46/2016",
        "/NĐ-CP",
        "-NQ/TW",
        " - ",
        "/",
        "của",
        "và",
        ",",
        "(",
        ")",
        "Trung ương",
        "khóa",
        "XII",
        "sửa đổi, bổ sung",
        "một số điều của",
        "Điều 5",
        "khoản",
        "ngày 6/8/2008",
        "dự thảo",
        "BLHS",
        "QĐ",
        "TT",
        "CT4",
        "về",
        "“",
        "”",
        ".",
        "\n",
        " ",
        "  ",
        "1",
        "2018",
        "năm",
        "Giao thông đường bộ",
        "Đất đai",
        "T.Ư",
        "QH 14",
        "ban hành",
        "Chính phủ",
        "UBND",
        "tỉnh",
        "này",
        "trên",
        "\u200b",
        "é",
        "İ",
        "😀",
    ]
)


@given(st.lists(PIECES, max_size=60), st.sampled_from(["", " "]))
def test_any_mixture_of_the_grammar_is_read(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    mentions = find(text)
    previous = 0
    for mention in mentions:
        assert previous <= mention.start < mention.end <= len(text)
        previous = mention.end
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= m.start < m.end <= len(text) for m in find(text) + find_anaphors(text))
