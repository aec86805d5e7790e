"""Rows of answer files: plain JSONL of ours, or a harness's own files. One module per format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from codesimpleqa_tasks.answers.rows.lm_eval import is_sample, sample_row
from codesimpleqa_tasks.answers.rows.opencompass import (
    is_prediction,
    opencompass_files,
    opencompass_rows,
    prediction_row,
)
from codesimpleqa_tasks.answers.rows.plain import plain_row
from codesimpleqa_tasks.answers.rows.row import AnsweredRow
from codesimpleqa_tasks.jsonl import read_jsonl

__all__ = ["AnsweredRow", "other_than_jsonl", "read_answered_rows"]


def other_than_jsonl(path: Path) -> list[Path]:
    """The files that an answer file of another format than JSONL is made of; none if `path` is JSONL."""
    return opencompass_files(path)


def read_answered_rows(path: Path) -> Iterator[AnsweredRow]:
    """The rows of an answer file, one at a time.

    Knows plain JSONL with "question", "answer" and "response" (and optionally "aliases", "language" or
    "human_language", "domain", "programming_language", "variant"); the sample files of lm-eval; the prediction and
    result files of OpenCompass (these are read as a whole), where NAME.json also means the parts NAME_0.json, ...

    Raises InputError with file and line for everything that cannot be graded.
    """
    if files := opencompass_files(path):
        yield from opencompass_rows(files)
        return
    for number, row in read_jsonl(path):
        where = f"{path}, line {number}"
        if is_sample(row):
            yield sample_row(row, where)
        elif is_prediction(row):
            yield prediction_row(row, where)
        else:
            yield plain_row(row, where)
