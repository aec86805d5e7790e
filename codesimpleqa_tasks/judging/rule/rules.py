"""The rules, in the order in which they are asked: the first that has something to say decides."""

from __future__ import annotations

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.attempting import declining, no_answer, talk
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.covering import covered
from codesimpleqa_tasks.judging.rule.finding import Finding, Rule
from codesimpleqa_tasks.judging.rule.identifiers import IDENTIFIER
from codesimpleqa_tasks.judging.rule.lists import every_item
from codesimpleqa_tasks.judging.rule.naming import named
from codesimpleqa_tasks.judging.rule.numeric import quantity
from codesimpleqa_tasks.judging.rule.rivals import commits
from codesimpleqa_tasks.judging.rule.sameness import the_gold_itself, word_for_word
from codesimpleqa_tasks.judging.rule.yes_or_no import yes_or_no


def not_named(case: Case) -> Finding:
    """What does not name the gold is wrong."""
    if case.gold.is_long and not case.gold.is_code:
        share, missed = case.coverage.share, ", ".join(case.coverage.missed[:6])
        return Finding(Grade.INCORRECT, 0.8 - share / 2, f"covers {share:.0%} of the gold; missing: {missed}")
    # The longer the gold, the more ways there are of saying the same.
    certainty = _surely_other(case) - min(0.1, len(case.gold.written) / 500)
    return Finding(Grade.INCORRECT, certainty, f"does not name the gold: {case.gold.written}")


def _surely_other(case: Case) -> float:
    """How certain it is that an answer without the gold's name does not mean it: names of programs and numbers have few
    other names, a term of several common words has many."""
    committed = commits(case.gold, case.answer, case.sentences)
    length = len(case.text) * (1 if case.text.isascii() else 2)
    if length > 200 or (length > 80 and not committed):
        return 0.78 if committed else 0.7  # perhaps it only talks
    if case.gold.is_code or case.gold.quantity or IDENTIFIER.match(case.gold.written):
        return 0.92
    names = case.gold.units.names
    if len(names) == 1 or all(word[:1].isupper() for word in case.gold.atoms.words):
        return 0.88 if committed else 0.82
    return 0.8 if len(names) == 2 else 0.72


RULES: tuple[Rule, ...] = (
    word_for_word,
    no_answer,
    declining,
    the_gold_itself,
    yes_or_no,
    quantity,
    every_item,
    named,
    covered,
    talk,
    not_named,
)
