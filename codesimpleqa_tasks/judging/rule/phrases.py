"""Phrases: words and phrases with what they stand for, and how they are found in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Generic, TypeVar

from codesimpleqa_tasks.judging.rule.atoms import values_of
from codesimpleqa_tasks.judging.rule.words import stem

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases, as the words they are made of, each with a value. Of a phrase that comes twice the first counts."""

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], T]]) -> None:
        self._alone: dict[str, T] = {}
        self._longer: dict[tuple[str, ...], T] = {}
        lengths: dict[tuple[str, str], set[int]] = {}
        for phrase, value in entries:
            if len(phrase) == 1:
                self._alone.setdefault(phrase[0], value)
            elif phrase:
                self._longer.setdefault(phrase, value)
                lengths.setdefault((phrase[0], phrase[1]), set()).add(len(phrase))
        self._lengths = {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}

    def __contains__(self, words: Sequence[str]) -> bool:
        """True if some words together are a phrase."""
        return tuple(words) in self._longer if len(words) != 1 else words[0] in self._alone

    def find(self, words: Sequence[str]) -> list[tuple[int, int, T]]:
        """The longest phrase that begins at each place of a text: the numbers of its first word and of the one after,
        and its value."""
        alone, longer, lengths = self._alone, self._longer, self._lengths
        found = []
        for place, pair in enumerate(zip(words, (*words[1:], ""))):
            for length in lengths.get(pair, ()):
                phrase = tuple(words[place : place + length])
                if len(phrase) == length and phrase in longer:
                    found.append((place, place + length, longer[phrase]))
                    break
            else:
                if pair[0] in alone:
                    found.append((place, place + 1, alone[pair[0]]))
        return found


def by_stems(entries: Iterable[tuple[str, T]]) -> Phrases[tuple[T, ...]]:
    """Phrases as they are written, each with all values that it stands for, to be found among stems: whatever their
    endings."""
    values: dict[tuple[str, ...], dict[T, None]] = {}
    for written, value in entries:
        values.setdefault(tuple(map(stem, values_of(written))), {}).setdefault(value)
    return Phrases((phrase, tuple(found)) for phrase, found in values.items())


def lines_of(name: str) -> Iterator[str]:
    """The lines of a list that lies beside this file, without its comments."""
    for line in (files(__package__) / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
