"""Rule: where the gold is a number."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.finding import Finding
from codesimpleqa_tasks.judging.rule.quantities import quantities_in, same
from codesimpleqa_tasks.judging.rule.stance import Stance, read_stance, sentence_at


def quantity(case: Case) -> Finding | None:
    """Where the gold is a number, perhaps with a unit, the first number that the answer commits to must be worth the same."""
    wanted = case.gold.quantity
    if wanted is None:
        return None
    asked = case.gold.question_values
    spelled = [(m.start, m.end) for m, r in case.mentions if r.stance is Stance.ASSERTED]
    first = None
    for found, start, end in quantities_in(case.answer):
        reading = read_stance(case.text, case.sentences, start, end)
        if reading.stance in (Stance.DENIED, Stance.CONCEDED):
            if same(wanted, found):
                return Finding(Grade.INCORRECT, 0.85, f'denies the gold: {case.gold.written} ("{reading.cue}")')
            continue
        if reading.stance is Stance.ALTERNATIVE and not same(wanted, found):
            first = first or (case.text[start:end], False)
        if same(wanted, found):
            if _OR_NUMBER.match(case.text[end : end + 24]):
                return Finding(
                    Grade.INCORRECT, 0.8, f"offers the number of the gold or another: {case.text[start:end]}"
                )
            if first is None or _marked(case, start):
                certainty = 0.95 if sentence_at(case.sentences, start) == 0 else 0.8
                return Finding(Grade.CORRECT, certainty, f"gives the number of the gold: {case.text[start:end]}")
            return Finding(
                Grade.INCORRECT, 0.6, f"puts {first[0]} before the number of the gold: {case.text[start:end]}"
            )
        if any(s <= start < e for s, e in spelled):
            return None
        if (case.text[start:end] not in asked or not case.text[start:end].isdigit()) and first is None:
            first = (case.text[start:end], True)
    return None


_OR_NUMBER = re.compile(r"^\s*[^\d\s,.;，。；]{0,8}\s*(?:\bor\b|或者?|还是|到底是)\s*(?:about\s+)?\d", re.IGNORECASE)


def _marked(case: Case, start: int) -> bool:
    """True if what stands at a character is in bold, while nothing before it is."""
    before = case.text[:start]
    return before.rfind("\ue000") > before.rfind("\ue001") and before.count("\ue000") == 1
