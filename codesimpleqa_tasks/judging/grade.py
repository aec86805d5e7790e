"""Grades, what is graded, and what a judge gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from codesimpleqa_tasks.questions import Language, Question


class Grade(str, Enum):
    """What an answer is worth. UNGRADED is not a grade of the answer: no judge could give one."""

    CORRECT = "CORRECT"
    INCORRECT = "INCORRECT"
    NOT_ATTEMPTED = "NOT_ATTEMPTED"
    UNGRADED = "UNGRADED"


@dataclass(frozen=True)
class Candidate:
    """One answer to be judged, with what the judge may know of its question."""

    question: str
    gold: str
    answer: str
    language: Language
    aliases: tuple[str, ...] = ()

    @classmethod
    def to(cls, question: Question, answer: str) -> Candidate:
        """The candidate that `answer` is to `question`."""
        return cls(question.question, question.answer, answer, question.language, question.aliases)


@dataclass(frozen=True)
class Judgement:
    """A judge's grade with the reply that it was read from.

    `certainty` lies between 0 and 1, or is None where the judge gives none. `reason` says, for UNGRADED
    only, why there is no grade, in a few words that group alike failures ("unreadable reply").
    """

    grade: Grade
    reply: str
    certainty: float | None = None
    reason: str | None = None
