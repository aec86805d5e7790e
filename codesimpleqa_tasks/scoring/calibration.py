"""How well stated confidence fits what turned out to be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum, nan
from typing import Any

from codesimpleqa_tasks.judging.grade import Grade

Stated = tuple[float, float]
"""A confidence in percent (0 to 100) with the outcome: 1 if the answer was CORRECT, else 0."""


def stated_by(records: Iterable[Mapping[str, Any]]) -> list[Stated]:
    """What judged answers (records with "confidence" and "grade") stated, where they did and have a grade."""
    return [
        (record["confidence"], float(record["grade"] == Grade.CORRECT))
        for record in records
        if record["confidence"] is not None and record["grade"] != Grade.UNGRADED
    ]


@dataclass(frozen=True)
class ReliabilityBin:
    """The answers whose confidence lies between `low` and `high`: how many they are, how sure the model was of
    them on the mean, and which part of them was right; all but the count as shares of 1."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability_bins(stated: Iterable[Stated], bins: int = 10) -> list[ReliabilityBin]:
    """The bins of a reliability diagram: equal in width, the lowest first, empty ones left out.

    A confidence on the border of two bins belongs to the upper one, certainty itself to the last
    (Guo et al. 2017, arXiv 1706.04599).
    """
    filled: dict[int, list[Stated]] = {}
    for confidence, outcome in stated:
        filled.setdefault(min(int(confidence / 100 * bins), bins - 1), []).append((confidence, outcome))
    return [
        ReliabilityBin(
            low=place / bins,
            high=(place + 1) / bins,
            count=len(items),
            confidence=fsum(confidence / 100 for confidence, _ in items) / len(items),
            accuracy=fsum(outcome for _, outcome in items) / len(items),
        )
        for place, items in sorted(filled.items())
    ]


def calibration_error(stated: Sequence[Stated], bins: int = 10) -> float:
    """Expected calibration error, as a share of 1: the mean gap between confidence and accuracy over equal-width
    bins, weighted by their size (Naeini et al. 2015; Guo et al. 2017, arXiv 1706.04599). NaN for no items."""
    if not stated:
        return nan
    gaps = (found.count * abs(found.confidence - found.accuracy) for found in reliability_bins(stated, bins))
    return fsum(gaps) / len(stated)


def brier_score(stated: Iterable[Stated]) -> float:
    """Mean squared difference between confidence and outcome, from 0 (best) to 1 (Brier 1950). NaN for no items."""
    errors = [(confidence / 100 - outcome) ** 2 for confidence, outcome in stated]
    return fsum(errors) / len(errors) if errors else nan


def auroc(stated: Iterable[Stated]) -> float:
    """The chance that a right answer was stated with more confidence than a wrong one, a tie counting half: the
    area under the ROC curve, as the Mann-Whitney statistic (Hanley & McNeil 1982, Radiology 143:29).

    0.5 says that confidence tells nothing. NaN unless there are both right and wrong answers.
    """
    wins = 0.0
    right = wrong = 0
    for _, group in groupby(sorted(stated), key=lambda item: item[0]):
        outcomes = [outcome for _, outcome in group]
        right_here = sum(1 for outcome in outcomes if outcome)
        wrong_here = len(outcomes) - right_here
        wins += right_here * (wrong + wrong_here / 2)
        right += right_here
        wrong += wrong_here
    return wins / (right * wrong) if right and wrong else nan
