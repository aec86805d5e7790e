"""Several judges vote on every answer."""

from __future__ import annotations

import dataclasses
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import tee
from typing import Any

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.kappa import all_agree_share, panel_kappa
from codesimpleqa_tasks.judging.members import make_members
from codesimpleqa_tasks.judging.specification import JudgeSpecification
from codesimpleqa_tasks.settings import Settings

log = logging.getLogger("codesimpleqa")

NO_MAJORITY = "the panel has no majority"


class PanelJudge:
    """Gives the grade for which more than half of its judges vote, and UNGRADED where there is none.

    A judge that could not grade an answer has no vote on it. `judges` are the members; `votes` counts, over
    all calls of `judge`, the answers by the tuple of grades that the members gave.
    """

    def __init__(self, specification: JudgeSpecification, settings: Settings) -> None:
        """Raises InputError if a member cannot be made."""
        self.judges = make_members(specification, specification.settings["judges"], settings)
        hashes = sorted(judge.specification.sha256 for judge in self.judges)
        self.specification = dataclasses.replace(specification, settings={"judges": hashes})
        self.votes: Counter[tuple[Grade, ...]] = Counter()

    def preflight(self) -> None:
        """Try every member. Raises InputError if one of them cannot work."""
        for judge in self.judges:
            judge.preflight()

    def judge(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        """One judgement for each candidate, in their order; the members work at the same time."""
        before = self.votes.copy()
        # tee holds no more than what one member has taken and another has not yet: a member's own lead.
        streams = [judge.judge(part) for judge, part in zip(self.judges, tee(candidates, len(self.judges)))]
        try:
            for given in zip(*streams, strict=True):  # strict also lets every member come to its end
                self.votes[tuple(judgement.grade for judgement in given)] += 1
                yield self._together(given)
        finally:
            if counted := self.votes - before:
                log.warning("%s", self._agreement(counted))

    def details(self) -> dict[str, Any]:
        """For results files: "members", "answers", "graded_by_all", "all_agree" and "kappa" (None where undefined)."""
        rated = _rated_by_all(self.votes)
        kappa, alike = panel_kappa(rated, len(self.judges)), all_agree_share(rated)
        return {
            "members": [judge.specification.name for judge in self.judges],
            "answers": self.votes.total(),
            "graded_by_all": rated.total(),
            "all_agree": None if alike != alike else alike,
            "kappa": None if kappa != kappa else kappa,
        }

    def _together(self, given: tuple[Judgement, ...]) -> Judgement:
        votes = Counter(judgement.grade for judgement in given if judgement.grade is not Grade.UNGRADED)
        said = "; ".join(
            f"{judge.specification.name}: {judgement.grade.value}" for judge, judgement in zip(self.judges, given)
        )
        for grade, count in votes.items():
            if 2 * count > len(given):
                return Judgement(grade, said, certainty=count / len(given))
        return Judgement(Grade.UNGRADED, said, reason=NO_MAJORITY)

    def _agreement(self, votes: Counter[tuple[Grade, ...]]) -> str:
        rated = _rated_by_all(votes)
        name = "Cohen's" if len(self.judges) == 2 else "Fleiss'"
        were = "was" if rated.total() == 1 else "were"
        of_all = f"{rated.total():,} of {counted(votes.total(), 'answer')} {were} graded by all"
        text = f"Panel {self.specification.name}: {of_all}"
        if not rated:
            return f"{text}."
        kappa = panel_kappa(rated, len(self.judges))
        shown = "undefined: all gave one and the same grade" if kappa != kappa else f"{kappa:.3f}"
        return f"{text} {len(self.judges)} judges; alike: {all_agree_share(rated):.1%}; {name} kappa {shown}."


def _rated_by_all(votes: Counter[tuple[Grade, ...]]) -> Counter[tuple[Grade, ...]]:
    return Counter({given: count for given, count in votes.items() if Grade.UNGRADED not in given})
