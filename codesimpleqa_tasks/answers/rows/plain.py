"""Plain rows of ours: "question", "answer" and "response"."""

from __future__ import annotations

from typing import Any

from codesimpleqa_tasks.answers.rows.row import AnsweredRow, answered_row, responses_of
from codesimpleqa_tasks.errors import InputError


def plain_row(row: dict[str, Any], where: str) -> AnsweredRow:
    """The row of a line of plain JSONL. Raises InputError."""
    if "response" not in row:
        found = ", ".join(map(str, row)) or "no key"
        raise InputError(
            f'{where}: the key "response" is missing (found: {found}). A row needs "question", "answer" and "response".'
        )
    given = row["response"]
    is_list = isinstance(given, list)
    responses = responses_of(given if is_list else [given], f'{where}: "response"')
    return answered_row(row, row, responses, is_list, where)
