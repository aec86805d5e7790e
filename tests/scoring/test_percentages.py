"""Scores in percent, and putting them together from the counts that they carry."""

from __future__ import annotations

import json
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from codesimpleqa_tasks.judging import Grade
from codesimpleqa_tasks.scoring import FIGURE_NAMES, GradedQuestion, Score, Tally, summary
from codesimpleqa_tasks.scoring.percentages import PARTS, score_in_percent, summary_in_percent

grades = st.lists(st.sampled_from(list(Grade)), min_size=1, max_size=4)
tallies = st.lists(grades, max_size=30).map(Tally.of)


@given(tallies)
def test_counts_hold_the_whole_tally(tally: Tally) -> None:
    assert Tally.from_counts(json.loads(json.dumps(tally.as_counts()))) == tally


@given(st.lists(tallies, min_size=1, max_size=5))
def test_counts_of_parts_add_up_to_the_whole(parts: list[Tally]) -> None:
    again = sum((Tally.from_counts(summary_in_percent(part)["grade_counts"]) for part in parts), Tally())
    assert again == sum(parts, Tally())


@given(tallies)
def test_figures_and_intervals_are_a_hundred_times_the_shares(tally: Tally) -> None:
    shares, percentages = summary(tally), summary_in_percent(tally)
    for name in FIGURE_NAMES:
        assert percentages[name] == approx(100 * shares[name], nan_ok=True)
        assert percentages["interval_95"][name] == approx(
            [100 * end for end in shares["interval_95"][name]], nan_ok=True
        )


@pytest.mark.parametrize("tolerance, given_anyway", [(0.0, False), (0.25, True)])
def test_an_ungraded_answer_makes_the_figures_nan_unless_it_is_tolerated(tolerance: float, given_anyway: bool) -> None:
    tally = Tally.of([[Grade.CORRECT]] * 3 + [[Grade.UNGRADED]])
    found = summary_in_percent(tally, tolerance)
    assert found["ungraded"] == 25.0
    assert isnan(found["f_score"]) != given_anyway


def test_each_part_is_there_the_largest_first() -> None:
    score = Score.of(
        GradedQuestion((grade,), "en", domain, language)
        for grade, domain, language in (
            (Grade.CORRECT, "Databases", "sql"),
            (Grade.INCORRECT, "Networks and Communications", "go"),
            (Grade.CORRECT, "Networks and Communications", "sql"),
        )
    )
    found = score_in_percent(score)
    assert [list(found[part]) for part in PARTS] == [
        ["en"],
        ["Networks and Communications", "Databases"],
        ["sql", "go"],
    ]
    assert found["by_domain"]["Networks and Communications"]["correct"] == 50.0
