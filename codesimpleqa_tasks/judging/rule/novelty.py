"""Novelty: whether a name says something that neither the question nor the gold holds."""

from __future__ import annotations

from codesimpleqa_tasks.judging.rule.gold import Gold
from codesimpleqa_tasks.judging.rule.names import COMMON
from codesimpleqa_tasks.judging.rule.units import parsed_part
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, STOP_WORDS


def is_new(name: str, gold: Gold, marked: bool = False) -> bool:
    """True if a name is neither the gold nor in the question. What is `marked` as code is a name, however common."""
    part = parsed_part(name)
    new = [
        v
        for v in part.atoms.values
        if not gold.has(v) and (marked or not (v in STOP_WORDS or v in GENERIC_WORDS or v in COMMON))
    ]
    if not new:
        return False
    if all(map(gold.knows, part.units.names)):
        return False
    joined = part.atoms.joined
    return not any(
        joined == form.joined
        or (len(joined) > 3 and joined in form.joined)
        or (len(form.joined) > 4 and form.joined in joined)
        for form in gold.forms
    )
