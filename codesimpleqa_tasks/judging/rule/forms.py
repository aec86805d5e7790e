"""Forms: the spellings under which an answer may name the gold, prepared for the search."""

from __future__ import annotations

import re
from typing import NamedTuple

from codesimpleqa_tasks.judging.rule.atoms import Atoms
from codesimpleqa_tasks.judging.rule.formulas import canonical, is_formula
from codesimpleqa_tasks.judging.rule.glossary import glossary
from codesimpleqa_tasks.judging.rule.identifiers import IDENTIFIER, is_code
from codesimpleqa_tasks.judging.rule.surface import surface
from codesimpleqa_tasks.judging.rule.units import Units, parsed

_CASE_MATTERS = re.compile(r"^-{1,2}[A-Za-z]$|^[A-Za-z]$|^%[A-Za-z]$|^\\[A-Za-z]$|^\$[A-Za-z]$")


class Form(NamedTuple):
    """One accepted spelling.

    `written` is the spelling; `joined` its atoms in one string; `units` its units of meaning; `exact_case` says that
    capitals are the point of it ("-P"); `literal` is set for what is made of signs alone ("<=") and is sought as it
    stands, `formula` for what has to agree in every sign ("O(log n)"); `reduced` says that part of the gold was left
    away (a generic word, a word of the question); `values` are its atoms; `qualifier` is what a dotted name had before
    its last part.
    """

    written: str
    joined: str = ""
    units: tuple[str, ...] = ()
    exact_case: bool = False
    literal: str | None = None
    reduced: bool = False
    formula: str | None = None
    values: tuple[str, ...] = ()
    qualifier: str = ""


_WORDS_IN_CAPITALS = frozenset(
    "GET PUT POST SET ALL ANY NOT AND OR IN IS ON IT AS AT BY DO GO IF NO SO TO UP US BE".split()
)
"""Names that would be common words in other letters."""

MAY_GO = frozenset("a an the of to in for on is are use using used by with that its 的 了".split())
"""Words that may stand in a term or not."""


def form_of(text: str, reduced: bool) -> Form | None:
    """The form of a spelling, or None if it holds nothing that could be sought."""
    bare = text.strip().strip("`'\"“”")
    atoms = parsed(text).atoms
    plain = atoms.text if bare == text else surface(bare)
    if is_formula(plain):
        return Form(bare, reduced=reduced, formula=canonical(plain))
    if not any(map(str.isalnum, atoms.joined)):
        return Form(bare, literal=bare, reduced=reduced) if bare else None
    must_be_spelled = (IDENTIFIER.match(bare) and atoms.values not in glossary()) or is_code(bare)
    units = () if must_be_spelled else _safe_units(atoms, parsed(text).units)
    return Form(
        bare,
        atoms.joined,
        units,
        exact_case=bool(_CASE_MATTERS.match(bare)) or bare in _WORDS_IN_CAPITALS,
        reduced=reduced,
        values=atoms.values,
    )


def _may_fall(atoms: Atoms, n: int) -> bool:
    """True for a small word, but not for the "on" of "on-policy"."""
    return atoms.values[n] in MAY_GO and atoms.text[atoms.ends[n] : atoms.ends[n] + 1] != "-"


def _safe_units(atoms: Atoms, units: Units) -> tuple[str, ...]:
    """The units by which a text may be recognised in other words, or none: a single word without known synonyms has no
    other words, and a term that consists of little else than stop words ("If-Match", "在策略") would lose its meaning."""
    if len(units.names) == 1 and units.firsts == units.lasts and [atoms.values[units.firsts[0]]] not in glossary():
        return ()
    if len(units.names) < 3:
        kept = {n for first, last in zip(units.firsts, units.lasts) for n in range(first, last + 1)}
        if any(n not in kept and not _may_fall(atoms, n) for n in range(len(atoms))):
            return ()
        if all(len(name) == 1 for name in units.names):
            return ()
    return units.names
