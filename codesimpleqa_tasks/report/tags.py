"""Tags of runs: how large a model is and in what mode it ran, said by the user or read from the model's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.report.runs import Run
from codesimpleqa_tasks.yaml_file import read_yaml

_UNITS = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmbt])", re.IGNORECASE)
_SIZE_IN_NAME = re.compile(r"(?<![a-z0-9.])(\d+(?:\.\d+)?)([mb])(?![a-z0-9])", re.IGNORECASE)


def size_of(text: str | float) -> float | None:
    """The number of parameters that "7B", "350M", "1.5b" or a plain number says, or None."""
    if isinstance(text, bool):
        return None
    if isinstance(text, int | float):
        return float(text) if text > 0 else None
    match = _SIZE.fullmatch(text.strip())
    return (float(match[1]) * _UNITS[match[2].lower()] or None) if match else None


def size_in_name(model: str) -> float | None:
    """The number of parameters in a model's name: "Coder-7B-Instruct" has 7e9, "30B-A3B" has 30e9 (all of them, not the
    active ones), "8x7B" says none that could be relied on: None."""
    match = _SIZE_IN_NAME.search(model.rsplit("/", 1)[-1])
    return float(match[1]) * _UNITS[match[2].lower()] if match else None


def size_text(size: float) -> str:
    """A number of parameters as people write it: "7B", "1.5B", "350M"."""
    for unit in ("t", "b", "m", "k"):
        if size >= _UNITS[unit]:
            return f"{size / _UNITS[unit]:.4g}{unit.upper()}"
    return f"{size:.4g}"


def read_tags(path: Path) -> dict[str, dict[str, Any]]:
    """The tags of a YAML file: by name of the run or model, "size" (7B, 350M, a number) and "mode" (any word).

    Raises InputError, naming file and run, for anything else.
    """
    content = read_yaml(path)
    if not isinstance(content, dict) or not content:
        raise InputError(f"{path}: expected a mapping such as\n  Coder-7B: {{size: 7B, mode: thinking}}")
    return {str(name): _tags(tags, f"{path}, {name}") for name, tags in content.items()}


def _tags(tags: Any, where: str) -> dict[str, Any]:
    if not isinstance(tags, dict) or not tags or set(tags) - {"size", "mode"}:
        raise InputError(f"{where}: found {tags!r}; write size, mode or both: {{size: 7B, mode: thinking}}.")
    found: dict[str, Any] = {}
    if "size" in tags:
        found["size"] = size_of(tags["size"]) if isinstance(tags["size"], str | int | float) else None
        if found["size"] is None:
            raise InputError(f"{where}: size is {tags['size']!r}; write 7B, 350M or a number of parameters.")
    if "mode" in tags:
        if not isinstance(tags["mode"], str) or not tags["mode"].strip():
            raise InputError(f"{where}: mode is {tags['mode']!r}; write a word such as chat or thinking.")
        found["mode"] = tags["mode"].strip()
    return found


def with_tags(runs: Sequence[Run], tags: Mapping[str, Mapping[str, Any]]) -> list[Run]:
    """The runs with their tags: the size in the model's name where there is one, then those of its model, then those
    of its name.

    Raises InputError if a name in `tags` is that of no run and no model, or a mode is given to a run of several
    variants, which cannot have run in one mode.
    """
    known = {name for run in runs for name in (run.name, run.model)}
    if unknown := set(tags) - known:
        raise InputError(f"tags for {min(unknown)!r}, but there is no such run; there are: {', '.join(sorted(known))}.")
    tagged = []
    for run in runs:
        size = size_in_name(run.name) or size_in_name(run.model)
        found = {**({"size": size} if size else {}), **tags.get(run.model, {}), **tags.get(run.name, {})}
        if "mode" in found and len(run.variants) > 1:
            raise InputError(
                f"tags: the mode of {run.name} is {found['mode']!r}, but it has {', '.join(run.variants)}, which are "
                f"modes already. Leave its mode out, or name its sample files one by one."
            )
        tagged.append(replace(run, tags=found))
    return tagged
