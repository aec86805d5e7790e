"""Sample files of lm-eval (samples_*.jsonl)."""

from __future__ import annotations

from typing import Any

from codesimpleqa_tasks.answers.rows.row import AnsweredRow, answered_row, responses_of
from codesimpleqa_tasks.errors import InputError


def is_sample(row: dict[str, Any]) -> bool:
    """Whether a line is of a sample file."""
    return isinstance(row.get("doc"), dict) and "resps" in row


def sample_row(row: dict[str, Any], where: str) -> AnsweredRow:
    """A row of lm-eval's samples_*.jsonl: the document under "doc", the responses of its one request in "resps"."""
    resps = row["resps"]
    if not isinstance(resps, list) or len(resps) != 1 or not isinstance(resps[0], list):
        raise InputError(f'{where}: "resps" of a sample row must hold one list of responses.')
    responses = responses_of(resps[0], f'{where}: "resps"')
    return answered_row(row, row["doc"], responses, is_list=len(responses) > 1, where=f'{where}, "doc"')
