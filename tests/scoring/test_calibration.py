"""Calibration error and Brier score by hand."""

from __future__ import annotations

from math import isnan

import pytest

from codesimpleqa_tasks.scoring.calibration import brier_score, calibration_error


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
    assert isnan(calibration_error([])) and isnan(brier_score([]))
