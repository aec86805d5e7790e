"""Coverage: how much of what a gold says an answer says too, in its own words."""

from __future__ import annotations

from codesimpleqa_tasks.judging.rule.keys import Key, Keys
from codesimpleqa_tasks.judging.rule.lazy import lazy
from codesimpleqa_tasks.judging.rule.said import Said
from codesimpleqa_tasks.judging.rule.substitutes import opposed, substituted
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS


class Coverage:
    """How much of a gold's meaning an answer holds. What the answer denies should not count, unless the gold denies too."""

    def __init__(self, keys: Keys, said: Said) -> None:
        self._keys, self._said = keys, said
        self._found: list[Key] = []
        self._missed: list[Key] = []
        for key in keys.keys:
            (self._found if _is_there(key, said) else self._missed).append(key)

    @lazy
    def share(self) -> float:
        """The part of the weight found, from 0 to 1."""
        total = sum(key.weight for key in self._keys.keys)
        return sum(key.weight for key in self._found) / total if total else 0.0

    @lazy
    def new(self) -> int:
        """The number of keys that the question does not hold."""
        return sum(not key.asked and not key.pair and key.name not in GENERIC_WORDS for key in self._keys.keys)

    @lazy
    def complete(self) -> bool:
        """True if one sentence of the answer holds every key but generic ones, those of the question too; of three known
        terms or more, one further pair of characters may differ."""
        wanted = [key for key in self._keys.keys if not key.sign and key.name not in GENERIC_WORDS]
        terms = frozenset(key.name for key in wanted if not key.pair)
        pairs = [key.name for key in wanted if key.pair]
        return len(wanted) > 1 and self._said.in_one_sentence(terms, pairs, may_lack=int(len(terms) >= 3))

    @property
    def found(self) -> list[str]:
        """The keys that are there."""
        return [key.name for key in self._found]

    @property
    def missed(self) -> list[str]:
        """The keys that are not there, without those that the question holds."""
        return [key.name for key in self._missed if not key.asked]

    @property
    def critical_missed(self) -> list[str]:
        """The numbers and identifiers that are not there."""
        return [key.name for key in self._missed if key.critical]

    @lazy
    def substitutes(self) -> list[tuple[str, str]]:
        """Pairs of what the gold says and what the answer says instead: terms that exclude each other, or another number
        or identifier."""
        opposites = opposed(self._keys, self._said.excluding) if self._keys.excluding else []
        return opposites + substituted(self._keys, self._missed, self._said)


def _is_there(key: Key, said: Said) -> bool:
    if key.sign:
        return said.has_sign(key.name)
    if key.critical and key.name[0].isdigit():
        return said.has_number(key.name)
    return (
        said.has_word(key.name)
        or bool(key.senses and not said.senses.isdisjoint(key.senses))
        or ((key.pair or (key.critical and len(key.name) > 4)) and said.has_letters(key.name))
    )
