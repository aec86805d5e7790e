"""The five figures, from counted grades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import nan

from codesimpleqa_tasks.judging.grade import Grade

FIGURE_NAMES = ("correct", "incorrect", "not_attempted", "correct_given_attempted", "f_score")

Pattern = tuple[int, int, int, int]
"""How often one question was answered CORRECT, INCORRECT, NOT_ATTEMPTED, UNGRADED."""

_PLACE = {Grade.CORRECT: 0, Grade.INCORRECT: 1, Grade.NOT_ATTEMPTED: 2, Grade.UNGRADED: 3}


def pattern_of(grades: Iterable[Grade | str]) -> Pattern:
    """The pattern of one question's grades, in whatever order they came.

    Raises ValueError if a grade is none of the four.
    """
    counts = [0, 0, 0, 0]
    for grade in grades:
        counts[_PLACE[Grade(grade)]] += 1
    return counts[0], counts[1], counts[2], counts[3]


@dataclass
class Tally:
    """How often each pattern of grades occurred: all that any figure or interval needs.

    A question answered once has one of four patterns; with several answers per question each question
    still counts as one, its answers weighing equally.
    """

    patterns: Counter[Pattern] = field(default_factory=Counter)

    @classmethod
    def of(cls, grades_per_question: Iterable[Sequence[Grade | str]]) -> Tally:
        """The tally of questions, each with the grades of its answers (at least one)."""
        return cls(Counter(map(pattern_of, grades_per_question)))

    @classmethod
    def from_matrix(cls, counts: Iterable[Iterable[int]]) -> Tally:
        """The tally of rows of counts, one row a question: CORRECT, INCORRECT, NOT_ATTEMPTED, UNGRADED."""
        rows = (tuple(map(int, row)) for row in counts)
        return cls(Counter((c, i, n, u) for c, i, n, u in rows))

    @classmethod
    def from_counts(cls, counts: Iterable[Sequence[int]]) -> Tally:
        """The tally that `as_counts` wrote down."""
        return cls(Counter({(c, i, n, u): times for c, i, n, u, times in counts}))

    def as_counts(self) -> list[list[int]]:
        """The tally for a results file, from which parts can be pooled: rows of CORRECT, INCORRECT, NOT_ATTEMPTED
        and UNGRADED answers to one question, and the number of questions answered so."""
        return [[*pattern, times] for pattern, times in sorted(self.patterns.items(), reverse=True)]

    def add(self, grades: Sequence[Grade | str]) -> None:
        """Count one more question with the grades of its answers."""
        self.patterns[pattern_of(grades)] += 1

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.patterns + other.patterns)

    @property
    def questions(self) -> int:
        """The number of questions."""
        return sum(self.patterns.values())

    @property
    def answers(self) -> int:
        """The number of answers: questions times answers per question."""
        return sum(n * sum(p) for p, n in self.patterns.items())

    @property
    def ungraded(self) -> int:
        """The number of answers without a grade."""
        return sum(n * p[3] for p, n in self.patterns.items())

    def shares(self) -> tuple[float, float, float]:
        """Correct, incorrect and not attempted as shares of 1, over the graded answers; NaN if there are none.

        The share of a question is that of its graded answers; the result is the mean over the questions.
        """
        totals = [0.0, 0.0, 0.0]
        questions = 0
        for (c, i, n, _), times in self.patterns.items():
            if graded := c + i + n:
                questions += times
                totals[0] += times * c / graded
                totals[1] += times * i / graded
                totals[2] += times * n / graded
        if not questions:
            return nan, nan, nan
        return totals[0] / questions, totals[1] / questions, totals[2] / questions


@dataclass(frozen=True)
class Figures:
    """The five figures as shares of 1; all NaN where too many answers are ungraded."""

    correct: float
    incorrect: float
    not_attempted: float
    correct_given_attempted: float
    f_score: float

    @classmethod
    def of(cls, tally: Tally, ungraded_tolerance: float = 0.0) -> Figures:
        """The figures of a tally.

        CO, IN and NA are shares of the questions; CGA = CO / (CO + IN), 0 when nothing was attempted; F is
        the harmonic mean of CO and CGA, 0 when both are 0 (arXiv 2512.19424). With any answer UNGRADED all
        are NaN, unless the share of ungraded answers is at most `ungraded_tolerance`: then the figures
        are over the graded answers.
        """
        answers = tally.answers
        if not answers or tally.ungraded > ungraded_tolerance * answers:
            return cls(nan, nan, nan, nan, nan)
        return cls.from_shares(*tally.shares())

    @classmethod
    def from_shares(cls, correct: float, incorrect: float, not_attempted: float) -> Figures:
        """The figures of three shares that add up to 1."""
        attempted = correct + incorrect
        given_attempted = correct / attempted if attempted else (attempted if attempted != attempted else 0.0)
        both = correct + given_attempted
        f_score = 2 * correct * given_attempted / both if both else (both if both != both else 0.0)
        return cls(correct, incorrect, not_attempted, given_attempted, f_score)

    def as_dict(self) -> dict[str, float]:
        """The figures by name, in the order of FIGURE_NAMES."""
        return {name: getattr(self, name) for name in FIGURE_NAMES}
