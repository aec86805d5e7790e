"""Finding the data folders that ship beside the code, from a wheel or from a checkout."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped_folder(name: str) -> Path:
    """The folder `name` ("judges", "configs"): inside the installed package, or at the top of a checkout."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def tasks_folder() -> Path | None:
    """The folder of the lm-eval task files: inside the installed lm_eval, else at the top of a checkout."""
    spec = find_spec("lm_eval")
    for root in (spec.submodule_search_locations or []) if spec else []:
        installed = Path(root) / "tasks" / "codesimpleqa"
        if installed.is_dir():
            return installed
    checkout = _PACKAGE.parent / "tasks"
    return checkout if (checkout / "codesimpleqa.yaml").is_file() else None
