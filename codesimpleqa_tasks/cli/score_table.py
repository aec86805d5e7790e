"""The score table that every command prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tabulate

tabulate.MIN_PADDING = 0  # its spare space around headers is what would make our table wider than a terminal

_COLUMNS = {
    "correct": "CO",
    "incorrect": "IN",
    "not_attempted": "NA",
    "correct_given_attempted": "CGA",
    "f_score": "F-score",
}
_NOTES = {
    "ungraded": "UNGRADED: no judge could grade them",
    "truncated": "truncated: cut off inside the thinking, so NOT_ATTEMPTED; more room may help",
}


def score_table(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """A plain-text table, 80 columns wide at the most for names of ours: one row for each name with its summary.

    A summary has the five figures and "interval_95" as shares of 1 and "questions" (n in the table), and
    optionally "ungraded" and "truncated" (numbers of answers, or their shares as floats). These two are
    told below the table, row by row, where they are not zero.
    """
    table = [
        [
            name,
            *(_figure(row[key], 3) for key in _COLUMNS),
            "-".join(_figure(end, 2) for end in row["interval_95"]["f_score"]),
            row["questions"],
        ]
        for name, row in rows.items()
    ]
    headers = ["", *_COLUMNS.values(), "95 % of F", "n"]
    alignment = ("left", *["right"] * (len(headers) - 1))
    lines = [tabulate.tabulate(table, headers=headers, disable_numparse=True, colalign=alignment)]
    for key, meaning in _NOTES.items():
        told = [f"{name} {_amount(row[key])}" for name, row in rows.items() if row.get(key)]
        if told:
            lines.append(f"{meaning}\n  {', '.join(told)}")
    return "\n".join(lines)


def _figure(value: float, digits: int) -> str:
    return "NaN" if value != value else f"{value:.{digits}f}"


def _amount(value: float) -> str:
    return f"{value:.1%}" if isinstance(value, float) else str(value)
