"""Prediction and result files of OpenCompass, finished, interrupted or in parts."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.answers.rows.row import AnsweredRow, answered_row, responses_of
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import read_json

log = logging.getLogger("codesimpleqa")


def is_prediction(row: dict[str, Any]) -> bool:
    """Whether a line is of the file that an inference keeps while it runs (tmp_*.jsonl)."""
    return "prediction" in row and "gold" in row


def opencompass_files(path: Path) -> list[Path]:
    """The files that `path` means: itself if it is an OpenCompass JSON file, its parts (NAME_0.json, ...) if it does
    not exist but they do; none if it is something else."""
    if path.suffix != ".json":
        return []
    if path.is_file():
        _warn_of_parts(path)
        return [path] if _opens_a_json_object(path) else []
    return list(_parts(path.with_suffix("")))


def _opens_a_json_object(path: Path) -> bool:
    """OpenCompass indents its files: the first line is a lone brace, which no line of JSONL is."""
    with path.open("rb") as stream:
        return stream.readline(16).strip() == b"{"


def _parts(stem: Path) -> Iterator[Path]:
    number = 0
    while (part := stem.with_name(f"{stem.name}_{number}.json")).is_file():
        yield part
        number += 1


@lru_cache(maxsize=64)  # the file is read more than once; once is enough for the warning
def _warn_of_parts(path: Path) -> None:
    name, _, number = path.stem.rpartition("_")
    if number.isdigit() and (others := len(list(_parts(path.with_name(name))))) > 1:
        log.warning(
            "%s: this is one of %d parts of a dataset; for all of them give %s.",
            path,
            others,
            path.with_name(f"{name}.json"),
        )


def prediction_row(entry: dict[str, Any], where: str) -> AnsweredRow:
    """The row of one prediction, or of one question in a result file's details. Raises InputError."""
    gold, prediction = entry.get("gold"), entry.get("prediction")
    if not isinstance(gold, dict) or "question" not in gold or "prediction" not in entry:
        raise InputError(
            f'{where}: no prediction of a CodeSimpleQA dataset ("gold" must hold its question). Give a file of '
            f"predictions/MODEL/codesimpleqa_*.json or results/MODEL/codesimpleqa_*.json."
        )
    given = prediction if isinstance(prediction, list) else [prediction]
    responses = responses_of(given, f'{where}: "prediction"')
    return answered_row(entry, gold, responses, isinstance(prediction, list), where)


def opencompass_rows(paths: Iterable[Path]) -> Iterator[AnsweredRow]:
    """The rows of prediction files, or of a result file with details; a question that was answered several times
    (OpenCompass repeats it) is one row with a list.

    Raises InputError, naming the file and the entry, for what is no file of OpenCompass, or one of other datasets.
    """
    by_question: dict[str, list[AnsweredRow]] = {}
    for path in paths:
        for where, entry in _entries(path):
            row = prediction_row(entry, where)
            by_question.setdefault(str(entry["gold"].get("id", where)), []).append(row)
    for rows in by_question.values():
        yield rows[0] if len(rows) == 1 else _together(rows)


def _together(rows: Sequence[AnsweredRow]) -> AnsweredRow:
    responses = tuple(response for row in rows for response in row.responses)
    return replace(rows[0], row=rows[0].row | {"prediction": list(responses)}, responses=responses, is_list=True)


def _entries(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    content = read_json(path)
    details = content.get("details")
    if details is not None:  # a result file
        if not isinstance(details, list | dict):
            raise InputError(f'{path}: "details" is {type(details).__name__}; it must hold the questions.')
        entries = list(enumerate(details)) if isinstance(details, list) else list(details.items())
    elif "f_score" in content:
        raise InputError(
            f"{path}: this result file has no details (--dump-eval-details False). Give the file of the same name "
            f"under predictions/ instead."
        )
    else:
        entries = list(content.items())
    for number, entry in entries:
        where = f"{path}, entry {number}"
        if not isinstance(entry, dict):
            raise InputError(f"{where}: expected an object, found {type(entry).__name__}.")
        yield where, entry
