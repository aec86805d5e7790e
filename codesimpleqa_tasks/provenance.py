"""What produced a result: data, judge, prompts, packages."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from codesimpleqa_tasks.judging import Judge
from codesimpleqa_tasks.prompts import PROMPT_VERSION, prompts_sha256
from codesimpleqa_tasks.questions import QuestionSet

_PACKAGES = ("codesimpleqa-tasks", "lm_eval", "opencompass", "transformers", "torch", "vllm", "datasets", "numpy")


def package_version(name: str) -> str | None:
    """The version of an installed package, or None."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def package_versions() -> dict[str, str]:
    """The versions of Python and of the installed packages that can bear on a result."""
    found = {name: v for name in _PACKAGES if (v := package_version(name))}
    return {"python": platform.python_version(), **found}


def provenance(judge: Judge, data: QuestionSet | None = None) -> dict[str, Any]:
    """What a result records of its making. `data` is None where questions came with the answers."""
    specification = judge.specification
    record: dict[str, Any] = {
        "judge": {"name": specification.name, "kind": specification.kind, "sha256": specification.sha256},
        "prompts": {"version": PROMPT_VERSION, "sha256": prompts_sha256()},
        "packages": package_versions(),
    }
    if data is not None:
        record["data"] = {"source": data.source, "version": data.version, "sha256": data.sha256}
    return record
