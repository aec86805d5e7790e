"""Paraphrases: ordinary words and phrases that say the same thing in a statement about software, in both languages."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from codesimpleqa_tasks.judging.rule.atoms import Atoms, atoms_of
from codesimpleqa_tasks.judging.rule.words import stem

_FILE = "paraphrases.txt"


def senses_at(atoms: Atoms) -> list[tuple[int, int, frozenset[int]]]:
    """What the words of a text may mean: for each word or phrase of the lexicon that stands in it the number of its
    first atom, of the atom after it, and its senses. At each place the longest phrase counts."""
    found = []
    lexicon = _lexicon()
    values = [stem(value) for value in atoms.values]
    for first, value in enumerate(values):
        for length, phrase, senses in lexicon.get(value, ()):
            if length == 1 or tuple(values[first : first + length]) == phrase:
                found.append((first, first + length, senses))
                break
    return found


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[tuple[int, tuple[str, ...], frozenset[int]]]]:
    """Phrases by their first atom, the longest first. A sense is the number of a line."""
    senses: dict[tuple[str, ...], set[int]] = {}
    lines = (files(__package__) / _FILE).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            for written in line.split("; "):
                senses.setdefault(tuple(stem(value) for value in atoms_of(written).values), set()).add(number)
    by_first: dict[str, list[tuple[int, tuple[str, ...], frozenset[int]]]] = {}
    for phrase, numbers in senses.items():
        if phrase:
            by_first.setdefault(phrase[0], []).append((len(phrase), phrase, frozenset(numbers)))
    for entries in by_first.values():
        entries.sort(key=lambda entry: -entry[0])
    return by_first
