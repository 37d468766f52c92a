"""Scoring of events: pairing, kinds, partial dates, organizers."""

from __future__ import annotations

from typing import Any

from khkt_nlp.evaluation.events import match, same_date, same_kind, score


def event(
    kind: str = "hội thảo", name: str = "", date: str = "", organizers: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {"kind": kind, "name": name, "date": date, "organizers": list(organizers)}


def test_the_likeliest_pairs_are_taken_once() -> None:
    gold = [event(name="Nước sạch", date="--11-25"), event(name="Rừng xanh", date="--11-26")]
    predicted = [event(name="Rừng xanh", date="--11-26"), event(name="Nước sạch")]
    assert match(gold, predicted) == [(0, 1), (1, 0)]
    assert match(gold[:1], predicted) == [(0, 1)]


def test_events_that_share_nothing_are_no_pair() -> None:
    assert match([event("hội nghị", "A", "--11-25")], [event("lễ", "B", "--11-26")]) == []


def test_an_open_year_agrees_with_any_but_days_must_be_the_same() -> None:
    assert same_date("2022-11-25", "--11-25")
    assert same_date("--11", "2022-11")
    assert not same_date("2022-11-25", "2021-11-25")
    assert not same_date("2022-11-25", "2022-11")
    assert not same_date("--11-25", "")
    assert same_date("", "")


def test_kinds_are_compared_without_the_counter_and_in_either_tone_placement() -> None:
    assert same_kind(event("cuộc làm việc"), event("buổi làm việc"))
    assert same_kind(event("toạ đàm"), event("tọa đàm"))
    assert not same_kind(event("kỳ họp"), event("phiên họp"))


def test_missed_and_false_events_count_in_the_figures() -> None:
    gold = [
        {"id": "1", "events": [event("hội thảo", "A", "--11-25", ("Bộ Y tế",)), event("lễ", "B", "--11-26")]},
        {"id": "2", "events": []},
    ]
    predicted = [
        {"id": "1", "events": [event("hội thảo", "A", "--11-25", ("Bộ Y tế", "Bộ Công an"))]},
        {"id": "2", "events": [event()]},
    ]
    scores = score(gold, predicted)
    assert (scores.kind, scores.date, scores.kind_main) == (0.5, 0.5, 1.0)
    assert (scores.organizers_precision, scores.organizers_recall) == (0.5, 1.0)
    assert (scores.others, scores.false_in_others) == (1, 1)


def test_a_missing_prediction_is_all_missed() -> None:
    scores = score([{"id": "1", "events": [event()]}], [])
    assert (scores.gold, scores.matched, scores.kind) == (1, 0, 0.0)
