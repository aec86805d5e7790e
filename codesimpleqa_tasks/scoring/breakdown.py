"""The figures of the parts: by language, domain and programming language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.questions.taxonomy import GENERAL, UNSPECIFIED
from codesimpleqa_tasks.scoring.figures import Figures, Tally
from codesimpleqa_tasks.scoring.intervals import intervals


@dataclass(frozen=True)
class GradedQuestion:
    """The grades of one question's answers, with what it is counted under."""

    grades: tuple[Grade | str, ...]
    language: str
    domain: str = UNSPECIFIED
    programming_language: str = GENERAL


@dataclass
class Score:
    """Tallies of a whole and of its parts, filled question by question; memory does not grow with their number."""

    whole: Tally = field(default_factory=Tally)
    by_language: dict[str, Tally] = field(default_factory=dict)
    by_domain: dict[str, Tally] = field(default_factory=dict)
    by_programming_language: dict[str, Tally] = field(default_factory=dict)

    @classmethod
    def of(cls, questions: Iterable[GradedQuestion]) -> Score:
        """The score of graded questions."""
        score = cls()
        for question in questions:
            score.add(question)
        return score

    def add(self, question: GradedQuestion) -> None:
        """Count one more question."""
        self.whole.add(question.grades)
        for parts, name in (
            (self.by_language, question.language),
            (self.by_domain, question.domain),
            (self.by_programming_language, question.programming_language),
        ):
            parts.setdefault(name, Tally()).add(question.grades)

    def as_dict(self, ungraded_tolerance: float = 0.0) -> dict[str, Any]:
        """The summary of the whole, and under "by_language", "by_domain" and "by_programming_language" of each part.

        The parts stand in the order of their size, the largest first.
        """
        parts = {
            "by_language": self.by_language,
            "by_domain": self.by_domain,
            "by_programming_language": self.by_programming_language,
        }
        return summary(self.whole, ungraded_tolerance) | {
            key: {
                name: summary(tally, ungraded_tolerance)
                for name, tally in sorted(tallies.items(), key=lambda item: (-item[1].questions, item[0]))
            }
            for key, tallies in parts.items()
        }


def summary(tally: Tally, ungraded_tolerance: float = 0.0) -> dict[str, Any]:
    """Figures (shares of 1), their 95 % intervals, and counts of questions, answers and ungraded answers."""
    bounds = intervals(tally, ungraded_tolerance)
    return {
        **Figures.of(tally, ungraded_tolerance).as_dict(),
        "interval_95": {name: [interval.low, interval.high] for name, interval in bounds.items()},
        "questions": tally.questions,
        "answers": tally.answers,
        "ungraded": tally.ungraded,
    }
