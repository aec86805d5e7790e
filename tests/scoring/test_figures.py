"""The five figures: their formulas by hand, and what holds for every set of grades."""

from __future__ import annotations

from math import isnan

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from codesimpleqa_tasks.judging import Grade
from codesimpleqa_tasks.scoring import FIGURE_NAMES, Figures, GradedQuestion, Score, Tally, summary

C, I, N, U = Grade.CORRECT, Grade.INCORRECT, Grade.NOT_ATTEMPTED, Grade.UNGRADED
GRADED = st.sampled_from([C, I, N])
ONE_ANSWER_EACH = st.lists(st.tuples(GRADED), min_size=1, max_size=60)
SEVERAL_ANSWERS_EACH = st.lists(st.lists(GRADED, min_size=1, max_size=4), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("grades", "correct", "incorrect", "not_attempted", "given_attempted", "f_score"),
    [
        ([C], 1, 0, 0, 1, 1),
        ([I], 0, 1, 0, 0, 0),
        ([N], 0, 0, 1, 0, 0),
        ([C, I, N, N], 0.25, 0.25, 0.5, 0.5, 2 * 0.25 * 0.5 / 0.75),
        ([C, C, C, I], 0.75, 0.25, 0, 0.75, 0.75),
        ([C, N, N, N], 0.25, 0, 0.75, 1, 0.4),
    ],
)
def test_figures_by_hand(grades, correct, incorrect, not_attempted, given_attempted, f_score) -> None:
    figures = Figures.of(Tally.of([g] for g in grades))
    expected = (correct, incorrect, not_attempted, given_attempted, f_score)
    assert tuple(figures.as_dict().values()) == pytest.approx(expected)


def test_several_answers_to_a_question_weigh_as_one_question() -> None:
    figures = Figures.of(Tally.of([[C, C, C, I], [N]]))
    assert (figures.correct, figures.incorrect, figures.not_attempted) == pytest.approx((0.375, 0.125, 0.5))


@given(SEVERAL_ANSWERS_EACH)
def test_figures_lie_between_0_and_1_and_the_shares_add_up_to_1(grades) -> None:
    figures = Figures.of(Tally.of(grades))
    assert all(0 <= value <= 1 + 1e-12 for value in figures.as_dict().values())
    assert figures.correct + figures.incorrect + figures.not_attempted == pytest.approx(1)


@given(SEVERAL_ANSWERS_EACH)
def test_the_f_score_lies_between_co_and_cga(grades) -> None:
    figures = Figures.of(Tally.of(grades))
    low, high = sorted((figures.correct, figures.correct_given_attempted))
    assert low - 1e-12 <= figures.f_score <= high + 1e-12


@given(ONE_ANSWER_EACH, st.randoms())
def test_the_order_of_the_questions_does_not_matter(grades, random) -> None:
    shuffled = list(grades)
    random.shuffle(shuffled)
    assert summary(Tally.of(shuffled)) == summary(Tally.of(grades))


@given(st.lists(st.tuples(GRADED, st.sampled_from(["en", "zh"]), st.sampled_from(["Databases", "Bioinformatics"]))))
def test_the_parts_add_up_to_the_whole(questions) -> None:
    assume(questions)
    score = Score.of(GradedQuestion((grade,), language, domain) for grade, language, domain in questions)
    for parts in (score.by_language, score.by_domain, score.by_programming_language):
        together = Tally()
        for part in parts.values():
            together = together + part
        assert together == score.whole


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_one_ungraded_answer_makes_every_figure_nan(name: str) -> None:
    assert isnan(getattr(Figures.of(Tally.of([[C], [U]])), name))


def test_within_the_tolerance_the_figures_are_over_the_graded_answers() -> None:
    tally = Tally.of([[C], [I], [C], [U]])
    assert Figures.of(tally, ungraded_tolerance=0.25).correct == pytest.approx(2 / 3)
    assert isnan(Figures.of(tally, ungraded_tolerance=0.24).correct)


def test_no_answers_give_no_figures() -> None:
    assert all(isnan(value) for value in Figures.of(Tally()).as_dict().values())


def test_a_grade_that_is_none_of_the_four_is_an_error() -> None:
    with pytest.raises(ValueError, match="MAYBE"):
        Tally.of([["MAYBE"]])
