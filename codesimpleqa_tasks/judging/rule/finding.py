"""What a rule gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.case import Case

Evidence = Mapping[str, float]
"""What in an answer speaks for its being right, wrong or no attempt: names for people, and how far each holds."""


class Doubt(Enum):
    """What a rule leaves open, so that the evidence has to be weighed."""

    NAMING = "naming"
    """The gold is named: as the answer, or beside another?"""
    MEANING = "meaning"
    """The gold is not named: is it said in other words?"""
    LISTING = "listing"
    """The gold is a list: is all of it named?"""


@dataclass(frozen=True)
class Finding:
    """What a rule found: the grade, how certain it is, and why, in words for the user.

    With a `doubt` the grade is only what the rule tends to: it depends on the `evidence`, but is never CORRECT unless it
    `may_be_right`.
    """

    grade: Grade
    certainty: float
    why: str
    doubt: Doubt | None = None
    evidence: Evidence = field(default_factory=dict)
    may_be_right: bool = True


def doubtful(grade: Grade, why: str, doubt: Doubt, evidence: Evidence, may_be_right: bool = True) -> Finding:
    """A finding that tends to a grade, and leaves it to the evidence."""
    return Finding(grade, 0.5, why, doubt, evidence, may_be_right)


Rule = Callable[[Case], Finding | None]
