"""Figures of parts that a harness combines are those of all the questions together."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codesimpleqa_tasks.judging import Grade
from codesimpleqa_tasks.scoring import FIGURE_NAMES, Figures, Tally
from codesimpleqa_tasks.scoring.pooled import PooledFigure

QUESTIONS = st.lists(st.tuples(st.sampled_from(list(Grade)[:3])), min_size=1, max_size=30)


def averaged_by_size(figures: list[PooledFigure], sizes: list[int]) -> float:
    """How lm-evaluation-harness combines the tasks of a group."""
    return sum(figure * size for figure, size in zip(figures, sizes)) / sum(sizes)


@pytest.mark.parametrize("name", FIGURE_NAMES)
@given(st.lists(QUESTIONS, min_size=1, max_size=4))
def test_the_mean_over_the_tasks_of_a_group_is_the_figure_of_all_questions(name: str, tasks) -> None:
    tallies = [Tally.of(questions) for questions in tasks]
    combined = averaged_by_size([PooledFigure(name, t) for t in tallies], [t.questions for t in tallies])
    whole = Tally.of([question for questions in tasks for question in questions])
    assert float(combined) == pytest.approx(getattr(Figures.of(whole), name))


@given(QUESTIONS)
def test_the_figure_of_a_task_is_pooled_from_its_questions(questions) -> None:
    each = [PooledFigure("f_score", Tally.of([question])) for question in questions]
    assert float(PooledFigure.pooled(each)) == Figures.of(Tally.of(questions)).f_score


def test_a_figure_keeps_its_grades_from_one_process_to_another() -> None:
    figure = PooledFigure("f_score", Tally.of([[Grade.CORRECT], [Grade.INCORRECT]]))
    again = pickle.loads(pickle.dumps(figure))
    assert (float(again), again.tally, again.name) == (float(figure), figure.tally, figure.name)


def test_nothing_cannot_be_pooled() -> None:
    with pytest.raises(ValueError, match="no figures"):
        PooledFigure.pooled([])
