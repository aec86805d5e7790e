"""Keys: what carries the meaning of a gold, and how much each weighs."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from codesimpleqa_tasks.judging.rule.atoms import Atoms
from codesimpleqa_tasks.judging.rule.cue import Cue
from codesimpleqa_tasks.judging.rule.formulas import canonical
from codesimpleqa_tasks.judging.rule.opposites import Member, opposites
from codesimpleqa_tasks.judging.rule.paraphrases import paraphrases
from codesimpleqa_tasks.judging.rule.polarity import is_negated
from codesimpleqa_tasks.judging.rule.units import Units, parsed
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, HAN

_NEGATIONS = frozenset("不 未 无 非 没 别 否".split())
_SIGNS = re.compile(
    r"(?<![<>=!+\-*/|&:.\w])(?:\+=|-=|<=|>=|==|!=|=>|::|\|\||&&|&|\|)(?![<>=!+\-*|&:])|(?<=\s)(?:\+=|-=|=)(?=\s)"
)
ORDERS = re.compile(r"\b[OΘΩ]\([^()]*(?:\([^()]*\))?[^()]*\)")
"""A complexity such as O(n log n)."""
DENIES = Cue(
    r"\b(?:not|never|cannot|nothing)\b|n't\b|\b(?:in|by) contrast\b|\brather than\b|\binstead of\b|\bunlike\b|不是|并非|而非|而不是|并不|不需要|不用|无需|不会|不能|不受|没有|不再|也不|是误解|是错误|反而",
    "not", "n't", "never", "contrast", "rather", "instead", "unlike", "不", "非", "没", "无需", "误", "错", "反",
)  # fmt: skip
"""What makes a clause a denial."""

IDENTIFIER_WEIGHT = 2.0
NUMBER_WEIGHT = 2.0
SIGN_WEIGHT = 1.0
TERM_WEIGHT = 1.2
WORD_WEIGHT = 1.0
HAN_PAIR_WEIGHT = 0.5
GENERIC_WEIGHT = 0.3
ASKED_FACTOR = 0.1
"""What a unit of the gold weighs, and by how much less if the question already holds it."""


SAYABLE = 4
"""A gold of that many units says something that can be said in other words; a shorter one is a name."""


class Key(NamedTuple):
    """A unit of the gold with its weight. `critical` marks numbers and identifiers, which have no synonyms; `asked` what
    the question holds already; `pair` two neighbouring Han characters that are no known term or word. A key
    that has `senses` is also there where other words have one of them."""

    name: str
    weight: float
    senses: tuple[int, ...] = ()
    critical: bool = False
    asked: bool = False
    pair: bool = False
    sign: bool = False


@dataclass(frozen=True)
class Keys:
    """What carries the meaning of a gold; `negated` says that it denies something itself, `excluding` what it says that
    has opposites."""

    keys: tuple[Key, ...]
    names: frozenset[str]
    asked: frozenset[str]
    negated: bool
    excluding: frozenset[Member]
    excluding_asked: frozenset[Member]


@lru_cache(maxsize=8192)
def keys_of(gold: str, question: str) -> Keys:
    """What carries the meaning of a gold answer to a question."""
    atoms, units = parsed(gold).atoms, parsed(gold).units
    asked = parsed(question).units.present
    keys: dict[str, Key] = {}
    meanings = {}
    if len(units.names) >= SAYABLE:
        meanings = {first: (after, senses) for first, after, senses in paraphrases().find(atoms.stems)}
    reached = 0
    for n in range(len(units.names)):
        first = units.firsts[n]
        if first < reached:
            continue  # inside a phrase
        after, senses = meanings.get(first, (first, ()))
        if after - first > 1 and after > units.lasts[n] + 1 and not any(map(_is_number, atoms.values[first:after])):
            name = ("" if HAN.match(atoms.values[first]) else " ").join(atoms.words[first:after])
            known = name in question
            keys.setdefault(name, Key(name, WORD_WEIGHT * (ASKED_FACTOR if known else 1), senses, asked=known))
            reached = after
            continue
        key = _key(units, atoms, n, asked, meanings, senses if after == units.lasts[n] + 1 else ())
        if key is not None:
            keys.setdefault(key.name, key)
    for sign in _SIGNS.findall(atoms.text):
        keys.setdefault(sign, Key(sign, SIGN_WEIGHT, sign=True))
    for formula in map(canonical, ORDERS.findall(atoms.text)):
        keys.setdefault(formula, Key(formula, NUMBER_WEIGHT, sign=True))
    excluding = excluding_in(atoms.stems)
    return Keys(
        tuple(keys.values()),
        units.present,
        asked,
        negated=bool(DENIES.search(gold.lower())) or is_negated(gold),
        excluding=excluding,
        excluding_asked=excluding_asked(question) if excluding else frozenset(),
    )


def _is_number(value: str) -> bool:
    return value[:1].isdigit()


def _key(
    units: Units, atoms: Atoms, n: int, asked: frozenset[str], meanings: Container[int], senses: tuple[int, ...]
) -> Key | None:
    name, first, last = units.names[n], units.firsts[n], units.lasts[n]
    if HAN.fullmatch(name) and first == last:
        follows = n + 1 < len(units.names) and HAN.fullmatch(units.names[n + 1]) and units.firsts[n + 1] == last + 1
        if not follows or name in _NEGATIONS or units.firsts[n + 1] in meanings:
            return None
        return Key(name + units.names[n + 1], HAN_PAIR_WEIGHT, senses, pair=True)
    if (len(name) == 1 and not name.isalnum()) or name in ("not", "no", "nor"):
        return None
    written = atoms.words[first]
    if name[0].isdigit():
        weight, critical = NUMBER_WEIGHT, True
    elif first == last and written.isascii() and len(written) > 1 and (not written[1:].islower() or "_" in written):
        weight, critical = IDENTIFIER_WEIGHT, name == atoms.values[first]
    elif name in GENERIC_WORDS:
        weight, critical = GENERIC_WEIGHT, False
    elif first == last and name == written.lower():
        weight, critical = WORD_WEIGHT, False
    else:
        weight, critical = TERM_WEIGHT, False
    if name in asked:
        return Key(name, weight * ASKED_FACTOR, senses, asked=True)
    return Key(name, weight, () if critical else senses, critical)


@lru_cache(maxsize=4096)
def excluding_asked(question: str) -> frozenset[Member]:
    """What a question says that has opposites."""
    return excluding_in(parsed(question).atoms.stems)


def excluding_in(stems: Sequence[str]) -> frozenset[Member]:
    """What a text says that has opposites."""
    return frozenset().union(*(members for _, _, members in opposites().find(stems)))
