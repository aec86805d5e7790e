"""A cheap judge grades what it is certain of, the next one the rest."""

from __future__ import annotations

import dataclasses
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.members import make_members
from codesimpleqa_tasks.judging.specification import JudgeSpecification
from codesimpleqa_tasks.settings import Settings

log = logging.getLogger("codesimpleqa")

_CHUNK = 4096
"""Answers that the first judge sees before the next one begins: what bounds the memory."""


class CascadeJudge:
    """Keeps a grade of its first judge where that one's certainty reaches the threshold; asks the next one otherwise.

    A judge that states no certainty is never certain. Where the next judge cannot grade, the answer is UNGRADED:
    the first one's doubtful grade does not come back. `judges` are the two members; `graded_by` counts, over all
    calls of `judge`, the answers by the name of the judge that graded them, and those that are "UNGRADED".
    """

    def __init__(self, specification: JudgeSpecification, settings: Settings) -> None:
        """Raises InputError if a member cannot be made."""
        given = specification.settings
        self.judges = make_members(specification, [given["first"], given["then"]], settings)
        self._certainty = float(given["certainty"])
        self.specification = dataclasses.replace(
            specification,
            settings={
                "certainty": self._certainty,
                "first": self.judges[0].specification.sha256,
                "then": self.judges[1].specification.sha256,
            },
        )
        self.graded_by: Counter[str] = Counter()

    def preflight(self) -> None:
        """Try both members. Raises InputError if one of them cannot work."""
        for judge in self.judges:
            judge.preflight()

    def judge(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        """One judgement for each candidate, in their order."""
        first, then = self.judges
        before = self.graded_by.copy()
        source = iter(candidates)
        try:
            while chunk := list(islice(source, _CHUNK)):
                opinions = list(first.judge(chunk))
                rest = then.judge(c for c, opinion in zip(chunk, opinions) if not self._is_certain(opinion))
                for opinion in opinions:
                    if self._is_certain(opinion):
                        yield self._counted(first.specification.name, opinion)
                    else:
                        yield self._counted(then.specification.name, next(rest))
                for _ in rest:
                    raise AssertionError("the judge gave more judgements than it took candidates")
        finally:
            if graded := self.graded_by - before:
                parts = ", ".join(f"{name}: {count:,}" for name, count in graded.most_common())
                log.warning(
                    "Cascade %s graded %s (%s).", self.specification.name, counted(graded.total(), "answer"), parts
                )

    def details(self) -> dict[str, Any]:
        """For results files: "graded_by", the number of answers by the judge that graded them."""
        return {"graded_by": dict(self.graded_by)}

    def _is_certain(self, opinion: Judgement) -> bool:
        graded = opinion.grade is not Grade.UNGRADED
        return graded and opinion.certainty is not None and opinion.certainty >= self._certainty

    def _counted(self, name: str, judgement: Judgement) -> Judgement:
        graded = judgement.grade is not Grade.UNGRADED
        self.graded_by[name if graded else Grade.UNGRADED.value] += 1
        return dataclasses.replace(judgement, reply=f"{name}: {judgement.reply}") if judgement.reply else judgement
