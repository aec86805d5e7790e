"""Atoms: the smallest parts of a text that are compared: words and identifiers, numbers, Han characters, operators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from codesimpleqa_tasks.judging.rule.lazy import lazy
from codesimpleqa_tasks.judging.rule.numerals import HAN_DIGITS, HAN_NUMERAL, han_number, number_word
from codesimpleqa_tasks.judging.rule.surface import surface
from codesimpleqa_tasks.judging.rule.traditional import SIMPLIFIED
from codesimpleqa_tasks.judging.rule.words import folded, stem

_LETTER = "A-Za-z\u00aa-\u02af\u0370-\u052f"
_OTHER_HAN = "".join(
    f"{chr(before + 1)}-{chr(after - 1)}"
    for before, after in pairwise([0x33FF, *sorted(map(ord, HAN_DIGITS)), 0xA000])
    if after - before > 1
)
"""The ranges of the Han characters that begin no numeral."""
_ATOM = re.compile(
    rf"""
    (?P<word>[{_LETTER}_][{_LETTER}\d_]*(?:\+\+(?![{_LETTER}])|\+(?=[\s\u3000-\u9fff,.;:)\]`'"\ue001-]|$)|\#(?![\w]))?)
  | (?=[\d.])(?:(?P<hex>0[xX][0-9a-fA-F]+\b)|(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)*|(?<![A-Za-z0-9_.])\.\d+))
  | (?P<hans>[\u3040-\u30ff{_OTHER_HAN}\uac00-\ud7af]+)
  | (?P<numeral>{HAN_NUMERAL})
  | (?P<han>[{"".join(HAN_DIGITS)}])
  | (?=[-=<>&|^~%*+@√∞!$()])(?P<sign>(?<![A-Za-z0-9_)\]-])-(?=\d|[A-Za-z](?![A-Za-z]))|[=<>&|^~%*+@√∞](?!\s*$)|!(?=[=\w])|(?<=[A-Za-z])\$|(?<=[{_LETTER}])\((?=[^\s)])|\))
    """,
    re.VERBOSE,
)
"""What is most common comes first, and what is costly to try only after a look at the next character."""


@dataclass(eq=False)
class Atoms:
    """A text cut into atoms.

    `text` is the surface; `values` the atoms in lower case, folded, numbers in their plain form; `starts` and `ends`
    their places in `text`. (Tuples, for the garbage collector need not look into them while they are remembered.)
    """

    text: str
    values: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...] = ()
    """The atoms as they are written in `text`."""

    @lazy
    def stems(self) -> tuple[str, ...]:
        """The values without their endings."""
        return tuple(map(stem, self.values))

    @lazy
    def joined(self) -> str:
        """All values in one string, without anything between them."""
        return "".join(self.values)

    @lazy
    def _offsets(self) -> dict[int, int]:
        """Where in `joined` each atom begins (and where the last one ends): offset to the atom's number."""
        offsets = {offset: n for n, offset in enumerate(accumulate(map(len, self.values), initial=0))}
        return offsets

    def find(self, joined: str) -> list[tuple[int, int]]:
        """Where a joined string stands in this text as whole atoms: numbers of the first atom and of the one after."""
        found = []
        start = self.joined.find(joined)
        while start != -1:
            first, after = self._offsets.get(start), self._offsets.get(start + len(joined))
            if first is not None and after is not None:
                found.append((first, after))
            start = self.joined.find(joined, start + 1)
        return found

    def __len__(self) -> int:
        return len(self.values)


def atoms_of(text: str) -> Atoms:
    """The atoms of a text as it was written."""
    return atoms_of_surface(surface(text))


def atoms_of_surface(text: str) -> Atoms:
    """The atoms of a surface."""
    values: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    depth = 0
    for match in _ATOM.finditer(text):
        kind, word = match.lastgroup, match[0]
        start, end = match.span()
        if kind == "hans":
            values += word
            words += word
            starts += range(start, end)
            ends += range(start + 1, end + 1)
            continue
        if kind == "word":
            value = _word_value(word)
            if not value:
                continue
        elif kind == "han":
            value = word
        elif kind == "number":
            value = plain_number(word)
        elif kind == "hex":
            value = word.lower()
        elif kind == "numeral":
            value = han_number(word)
        else:
            if word == "(":
                # Only the parentheses of a short mathematical name count, as in O(n) and f(x).
                if len(values) == 0 or len(words[-1]) > 2 or ends[-1] != start:
                    continue
                depth += 1
            elif word == ")":
                if not depth:
                    continue
                depth -= 1
            value = word
        values.append(value)
        starts.append(start)
        ends.append(end)
        words.append(word)
    return Atoms(text, tuple(values), tuple(starts), tuple(ends), tuple(words))


def values_of(phrase: str) -> Sequence[str]:
    """The values of the atoms of a word or phrase: as those of `atoms_of`, but sooner for plain words of either language."""
    if phrase.isascii() and phrase.replace(" ", "").isalpha():
        return [_word_value(word) for word in phrase.split()]
    if all("\u3400" <= c <= "\u9fff" and c not in HAN_DIGITS for c in phrase):
        return list(phrase.translate(SIMPLIFIED))
    return atoms_of(phrase).values


@lru_cache(maxsize=65536)
def _word_value(word: str) -> str:
    return number_word(word) or folded(word) or ("_" if word == "_" else "")


def plain_number(number: str) -> str:
    """A number without separators of thousands, leading zeros and a fraction of zero: "1,024.0" is "1024"."""
    number = number.replace(",", "")
    if number.startswith("."):
        number = "0" + number
    if number.count(".") == 1:
        whole, _, fraction = number.partition(".")
        return whole if not fraction.strip("0") and len(fraction) == 1 else f"{whole}.{fraction}"
    return number
