"""What differs in the making of two runs: what forbids setting their scores side by side, and what is worth knowing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from codesimpleqa_tasks.judging.notices import RULE_JUDGE_NOTICE
from codesimpleqa_tasks.report.parts import ESSENTIALS, mapping
from codesimpleqa_tasks.report.runs import Run

_NAMES = {"data": "questions", "judge": "judge", "prompts": "prompts"}
_PACKAGE = "codesimpleqa-tasks"
_UNKNOWN = "not recorded"


@dataclass(frozen=True)
class MadeDifferently:
    """One thing that differs between two runs. `forbids` tells whether their scores are not comparable for it."""

    first: str
    second: str
    what: str
    first_has: str
    second_has: str
    forbids: bool

    def __str__(self) -> str:
        return f"{self.what}: {self.first_has} ({self.first}) against {self.second_has} ({self.second})"


def made_differently(first: Run, second: Run) -> list[MadeDifferently]:
    """What differs between two runs: questions, judge and prompts forbid a comparison, the rest does not.

    What one of them does not record is said, but forbids nothing.
    """
    return [
        MadeDifferently(first.name, second.name, what, a, b, forbids)
        for what, a, b, forbids in [*_essentials(first, second), *_settings(first, second), *_packages(first, second)]
    ]


def made_with(run: Run) -> dict[str, str]:
    """What produced a run, in short: questions, judge and prompts, each by name and the first digits of its hash, and
    the version of this package; "not recorded" where that is so."""
    found = {_NAMES[name]: _described(name, mapping(run.provenance.get(name))) for name in ESSENTIALS}
    version = mapping(run.provenance.get("packages")).get(_PACKAGE)
    return found | {_PACKAGE: str(version) if version else _UNKNOWN}


def about(runs: Sequence[Run]) -> list[str]:
    """What a reader must know of the making of runs set side by side: what is the same in all, what is not, and
    whether the built-in judge graded them."""
    each = [made_with(run) for run in runs]
    same = {what: value for what, value in each[0].items() if all(one[what] == value for one in each)}
    known = [f"{what} {value}" for what, value in same.items() if value != _UNKNOWN]
    unknown = [what for what, value in same.items() if value == _UNKNOWN]
    lines = [f"Made with: {'; '.join(known)}."] if known else []
    if unknown:
        lines.append(f"Not recorded: {', '.join(unknown)}.")
    lines += [f"Not the same in all. {line}" for line in all_made_differently(runs)]
    if any(mapping(run.provenance.get("judge")).get("kind") == "rule" for run in runs):
        lines.append(RULE_JUDGE_NOTICE)
    return lines


def all_made_differently(runs: Sequence[Run]) -> list[str]:
    """For several runs set side by side: one line for each thing that is not the same in all of them."""
    found: dict[str, dict[str, list[str]]] = {}
    for first, second in combinations(runs, 2):
        for one in made_differently(first, second):
            values = found.setdefault(one.what, {})
            for name, value in ((one.first, one.first_has), (one.second, one.second_has)):
                if name not in values.setdefault(value, []):
                    values[value].append(name)
    return [
        f"{what}: " + "; ".join(f"{value} ({_listed(names)})" for value, names in values.items())
        for what, values in found.items()
    ]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} runs"


def _essentials(first: Run, second: Run) -> Iterator[tuple[str, str, str, bool]]:
    for name in ESSENTIALS:
        a, b = mapping(first.provenance.get(name)), mapping(second.provenance.get(name))
        if not a and not b:
            continue
        if not a or not b:
            yield _NAMES[name], _described(name, a), _described(name, b), False
        elif a.get("sha256") != b.get("sha256"):
            yield _NAMES[name], _described(name, a), _described(name, b), True


def _described(name: str, value: Mapping[str, Any] | None) -> str:
    if not value:
        return _UNKNOWN
    label = {"data": "source", "judge": "name", "prompts": "version"}[name]
    return f"{value.get(label)}, {str(value.get('sha256'))[:8]}"


def _settings(first: Run, second: Run) -> Iterator[tuple[str, str, str, bool]]:
    a, b = first.provenance.get("run"), second.provenance.get("run")
    if a is None or b is None:
        return
    for name in sorted((set(a) | set(b)) - {"model"}):
        if a.get(name) != b.get(name):
            yield name, str(a.get(name, "none"))[:40], str(b.get(name, "none"))[:40], False


def _packages(first: Run, second: Run) -> Iterator[tuple[str, str, str, bool]]:
    a, b = mapping(first.provenance.get("packages")), mapping(second.provenance.get("packages"))
    for name in [n for n in a if n in b]:
        if a[name] != b[name]:
            yield name, a[name], b[name], False
