"""The score table that every command prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tabulate import tabulate

_COLUMNS = {
    "correct": "CO",
    "incorrect": "IN",
    "not_attempted": "NA",
    "correct_given_attempted": "CGA",
    "f_score": "F-score",
}


def score_table(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """A plain-text table, under 80 columns wide for names of ours: one row for each name with its summary.

    A summary has the five figures and "interval_95" as shares of 1, "questions", and optionally "ungraded"
    and "truncated"; these two get a column only where they are not zero in every row.
    """
    extra = [key for key in ("ungraded", "truncated") if any(row.get(key) for row in rows.values())]
    table = [
        [
            name,
            *(_figure(row[key]) for key in _COLUMNS),
            "-".join(map(_figure, row["interval_95"]["f_score"])),
            row["questions"],
            *(_count(row.get(key) or 0) for key in extra),
        ]
        for name, row in rows.items()
    ]
    headers = ["", *_COLUMNS.values(), "95 % of F", "questions", *extra]
    return tabulate(table, headers=headers, disable_numparse=True, colalign=("left", *["right"] * (len(headers) - 1)))


def _figure(value: float) -> str:
    return "NaN" if value != value else f"{value:.3f}"


def _count(value: float) -> str:
    return f"{value:.1%}" if isinstance(value, float) else str(value)
