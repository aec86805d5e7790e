"""Finding out what lies at a path: output of lm-eval, of OpenCompass or of `codesimpleqa grade`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.answers.rows.lm_eval import is_sample
from codesimpleqa_tasks.answers.rows.opencompass import is_prediction
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import read_json, read_jsonl
from codesimpleqa_tasks.lm_eval_files import is_results, is_samples, samples_of
from codesimpleqa_tasks.report import lm_eval_output, opencompass_output
from codesimpleqa_tasks.report.graded_rows import read_graded_rows
from codesimpleqa_tasks.report.parts import Part, mapping, share

_EXPECTED = (
    "Expected: an output folder of lm-eval (run with --log_samples), a work folder of OpenCompass, "
    "or a file that `codesimpleqa grade` wrote."
)


class Rows(Enum):
    """What the rows of a JSONL file are, going by the first."""

    GRADED = "graded"
    NOT_GRADED = "not graded"
    OTHER = "other"


def files_of_runs(path: Path) -> list[Path]:
    """The files with graded answers that a path stands for: itself, or what lies below a folder.

    Raises InputError if there is none, or if answers lie there that have no grades.
    """
    if not path.exists():
        raise InputError(f"{path}: no such file or folder (looked from {Path.cwd()}).")
    if path.is_dir():
        return _files_below(path)
    if opencompass_output.is_result(path):
        return [path]
    if path.suffix == ".json" and is_results(path):
        lm_eval_output.read_results(path)
        return _graded_samples(path)
    if path.suffix == ".jsonl" or not path.suffix:
        kind = kind_of_rows(path)
        if kind is Rows.NOT_GRADED:
            raise _not_graded(path)
        if kind is Rows.GRADED:
            return [path]
    raise InputError(f"{path}: holds no graded answers. {_EXPECTED}")


def read_part(path: Path) -> Part:
    """Read one of the files that `files_of_runs` found. Raises InputError for damaged or ungraded rows."""
    if path.suffix == ".json":
        return opencompass_output.read_part(path)
    return lm_eval_output.read_part(path) if is_samples(path) else _read_grade_output(path)


def kind_of_rows(path: Path) -> Rows:
    """What the rows of a JSONL file are. Raises InputError if the first cannot be read."""
    _, row = next(iter(read_jsonl(path)))
    if is_sample(row):
        if "grade" in row or isinstance(row.get("questions"), dict):
            return Rows.GRADED
        return Rows.NOT_GRADED if {"language", "variant", "question"} <= set(row["doc"]) else Rows.OTHER
    if {"question", "answer", "response"} <= set(row) or (is_prediction(row) and isinstance(row["gold"], dict)):
        return Rows.GRADED if "grade" in row else Rows.NOT_GRADED
    return Rows.OTHER


def _files_below(folder: Path) -> list[Path]:
    samples, results, others, found, predictions = [], [], [], [], []
    for path in _walked(folder):
        if is_samples(path):
            samples.append(path)
        elif is_results(path):
            results.append(path)
        elif opencompass_output.is_result(path):
            found.append(path)
        elif opencompass_output.is_prediction(path):
            predictions.append(path)
        elif path.suffix == ".jsonl":
            others.append(path)
    kinds = {path: kind_of_rows(path) for path in samples} | {path: _kind_or_other(path) for path in others}
    for path in samples:
        if kinds[path] is Rows.NOT_GRADED:
            raise _not_graded(path)
    found += [path for path, kind in kinds.items() if kind is Rows.GRADED]
    if found:
        return found
    if waiting := [*predictions, *(path for path, kind in kinds.items() if kind is Rows.NOT_GRADED)]:
        raise _not_graded(waiting[0])
    if results and not samples:
        return _graded_samples(results[0])
    raise InputError(f"{folder}: no run below this folder. {_EXPECTED}")


def _walked(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names) if not name.startswith("."))


def _kind_or_other(path: Path) -> Rows:
    try:
        return kind_of_rows(path)
    except InputError:
        return Rows.OTHER


def _graded_samples(results: Path) -> list[Path]:
    samples = samples_of(results)
    if not samples:
        raise InputError(
            f"{results}: no sample files beside it. Run lm_eval again with --log_samples "
            f"(codesimpleqa eval does so by itself)."
        )
    kinds = {path: kind_of_rows(path) for path in samples}
    found = [path for path, kind in kinds.items() if kind is Rows.GRADED]
    if not found:
        raise next(
            (_not_graded(path) for path, kind in kinds.items() if kind is Rows.NOT_GRADED),
            InputError(f"{results}: none of its tasks is one of ours."),
        )
    return found


def _not_graded(path: Path) -> InputError:
    return InputError(
        f"{path}: answers without grades. Grade them first: codesimpleqa grade {path} -o {path.stem}-graded.jsonl"
    )


def _read_grade_output(path: Path) -> Part:
    """The output of `codesimpleqa grade`; what `grade --json` printed is read from FILE.json beside FILE.jsonl."""
    graded = read_graded_rows(path)
    beside = path.with_suffix(".json")
    said: dict[str, Any] = read_json(beside) if beside.is_file() else {}
    return Part(
        path,
        "grade",
        graded.model or path.stem,
        graded.answers,
        belongs_to=str(path),
        date=datetime.fromtimestamp(path.stat().st_mtime, timezone.utc).isoformat(timespec="seconds"),
        provenance=mapping(said.get("provenance")),
        ungraded_tolerance=share(said.get("ungraded_tolerance")),
    )
