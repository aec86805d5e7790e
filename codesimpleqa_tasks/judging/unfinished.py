"""Answers that wait for a grade are kept where `codesimpleqa grade` finds them, whatever the harness saves."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import platformdirs

from codesimpleqa_tasks.jsonl import dumped

log = logging.getLogger("codesimpleqa")


def keep_unfinished(task: str, rows: Iterable[Mapping[str, Any]]) -> Path | None:
    """Write the answers of a task, as rows that `codesimpleqa grade` takes, into the user's cache; gives the file.

    Gives None, with a warning, if it cannot be written: the run goes on.
    """
    folder = platformdirs.user_cache_path("codesimpleqa") / "unfinished"
    path = folder / f"{task}-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(dumped(row) + "\n" for row in rows)
    except OSError as error:
        log.warning("%s: the answers could not be kept there (%s).", path, error.strerror)
        return None
    return path
