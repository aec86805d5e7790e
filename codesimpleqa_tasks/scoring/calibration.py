"""How well stated confidence fits what turned out to be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def calibration_error(stated: Sequence[Stated], bins: int = 10) -> float:
    """Expected calibration error, as a share of 1: the mean gap between confidence and accuracy over equal-width
    bins, weighted by their size (Naeini et al. 2015; Guo et al. 2017, arXiv 1706.04599). NaN for no items."""
    if not stated:
        return nan
    filled: dict[int, list[Stated]] = {}
    for confidence, outcome in stated:
        filled.setdefault(min(int(confidence / 100 * bins), bins - 1), []).append((confidence, outcome))
    return fsum(abs(fsum(c / 100 - o for c, o in items)) for items in filled.values()) / len(stated)


def brier_score(stated: Iterable[Stated]) -> float:
    """Mean squared difference between confidence and outcome, from 0 (best) to 1 (Brier 1950). NaN for no items."""
    errors = [(confidence / 100 - outcome) ** 2 for confidence, outcome in stated]
    return fsum(errors) / len(errors) if errors else nan
