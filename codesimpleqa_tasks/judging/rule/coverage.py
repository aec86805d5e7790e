"""Coverage: how much of what a long gold says an answer says too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codesimpleqa_tasks.judging.rule.atoms import Atoms
from codesimpleqa_tasks.judging.rule.glossary import antonyms
from codesimpleqa_tasks.judging.rule.gold import Gold
from codesimpleqa_tasks.judging.rule.units import Units
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS

_HAN = re.compile(r"[\u3400-\u9fff]")
_NEGATIONS = frozenset("不 未 无 非 没 别 否".split())

IDENTIFIER_WEIGHT = 2.0
NUMBER_WEIGHT = 2.0
TERM_WEIGHT = 1.2
WORD_WEIGHT = 1.0
HAN_PAIR_WEIGHT = 0.5
GENERIC_WEIGHT = 0.3
ASKED_FACTOR = 0.1
"""What a unit of the gold weighs, and by how much less if the question already holds it."""


@dataclass(frozen=True)
class Key:
    """A unit of the gold with its weight; `critical` marks numbers and identifiers, which have no synonyms."""

    name: str
    weight: float
    critical: bool
    is_pair: bool = False


@dataclass(frozen=True)
class Coverage:
    """How much of a gold's meaning an answer holds: `share` of the weight from 0 to 1, the keys found and missed, the
    critical keys missed, and pairs (of the gold, of the answer) that exclude each other."""

    share: float
    found: tuple[str, ...]
    missed: tuple[str, ...]
    critical_missed: tuple[str, ...]
    opposites: tuple[tuple[str, str], ...]


def _keys(gold: Gold) -> list[Key]:
    keys: dict[str, Key] = {}
    names, firsts, lasts = gold.units.names, gold.units.firsts, gold.units.lasts
    for n, name in enumerate(names):
        if _HAN.fullmatch(name):
            follows = n + 1 < len(names) and _HAN.fullmatch(names[n + 1]) and firsts[n + 1] == lasts[n] + 1
            if follows and name not in _NEGATIONS:
                pair = name + names[n + 1]
                keys.setdefault(pair, Key(pair, HAN_PAIR_WEIGHT, False, is_pair=True))
            continue
        written = gold.atoms.words[firsts[n]]
        single = firsts[n] == lasts[n]
        if name[0].isdigit():
            key = Key(name, NUMBER_WEIGHT, True)
        elif single and (not written[1:].islower() and len(written) > 1 or "_" in written) and written.isascii():
            key = Key(name, IDENTIFIER_WEIGHT, True)
        elif name in GENERIC_WORDS:
            key = Key(name, GENERIC_WEIGHT, False)
        elif single and name == written.lower():
            key = Key(name, WORD_WEIGHT, False)
        else:
            key = Key(name, TERM_WEIGHT, False)
        if len(name) == 1 and not name.isalnum():
            continue
        if name in gold.question_units:
            key = Key(name, key.weight * ASKED_FACTOR, False)
        keys.setdefault(name, key)
    return list(keys.values())


def coverage_of(gold: Gold, atoms: Atoms, units: Units) -> Coverage:
    """How much of the gold an answer covers."""
    present = units.present
    squeezed = "".join(atoms.values)
    found, missed, critical = [], [], []
    total = covered = 0.0
    for key in _cached_keys(gold):
        total += key.weight
        if key.name in present or (key.is_pair or len(key.name) > 4) and key.name in squeezed:
            covered += key.weight
            found.append(key.name)
        else:
            missed.append(key.name)
            if key.critical:
                critical.append(key.name)
    excluding = antonyms()
    opposites = [
        (name, other)
        for name in missed
        for other in excluding.get(name, ())
        if other in present and other not in gold.units.present and other not in gold.question_units
    ]
    return Coverage(covered / total if total else 0.0, tuple(found), tuple(missed), tuple(critical), tuple(opposites))


_KEYS: dict[tuple[str, frozenset[str]], tuple[Key, ...]] = {}


def _cached_keys(gold: Gold) -> tuple[Key, ...]:
    key = (gold.written, gold.question_units)
    if key not in _KEYS:
        if len(_KEYS) > 8192:
            _KEYS.clear()
        _KEYS[key] = tuple(_keys(gold))
    return _KEYS[key]
