"""What lm-evaluation-harness has left of a run: the samples of a task, with what the results file says of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import read_json
from codesimpleqa_tasks.lm_eval_files import results_of, stamp_of, task_of
from codesimpleqa_tasks.report.graded_rows import read_graded_rows
from codesimpleqa_tasks.report.parts import Part, mapping, share


def read_results(path: Path) -> dict[str, Any]:
    """The content of a results file. Raises InputError if it is damaged or something else."""
    content = read_json(path)
    if "results" not in content or "configs" not in content:
        raise InputError(f'{path}: no results file of lm-eval ("results" and "configs" are missing).')
    return content


def read_part(samples: Path) -> Part:
    """The part that a sample file is, with what the results file beside it says.

    Raises InputError if the rows cannot be read, have no grades, or are fewer than the results file says.
    """
    path = results_of(samples)
    graded = read_graded_rows(samples)
    results = read_results(path) if path else {}
    task = _task_of(samples, results)
    expected = mapping(mapping(results.get("n-samples")).get(task)).get("effective")
    if isinstance(expected, int) and graded.questions < expected:
        raise InputError(
            f"{samples}: half-written: {counted(graded.questions, 'row')}, but {path} tells of {expected}. "
            f"Copy the file again, or run the task again."
        )
    metadata = mapping(mapping(mapping(results.get("configs")).get(task)).get("metadata"))
    details = mapping(metadata.get("details"))
    provenance = {**mapping(details.get("provenance")), "run": _settings_of(results)} if results else {}
    if graded.regraded:
        provenance.pop("judge", None)
    model = results.get("model_name")
    return Part(
        samples,
        "lm-eval",
        graded.model or (model if isinstance(model, str) and model else samples.parent.name),
        graded.answers,
        belongs_to=str(path or samples.parent / stamp_of(samples)),
        date=_date(results.get("date")),
        provenance=provenance,
        ungraded_tolerance=share(details.get("ungraded_tolerance")),
    )


def _task_of(samples: Path, results: Mapping[str, Any]) -> str:
    name = task_of(samples)
    return name if name in mapping(results.get("configs")) else ""


def _settings_of(results: Mapping[str, Any]) -> dict[str, Any]:
    """What of the harness's own settings bears on a score. Model arguments stay out: they may hold keys."""
    config = mapping(results.get("config"))
    kept = {name: config.get(name) for name in ("model", "limit", "gen_kwargs")}
    kept |= {name: results.get(name) for name in ("system_instruction_sha", "chat_template_sha")}
    return {name: value for name, value in kept.items() if value not in (None, {}, "")}


def _date(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, timezone.utc).isoformat(timespec="seconds")
    except (OverflowError, OSError, ValueError):
        return None
