"""Rule: an answer that is the gold and nothing else."""

from __future__ import annotations

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.finding import Finding
from codesimpleqa_tasks.judging.rule.formulas import canonical
from codesimpleqa_tasks.judging.rule.mentions import same_identifier


def word_for_word(case: Case) -> Finding | None:
    """An answer with the very letters of the gold or an alias needs no further look."""
    answer = case.candidate.answer.strip()
    if answer and any(answer == gold.strip() for gold in (case.candidate.gold, *case.candidate.aliases)):
        return Finding(Grade.CORRECT, 1.0, f"is the gold: {answer}")
    return None


def the_gold_itself(case: Case) -> Finding | None:
    """An answer that is the gold, and nothing else, is right."""
    joined, units = case.answer.joined, tuple(case.units.names)
    bare = case.text.strip().strip("`'\"").strip()
    for form in case.gold.forms:
        if form.formula:
            if canonical(bare.strip("。.")) == form.formula:
                return Finding(Grade.CORRECT, 0.99, f"is the gold: {form.written}")
            continue
        if form.literal:
            if bare == form.literal:
                return Finding(Grade.CORRECT, 0.99, f"is the gold: {form.written}")
            continue
        if form.exact_case:
            if bare.strip("-.。 ") == form.written.strip("`'\"-"):
                return Finding(Grade.CORRECT, 0.99, f"is the gold: {form.written}")
            continue
        if form.joined and joined == form.joined and same_identifier(form, bare):
            return Finding(Grade.CORRECT, 0.9 if form.reduced else 0.99, f"is the gold: {form.written}")
    for form in case.gold.forms:
        if units and units == form.units and not form.exact_case:
            return Finding(Grade.CORRECT, 0.9, f"is the gold in other words: {form.written}")
    return None
