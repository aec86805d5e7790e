"""The glossary: English and Chinese terms of computing that name the same thing."""

from __future__ import annotations

from functools import lru_cache

from codesimpleqa_tasks.judging.rule.atoms import Atoms, atoms_of
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
    for length, term, concept in terms:
        if length == 1 or tuple(atoms.values[position : position + length]) == term:
            return concept, length
    return None


@lru_cache(maxsize=1)
def _terms_by_first_atom() -> dict[str, list[tuple[int, Term, str]]]:
    index: dict[str, list[tuple[int, Term, str]]] = {}
    for terms in (line.split("; ") for line in lines_of("glossary.txt")):
        for written in terms:
            term = tuple(atoms_of(written).values)
            if term:
                index.setdefault(term[0], []).append((len(term), term, terms[0]))
    for word in STOP_WORDS:
        if len(word) > 1 and word > "\u3400":
            index.setdefault(word[0], []).append((len(word), tuple(word), word))
    for entries in index.values():
        entries.sort(key=lambda entry: -entry[0])
    return index
