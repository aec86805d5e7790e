"""Judges without a model: each reads its grade off the answer, at its own seat ("C", "I", "N", "U")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from codesimpleqa_tasks.judging import Candidate, Grade, Judgement, JudgeSpecification
from codesimpleqa_tasks.questions import Language

GRADES = {"C": Grade.CORRECT, "I": Grade.INCORRECT, "N": Grade.NOT_ATTEMPTED, "U": Grade.UNGRADED}


class SeatedJudge:
    """Gives the grade that the answer has at this judge's seat; `lead` is how many candidates it takes ahead.

    A lower-case letter is a grade of certainty 0.5, an upper-case one of 1.
    """

    def __init__(self, seat: int, lead: int = 1) -> None:
        self.specification = JudgeSpecification(f"judge{seat}", "seated", "", {"seat": seat}, Path("seated.yaml"))
        self.seat = seat
        self.lead = lead
        self.taken = 0
        self.tried = False

    def preflight(self) -> None:
        self.tried = True

    def judge(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        held: list[Candidate] = []
        for candidate in candidates:
            self.taken += 1
            held.append(candidate)
            if len(held) == self.lead:
                yield self._judgement(held.pop(0))
        yield from map(self._judgement, held)

    def _judgement(self, candidate: Candidate) -> Judgement:
        letter = candidate.answer[self.seat]
        grade = GRADES[letter.upper()]
        reason = "scripted" if grade is Grade.UNGRADED else None
        return Judgement(grade, f"says {letter}", certainty=1.0 if letter.isupper() else 0.5, reason=reason)


def answered(votes: Iterable[str]) -> Iterator[Candidate]:
    """Candidates whose answers are these votes."""
    return (Candidate("Which keyword?", "def", vote, Language.ENGLISH) for vote in votes)


def seat(monkeypatch: pytest.MonkeyPatch, module: str, judges: Sequence[SeatedJudge]) -> None:
    """Have a composed judge of that module made of these judges."""
    monkeypatch.setattr(f"codesimpleqa_tasks.judging.{module}.make_members", lambda *_: list(judges))
