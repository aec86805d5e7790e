"""Show the judgement store, or remove from it. It keeps the judgements of LLM judges: none is paid for twice."""

from __future__ import annotations

import argparse
import sqlite3
import time
from pathlib import Path

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.store_file import prune, store_path, stored_by_judge
from codesimpleqa_tasks.settings import Settings
from codesimpleqa_tasks.terminal import table

_DAY = 24 * 60 * 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa judges store`."""
    parser.add_argument(
        "--prune",
        metavar="WHICH",
        help='remove judgements: "all", or those older than a number of days ("30d"), '
        "or those of one judge (as the list names it, or its hash)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Show what is stored, or prune it; gives the exit code.

    Raises InputError if the store is switched off or cannot be used, or if it is not clear what to remove.
    """
    path = store_path(Settings.resolve())
    if path is None:
        raise InputError("The judgement store is switched off: CODESIMPLEQA_STORE is 'off'.")
    if not path.exists():
        print(f"{path}: nothing is stored yet.")
        return 0
    try:
        return _prune(path, arguments.prune) if arguments.prune else _show(path)
    except (sqlite3.Error, OSError) as error:
        raise InputError(f"{path}: the judgement store cannot be used ({error}).") from None


def _show(path: Path) -> int:
    stored = stored_by_judge(path)
    rows = [[judge, f"{count:,}", _date(first), _date(last)] for judge, count, first, last in stored]
    print(table(["judge", "judgements", "first", "last"], rows))
    total = counted(sum(count for _, count, _, _ in stored), "judgement")
    print(f"\n{path}: {total}, {path.stat().st_size / 1e6:,.1f} MB")
    return 0


def _prune(path: Path, which: str) -> int:
    if which == "all":
        removed = prune(path)
    elif which.endswith("d") and which[:-1].isdigit():
        removed = prune(path, before=time.time() - int(which[:-1]) * _DAY)
    else:
        judges = [judge for judge, *_ in stored_by_judge(path)]
        chosen = [name for name in judges if name == which or (len(which) >= 6 and name.split()[-1].startswith(which))]
        if len(chosen) != 1:
            known = "; ".join(judges) or "none"
            raise InputError(
                f"--prune {which}: must be 'all', a number of days such as '30d', or one judge of the store ({known})."
            )
        removed = prune(path, judges=chosen)
    print(f"{path}: {counted(removed, 'judgement')} removed.")
    return 0


def _date(seconds: int) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(seconds))
