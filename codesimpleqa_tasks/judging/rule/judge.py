"""The built-in judge."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

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
_SCAN = 20_000
"""Characters of an answer that are read: an answer is asked for in at most 64 words."""


class RuleJudge:
    """Grades by rules over the text: accepted spellings, denials, refusals. Deterministic, no network, no key."""

    def __init__(self, specification: JudgeSpecification, settings: Settings | None = None) -> None:
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
    folded = normal_form(answer)
    if not folded:
        return Judgement(Grade.NOT_ATTEMPTED, "no answer: nothing but white space and punctuation", 1.0)
    exact = normal_form(answer, fold_case=False) if any(in_case for _, in_case in forms) else folded
    named = denied = None
    for form, in_case in forms:
        text = exact if in_case else folded
        if text == form:
            return Judgement(Grade.CORRECT, f"is the gold: {form}", 1.0)
        for start in _occurrences(form, text):
            if _DENIAL_BEFORE.search(text[max(0, start - 40) : start]):
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


@lru_cache(maxsize=8192)
def _forms(gold: str, aliases: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """The accepted forms, normalised, each with whether capitals matter in it."""
    cased = [(form, case_matters(form)) for form in accepted_forms(gold, aliases)]
    found = ((normal_form(form, fold_case=not in_case), in_case) for form, in_case in cased)
    return tuple(dict.fromkeys(f for f in found if f[0])) or ((gold, True),)


def _occurrences(form: str, text: str) -> Iterator[int]:
    """Where a form stands in a text as a whole: not inside a longer word, number, operator or flag."""
    start = text.find(form)
    while start != -1:
        end = start + len(form)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (_joins(before, form[0]) or _joins(form[-1], after) or _decimal(text, end)):
            yield start
        start = text.find(form, start + 1)


def _joins(left: str, right: str) -> bool:
    """True if two neighbouring characters belong to one word, number or operator."""
    if not left or not right:
        return False
    if _is_word(left) and _is_word(right):
        return True
    if _is_word(left):
        return right in "+#"
    if _is_word(right):
        return left == "#"
    return left in "<>=!+-*&|" and right in "<>=!+-*&|"


def _is_word(character: str) -> bool:
    return character == "_" or (character.isalnum() and character < "\u2e80")


def _decimal(text: str, end: int) -> bool:
    return text[end - 1].isdigit() and text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit()
