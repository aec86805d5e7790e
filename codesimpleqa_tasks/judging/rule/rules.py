"""The rules, in the order in which they are asked: the first that has something to say decides."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.attempting import declining, no_answer, talk
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.covering import covered
from codesimpleqa_tasks.judging.rule.evidence.meaning import in_other_words
from codesimpleqa_tasks.judging.rule.finding import Finding, Rule
from codesimpleqa_tasks.judging.rule.formulas import is_formula
from codesimpleqa_tasks.judging.rule.lists import every_item
from codesimpleqa_tasks.judging.rule.naming import named
from codesimpleqa_tasks.judging.rule.numeric import quantity
from codesimpleqa_tasks.judging.rule.sameness import the_gold_itself, word_for_word
from codesimpleqa_tasks.judging.rule.yes_or_no import yes_or_no

_PATH = re.compile(r"^(?=.*[a-z])\S*\w/\w\S*$", re.ASCII)


def not_named(case: Case) -> Finding:
    """What does not name the gold is wrong, unless it says the same in other words."""
    gold = case.gold
    if gold.is_long and not gold.is_code:
        share, missed = case.coverage.share, ", ".join(case.coverage.missed[:6])
        return in_other_words(case, Grade.INCORRECT, f"covers {share:.0%} of the gold; missing: {missed}")
    if gold.expands and not gold.is_long:
        why = f"does not give the words of the gold: {gold.written}"
        return in_other_words(case, Grade.INCORRECT, why, may_be_right=False)
    if all(f.formula or f.exact_case for f in gold.forms) or is_formula(gold.written) or _PATH.match(gold.written):
        why = f"does not give what the gold writes out: {gold.written}"
        return in_other_words(case, Grade.INCORRECT, why, may_be_right=False)
    return in_other_words(case, Grade.INCORRECT, f"does not name the gold: {gold.written}")


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
