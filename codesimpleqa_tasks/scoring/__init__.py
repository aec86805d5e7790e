"""Scoring: grades in, figures with their intervals out."""

from codesimpleqa_tasks.scoring.breakdown import GradedQuestion, Score, summary
from codesimpleqa_tasks.scoring.figures import FIGURE_NAMES, Figures, Tally
from codesimpleqa_tasks.scoring.intervals import Interval, intervals

__all__ = ["FIGURE_NAMES", "Figures", "GradedQuestion", "Interval", "Score", "Tally", "intervals", "summary"]
