"""The score table that every command prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from codesimpleqa_tasks.terminal import one_line, share, table

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
_LONGEST_NAME = 120


def score_table(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """A plain-text table, 80 columns wide at the most for names of ours: one row for each name with its summary.

    A summary has the five figures and "interval_95" as shares of 1 and "questions" (n in the table), and
    optionally "ungraded" and "truncated" (numbers of answers, or their shares as floats). These two are
    told below the table, row by row, where they are not zero. Names may come from files: see `one_line`.
    """
    shown = {name: one_line(name, _LONGEST_NAME) for name in rows}
    lines = [
        table(
            ["", *_COLUMNS.values(), "95 % of F", "n"],
            [
                [
                    shown[name],
                    *(share(row[key]) for key in _COLUMNS),
                    "-".join(_end(end) for end in row["interval_95"]["f_score"]),
                    row["questions"],
                ]
                for name, row in rows.items()
            ],
        )
    ]
    for key, meaning in _NOTES.items():
        told = [f"{shown[name]} {_amount(row[key])}" for name, row in rows.items() if row.get(key)]
        if told:
            lines.append(f"{meaning}\n  {', '.join(told)}")
    return "\n".join(lines)


def _end(value: float) -> str:
    return "NaN" if value != value else f"{value:.2f}"


def _amount(value: float) -> str:
    return f"{value:.1%}" if isinstance(value, float) else str(value)
