"""Substitutes: what an answer says in the place of what the gold says."""

from __future__ import annotations

from codesimpleqa_tasks.judging.rule.keys import ORDERS, Key, Keys
from codesimpleqa_tasks.judging.rule.opposites import Member, name_of
from codesimpleqa_tasks.judging.rule.said import Said
from codesimpleqa_tasks.judging.rule.words import STOP_WORDS


def opposed(keys: Keys, said: frozenset[Member]) -> list[tuple[str, str]]:
    """What the gold says and what the answer says that excludes it. Where either says more than one of a set, as in
    "from left to right", neither excludes the other."""
    pairs = []
    for member in keys.excluding - keys.excluding_asked:
        others = [other for other in said if other[0] == member[0] and other not in keys.excluding_asked]
        alone = sum(other[0] == member[0] for other in keys.excluding) == 1
        if alone and len(others) == 1 and others[0] != member:
            pairs.append((name_of(member), name_of(others[0])))
    return sorted(pairs)


def substituted(keys: Keys, missed: list[Key], said: Said) -> list[tuple[str, str]]:
    """For what an answer misses of the gold, what it has of the same kind: a sibling term, a complexity, a number, an
    identifier; pairs of what the gold says and what the answer says."""
    pairs: list[tuple[str, str]] = []
    for key in missed:
        if (" " in key.name or "-" in key.name) and not key.asked:
            others = sorted(o for o in said.present - keys.names - keys.asked if _siblings(key.name, o))
            pairs += [(key.name, other) for other in others[:1]]
        if key.sign and ORDERS.match(key.name.upper()):
            pairs += [(key.name, other) for other in ORDERS.findall(said.answer.text)][:1]
        if key.critical:
            digit = key.name[0].isdigit()
            for name, first in zip(said.units.names, said.units.firsts):
                if name in keys.names or name in keys.asked or name in STOP_WORDS:
                    continue
                written = said.answer.words[first]
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
