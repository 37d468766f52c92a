from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khkt_nlp.recommendations.detector import Article, find, find_all
from khkt_nlp.recommendations.model import RecommendationModel

LIST = (
    "Các đại biểu kiến nghị UBND tỉnh ban hành quy chế phối hợp; xây dựng kế hoạch tuyên truyền hằng năm.\n"
    "Phó Chủ tịch UBND tỉnh yêu cầu Sở Tài chính bố trí kinh phí trước ngày 30/6."
)


def slices(text: str, model: RecommendationModel) -> list[str]:
    return [text[one.start : one.end] for one in find(text, model)]


def test_a_list_is_split_into_its_actions(model: RecommendationModel) -> None:
    assert slices(LIST, model) == [
        "ban hành quy chế phối hợp",
        "xây dựng kế hoạch tuyên truyền hằng năm",
        "bố trí kinh phí trước ngày 30/6",
    ]


def test_parties_are_read_and_inherited_down_the_list(model: RecommendationModel) -> None:
    found = find(LIST, model)
    assert [one.proposer for one in found] == ["Các đại biểu", "Các đại biểu", "Phó Chủ tịch UBND tỉnh"]
    assert [one.addressee for one in found] == ["UBND tỉnh", "UBND tỉnh", "Sở Tài chính"]
    for one in found:
        assert LIST[one.proposer_start : one.proposer_end] == one.proposer
        assert LIST[one.addressee_start : one.addressee_end] == one.addressee


def test_who_announces_a_list_proposes_its_items(model: RecommendationModel) -> None:
    text = (
        "Kết luận hội thảo, ông Lò Minh Hùng đề xuất với Tỉnh ủy một số giải pháp:\n"
        "- Đẩy mạnh tuyên truyền, phổ biến kết quả phản biện trên báo chí;\n"
        "- Xây dựng kế hoạch phối hợp hằng năm với các sở, ngành."
    )
    found = find(text, model)
    assert len(found) == 2
    assert {(one.proposer, one.addressee) for one in found} == {("ông Lò Minh Hùng", "Tỉnh ủy")}


def test_an_item_is_read_as_the_list_that_it_stands_in(model: RecommendationModel) -> None:
    items = [
        "Kiện toàn Ban Biên tập của Hội trong năm nay.",
        "Tăng cường phối hợp với các sở, ngành;",
        "Bố trí kinh phí cho hoạt động tư vấn, phản biện;",
        "Tổ chức các lớp tập huấn cho hội viên;",
    ]
    head = "Kết luận hội thảo, ông Lò Minh Hùng đề xuất một số giải pháp:\n"
    within = find(head + "\n".join(f"- {item}" for item in items), model)[0]
    alone = find(f"{head}- {items[0]}", model, threshold=0.01)[0]
    assert within.score > 0.5 > alone.score


def test_a_title_in_quotation_marks_announces_nothing(model: RecommendationModel) -> None:
    text = (
        "Sở Y tế tổ chức hội thảo {}Giải pháp nâng cao chất lượng khám chữa bệnh{}.\n"
        "Các đại biểu cùng trao đổi kinh nghiệm của đơn vị mình."
    )
    assert slices(text.format("“", "”"), model) == slices(text.format('"', '"'), model) == []


def test_a_title_that_names_its_subject_asks_for_nothing(model: RecommendationModel) -> None:
    title = "Nâng cao hiệu quả hoạt động phổ biến kiến thức khoa học và công nghệ"
    text = f"{title}\n\n{LIST}"
    titled, bare = find_all([Article(text, titles=[(0, len(title))]), Article(text)], model, threshold=0.02)
    assert bare[0].start == 0
    assert titled == bare[1:]


def test_force_and_deadline_follow_the_sentence(model: RecommendationModel) -> None:
    found = find(LIST, model)
    assert [one.force for one in found] == ["proposal", "proposal", "directive"]
    assert [one.deadline for one in found] == ["", "hằng năm", "trước ngày 30/6"]


def test_a_directive_inside_a_directive_is_one_action(model: RecommendationModel) -> None:
    action = "chỉ đạo các cơ quan chức năng khẩn trương kiểm tra phản ánh của báo"
    text = f"Phó Thủ tướng yêu cầu UBND tỉnh Đắk Lắk {action}."
    low = find(text, model, threshold=0.05)
    assert [text[one.start : one.end] for one in low] == [action]
    assert low[0].force == "directive"


def test_what_was_done_is_not_recommended(model: RecommendationModel) -> None:
    text = "Năm 2022, Liên hiệp hội đã tổ chức 12 lớp tập huấn và phối hợp với các sở, ngành mở ba hội thảo."
    assert slices(text, model) == []


def test_achievements_hold_hardly_any(model: RecommendationModel) -> None:
    path = Path(__file__).parent / "achievements.txt"
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    assert len(lines) == 60
    assert sum(len(find(line, model)) for line in lines) <= 3


def test_a_higher_threshold_reports_fewer(model: RecommendationModel) -> None:
    assert find(LIST, model, threshold=1.01) == []
    strict, loose = (len(find(LIST, model, threshold=value)) for value in (0.9, 0.05))
    assert strict <= 3 <= loose


def test_every_label_of_the_taxonomy_has_a_probability(model: RecommendationModel) -> None:
    for one in find(LIST, model):
        assert set(one.scores) == set(model.taxonomy.names)
        assert all(0.0 <= value <= 1.0 for value in one.scores.values())
        assert one.labels[0] == max(one.scores, key=lambda name: one.scores[name])


def test_decomposed_text_gives_the_same_clauses(model: RecommendationModel) -> None:
    decomposed = unicodedata.normalize("NFD", LIST).replace(" ", "\u00a0")
    composed = [
        unicodedata.normalize("NFC", piece).replace("\u00a0", " ") for piece in slices(decomposed, model)
    ]
    assert composed == slices(LIST, model)


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "đề nghị ",
            "UBND tỉnh ",
            "cần ",
            "phải ",
            "tăng cường ",
            "; ",
            ", ",
            "\n",
            "“",
            "”",
            "(",
            ". ",
            "đã ",
            "kiến nghị ",
            "kiểm tra ",
            "ông Bình ",
            "cho biết ",
            "nói ",
            "vì ",
            " - ",
            '"',
            "giải pháp:\n",
            "\n- ",
        ]
    )
    | st.text(max_size=6),
    max_size=40,
).map("".join)


@pytest.mark.parametrize(
    "text", ["“Cần kiểm tra”, ông Bình", "Cần kiểm tra, ông Bình cho biết", "Cần kiểm tra vì"]
)
def test_a_text_may_end_anywhere(model: RecommendationModel, text: str) -> None:
    for end in range(len(text) + 1):
        for one in find(text[:end], model, threshold=0.0):
            assert text[one.start : one.end].startswith("Cần")


@settings(max_examples=50)
@given(texts=st.lists(FRAGMENTS, max_size=5))
def test_articles_read_together_give_what_each_gives_alone(
    model: RecommendationModel, texts: list[str]
) -> None:
    together = find_all([Article(text) for text in texts], model, threshold=0.02)
    assert together == [find(text, model, threshold=0.02) for text in texts]


@settings(max_examples=150)
@given(text=FRAGMENTS)
def test_any_text_gives_spans_inside_it(model: RecommendationModel, text: str) -> None:
    end = 0
    for one in find_all([Article(text, [(0, len(text))] if text else [])], model, threshold=0.02)[0]:
        assert end <= one.start < one.end <= len(text)
        assert text[one.proposer_start : one.proposer_end] == one.proposer or one.proposer_start == -1
        end = one.end


def test_a_title_may_stand_as_often_as_it_likes(model: RecommendationModel) -> None:
    line = "Tăng cường công tác tuyên truyền cho hội viên trong năm nay.\n"
    text = line * 2000
    # each candidate compared with each title, this would be a billion comparisons
    titles = [(start, start + 1) for start in range(0, len(text) // 2, len(line))] * 1000
    assert find(text, model, threshold=0.0)[0].start == 0
    (found,) = find_all([Article(text, titles=[*titles, (0, len(text) // 2)])], model, threshold=1e-9)
    assert found
    assert found[0].start == len(text) // 2


def test_no_articles_hold_none(model: RecommendationModel) -> None:
    assert find_all([], model) == []
