"""Ending an OpenCompass task over bad input: one message in its log, no traceback, no result that hides it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from codesimpleqa_tasks.errors import InputError

MARK = "codesimpleqa: "
"""What the message's line in the log begins with; the summarizer finds it by that."""

P = ParamSpec("P")
R = TypeVar("R")


def stops_on_bad_input(function: Callable[P, R]) -> Callable[P, R]:
    """Turn an InputError into a line in the task's log and exit code 2.

    The task then leaves no result file, so that the next run with -r takes it up again.
    """

    @wraps(function)
    def stopping(*arguments: P.args, **named: P.kwargs) -> R:
        try:
            return function(*arguments, **named)
        except InputError as error:
            print(f"{MARK}{' '.join(str(error).split())}", file=sys.stderr, flush=True)
            raise SystemExit(error.exit_code) from None

    return stopping
