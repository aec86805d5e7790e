"""Work folders of OpenCompass: results/MODEL/DATASET.json, with every question under "details"."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import read_json
from codesimpleqa_tasks.report.graded_rows import read_graded_rows
from codesimpleqa_tasks.report.parts import Part, mapping, share

_FIRST_KEY = b'"f_score"'
"""What our evaluator writes first, and other datasets' do not have."""


def is_result(path: Path) -> bool:
    """Whether a file is a result of one of our datasets: it lies in results/MODEL/ and begins with our figures."""
    if path.suffix != ".json" or path.parent.parent.name != "results":
        return False
    with path.open("rb") as stream:
        return _FIRST_KEY in stream.read(80)


def is_prediction(path: Path) -> bool:
    """Whether a file is of what a model answered to one of our datasets, by where it lies and its name."""
    return path.suffix == ".json" and path.parent.parent.name == "predictions" and path.name.startswith("codesimpleqa")


def read_part(path: Path) -> Part:
    """The part that a result file is. Raises InputError if it is damaged or has no details."""
    graded = read_graded_rows(path)
    result = read_json(path)
    questions = result.get("questions")
    if isinstance(questions, int) and graded.questions < questions:
        raise InputError(
            f"{path}: half-written: {graded.questions:,} of {counted(questions, 'question')}. Run the evaluation again."
        )
    work_dir = path.parents[2]
    return Part(
        path,
        "opencompass",
        path.parent.name,
        graded.answers,
        belongs_to=str(path.parent),
        date=_date(work_dir.name, path),
        provenance=mapping(result.get("provenance")),
        ungraded_tolerance=share(mapping(result.get("ungraded_tolerance")).get("share")),
    )


def _date(work_dir: str, path: Path) -> str:
    """The time in the folder's name (local time where it ran, taken as ours), or else that of the file."""
    try:
        moment = datetime.strptime(work_dir, "%Y%m%d_%H%M%S").astimezone(timezone.utc)
    except ValueError:
        moment = datetime.fromtimestamp(path.stat().st_mtime, timezone.utc)
    return moment.isoformat(timespec="seconds")
