"""The glossary: English and Chinese terms of computing that name the same thing."""

from __future__ import annotations

from collections.abc import Iterator
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
    values = atoms.values
    beginning = _beginnings().get(values[position])
    if beginning is None:
        return None
    alone, longer = beginning
    if longer and position + 1 < len(values) and (terms := longer.get(values[position + 1])):
        for length, concepts in terms:
            if concept := concepts.get(tuple(values[position : position + length])):
                return concept, length
    return (alone, 1) if alone else None


_Beginning = tuple[str | None, dict[str, list[tuple[int, dict[Term, str]]]]]
"""For an atom: the concept that it names alone, and for each second atom the terms of each length, the longest first."""


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, _Beginning]:
    """What begins with each atom that begins a term."""
    alone: dict[str, str] = {}
    longer: dict[str, dict[str, dict[int, dict[Term, str]]]] = {}
    for term, concept in _terms():
        if len(term) == 1:
            alone.setdefault(term[0], concept)
        else:
            of_length = longer.setdefault(term[0], {}).setdefault(term[1], {}).setdefault(len(term), {})
            of_length.setdefault(term, concept)
    return {
        first: (
            alone.get(first),
            {second: sorted(terms.items(), reverse=True) for second, terms in longer.get(first, {}).items()},
        )
        for first in alone.keys() | longer.keys()
    }


def _terms() -> Iterator[tuple[Term, str]]:
    """All terms as their atoms, with their concepts; then Chinese stop words of several characters as their own."""
    for line in lines_of("glossary.txt"):
        terms = line.split("; ")
        for written in terms:
            if term := tuple(values_of(written)):
                yield term, terms[0]
    for word in STOP_WORDS:
        if len(word) > 1 and word > "\u3400":
            yield tuple(word), word
