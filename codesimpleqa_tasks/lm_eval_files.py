"""The names of lm-evaluation-harness' files: results_DATE.json with samples_TASK_DATE.jsonl beside it."""

from __future__ import annotations

import re
from pathlib import Path

_STAMPED = re.compile(r"(?P<stem>.+)_(?P<stamp>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(?:\.\d+)?)")


def is_samples(path: Path) -> bool:
    """Whether the name is that of a sample file."""
    return path.suffix == ".jsonl" and path.name.startswith("samples_") and _STAMPED.fullmatch(path.stem) is not None


def is_results(path: Path) -> bool:
    """Whether the name is that of a results file (results_DATE.json, or NAME_DATE.json for --output_path NAME.json)."""
    return path.suffix == ".json" and _STAMPED.fullmatch(path.stem) is not None


def results_of(samples: Path) -> Path | None:
    """The results file that was written with a sample file, or None."""
    found = _STAMPED.fullmatch(samples.stem)
    if found is None:
        return None
    named = sorted(p for p in samples.parent.glob(f"*_{found['stamp']}.json") if is_results(p))
    return named[0] if named else None


def samples_of(results: Path) -> list[Path]:
    """The sample files that were written with a results file."""
    found = _STAMPED.fullmatch(results.stem)
    return sorted(results.parent.glob(f"samples_*_{found['stamp']}.jsonl")) if found else []


def stamp_of(path: Path) -> str:
    """The date in the name of a file, as it stands there; the name itself, without its ending, if it has none."""
    found = _STAMPED.fullmatch(path.stem)
    return found["stamp"] if found else path.stem


def task_of(samples: Path) -> str:
    """The task in the name of a sample file; "" if the name is none of a sample file."""
    found = _STAMPED.fullmatch(samples.stem)
    return found["stem"].removeprefix("samples_") if found else ""
