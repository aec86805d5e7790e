"""The built-in judge."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from codesimpleqa_tasks.judging.grade import Candidate, Judgement
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.finding import Finding, Rule
from codesimpleqa_tasks.judging.rule.rules import RULES
from codesimpleqa_tasks.judging.rule.sameness import word_for_word
from codesimpleqa_tasks.judging.rule.weighing import weighed, weights_version
from codesimpleqa_tasks.judging.specification import JudgeSpecification
from codesimpleqa_tasks.settings import Settings

RULES_VERSION = 5
"""Raised with every change that can change a grade; it enters the judge's hash."""


class RuleJudge:
    """Grades by rules over the text. Deterministic, no network, no key."""

    def __init__(self, specification: JudgeSpecification, settings: Settings | None = None) -> None:
        self.specification = dataclasses.replace(
            specification, settings={"rules_version": RULES_VERSION, "weights": weights_version()}
        )

    def preflight(self) -> None:
        """Nothing to find out: the rules always work."""

    def judge(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        """One judgement for each candidate, in their order; none is UNGRADED."""
        return map(judge_by_rules, candidates)


def judge_by_rules(candidate: Candidate) -> Judgement:
    """The grade of one answer with the rule that decided and why, as in "named: names the gold: HTTP"."""
    case = Case(candidate)
    rule, finding = first_finding(case)
    said = "" if rule is word_for_word or not case.correction else f'after "{case.correction}": '
    if finding.doubt:
        finding = weighed(finding)
    return Judgement(finding.grade, f"{rule.__name__.replace('_', ' ')}: {said}{finding.why}", finding.certainty)


def first_finding(case: Case) -> tuple[Rule, Finding]:
    """What the first rule that has something to say finds, before any evidence is weighed."""
    for rule in RULES:
        if finding := rule(case):
            return rule, finding
    raise AssertionError("the last rule always decides")
