"""The glossary: English and Chinese terms of computing that name the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from codesimpleqa_tasks.judging.rule.atoms import values_of
from codesimpleqa_tasks.judging.rule.phrases import Phrases, lines_of
from codesimpleqa_tasks.judging.rule.words import STOP_WORDS

Term = tuple[str, ...]
"""A term as its atoms."""


@lru_cache(maxsize=1)
def glossary() -> Phrases[str]:
    """The terms with their concepts. A concept is named by the first term of its line in the glossary."""
    return Phrases(_terms())


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
