from __future__ import annotations

import pytest

from khkt_nlp.recommendations.actors import Actors
from khkt_nlp.recommendations.batch import Batch
from khkt_nlp.recommendations.candidates import find_candidates
from khkt_nlp.recommendations.forces import stated_force
from khkt_nlp.recommendations.scan import scan


@pytest.mark.parametrize(
    ("marked", "force"),
    [
        pytest.param("“Các sở ▶cần bố trí vốn”, ông Làm đề xuất.", "proposal", id="behind a quotation"),
        pytest.param(
            "“Các sở ▶phải bố trí vốn. Có tiền”, bà Ngọc chỉ đạo.", "directive", id="of two sentences"
        ),
        pytest.param("“Các sở ▶cần bố trí vốn”, ông Làm nói.", None, id="who says so asks nothing"),
        pytest.param(
            "“Các sở ▶cần bố trí vốn”, ông Làm nhấn mạnh.", None, id="who stresses a thing may propose it"
        ),
        pytest.param(
            "“Các sở ▶cần bố trí vốn”, ông Làm yêu cầu sở báo cáo.",
            None,
            id="a verb that goes on",
        ),
        pytest.param(
            'Các sở ▶cần bố trí vốn theo "công văn cũ", ông Làm đề nghị.', None, id="outside the quotation"
        ),
        pytest.param(
            "Thành ủy cũng chỉ đạo, từ nay đến tháng 1, tất cả quận huyện ▶phải rà soát.",
            "directive",
            id="a verb before a comma",
        ),
        pytest.param(
            "Thành ủy chỉ đạo rà soát; nếu vi phạm thì các quận ▶phải xử lý.",
            None,
            id="another clause",
        ),
        pytest.param(
            "Bộ Y tế kiến nghị tỉnh An Giang chỉ đạo các sở ▶cần tăng cường kiểm tra.",
            "proposal",
            id="the outer of two verbs",
        ),
        pytest.param(
            "Ông Nam đề xuất các giải pháp:\n▶Tăng cường kiểm tra các chợ.",
            "proposal",
            id="a list",
        ),
        pytest.param("Các sở ▶cần bố trí vốn.", None, id="nobody reports"),
    ],
)
def test_the_verb_that_reports_a_clause_tells_its_force(marked: str, force: str | None) -> None:
    text = marked.replace("▶", "")
    scanned = scan(text)
    (candidates,) = find_candidates(Batch([scanned]))
    [candidate] = [one for one in candidates if scanned.starts[one.at] == marked.index("▶")]
    assert stated_force(Actors(scanned), candidate) == force
