"""What a rule gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.case import Case


@dataclass(frozen=True)
class Finding:
    """What a rule found: the grade, how certain it is, and why, in words for the user."""

    grade: Grade
    certainty: float
    why: str


Rule = Callable[[Case], Finding | None]
