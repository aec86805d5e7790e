"""Shortening: what of a gold still names it when generic words and words of the question are left away."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.atoms import Atoms, atoms_of
from codesimpleqa_tasks.judging.rule.forms import Form, form_of
from codesimpleqa_tasks.judging.rule.units import units_of
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, VENDORS, has_han, stem

_KIND = re.compile(
    r"\b(?:what|which)\s+((?:[\w+#./-]+\s+){1,5})|\bname\s+of\s+(?:the\s+)?((?:[\w+#./-]+\s+){1,4})|(?:哪(?:一)?(?:个|种|款|类|项|些|门)?|什么(?:类型的|样的)?)([^，,。？?的]{1,10})",
    re.IGNORECASE,
)


def kind_asked_for(question: str) -> frozenset[str]:
    """The units that say what kind of thing the question asks for: "controller" in "what type of controller"."""
    found: set[str] = set()
    for match in _KIND.finditer(question):
        found.update(units_of(atoms_of(next(g for g in match.groups() if g))).names)
    return frozenset(found)


def shortened(text: str, asked: frozenset[str], wanted: frozenset[str]) -> list[Form]:
    """What remains of a spelling without what may go at its end, at its beginning, and at both."""
    ways = ((0, 9), (1, 0), (9, 0), (9, 9), (1, 9))
    found = [_core(text, asked, wanted, front, back) for front, back in ways]
    return [form for form in found if form is not None]


def _core(text: str, asked: frozenset[str], wanted: frozenset[str], front: int, back: int) -> Form | None:
    """What remains of a spelling without the generic words, words of the question and makers' names at its ends, if that
    is something telling."""
    atoms = atoms_of(text)
    if text.isupper() and text.isascii() and " " in text.strip():
        return None
    units = units_of(atoms)
    first, last = 0, len(units.names) - 1
    if not re.search(r"[\s\u3400-\u9fff]", atoms.text.strip()):
        return None

    def severed(left: int, right: int) -> bool:
        between = atoms.text[atoms.ends[units.lasts[left]] : atoms.starts[units.firsts[right]]]
        return bool(
            between.strip(" \t'\"`的.") or (not between and _latin(atoms, units.lasts[left], units.firsts[right]))
        )

    while back and last > first and _may_go(units.names[last], wanted) and not severed(last - 1, last):
        last, back = last - 1, back - 1
    while (
        front
        and first < last
        and (_may_go(units.names[first], asked) or atoms.values[units.firsts[first]] in VENDORS)
        and not severed(first, first + 1)
    ):
        first, front = first + 1, front - 1
    rest = units.names[first : last + 1]
    if (
        len(rest) == 1
        and units.firsts[first] == units.lasts[first]
        and any(not _is_generic(u) for u in units.names[last + 1 :])
    ):
        name = atoms.words[units.firsts[first]]
        if name.isascii() and name[1:].islower() and not has_han(text):  # "Skin" of "Skin Edit Mode" tells nothing
            return None
    if len(rest) == 1 and any(u in asked or _is_generic(u) for u in units.names[:first]):
        name = atoms.words[units.firsts[first]]
        if (
            name[1:].islower() and not has_han(text)
        ) or not name.isascii():  # a common noun, whose modifier was dropped: it tells nothing
            return None
    if all(unit[0].isdigit() for unit in rest) and last < len(units.names) - 1:
        return None
    if len(rest) == len(units.names) or not rest or all(_is_generic(u) or u in asked for u in rest):
        return None
    start = atoms.starts[units.firsts[first]] if first else 0
    end = atoms.ends[units.lasts[last]] if last < len(units.names) - 1 else len(atoms.text)
    form = form_of(atoms.text[start:end], reduced=True)
    return form if form and (form.exact_case or len(form.joined) > 1) else None


def _latin(atoms: Atoms, left: int, right: int) -> bool:
    return atoms.words[left].isascii() and atoms.words[right].isascii()


def _may_go(unit: str, asked: frozenset[str]) -> bool:
    if unit[0].isdigit() or (len(unit) == 1 and has_han(unit) and not _is_generic(unit)):
        return False
    return _is_generic(unit) or unit in asked


_GENERIC = GENERIC_WORDS | {stem(word) for word in GENERIC_WORDS} - {"edit"}


def _is_generic(unit: str) -> bool:
    return unit in _GENERIC or stem(unit) in _GENERIC
