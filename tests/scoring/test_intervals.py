"""95 % intervals: they hold the figure, shrink with the number of questions, repeat, and cover what they promise."""

from __future__ import annotations

from math import isnan

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codesimpleqa_tasks.judging import Grade
from codesimpleqa_tasks.scoring import FIGURE_NAMES, Figures, Tally, intervals

C, I, N, U = Grade.CORRECT, Grade.INCORRECT, Grade.NOT_ATTEMPTED, Grade.UNGRADED


def tally_of(correct: int, incorrect: int, not_attempted: int) -> Tally:
    return Tally.of([[C]] * correct + [[I]] * incorrect + [[N]] * not_attempted)


@settings(max_examples=50)
@given(st.integers(0, 80), st.integers(0, 80), st.integers(1, 80))
def test_an_interval_holds_its_figure_and_stays_between_0_and_1(correct, incorrect, not_attempted) -> None:
    tally = tally_of(correct, incorrect, not_attempted)
    figures = Figures.of(tally).as_dict()
    for name, interval in intervals(tally).items():
        assert 0 <= interval.low <= figures[name] <= interval.high <= 1


def test_more_questions_give_narrower_intervals() -> None:
    few, many = intervals(tally_of(5, 3, 2))["f_score"], intervals(tally_of(500, 300, 200))["f_score"]
    assert many.high - many.low < 0.2 * (few.high - few.low)


def test_all_correct_does_not_collapse_to_a_point() -> None:
    interval = intervals(tally_of(10, 0, 0))["f_score"]
    assert interval.low < 0.9
    assert interval.high == 1


def test_the_interval_of_co_is_that_of_jeffreys_for_a_binomial_share() -> None:
    stats = pytest.importorskip("scipy.stats")
    interval = intervals(tally_of(300, 200, 0))["correct"]
    # Three grades have a prior of 1/2 each: against the other two together it is Beta(1/2, 1).
    low, high = stats.beta.ppf([0.025, 0.975], 300.5, 201)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=0.002)


def test_the_same_counts_give_the_same_interval() -> None:
    from codesimpleqa_tasks.scoring.intervals import _intervals

    first = intervals(tally_of(7, 2, 1))
    _intervals.cache_clear()
    assert intervals(tally_of(7, 2, 1)) == first


@pytest.mark.parametrize("figure", ["correct", "f_score"])
def test_intervals_cover_the_truth_in_95_percent_of_simulated_runs(figure: str) -> None:
    random = numpy.random.default_rng(1)
    shares, questions, runs = (0.45, 0.35, 0.2), 200, 400
    truth = getattr(Figures.from_shares(*shares), figure)
    covered = 0
    for counts in random.multinomial(questions, shares, size=runs):
        interval = intervals(tally_of(*map(int, counts)))[figure]
        covered += interval.low <= truth <= interval.high
    assert 0.95 - 4 * (0.95 * 0.05 / runs) ** 0.5 <= covered / runs <= 0.95 + 4 * (0.95 * 0.05 / runs) ** 0.5


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_without_a_figure_there_is_no_interval(name: str) -> None:
    interval = intervals(Tally.of([[C], [U]]))[name]
    assert isnan(interval.low) and isnan(interval.high)
