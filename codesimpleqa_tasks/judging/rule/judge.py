"""The built-in judge."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.rule.attempt import refusal_in
from codesimpleqa_tasks.judging.rule.normal_form import accepted_forms, case_matters, normal_form
from codesimpleqa_tasks.judging.specification import JudgeSpecification
from codesimpleqa_tasks.settings import Settings

RULES_VERSION = 1
"""Raised with every change that can change a grade; it enters the judge's hash."""

_DENIAL_BEFORE = re.compile(
    r"(?:\b(?:not|isn't|never|unlike|instead of|rather than|than|no longer|confused with|mistaken for|different from)\s+"
    r"(?:(?:the|a|an|to|use|using|be|called|by)\s+)*|不是|并非|而非|而不是|不要用|不应是|不等于|不同于|区别于|不叫|别用)\W*$",
    re.IGNORECASE,
)
_WORD = "0-9a-z_"
_SCAN = 20_000
"""Characters of an answer that are read: an answer is asked for in at most 64 words."""


class RuleJudge:
    """Grades by rules over the text: accepted spellings, denials, refusals. Deterministic, no network, no key."""

    def __init__(self, specification: JudgeSpecification, settings: Settings | None = None) -> None:
        if specification.settings:
            names = ", ".join(map(str, specification.settings))
            raise InputError(f"{specification.path}: a judge of kind rule has no settings; remove: {names}.")
        self.specification = dataclasses.replace(specification, settings={"rules_version": RULES_VERSION})

    def preflight(self) -> None:
        """Nothing to find out: the rules always work."""

    def judge(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        """One judgement for each candidate, in their order; none is UNGRADED."""
        return map(judge_by_rules, candidates)


def judge_by_rules(candidate: Candidate) -> Judgement:
    """The grade of one answer with the rule that decided, as in "names the gold: HTTP"."""
    answer = candidate.answer[:_SCAN]
    forms = _forms(candidate.gold, candidate.aliases)
    folded, exact = normal_form(answer), normal_form(answer, fold_case=False)
    if not folded:
        return Judgement(Grade.NOT_ATTEMPTED, "no answer: nothing but white space and punctuation", 1.0)
    for form, pattern, in_case in forms:
        if (exact if in_case else folded) == form:
            return Judgement(Grade.CORRECT, f"is the gold: {form}", 1.0)
    named = denied = None
    for form, pattern, in_case in forms:
        text = exact if in_case else folded
        for match in pattern.finditer(text):
            if _DENIAL_BEFORE.search(text[max(0, match.start() - 40) : match.start()]):
                denied = form
            else:
                named = named or form
    if named:
        return Judgement(Grade.CORRECT, f"names the gold: {named}", 0.8)
    if denied:
        return Judgement(Grade.INCORRECT, f"denies the gold: {denied}", 0.8)
    if refusal := refusal_in(answer):
        return Judgement(Grade.NOT_ATTEMPTED, f"declines to answer: {refusal}", 0.9)
    return Judgement(Grade.INCORRECT, f"does not name the gold: {forms[0][0]}", 0.7)


@lru_cache(maxsize=4096)
def _forms(gold: str, aliases: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    found = []
    for written in accepted_forms(gold, aliases):
        in_case = case_matters(written)
        form = normal_form(written, fold_case=not in_case)
        if form:
            before = rf"(?<![{_WORD}])" if re.match(rf"[{_WORD}]", form, re.I) else r"(?<![-\w.#+])" if form[0] in "-+." else ""
            after = rf"(?![{_WORD}+#]|\.\d)" if re.search(rf"[{_WORD}]$", form, re.I) else r"(?![=\w])" if form[-1] in "<>=!+-" else ""
            found.append((form, re.compile(before + re.escape(form) + after, 0 if in_case else re.IGNORECASE), in_case))
    return tuple(found)
