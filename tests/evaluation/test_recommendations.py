from __future__ import annotations

import pytest

from khkt_nlp.evaluation.recommendations import (
    calibration_error,
    judge,
    reliability,
    score_details,
    threshold_for_precision,
)

GOLD = {"start": 0, "end": 10, "force": "need", "proposer": "Sở Y tế", "addressee": ""}
OTHER = {"start": 20, "end": 30, "force": "directive", "proposer": "", "addressee": "các xã"}


def test_only_what_was_found_counts() -> None:
    found = {**GOLD, "end": 8, "score": 0.8}
    details = score_details(
        [{"id": "a", "recommendations": [GOLD, OTHER]}], {"a": {"recommendations": [found]}}
    )
    assert (details.found, details.force, details.exact_span) == (1, 1.0, 0.0)
    assert details.proposer.exact == 1.0
    assert details.addressee.exact == 0.0


def test_a_party_too_many_costs_precision() -> None:
    found = {**GOLD, "addressee": "các xã", "score": 0.8}
    both = [GOLD, {**OTHER}]
    answers = {"a": {"recommendations": [found, {**OTHER, "score": 0.9}]}}
    details = score_details([{"id": "a", "recommendations": both}], answers)
    assert details.addressee.exact == pytest.approx(2 / 3, abs=1e-4)


def test_a_precision_is_bought_with_recall() -> None:
    answers = {"a": {"recommendations": [{**GOLD, "score": 0.9}, {"start": 40, "end": 50, "score": 0.5}]}}
    judged, total = judge([{"id": "a", "recommendations": [GOLD, OTHER]}], answers)
    assert sorted(judged) == [(0.5, False), (0.9, True)]
    point = threshold_for_precision(judged, total, 0.9)
    assert point is not None
    assert (point.threshold, point.precision, point.recall) == (0.9, 1.0, 0.5)
    assert threshold_for_precision([(0.9, False)], 1, 0.9) is None


def test_equal_scores_stand_or_fall_together() -> None:
    assert threshold_for_precision([(0.9, True), (0.9, False)], 1, 0.9) is None


def test_calibration_error_weighs_bins_by_size() -> None:
    judged = [(0.95, True)] * 3 + [(0.15, True)]
    assert reliability(judged) == [(0.15, 1.0, 1), (pytest.approx(0.95), 1.0, 3)]
    assert calibration_error(judged) == pytest.approx((3 * 0.05 + 0.85) / 4)
