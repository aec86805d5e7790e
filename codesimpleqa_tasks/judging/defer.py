"""The judge that judges nothing: the run only generates, and another command grades what it wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.specification import JudgeSpecification
from codesimpleqa_tasks.settings import Settings

DEFERRED = Judgement(Grade.UNGRADED, "", reason="judging is deferred")


class DeferJudge:
    """Leaves every answer UNGRADED."""

    def __init__(self, specification: JudgeSpecification, settings: Settings | None = None) -> None:
        self.specification = specification

    def preflight(self) -> None:
        """Nothing to find out."""

    def judge(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        """UNGRADED for each candidate."""
        return (DEFERRED for _ in candidates)
