"""Coverage: how much of what a gold says an answer says too, in its own words."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from codesimpleqa_tasks.judging.rule.atoms import Atoms
from codesimpleqa_tasks.judging.rule.formulas import canonical
from codesimpleqa_tasks.judging.rule.opposites import Member, name_of, opposites
from codesimpleqa_tasks.judging.rule.paraphrases import paraphrases
from codesimpleqa_tasks.judging.rule.phrasebook import stems_of
from codesimpleqa_tasks.judging.rule.polarity import is_negated
from codesimpleqa_tasks.judging.rule.units import Units, parsed
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, STOP_WORDS, folded, stem

_HAN = re.compile(r"[\u3400-\u9fff]")
_NEGATIONS = frozenset("不 未 无 非 没 别 否".split())
_SIGNS = re.compile(
    r"(?<![<>=!+\-*/|&:.\w])(?:\+=|-=|<=|>=|==|!=|=>|::|\|\||&&|&|\|)(?![<>=!+\-*|&:])|(?<=\s)(?:\+=|-=|=)(?=\s)"
)
_ORDERS = re.compile(r"\b[OΘΩ]\([^()]*(?:\([^()]*\))?[^()]*\)")
_CLAUSE = re.compile(r"[,，。;；\n!！?？]|\.\s|\s-\s|\bbut\b|\brather\b|而是|但")
_DENIES = re.compile(
    r"\b(?:not|never|cannot|nothing)\b|n't\b|\b(?:in|by) contrast\b|\brather than\b|\binstead of\b|\bunlike\b|不是|并非|而非|而不是|并不|不需要|不用|无需|不会|不能|不受|没有|不再|也不|是误解|是错误|反而",
    re.IGNORECASE,
)

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


@dataclass(frozen=True)
class Key:
    """A unit of the gold with its weight. `critical` marks numbers and identifiers, which have no synonyms; `asked` what
    the question holds already; `pair` two neighbouring Han characters that are no known term or word. A key
    that has `senses` is also there where other words have one of them."""

    name: str
    weight: float
    senses: frozenset[int] = frozenset()
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


@lru_cache(maxsize=8192)
def keys_of(gold: str, question: str) -> Keys:
    """What carries the meaning of a gold answer to a question."""
    atoms, units = parsed(gold).atoms, parsed(gold).units
    asked = parsed(question).units.present
    keys: dict[str, Key] = {}
    meanings = {}
    if len(units.names) >= SAYABLE:
        meanings = {first: (after, senses) for first, after, senses in paraphrases().find(stems_of(atoms))}
    reached = 0
    for n in range(len(units.names)):
        first = units.firsts[n]
        if first < reached:
            continue  # inside a phrase
        after, senses = meanings.get(first, (first, frozenset()))
        if after - first > 1 and after > units.lasts[n] + 1 and not any(map(_is_number, atoms.values[first:after])):
            name = ("" if _HAN.match(atoms.values[first]) else " ").join(atoms.words[first:after])
            known = name in question
            keys.setdefault(name, Key(name, WORD_WEIGHT * (ASKED_FACTOR if known else 1), senses, asked=known))
            reached = after
            continue
        key = _key(units, atoms, n, asked, meanings)
        if key is not None:
            whole = after == units.lasts[n] + 1
            keys.setdefault(key.name, replace(key, senses=senses) if whole and not key.critical else key)
    for sign in _SIGNS.findall(atoms.text):
        keys.setdefault(sign, Key(sign, SIGN_WEIGHT, sign=True))
    for formula in map(canonical, _ORDERS.findall(atoms.text)):
        keys.setdefault(formula, Key(formula, NUMBER_WEIGHT, sign=True))
    excluding = _excluding(stems_of(atoms))
    return Keys(
        tuple(keys.values()),
        units.present,
        asked,
        negated=bool(_DENIES.search(gold)) or is_negated(gold),
        excluding=excluding,
        excluding_asked=_excluding(stems_of(parsed(question).atoms)) if excluding else frozenset(),
    )


def _excluding(stems: Sequence[str]) -> frozenset[Member]:
    return frozenset(member for _, _, members in opposites().find(stems) for member in members)


def _is_number(value: str) -> bool:
    return value[:1].isdigit()


def _key(units: Units, atoms: Atoms, n: int, asked: frozenset[str], meanings: Container[int]) -> Key | None:
    name, first, last = units.names[n], units.firsts[n], units.lasts[n]
    if _HAN.fullmatch(name) and first == last:
        follows = n + 1 < len(units.names) and _HAN.fullmatch(units.names[n + 1]) and units.firsts[n + 1] == last + 1
        if not follows or name in _NEGATIONS or units.firsts[n + 1] in meanings:
            return None
        return Key(name + units.names[n + 1], HAN_PAIR_WEIGHT, pair=True)
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
        return Key(name, weight * ASKED_FACTOR, asked=True)
    return Key(name, weight, critical=critical)


def coverage_of(keys: Keys, answer: Atoms, units: Units, sentences: list[tuple[int, int]]) -> Coverage:
    """How much of the gold an answer covers. What the answer denies does not count, unless the gold denies too."""
    counted = range(len(answer)) if keys.negated else _undenied(answer)
    counted_atoms = frozenset(counted)
    present = frozenset(name for name, first in zip(units.names, units.firsts) if first in counted_atoms)
    parts = present | {stem(answer.values[n]) for n in counted if answer.values[n].isalpha()}
    squeezed = "".join(answer.values[n] for n in counted)
    spelled = {canonical(formula) for formula in _ORDERS.findall(answer.text)}
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
            *(_opposed(keys, _excluding([stems[n] for n in counted])) if keys.excluding else ()),
            *_substitutes(keys, missed, present, answer, units),
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
    if not any(sign in lower for sign in _SIGNS_OF_DENIAL) or not _DENIES.search(text):
        return list(range(len(answer)))
    denied, start = [], 0
    for cut in [*(m.start() for m in _CLAUSE.finditer(text)), len(text)]:
        if _DENIES.search(text, start, cut):
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


def _opposed(keys: Keys, said: frozenset[Member]) -> list[tuple[str, str]]:
    """What the gold says and what the answer says that excludes it. Where either says more than one of a set, as in
    "from left to right", neither excludes the other."""
    pairs = []
    for member in keys.excluding - keys.excluding_asked:
        others = [other for other in said if other[0] == member[0] and other not in keys.excluding_asked]
        alone = sum(other[0] == member[0] for other in keys.excluding) == 1
        if alone and len(others) == 1 and others[0] != member:
            pairs.append((name_of(member), name_of(others[0])))
    return sorted(pairs)


def _substitutes(
    keys: Keys, missed: list[Key], present: frozenset[str], answer: Atoms, units: Units
) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key in missed:
        if (" " in key.name or "-" in key.name) and not key.asked:
            pairs += [(key.name, other) for other in present - keys.names - keys.asked if _siblings(key.name, other)][
                :1
            ]
        if key.sign and _ORDERS.match(key.name.upper()):
            pairs += [(key.name, other) for other in _ORDERS.findall(answer.text)][:1]
        if key.critical:
            digit = key.name[0].isdigit()
            for name, first in zip(units.names, units.firsts):
                if name in keys.names or name in keys.asked or name in STOP_WORDS:
                    continue
                written = answer.words[first]
                if (digit and name[0].isdigit()) or (not digit and _same_kind(key.name, written, name)):
                    pairs.append((key.name, written))
                    break
    return pairs


def _siblings(name: str, other: str) -> bool:
    """True for two terms of several words that differ in one of them, as "unit test" and "integration test" do."""
    ours, theirs = name.lower().replace("-", " ").split(), other.lower().replace("-", " ").split()
    return len(ours) == len(theirs) > 1 and sum(a != b for a, b in zip(ours, theirs)) == 1


def _same_kind(key: str, written: str, name: str) -> bool:
    """True if an identifier looks like a substitute of another: as long a word with inner capitals or underscores,
    beginning or ending alike."""
    if not written.isascii() or not written[:1].isalpha() or written[1:].islower() or len(written) < 3:
        return False
    return name[:3] == key[:3] or name[-4:] == key[-4:]
