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
        longer: dict[tuple[str, str], dict[int, dict[tuple[str, ...], T]]] = {}
        for phrase, value in entries:
            if len(phrase) == 1:
                self._alone.setdefault(phrase[0], value)
            elif phrase:
                longer.setdefault((phrase[0], phrase[1]), {}).setdefault(len(phrase), {}).setdefault(phrase, value)
        self._longer = {pair: sorted(of_length.items(), reverse=True) for pair, of_length in longer.items()}

    def __contains__(self, words: Sequence[str]) -> bool:
        """True if some words together are a phrase."""
        if len(words) < 2:
            return bool(words) and words[0] in self._alone
        return any(tuple(words) in phrases for _, phrases in self._longer.get((words[0], words[1]), ()))

    def find(self, words: Sequence[str]) -> list[tuple[int, int, T]]:
        """The longest phrase that begins at each place of a text: the numbers of its first word and of the one after,
        and its value."""
        alone, longer = self._alone, self._longer
        found = []
        for place, pair in enumerate(zip(words, [*words[1:], ""])):
            if pair in longer:
                for length, phrases in longer[pair]:
                    if (value := phrases.get(tuple(words[place : place + length]))) is not None:
                        found.append((place, place + length, value))
                        break
                else:
                    if pair[0] in alone:
                        found.append((place, place + 1, alone[pair[0]]))
            elif pair[0] in alone:
                found.append((place, place + 1, alone[pair[0]]))
        return found


def by_stems(entries: Iterable[tuple[str, T]]) -> Phrases[frozenset[T]]:
    """Phrases as they are written, each with all values that it stands for, to be found among stems: whatever their
    endings."""
    values: dict[tuple[str, ...], set[T]] = {}
    for written, value in entries:
        values.setdefault(tuple(map(stem, values_of(written))), set()).add(value)
    return Phrases((phrase, frozenset(found)) for phrase, found in values.items())


def lines_of(name: str) -> Iterator[str]:
    """The lines of a list that lies beside this file, without its comments."""
    for line in (files(__package__) / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
