"""Shortening: what of a gold still names it when generic words and words of the question are left away."""

from __future__ import annotations

import re
from typing import NamedTuple

from codesimpleqa_tasks.judging.rule.asked import Asked
from codesimpleqa_tasks.judging.rule.atoms import Atoms
from codesimpleqa_tasks.judging.rule.forms import Form, form_of
from codesimpleqa_tasks.judging.rule.units import Units, parsed
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, VENDORS, has_han, stem

_PARTED = re.compile(r"[\s\u3400-\u9fff]")
"""What can be parted: words with space between them, or Chinese."""


def shortened(text: str, asked: Asked) -> list[Form]:
    """What remains of a spelling when its end, its beginning or both are left away as far as they say nothing new.

    At the end go generic words and what says which kind of thing is asked for; at the beginning generic words, names of
    makers and words of the question.
    """
    if text.isupper() and text.isascii() and " " in text.strip():
        return []  # a phrase of keywords, as in SQL
    atoms = parsed(text).atoms
    if not _PARTED.search(atoms.text.strip()):
        return []
    units = parsed(text).units
    if len(units.names) < 2:
        return []
    phrase = _Phrase(atoms, units)
    last = phrase.end_without(asked.kind)
    spans: dict[tuple[int, int], None] = {}
    for end in dict.fromkeys((last, len(phrase.units.names) - 1)):
        for most in (0, 1, end):
            spans.setdefault((phrase.start_without(asked.units, end, most), end))
    forms = (phrase.form(first, end, asked.units) for first, end in spans)
    return [form for form in forms if form is not None]


class _Phrase(NamedTuple):
    """A spelling with its atoms and units."""

    atoms: Atoms
    units: Units

    def end_without(self, wanted: frozenset[str]) -> int:
        """The number of the last unit that has to stay."""
        names, last = self.units.names, len(self.units.names) - 1
        while last > 0 and _may_go(names[last], wanted) and not self._grown_together(last - 1):
            last -= 1
        return last

    def start_without(self, asked: frozenset[str], end: int, most: int) -> int:
        """The number of the first unit that has to stay if up to `most` units go."""
        names, first = self.units.names, 0
        while first < min(end, most) and not self._grown_together(first):
            maker = self.atoms.values[self.units.firsts[first]] in VENDORS
            if not (maker or _may_go(names[first], asked)):
                break
            first += 1
        return first

    def form(self, first: int, last: int, asked: frozenset[str]) -> Form | None:
        """The form of a part, or None if it is all or tells nothing."""
        names, units, atoms = self.units.names, self.units, self.atoms
        rest, before, after = names[first : last + 1], names[:first], names[last + 1 :]
        if not (before or after) or not rest or all(_is_generic(u) or u in asked for u in rest):
            return None
        if after and all(unit[0].isdigit() for unit in rest):
            return None  # "5" of "5 shards"
        if len(rest) == 1:
            name = atoms.words[units.firsts[first]]
            common = name[1:].islower() and not has_han(atoms.text)
            if common and units.firsts[first] == units.lasts[first] and any(not _is_generic(u) for u in after):
                return None  # "Skin" of "Skin Edit Mode"
            if (common or not name.isascii()) and any(u in asked or _is_generic(u) for u in before):
                return None  # "list" of "label list"
        start = atoms.starts[units.firsts[first]] if first else 0
        end = atoms.ends[units.lasts[last]] if after else len(atoms.text)
        form = form_of(atoms.text[start:end], reduced=True)
        return form if form and (form.exact_case or len(form.joined) > 1) else None

    def _grown_together(self, left: int) -> bool:
        """True if a unit and the next cannot be parted: "immersive-vr", "Cache.Insert"."""
        one, two = self.units.lasts[left], self.units.firsts[left + 1]
        between = self.atoms.text[self.atoms.ends[one] : self.atoms.starts[two]]
        if between:
            return bool(between.strip(" \t'\"`的."))
        return self.atoms.words[one].isascii() and self.atoms.words[two].isascii()


def _may_go(unit: str, asked: frozenset[str]) -> bool:
    if unit[0].isdigit() or (len(unit) == 1 and has_han(unit) and not _is_generic(unit)):
        return False
    return _is_generic(unit) or unit in asked


_GENERIC = GENERIC_WORDS | {stem(word) for word in GENERIC_WORDS} - {"edit"}


def _is_generic(unit: str) -> bool:
    return unit in _GENERIC or stem(unit) in _GENERIC
