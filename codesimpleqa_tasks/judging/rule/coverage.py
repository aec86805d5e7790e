"""Coverage: how much of what a gold says an answer says too, in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codesimpleqa_tasks.judging.rule.atoms import Atoms
from codesimpleqa_tasks.judging.rule.formulas import canonical
from codesimpleqa_tasks.judging.rule.keys import DENIES, ORDERS, Key, Keys, excluding_in
from codesimpleqa_tasks.judging.rule.paraphrases import paraphrases
from codesimpleqa_tasks.judging.rule.phrasebook import stems_of
from codesimpleqa_tasks.judging.rule.substitutes import opposed, substituted
from codesimpleqa_tasks.judging.rule.units import Units
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, folded, stem

_CLAUSE = re.compile(r"[,，。;；\n!！?？]|\.\s|\s-\s|\bbut\b|\brather\b|而是|但")
_SIGNS_OF_DENIAL = (
    "not",
    "n't",
    "never",
    "contrast",
    "rather",
    "instead",
    "unlike",
    "不",
    "非",
    "没",
    "无需",
    "误",
    "错",
    "反",
)
"""One of these is in every denial: a quick look before the slow one."""


@dataclass(frozen=True)
class Coverage:
    """How much of a gold's meaning an answer holds.

    `share` is the part of the weight found, from 0 to 1; `new` is the number of keys that the question does not hold; `complete` says that every word of the gold is there, those of
    the question too, in one sentence; `substitutes` are pairs of what the gold says and what the answer says instead:
    terms that exclude each other, or another number or identifier.
    """

    share: float
    new: int
    complete: bool
    found: tuple[str, ...]
    missed: tuple[str, ...]
    critical_missed: tuple[str, ...]
    substitutes: tuple[tuple[str, str], ...]


def coverage_of(keys: Keys, answer: Atoms, units: Units, sentences: list[tuple[int, int]]) -> Coverage:
    """How much of the gold an answer covers. What the answer denies does not count, unless the gold denies too."""
    counted = range(len(answer)) if keys.negated else _undenied(answer)
    counted_atoms = frozenset(counted)
    present = frozenset(name for name, first in zip(units.names, units.firsts) if first in counted_atoms)
    parts = present | {stem(answer.values[n]) for n in counted if answer.values[n].isalpha()}
    squeezed = "".join(answer.values[n] for n in counted)
    spelled = {canonical(formula) for formula in ORDERS.findall(answer.text)}
    found: list[Key] = []
    missed: list[Key] = []
    stems = stems_of(answer)
    meant: frozenset[int] = frozenset()
    if any(key.senses for key in keys.keys):
        meant = frozenset(
            sense for first, _, senses in paraphrases().find(stems) if first in counted_atoms for sense in senses
        )
    for key in keys.keys:
        if key.sign:
            there = key.name in answer.text or key.name in spelled
        elif key.critical and key.name[0].isdigit():
            there = key.name in present or _has_number(squeezed, key.name)
        else:
            there = (
                key.name in parts
                or _in_parts(key.name, parts)
                or not meant.isdisjoint(key.senses)
                or ((key.pair or (key.critical and len(key.name) > 4)) and key.name in squeezed)
            )
        (found if there else missed).append(key)
    total = sum(key.weight for key in keys.keys)
    return Coverage(
        share=sum(key.weight for key in found) / total if total else 0.0,
        new=sum(not key.asked and not key.pair and key.name not in GENERIC_WORDS for key in keys.keys),
        complete=_complete(keys, answer, units, sentences),
        found=tuple(key.name for key in found),
        missed=tuple(key.name for key in missed if not key.asked),
        critical_missed=tuple(key.name for key in missed if key.critical),
        substitutes=(
            *(opposed(keys, excluding_in([stems[n] for n in counted])) if keys.excluding else ()),
            *substituted(keys, missed, present, answer, units),
        ),
    )


def _in_parts(name: str, parts: frozenset[str]) -> bool:
    """True if all words of an English term of several words are there, though not side by side."""
    return " " in name and all(stem(folded(word)) in parts for word in name.split())


def _has_number(squeezed: str, number: str) -> bool:
    """True if a number stands in a joined text, and not as a part of a longer one: 5 in "php5"."""
    start = squeezed.find(number)
    while start != -1:
        before, after = squeezed[start - 1 : start], squeezed[start + len(number) : start + len(number) + 1]
        if not (before.isdigit() or before == "." or after.isdigit() or after == "."):
            return True
        start = squeezed.find(number, start + 1)
    return False


def _undenied(answer: Atoms) -> list[int]:
    """The atoms of an answer that do not stand in a clause with a denial."""
    text = answer.text
    lower = text.lower()
    if not any(sign in lower for sign in _SIGNS_OF_DENIAL) or not DENIES.search(text):
        return list(range(len(answer)))
    denied, start = [], 0
    for cut in [*(m.start() for m in _CLAUSE.finditer(text)), len(text)]:
        if DENIES.search(text, start, cut):
            denied.append((start, cut))
        start = cut
    return [n for n, place in enumerate(answer.starts) if not any(a <= place < b for a, b in denied)]


def _complete(keys: Keys, answer: Atoms, units: Units, sentences: list[tuple[int, int]]) -> bool:
    """True if one sentence of the answer holds every key but generic ones; of three known terms or more, one further
    pair of characters may differ."""
    wanted = [key for key in keys.keys if not key.sign and key.name not in GENERIC_WORDS]
    terms = {key.name for key in wanted if not key.pair}
    pairs = [key.name for key in wanted if key.pair]
    if len(wanted) < 2 or not terms <= units.present:
        return False
    for start, end in sentences:
        here = {name for name, first in zip(units.names, units.firsts) if start <= answer.starts[first] < end}
        lacking = sum(pair not in answer.text[start:end] for pair in pairs)
        if terms <= here and lacking <= (len(terms) >= 3):
            return True
    return False
