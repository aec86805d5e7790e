"""Reading what a run of lm_eval has written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from running import read_rows


def results_in(folder: Path) -> dict[str, Any]:
    """The one results file below a folder."""
    (path,) = folder.glob("**/results_*.json")
    return json.loads(path.read_text(encoding="utf-8"))


def samples_in(folder: Path, task: str) -> list[dict[str, Any]]:
    """The samples of a task below a folder."""
    (path,) = (p for p in folder.glob("**/samples_*.jsonl") if p.name.startswith(f"samples_{task}_2"))
    return read_rows(path)


def figures_of(results: dict[str, Any], task: str) -> dict[str, Any]:
    """The figures of a task or group by plain name."""
    return {name.removesuffix(",none"): value for name, value in results["results"][task].items()}
