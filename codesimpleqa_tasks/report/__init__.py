"""Reports: from graded runs to tables, comparisons, leaderboards and pages. Needs the extra "report"."""

from __future__ import annotations

from importlib.util import find_spec

from codesimpleqa_tasks.errors import InputError

_PACKAGES = ("pandas",)


def require_report_packages(*more: str) -> None:
    """Raise InputError, with the command that installs them, if pandas (or one of `more`) is not there."""
    missing = [name for name in (*_PACKAGES, *more) if find_spec(name) is None]
    if missing:
        raise InputError(
            f"reports need {', '.join(missing)}, which is not installed. "
            f"Install it with: pip install 'codesimpleqa-tasks[report]'"
        )
