from __future__ import annotations

import pytest

from khkt_nlp.recommendations.batch import Batch
from khkt_nlp.recommendations.candidates import find_candidates
from khkt_nlp.recommendations.clauses import clause_ends
from khkt_nlp.recommendations.scan import scan


def modal_clauses(text: str) -> list[str]:
    read = scan(text)
    (candidates,) = find_candidates(Batch([read]))
    accepted = [one for one in candidates if one.kind == "modal"]
    return [read.text[start:end] for start, end in clause_ends(read, accepted)]


@pytest.mark.parametrize(
    "beside",
    [
        " vì cán bộ còn thiếu.",
        " bởi nguồn nhân lực của ngành rất mỏng.",
        ", nếu không dự án sẽ chậm thêm một năm.",
        ", tuy nhiên kinh phí chưa có.",
        " thì mới đáp ứng được yêu cầu.",
        " và cho biết sẽ báo cáo tỉnh.",
        ", Thủ tướng nhấn mạnh tinh thần này.",
        ", ông Lê Văn Bình cho biết thêm.",
        " - Ảnh: LÊ BÌNH",
        '", công văn nêu rõ.',
        "” - vị này nói.",
        "” thông báo nêu rõ.",
    ],
)
def test_what_is_said_beside_the_action_is_left_out(beside: str) -> None:
    assert modal_clauses(f"Sở cần mở thêm lớp tập huấn{beside}") == ["cần mở thêm lớp tập huấn"]


@pytest.mark.parametrize(
    "clause",
    [
        "cần mở lớp tập huấn thay vì chờ tỉnh cấp vốn",
        "cần chung tay vì lợi ích của người dân",
        "cần hỗ trợ ngư dân bị ảnh hưởng bởi sự cố môi trường",
        "không nên vì chạy theo chỉ tiêu mà hạ điểm đầu vào",
        "cần quy định rõ, nếu vốn đã có thì mới mở thầu",
        "cần xử lý tình trạng “bảo kê”, chấn chỉnh hoạt động vận tải",
        'cần xử lý tình trạng "bảo kê", chấn chỉnh hoạt động vận tải',
        "cần “nâng cấp” quy trình khai thác cầu cảng",
        "cần quan tâm các em, cô giáo và phụ huynh nói chung",
        "cần làm rõ vai trò, vị trí cũng như yêu cầu của ngành",
    ],
)
def test_what_belongs_to_the_action_stays(clause: str) -> None:
    assert modal_clauses(f"Theo ông Bình, sở {clause}.") == [clause]


def test_a_word_that_only_looks_like_a_joiner_is_not_cut() -> None:
    assert modal_clauses("Sở cần khắc phục thiệt hại do bão gây ra, đồng thời phải lập kế hoạch khác.") == [
        "cần khắc phục thiệt hại do bão gây ra",
        "phải lập kế hoạch khác",
    ]


def test_the_condition_of_the_next_action_goes_with_it() -> None:
    assert modal_clauses(
        "Sở cần khảo sát lại, nếu nơi nào bị hủy hoại, chưa tái tạo thì cần khôi phục ngay."
    ) == [
        "cần khảo sát lại",
        "cần khôi phục ngay",
    ]
