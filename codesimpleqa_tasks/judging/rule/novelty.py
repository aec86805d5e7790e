"""Novelty: whether a name says something that neither the question nor the gold holds."""

from __future__ import annotations

from codesimpleqa_tasks.judging.rule.atoms import atoms_of_surface
from codesimpleqa_tasks.judging.rule.gold import Gold
from codesimpleqa_tasks.judging.rule.names import COMMON
from codesimpleqa_tasks.judging.rule.units import units_of
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, STOP_WORDS


def is_new(name: str, gold: Gold, marked: bool = False) -> bool:
    """True if a name is neither the gold nor in the question. What is `marked` as code is a name, however common."""
    atoms = atoms_of_surface(name)
    new = [
        v
        for v in atoms.values
        if v not in gold.known_values and (marked or not (v in STOP_WORDS or v in GENERIC_WORDS or v in COMMON))
    ]
    if not new:
        return False
    telling = any(unit not in gold.known_units for unit in units_of(atoms).names)
    joined = "".join(atoms.values)
    return telling and not any(
        joined == form.joined
        or (len(joined) > 3 and joined in form.joined)
        or (len(form.joined) > 4 and form.joined in joined)
        for form in gold.forms
    )
