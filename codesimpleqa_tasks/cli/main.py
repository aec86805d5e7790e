"""codesimpleqa: the command line. A command's module is imported only when that command runs."""

from __future__ import annotations

import argparse
import codecs
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from codesimpleqa_tasks import __version__
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.visible import visible

COMMANDS = {
    "eval": "run lm-evaluation-harness on our tasks (all of lm_eval's own arguments)",
    "grade": "grade answers in a file: JSONL, or a harness's sample file",
    "report": "make a page of graded runs: figures, charts, and every answer to read",
    "compare": "compare two runs, question by question",
    "leaderboard": "one table of all runs: terminal, Markdown, CSV, LaTeX or HTML",
    "scaling": "F-score against model size, with the fitted line",
    "judges": "list and show the judges",
    "data": "show the question sources, count them, fetch the official file",
    "configs-path": "print the folder of our OpenCompass configs, for --config-dir",
    "doctor": "say what is installed, what would be used, and what to do about what is wrong",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code: 0, 2 for bad input or settings, or what the command says."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Visible("%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors=_ESCAPED)
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="codesimpleqa",
        description="CodeSimpleQA: does a language model know its programming facts?",
        epilog="codesimpleqa COMMAND --help tells more. Documentation: README.md and docs/.",
    )
    parser.add_argument("--version", action="version", version=f"codesimpleqa-tasks {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    wanted = next((a for a in arguments if not a.startswith("-")), None)
    for name, summary in COMMANDS.items():
        if name == wanted:
            module = _module(name)
            if name == "eval":  # all that follows is lm_eval's, and its parser is the one that reads it
                return _run(partial(module.run, arguments[arguments.index("eval") + 1 :]))
            module.add_arguments(commands.add_parser(name, help=summary, description=module.__doc__))
        else:
            commands.add_parser(name, help=summary)
    parsed = parser.parse_args(arguments)
    if parsed.command is None:
        parser.print_help()
        return 0
    return _run(lambda: _module(parsed.command).run(parsed))


def _module(command: str) -> Any:
    return import_module(f"codesimpleqa_tasks.cli.{command.replace('-', '_')}")


def _run(command: Callable[[], int]) -> int:
    try:
        code = command()
        sys.stdout.flush()
        return code
    except InputError as error:
        _complain(str(error))
        return error.exit_code
    except KeyboardInterrupt as stopped:
        _complain(str(stopped) or "stopped.")
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as "| head" does
        _drop_output()
        return 0
    except OSError as error:  # no space left, a name too long, a folder that is gone
        if error.filename is None:
            _drop_output()
        _complain(f"{error.filename or 'reading or writing failed'}: {error.strerror or error}.")
        return InputError.exit_code


class _Visible(logging.Formatter):
    """Warnings tell of files, and of what servers say: none of it can drive the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return visible(super().format(record))


def _complain(message: str) -> None:
    print(f"codesimpleqa: {visible(message)}", file=sys.stderr)  # names and contents of files can hold anything


def _drop_output() -> None:
    """What is still to be printed goes nowhere; else Python would try once more, and fail, when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_ESCAPED = "codesimpleqa.escaped"


def _escape(error: UnicodeError) -> tuple[str, int]:
    """What a terminal's encoding lacks is written as JSON writes it: printed JSON stays right, text readable."""
    assert isinstance(error, UnicodeEncodeError)
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error(_ESCAPED, _escape)


if __name__ == "__main__":
    sys.exit(main())
