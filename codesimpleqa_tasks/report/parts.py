"""Parts of runs: what one output file of a harness, or of `grade`, holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas

ESSENTIALS = ("data", "judge", "prompts")
"""The parts of a provenance that must agree before two scores may be set side by side."""


def mapping(value: Any) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one: what a file does not hold as it should is not recorded."""
    return value if isinstance(value, dict) else {}


def share(value: Any) -> float:
    """The value if it is a number from 0 to 1, else 0."""
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else 0.0


@dataclass(frozen=True, eq=False)
class Part:
    """Graded answers of one file with what is known of their making.

    `given_name` is the name that the user gave its run, `belongs_to` the harness run that wrote it, `date` an
    ISO 8601 time in UTC.
    """

    path: Path
    harness: str
    model: str
    answers: pandas.DataFrame
    belongs_to: str
    given_name: str | None = None
    date: str | None = None
    provenance: Mapping[str, Any] = field(default_factory=dict)
    ungraded_tolerance: float = 0.0

    def places(self) -> set[tuple[str, str]]:
        """The (language, variant) pairs it has answers of."""
        return set(zip(self.answers["language"], self.answers["variant"]))

    def essentials(self) -> tuple[str | None, ...]:
        """The hashes of data, judge and prompts; None where unknown."""
        return tuple(mapping(self.provenance.get(name)).get("sha256") for name in ESSENTIALS)
