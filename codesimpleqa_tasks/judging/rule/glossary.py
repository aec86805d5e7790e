"""The glossary: English and Chinese terms of computing that name the same thing."""

from __future__ import annotations

from functools import lru_cache

from codesimpleqa_tasks.judging.rule.atoms import Atoms, values_of
from codesimpleqa_tasks.judging.rule.phrasebook import lines_of
from codesimpleqa_tasks.judging.rule.words import STOP_WORDS

Term = tuple[str, ...]
"""A term as its atoms."""


def concept_at(atoms: Atoms, position: int) -> tuple[str, int] | None:
    """The concept of the longest term that begins at an atom, with the number of its atoms; None if there is none.

    A concept is named by the first term of its line in the glossary.
    """
    terms = _terms_by_first_atom().get(atoms.values[position])
    if terms is None:
        return None
    lengths, concepts = terms
    for length in lengths:
        term = tuple(atoms.values[position : position + length])
        if term in concepts:
            return concepts[term], len(term)
    return None


@lru_cache(maxsize=1)
def _terms_by_first_atom() -> dict[str, tuple[list[int], dict[Term, str]]]:
    """For each atom that begins a term: how long its terms are, the longest first, and the concept of each."""
    index: dict[str, dict[Term, str]] = {}
    for terms in (line.split("; ") for line in lines_of("glossary.txt")):
        for written in terms:
            term = tuple(values_of(written))
            if term:
                index.setdefault(term[0], {}).setdefault(term, terms[0])
    for word in STOP_WORDS:
        if len(word) > 1 and word > "\u3400":
            index.setdefault(word[0], {}).setdefault(tuple(word), word)
    return {first: (sorted(set(map(len, found)), reverse=True), found) for first, found in index.items()}
