"""The line of figures over the logarithm of model size, held against statsmodels."""

from __future__ import annotations

import numpy
import pytest

from codesimpleqa_tasks.scoring.trend import log_linear_trend

pytest.importorskip("scipy")

SIZES = [0.5e9, 1.5e9, 7e9, 14e9, 32e9, 72e9]
FIGURES = [0.21, 0.27, 0.42, 0.44, 0.55, 0.58]


def test_line_interval_and_band_are_those_of_statsmodels() -> None:
    api = pytest.importorskip("statsmodels.api")
    fit = api.OLS(FIGURES, api.add_constant(numpy.log10(SIZES))).fit()
    trend = log_linear_trend(SIZES, FIGURES)
    assert trend is not None
    assert (trend.intercept, trend.slope) == pytest.approx(tuple(fit.params))
    assert (trend.slope_low, trend.slope_high) == pytest.approx(tuple(fit.conf_int()[1]))
    assert trend.p_value == pytest.approx(fit.pvalues[1])
    for size in (1e9, 20e9, 200e9):
        frame = fit.get_prediction([[1, numpy.log10(size)]]).summary_frame(alpha=0.05)
        assert trend.at(size) == pytest.approx(frame["mean"].iloc[0])
        assert trend.band(size) == pytest.approx((frame["mean_ci_lower"].iloc[0], frame["mean_ci_upper"].iloc[0]))


def test_the_slope_is_the_growth_for_ten_times_the_size() -> None:
    trend = log_linear_trend([1e9, 1e10, 1e11], [0.2, 0.3, 0.4])
    assert trend is not None
    assert trend.slope == pytest.approx(0.1)
    assert trend.spread == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("sizes", [[], [7e9], [7e9, 14e9], [7e9, 7e9, 7e9]])
def test_no_line_through_too_few_points(sizes: list[float]) -> None:
    assert log_linear_trend(sizes, [0.5] * len(sizes)) is None


@pytest.mark.parametrize(("sizes", "figures"), [([1e9, 2e9], [0.5]), ([0.0, 1e9, 2e9], [0.1, 0.2, 0.3])])
def test_what_makes_no_sense_is_refused(sizes: list[float], figures: list[float]) -> None:
    with pytest.raises(ValueError, match="positive sizes"):
        log_linear_trend(sizes, figures)


def test_the_slope_interval_covers_the_truth_in_95_percent_of_simulated_series() -> None:
    random = numpy.random.default_rng(1)
    covered = 0
    for noise in random.normal(0, 0.02, size=(2_000, len(SIZES))):
        trend = log_linear_trend(SIZES, list(0.1 + 0.15 * numpy.log10(SIZES) + noise))
        assert trend is not None
        covered += trend.slope_low <= 0.15 <= trend.slope_high
    assert covered / 2_000 == pytest.approx(0.95, abs=4 * (0.95 * 0.05 / 2_000) ** 0.5)
