"""Units of meaning: the terms and words of a text, the same unit for the same thing in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from codesimpleqa_tasks.judging.rule.atoms import Atoms, atoms_of, atoms_of_surface
from codesimpleqa_tasks.judging.rule.glossary import glossary
from codesimpleqa_tasks.judging.rule.lazy import lazy
from codesimpleqa_tasks.judging.rule.words import STOP_WORDS, stem

_MARK = "\x1f"


@dataclass(eq=False)
class Units:
    """A text as units: concepts of the glossary, stems of words, numbers, signs and single Han characters.

    `names` are the units, without stop words, a concept named twice in a row ("incoming (入站)") once; `firsts` and `lasts` the numbers of their first and last atoms.
    """

    names: tuple[str, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    @lazy
    def _line(self) -> str:
        return _MARK + _MARK.join(self.names) + _MARK

    def find(self, wanted: tuple[str, ...]) -> list[tuple[int, int]]:
        """Where units stand one after another in this text: numbers of the first atom and of the one after."""
        line, sought = self._line, _MARK + _MARK.join(wanted) + _MARK
        found = []
        start = line.find(sought)
        while start != -1:
            first = line.count(_MARK, 0, start)
            found.append((self.firsts[first], self.lasts[first + len(wanted) - 1] + 1))
            start = line.find(sought, start + 1)
        return found

    @lazy
    def covered(self) -> frozenset[int]:
        """The numbers of all atoms that belong to a unit."""
        return frozenset(n for first, last in zip(self.firsts, self.lasts) for n in range(first, last + 1))

    @lazy
    def present(self) -> frozenset[str]:
        """All units of the text."""
        return frozenset(self.names)


def units_of(atoms: Atoms) -> Units:
    """The units of a text."""
    names: list[str] = []
    firsts: list[int] = []
    lasts: list[int] = []
    terms = {first: (after, concept) for first, after, concept in glossary().find(atoms.values)}
    reached = 0
    for position, value in enumerate(atoms.values):
        if position < reached:
            continue  # inside a term
        if position in terms:
            reached, name = terms[position]
            if name in STOP_WORDS or (names and names[-1] == name):
                continue
            last = reached - 1
        elif value in STOP_WORDS and not _counts(atoms, position):
            continue
        else:
            name = stem(value) if atoms.words[position][1:].islower() else value
            last = position
        names.append(name)
        firsts.append(position)
        lasts.append(last)
    return Units(tuple(names), tuple(firsts), tuple(lasts))


def _counts(atoms: Atoms, position: int) -> bool:
    """True for a stop word that is none here: in capitals ("AND"), or a flag ("-a")."""
    return atoms.words[position].isupper() or (position > 0 and atoms.values[position - 1] == "-")


class Parsed:
    """A text as atoms and, once they are asked for, as units."""

    def __init__(self, atoms: Atoms) -> None:
        self.atoms = atoms

    @lazy
    def units(self) -> Units:
        """The units of the text."""
        return units_of(self.atoms)


@lru_cache(maxsize=1024)
def parsed(text: str) -> Parsed:
    """The atoms and units of a short text that is likely to come again: a question, a gold or a part of one."""
    return Parsed(atoms_of(text))


@lru_cache(maxsize=1024)
def parsed_part(part: str) -> Parsed:
    """The atoms and units of a part of a surface that is likely to come again: a name, a bold passage."""
    return Parsed(atoms_of_surface(part))
