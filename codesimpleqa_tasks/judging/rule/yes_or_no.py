"""Rule: where the gold says yes or no."""

from __future__ import annotations

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.finding import Finding
from codesimpleqa_tasks.judging.rule.polarity import polarity_of_answer


def yes_or_no(case: Case) -> Finding | None:
    """Where the gold says yes or no, the answer must say the same."""
    wanted = case.gold.polarity
    if wanted is None:
        return None
    said = polarity_of_answer(case.text)
    if said is None:
        return None
    if said is wanted:
        return Finding(Grade.CORRECT, 0.85, f"says {said.value}, as the gold does")
    return Finding(Grade.INCORRECT, 0.9, f"says {said.value}, where the gold says {wanted.value}")
