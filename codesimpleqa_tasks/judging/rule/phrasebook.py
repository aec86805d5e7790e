"""Phrasebooks: words and phrases with what they stand for, found in a text whatever their endings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Generic, TypeVar

from codesimpleqa_tasks.judging.rule.atoms import Atoms, values_of
from codesimpleqa_tasks.judging.rule.words import stem

T = TypeVar("T")


class Phrasebook(Generic[T]):
    """Phrases with the values that each of them stands for."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        values: dict[tuple[str, ...], set[T]] = {}
        for written, value in entries:
            if phrase := tuple(map(stem, values_of(written))):
                values.setdefault(phrase, set()).add(value)
        self._by_first: dict[str, list[tuple[int, tuple[str, ...], frozenset[T]]]] = {}
        for phrase, found in values.items():
            self._by_first.setdefault(phrase[0], []).append((len(phrase), phrase, frozenset(found)))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda entry: -entry[0])

    def find(self, stems: Sequence[str]) -> Iterator[tuple[int, int, frozenset[T]]]:
        """The longest phrase that begins at each place of a text: the numbers of its first atom and of the one after,
        and its values."""
        begins = self._by_first.get
        for first, phrases in [(first, found) for first, value in enumerate(stems) if (found := begins(value))]:
            for length, phrase, values in phrases:
                if length == 1 or tuple(stems[first : first + length]) == phrase:
                    yield first, first + length, values
                    break


def stems_of(atoms: Atoms) -> list[str]:
    """The atoms of a text without their endings."""
    return [stem(value) for value in atoms.values]


def lines_of(name: str) -> Iterator[str]:
    """The lines of a list that lies beside this file, without its comments."""
    for line in (files(__package__) / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
