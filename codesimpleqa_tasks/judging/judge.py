"""The interface of every judge, and how answers get their grades."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Protocol

from codesimpleqa_tasks.answers import Answer
from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.specification import JudgeSpecification

NO_ANSWER = Judgement(Grade.NOT_ATTEMPTED, "no answer: the response is empty", certainty=1.0)
TRUNCATED = Judgement(Grade.NOT_ATTEMPTED, "no answer: the response was cut off inside its thinking", certainty=1.0)


class Judge(Protocol):
    """Grades answers. A judge is made once per run from its specification."""

    specification: JudgeSpecification

    def preflight(self) -> None:
        """Find out cheaply whether this judge can work at all: raises InputError if it cannot."""

    def judge(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        """One judgement for each candidate, in their order.

        Takes candidates as it needs them and yields as it goes, so that any number passes through in
        flat memory. Never raises for a single candidate: what cannot be graded is UNGRADED with a reason.
        """


def judgement_without_judge(answer: Answer) -> Judgement | None:
    """The judgement on an answer that holds nothing to judge; None for any other."""
    if answer.truncated:
        return TRUNCATED
    return None if answer.text.strip() else NO_ANSWER


def grade_answers(judge: Judge, pairs: Iterable[tuple[Candidate, Answer]]) -> Generator[Judgement, None, None]:
    """Judge answers in order; those that hold nothing to judge are NOT_ATTEMPTED without asking the judge.

    Whoever may stop before the end closes it, so that the judge stores what has arrived.
    """
    waiting: list[Judgement | None] = []  # None stands for the next judgement of the judge

    def to_be_judged() -> Iterator[Candidate]:
        for candidate, answer in pairs:
            known = judgement_without_judge(answer)
            waiting.append(known)
            if known is None:
                yield candidate

    position = 0
    for judgement in judge.judge(to_be_judged()):
        while (known := waiting[position]) is not None:
            yield known
            position += 1
        yield judgement
        position += 1
        if position > 1024:
            del waiting[:position]
            position = 0
    for known in waiting[position:]:
        assert known is not None, "the judge gave fewer judgements than it took candidates"
        yield known
