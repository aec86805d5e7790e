"""What a question asks, as far as the rules have to know; worked out only when one of them wants to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from codesimpleqa_tasks.judging.rule.atoms import Atoms
from codesimpleqa_tasks.judging.rule.lazy import lazy
from codesimpleqa_tasks.judging.rule.shingles import shingles_of
from codesimpleqa_tasks.judging.rule.units import Parsed, Units, parsed

_KIND = re.compile(
    r"\b(?:what|which)\s+((?:[\w+#./-]+\s+){1,5})|\bname\s+of\s+(?:the\s+)?((?:[\w+#./-]+\s+){1,4})|(?:哪(?:一)?(?:个|种|款|类|项|些|门)?|什么(?:类型的|样的)?)([^，,。？?的]{1,10})|的([^，,。？?的]{2,10}?)(?:是|叫|为)(?:什么|啥|哪)"
)
"""What comes before the kind of thing that is asked for, in lower case."""


class Asked:
    """A question."""

    def __init__(self, question: str) -> None:
        self.question = question

    @lazy
    def _parsed(self) -> Parsed:
        return parsed(self.question)

    @property
    def atoms(self) -> Atoms:
        """The question as atoms."""
        return self._parsed.atoms

    @lazy
    def _lower(self) -> str:
        return self.question.lower()

    def holds(self, values: Sequence[str]) -> bool:
        """True if the question has all of some atoms. Whether it can have them is seen from their first letters."""
        if any(v.isascii() and v.isalpha() and v[:3] not in self._lower for v in values):
            return False
        return self.values.issuperset(values)

    @property
    def _units(self) -> Units:
        return self._parsed.units

    @lazy
    def units(self) -> frozenset[str]:
        """All units of the question."""
        return self._units.present

    @lazy
    def values(self) -> frozenset[str]:
        """All atoms of the question."""
        return frozenset(self.atoms.values)

    @lazy
    def shingles(self) -> set[str]:
        """The shingles of the question."""
        return shingles_of(self.question)

    @lazy
    def kind(self) -> frozenset[str]:
        """The units that say what kind of thing is asked for: "controller" in "what type of controller"."""
        found: set[str] = set()
        atoms, units = self.atoms, self._units
        for match in _KIND.finditer(atoms.text.lower()):
            start, end = match.span(match.lastindex or 0)
            found.update(name for name, n in zip(units.names, units.firsts) if start <= atoms.starts[n] < end)
        return frozenset(found)
