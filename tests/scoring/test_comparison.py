"""Paired differences: held against scipy and statsmodels, and against 2,000 simulated pairs of runs of known truth."""

from __future__ import annotations

from math import isinf, isnan, nan

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codesimpleqa_tasks.scoring import FIGURE_NAMES, Figures, Tally, comparison
from codesimpleqa_tasks.scoring.comparison import holm, mcnemar_p, paired_differences, sign_flip_p

pytest.importorskip("scipy")

RUNS = 2_000
NO_DIFFERENCE = numpy.array([[0.40, 0.05, 0.03], [0.05, 0.25, 0.03], [0.03, 0.03, 0.13]])
"""How often A and B give each pair of grades to a question: rows A, columns B; correct, incorrect, not attempted."""
B_BETTER = numpy.array([[0.38, 0.03, 0.02], [0.10, 0.22, 0.03], [0.05, 0.03, 0.14]])


def counts_of(grades: numpy.ndarray) -> numpy.ndarray:
    """One answer per question: rows of counts with a single one in the place of the grade (0 to 3)."""
    return numpy.eye(4, dtype=int)[grades]


def drawn(shares: numpy.ndarray, questions: int, random: numpy.random.Generator) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The counts of two runs over questions drawn from the pairs of grades."""
    pairs = random.choice(9, size=questions, p=shares.ravel() / shares.sum())
    return counts_of(pairs // 3), counts_of(pairs % 3)


def truth(shares: numpy.ndarray, figure: str) -> float:
    shares = shares / shares.sum()
    first, second = (Figures.from_shares(*map(float, shares.sum(axis=axis))) for axis in (1, 0))
    return getattr(second, figure) - getattr(first, figure)


@pytest.fixture()
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulations need not the digits that users get."""
    monkeypatch.setattr(comparison, "DRAWS", 1_000)
    monkeypatch.setattr(comparison, "_DRAWS_AT_ONCE", 1_000)


@pytest.mark.parametrize("shares", [NO_DIFFERENCE, B_BETTER], ids=["no difference", "B better"])
@pytest.mark.usefixtures("few_draws")
def test_intervals_cover_the_true_difference_in_95_percent_of_simulated_runs(shares: numpy.ndarray) -> None:
    random = numpy.random.default_rng(1)
    covered = dict.fromkeys(("correct", "f_score", "correct_given_attempted"), 0)
    for _ in range(RUNS):
        found = paired_differences(*drawn(shares, 200, random))
        for name in covered:
            covered[name] += found[name].low <= truth(shares, name) <= found[name].high
    noise = 4 * (0.95 * 0.05 / RUNS) ** 0.5
    for name, times in covered.items():
        assert times / RUNS == pytest.approx(0.95, abs=noise), name


@pytest.mark.usefixtures("few_draws")
def test_without_a_difference_the_p_value_of_f_is_uniform() -> None:
    from scipy.stats import kstest

    random = numpy.random.default_rng(2)
    p_values = [paired_differences(*drawn(NO_DIFFERENCE, 300, random))["f_score"].p_value for _ in range(RUNS)]
    assert kstest(p_values, "uniform").pvalue > 0.001
    assert numpy.mean(numpy.array(p_values) < 0.05) == pytest.approx(0.05, abs=4 * (0.05 * 0.95 / RUNS) ** 0.5)


@pytest.mark.usefixtures("few_draws")
def test_with_few_questions_nothing_is_seen_more_often_than_it_may() -> None:
    random = numpy.random.default_rng(3)
    seen = sum(paired_differences(*drawn(NO_DIFFERENCE, 12, random))["f_score"].is_seen for _ in range(RUNS))
    assert seen / RUNS <= 0.05 + 4 * (0.05 * 0.95 / RUNS) ** 0.5


@pytest.mark.usefixtures("few_draws")
def test_a_difference_is_seen_as_often_as_planned_on_the_number_of_questions_needed() -> None:
    random = numpy.random.default_rng(4)
    needed = numpy.median(
        [paired_differences(*drawn(B_BETTER, 2_000, random))["f_score"].questions_needed for _ in range(60)]
    )
    seen = [paired_differences(*drawn(B_BETTER, int(needed), random))["f_score"].is_seen for _ in range(400)]
    assert numpy.mean(seen) == pytest.approx(comparison.POWER, abs=0.08)


@pytest.mark.parametrize(("won", "lost"), [(0, 0), (1, 0), (5, 12), (40, 40), (200, 260)])
def test_mcnemar_is_that_of_statsmodels(won: int, lost: int) -> None:
    tables = pytest.importorskip("statsmodels.stats.contingency_tables")
    expected = tables.mcnemar([[100, lost], [won, 50]], exact=True).pvalue
    assert mcnemar_p(won, lost) == pytest.approx(expected)


def test_co_in_and_na_are_tested_with_mcnemar() -> None:
    first, second = drawn(B_BETTER, 400, numpy.random.default_rng(5))
    found = paired_differences(first, second)
    for place, name in enumerate(("correct", "incorrect", "not_attempted")):
        a, b = first[:, place], second[:, place]
        assert found[name].p_value == mcnemar_p(int((b > a).sum()), int((b < a).sum()))


def test_with_several_answers_the_sign_flip_test_is_that_of_scipy() -> None:
    from scipy.stats import permutation_test

    random = numpy.random.default_rng(6)
    differences = random.integers(-4, 6, size=60) / 4
    expected = permutation_test(
        (differences, numpy.zeros(60)),
        lambda a, b, axis: (a - b).mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=20_000,
        rng=random,
    ).pvalue
    assert sign_flip_p(differences) == pytest.approx(
        expected, abs=4 * (expected * (1 - expected) / 20_000) ** 0.5 + 0.005
    )


@settings(max_examples=100)
@given(st.lists(st.floats(0, 1) | st.just(nan), max_size=30))
def test_holm_is_that_of_statsmodels(p_values: list[float]) -> None:
    multitest = pytest.importorskip("statsmodels.stats.multitest")
    known = [p for p in p_values if not isnan(p)]
    expected = iter(multitest.multipletests(known, method="holm")[1] if known else [])
    for given_p, corrected in zip(p_values, holm(p_values)):
        assert isnan(corrected) if isnan(given_p) else corrected == pytest.approx(next(expected))


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=60))
def test_the_figures_are_those_of_each_run_and_the_interval_holds_the_difference(pairs: list[tuple[int, int]]) -> None:
    first, second = (counts_of(numpy.array(side)) for side in zip(*pairs))
    found = paired_differences(first, second)
    for name in FIGURE_NAMES:
        d = found[name]
        assert d.first == pytest.approx(getattr(Figures.of(Tally.from_matrix(first)), name))
        assert d.second == pytest.approx(getattr(Figures.of(Tally.from_matrix(second)), name))
        assert d.low <= d.difference <= d.high
        assert 0 < d.p_value <= 1


def test_swapping_the_runs_swaps_the_sign_and_keeps_the_p_value() -> None:
    first, second = drawn(B_BETTER, 500, numpy.random.default_rng(7))
    there, back = paired_differences(first, second)["f_score"], paired_differences(second, first)["f_score"]
    assert there.difference == pytest.approx(-back.difference)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=0.003)
    assert there.p_value == pytest.approx(back.p_value, abs=0.01)


def test_pairing_makes_differences_visible_that_two_separate_samples_would_hide() -> None:
    grades = numpy.array([0] * 500 + [1] * 500)
    better = grades.copy()
    better[500:520] = 0
    shuffled = numpy.random.default_rng(8).permutation(better)
    paired = paired_differences(counts_of(grades), counts_of(better))["f_score"]
    apart = paired_differences(counts_of(grades), counts_of(shuffled))["f_score"]
    assert paired.difference == pytest.approx(apart.difference)
    assert paired.is_seen and not apart.is_seen


def test_a_run_against_itself_differs_in_nothing() -> None:
    counts, _ = drawn(NO_DIFFERENCE, 100, numpy.random.default_rng(9))
    for d in paired_differences(counts, counts).values():
        assert (d.difference, d.p_value) == (0, 1)
        assert d.low < 0 < d.high
        assert isinf(d.questions_needed)


def test_several_answers_to_a_question_are_one_question() -> None:
    once_first, once_second = drawn(B_BETTER, 300, numpy.random.default_rng(10))
    once = paired_differences(once_first, once_second)["f_score"]
    four_times = paired_differences(4 * once_first, 4 * once_second)["f_score"]
    assert (four_times.difference, four_times.low, four_times.high) == (once.difference, once.low, once.high)


@pytest.mark.parametrize(("tolerances", "has_figures"), [((0.0, 0.0), False), ((0.5, 0.0), False), ((0.5, 0.5), True)])
def test_ungraded_answers_leave_no_difference_but_within_the_tolerance_of_both(
    tolerances: tuple[float, float], has_figures: bool
) -> None:
    first, second = counts_of(numpy.array([0, 1, 3, 2])), counts_of(numpy.array([0, 0, 0, 3]))
    found = paired_differences(first, second, *tolerances)["f_score"]
    assert isnan(found.difference) is not has_figures
    assert isnan(found.p_value) is not has_figures
    if has_figures:
        assert found.questions == 2  # only two have a grade in both


def test_the_same_grades_give_the_same_numbers() -> None:
    first, second = drawn(B_BETTER, 50, numpy.random.default_rng(11))
    assert paired_differences(first, second) == paired_differences(first, second)
