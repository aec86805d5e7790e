"""The one error that users are meant to read."""

from __future__ import annotations

from typing import Any

from codesimpleqa_tasks.visible import excerpt


class InputError(Exception):
    """Something the user gave cannot be used: a file, a setting, a name.

    The message says which file (and line), what was found and what to do. The command line
    prints it and exits with code 2; no traceback is shown.
    """

    exit_code = 2


def shown(value: Any) -> str:
    """A value as messages show it: at most 60 characters, none of which acts on a terminal."""
    return excerpt(repr(value), 60)
