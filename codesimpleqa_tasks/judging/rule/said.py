"""What an answer says, as coverage looks at it: its words, stems, senses and numbers, without what it denies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from codesimpleqa_tasks.judging.rule.atoms import Atoms
from codesimpleqa_tasks.judging.rule.formulas import canonical
from codesimpleqa_tasks.judging.rule.keys import DENIES, ORDERS, excluding_in
from codesimpleqa_tasks.judging.rule.lazy import lazy
from codesimpleqa_tasks.judging.rule.opposites import Member
from codesimpleqa_tasks.judging.rule.paraphrases import paraphrases
from codesimpleqa_tasks.judging.rule.units import Units
from codesimpleqa_tasks.judging.rule.words import folded, stem

_CLAUSE = re.compile(r"[,，。;；\n!！?？]|\.\s|\s-\s|\bbut\b|\brather\b|而是|但")


class Said:
    """What an answer says, for the comparison with any number of golds; `denials_too` counts what it denies as said."""

    def __init__(self, answer: Atoms, units: Units, sentences: list[tuple[int, int]], denials_too: bool) -> None:
        self.answer, self.units, self.sentences = answer, units, sentences
        self._denied = [] if denials_too else _denied(answer.text)

    @lazy
    def _counted(self) -> list[int]:
        """The numbers of the atoms that stand in no denial."""
        places = enumerate(self.answer.starts)
        return [n for n, place in places if not any(start <= place < end for start, end in self._denied)]

    @lazy
    def present(self) -> frozenset[str]:
        """The units said."""
        if not self._denied:
            return self.units.present
        counted = frozenset(self._counted)
        return frozenset(name for name, first in zip(self.units.names, self.units.firsts) if first in counted)

    @lazy
    def _stems(self) -> Sequence[str]:
        stems = self.answer.stems
        return [stems[n] for n in self._counted] if self._denied else stems

    @lazy
    def _words(self) -> frozenset[str]:
        """The units said, and the stems of all words."""
        return self.present.union(s for s in self._stems if s.isalpha())

    @lazy
    def _squeezed(self) -> str:
        """All that is said in one string, without anything between the atoms."""
        values = self.answer.values
        return "".join([values[n] for n in self._counted]) if self._denied else self.answer.joined

    @lazy
    def senses(self) -> frozenset[int]:
        """The senses of paraphrases in what is said."""
        found = paraphrases().find(self.answer.stems)
        if self._denied:
            counted = frozenset(self._counted)
            found = [phrase for phrase in found if phrase[0] in counted]
        return frozenset().union(*(senses for _, _, senses in found))

    @lazy
    def excluding(self) -> frozenset[Member]:
        """What is said that has opposites."""
        return excluding_in(self._stems)

    @lazy
    def _orders(self) -> frozenset[str]:
        return frozenset(map(canonical, ORDERS.findall(self.answer.text)))

    def has_sign(self, sign: str) -> bool:
        """True if an operator or a complexity is there."""
        return sign in self.answer.text or sign in self._orders

    def has_number(self, number: str) -> bool:
        """True if a number is there, and not as a part of a longer one: 5 in "php5"."""
        if number in self.present:
            return True
        squeezed = self._squeezed
        start = squeezed.find(number)
        while start != -1:
            before, after = squeezed[start - 1 : start], squeezed[start + len(number) : start + len(number) + 1]
            if not (before.isdigit() or before == "." or after.isdigit() or after == "."):
                return True
            start = squeezed.find(number, start + 1)
        return False

    def has_word(self, name: str) -> bool:
        """True if a unit is there, or all words of an English term of several words, though not side by side."""
        words = self._words
        return name in words or (" " in name and all(stem(folded(word)) in words for word in name.split()))

    def has_letters(self, name: str) -> bool:
        """True if a name is there within a longer one, or in several words: "timeout" in setTimeout and in "time out";
        but PSPACE is not in EXPSPACE."""
        if name not in self._squeezed:
            return False
        text = self.answer.text
        places = [match.span() for match in re.finditer(re.escape(name), text, re.IGNORECASE)]
        return not places or any(_begins_name(text, start) and _ends_name(text, end) for start, end in places)

    def in_one_sentence(self, terms: frozenset[str], pairs: list[str], may_lack: int) -> bool:
        """True if one sentence has all of some units, and pairs of characters but so many; denied or not."""
        if not terms <= self.units.present:
            return False
        places = [self.answer.starts[first] for first in self.units.firsts]
        for start, end in self.sentences:
            here = {name for name, place in zip(self.units.names, places) if start <= place < end}
            lacking = sum(pair not in self.answer.text[start:end] for pair in pairs)
            if terms <= here and lacking <= may_lack:
                return True
        return False


def _begins_name(text: str, place: int) -> bool:
    before, first = text[place - 1 : place], text[place]
    return not (before.isascii() and before.isalpha()) or (before.islower() and first.isupper())


def _ends_name(text: str, place: int) -> bool:
    last, after = text[place - 1], text[place : place + 1]
    return not (after.isascii() and after.isalpha()) or (last.islower() and after.isupper())


def _denied(text: str) -> list[tuple[int, int]]:
    """The clauses of a text that hold a denial."""
    lower = text.lower()
    if not DENIES.search(lower):
        return []
    denied, start = [], 0
    for cut in [*(m.start() for m in _CLAUSE.finditer(text)), len(text)]:
        if DENIES.search(lower[start:cut]):
            denied.append((start, cut))
        start = cut
    return denied
