"""Calibration figures by hand, against scikit-learn, and for what cannot be given."""

from __future__ import annotations

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codesimpleqa_tasks.scoring.calibration import (
    ReliabilityBin,
    auroc,
    brier_score,
    calibration_error,
    reliability_bins,
)

STATED = st.lists(st.tuples(st.integers(0, 100).map(float), st.sampled_from([0.0, 1.0])), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("stated", "error", "brier"),
    [
        ([(100, 1), (0, 0)], 0, 0),
        ([(100, 0), (0, 1)], 1, 1),
        ([(80, 1), (80, 1), (80, 1), (80, 1), (80, 0)], 0, 0.16),
        ([(90, 1), (90, 0)], 0.4, (0.01 + 0.81) / 2),
    ],
)
def test_calibration_by_hand(stated, error, brier) -> None:
    assert calibration_error(stated) == pytest.approx(error, abs=1e-12)
    assert brier_score(stated) == pytest.approx(brier)


def test_certainty_itself_falls_into_the_last_bin() -> None:
    assert calibration_error([(100, 1), (95, 1)]) == pytest.approx(0.025)


def test_no_confidences_give_no_figures() -> None:
    assert isnan(calibration_error([])) and isnan(brier_score([])) and isnan(auroc([]))
    assert reliability_bins([]) == []


def test_bins_hold_count_confidence_and_accuracy_and_empty_ones_are_left_out() -> None:
    assert reliability_bins([(95, 1), (5, 0), (85, 0), (10, 1)]) == [
        ReliabilityBin(0.0, 0.1, 1, 0.05, 0.0),
        ReliabilityBin(0.1, 0.2, 1, 0.10, 1.0),
        ReliabilityBin(0.8, 0.9, 1, 0.85, 0.0),
        ReliabilityBin(0.9, 1.0, 1, 0.95, 1.0),
    ]


@given(STATED)
def test_bins_share_out_all_answers(stated) -> None:
    bins = reliability_bins(stated)
    assert sum(found.count for found in bins) == len(stated)
    assert all(found.low <= found.confidence + 1e-12 and found.confidence <= found.high + 1e-12 for found in bins)


@pytest.mark.parametrize(
    ("stated", "area"),
    [
        ([(90, 1), (10, 0)], 1.0),
        ([(10, 1), (90, 0)], 0.0),
        ([(50, 1), (50, 0)], 0.5),
        ([(80, 1), (60, 0), (60, 1), (20, 0)], 3.5 / 4),
    ],
)
def test_auroc_by_hand(stated, area) -> None:
    assert auroc(stated) == area


@pytest.mark.parametrize("outcome", [0, 1])
def test_auroc_needs_right_and_wrong_answers(outcome) -> None:
    assert isnan(auroc([(90, outcome), (10, outcome)]))


@given(STATED)
def test_auroc_brier_and_bins_agree_with_scikit_learn(stated) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    calibration = pytest.importorskip("sklearn.calibration")
    outcomes = [outcome for _, outcome in stated]
    shares = [confidence / 100 for confidence, _ in stated]
    if len(set(outcomes)) == 2:
        assert auroc(stated) == pytest.approx(metrics.roc_auc_score(outcomes, shares), abs=1e-12)
    assert brier_score(stated) == pytest.approx(metrics.brier_score_loss(outcomes, shares, pos_label=1), abs=1e-12)
    # scikit-learn puts a border into the lower bin, we into the upper one: shares between the borders agree.
    inside = [(c + 0.5 if c < 100 else 99.5, o) for c, o in stated]
    accuracy, confidence = calibration.calibration_curve(
        [o for _, o in inside], [c / 100 for c, _ in inside], n_bins=10, pos_label=1
    )
    assert [found.accuracy for found in reliability_bins(inside)] == pytest.approx(list(accuracy))
    assert [found.confidence for found in reliability_bins(inside)] == pytest.approx(list(confidence))
