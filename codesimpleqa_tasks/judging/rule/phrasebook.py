"""Phrasebooks: words and phrases with what they stand for, and how they are found in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Generic, TypeVar

from codesimpleqa_tasks.judging.rule.atoms import Atoms, values_of
from codesimpleqa_tasks.judging.rule.words import stem

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases, as the words they are made of, each with a value. Of a phrase that comes twice the first counts."""

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], T]]) -> None:
        self._alone: dict[str, T] = {}
        longer: dict[str, dict[str, dict[int, dict[tuple[str, ...], T]]]] = {}
        for phrase, value in entries:
            if len(phrase) == 1:
                self._alone.setdefault(phrase[0], value)
            elif phrase:
                of_length = longer.setdefault(phrase[0], {}).setdefault(phrase[1], {}).setdefault(len(phrase), {})
                of_length.setdefault(phrase, value)
        self._longer = {
            first: {second: sorted(phrases.items(), reverse=True) for second, phrases in seconds.items()}
            for first, seconds in longer.items()
        }

    def at(self, words: Sequence[str], place: int) -> tuple[T, int] | None:
        """The value of the longest phrase that begins at a place of a text, with the number of its words, or None."""
        first = words[place]
        if (seconds := self._longer.get(first)) and place + 1 < len(words):
            for length, phrases in seconds.get(words[place + 1], ()):
                if (value := phrases.get(tuple(words[place : place + length]))) is not None:
                    return value, length
        alone = self._alone.get(first)
        return None if alone is None else (alone, 1)


class Phrasebook(Generic[T]):
    """Phrases with the values that each of them stands for, found whatever their endings."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        values: dict[tuple[str, ...], set[T]] = {}
        for written, value in entries:
            values.setdefault(tuple(map(stem, values_of(written))), set()).add(value)
        self._phrases = Phrases((phrase, frozenset(found)) for phrase, found in values.items())

    def find(self, stems: Sequence[str]) -> Iterator[tuple[int, int, frozenset[T]]]:
        """The longest phrase that begins at each place of a text: the numbers of its first atom and of the one after,
        and its values."""
        for first in range(len(stems)):
            if found := self._phrases.at(stems, first):
                yield first, first + found[1], found[0]


def stems_of(atoms: Atoms) -> list[str]:
    """The atoms of a text without their endings."""
    return [stem(value) for value in atoms.values]


def lines_of(name: str) -> Iterator[str]:
    """The lines of a list that lies beside this file, without its comments."""
    for line in (files(__package__) / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
