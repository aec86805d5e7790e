"""Scores as percentages with the counts behind them, for harnesses that report in percent."""

from __future__ import annotations

from typing import Any

from codesimpleqa_tasks.scoring.breakdown import Score, summary
from codesimpleqa_tasks.scoring.figures import FIGURE_NAMES, Tally

PARTS = ("by_language", "by_domain", "by_programming_language")


def summary_in_percent(tally: Tally, ungraded_tolerance: float = 0.0) -> dict[str, Any]:
    """The summary of a tally with figures and intervals in percent, and "ungraded" as a percentage of the answers.

    "grade_counts" holds the tally itself (`Tally.as_counts`): summaries are put together by adding tallies,
    never by averaging figures.
    """
    shares = summary(tally, ungraded_tolerance)
    intervals = shares["interval_95"].items()
    return {
        **{name: 100 * shares[name] for name in FIGURE_NAMES},
        "ungraded": 100 * tally.ungraded / tally.answers if tally.answers else 0.0,
        "questions": tally.questions,
        "answers": tally.answers,
        "interval_95": {name: [100 * low, 100 * high] for name, (low, high) in intervals},
        "grade_counts": tally.as_counts(),
    }


def score_in_percent(score: Score, ungraded_tolerance: float = 0.0) -> dict[str, Any]:
    """The summary of the whole in percent, and under PARTS that of each part, the largest part first."""
    whole = summary_in_percent(score.whole, ungraded_tolerance)
    for key in PARTS:
        tallies: dict[str, Tally] = getattr(score, key)
        by_size = sorted(tallies.items(), key=lambda item: (-item[1].questions, item[0]))
        whole[key] = {name: summary_in_percent(tally, ungraded_tolerance) for name, tally in by_size}
    return whole
