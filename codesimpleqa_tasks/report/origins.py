"""What produced a run, in lines for the report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from codesimpleqa_tasks.report.results import Result
from codesimpleqa_tasks.report.runs import Run


@dataclass(frozen=True)
class Origin:
    """A run with what is recorded of its making: for "data", "judge", "prompts", "settings", "packages" and
    "files" the lines that tell it, none where nothing is recorded."""

    run: Run
    lines: Mapping[str, list[str]]


def origins_of(results: Iterable[Result]) -> list[Origin]:
    """The origin of every run, once each."""
    runs = {id(result.run): result.run for result in results}.values()
    return [Origin(run, _lines(run)) for run in runs]


def _lines(run: Run) -> dict[str, list[str]]:
    record = run.provenance
    packages: Mapping[str, Any] = record.get("packages") or {}
    return {
        "data": _described(record.get("data") or {}, "source", "version"),
        "judge": _described(record.get("judge") or {}, "name", "kind"),
        "prompts": _described(record.get("prompts") or {}, "version"),
        "settings": [f"{name} {_written(value)}" for name, value in (record.get("run") or {}).items()],
        "packages": [f"{name} {version}" for name, version in packages.items()],
        "files": [path.name for path in run.paths],
    }


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _described(record: Mapping[str, Any], *names: str) -> list[str]:
    """The values of `names` in one line and the hash in another."""
    values = [str(record[name]) for name in names if record.get(name)]
    return [part for part in (", ".join(values), _hash(record)) if part]


def _hash(record: Mapping[str, Any]) -> str:
    return f"sha256 {str(record['sha256'])[:16]}" if record.get("sha256") else ""
