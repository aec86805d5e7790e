"""The file of the judgement store: opening it, setting a damaged one aside, looking after it."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import platformdirs

from codesimpleqa_tasks.settings import Settings
from codesimpleqa_tasks.visible import excerpt

log = logging.getLogger("codesimpleqa")

_TABLE = """CREATE TABLE IF NOT EXISTS judgements (
    key BLOB PRIMARY KEY, judge TEXT NOT NULL, grade TEXT NOT NULL, reply TEXT NOT NULL, certainty REAL,
    stored_at INTEGER NOT NULL) WITHOUT ROWID"""
_OF_OTHERS = """SELECT name FROM sqlite_master
    WHERE type IN ('table', 'view') AND name <> 'judgements' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"""
_PROBE = "SELECT key, judge, grade, reply, certainty, stored_at FROM judgements LIMIT 1"
_SQLITE = b"SQLite format 3\0"
_SIGNS_OF_DAMAGE = ("malformed", "not a database", "no such column", "no such table")


def store_path(settings: Settings) -> Path | None:
    """The file of the store, whether or not it is there yet; None where the user has switched it off."""
    if settings.judgement_store == "off":
        return None
    if settings.judgement_store == "on":
        return platformdirs.user_cache_path("codesimpleqa") / "judgements.sqlite"
    return Path(settings.judgement_store).expanduser()


def opened(path: Path, lock_wait: float) -> sqlite3.Connection:
    """A connection to the store, made if it is not there; a damaged file is set aside for a new one.

    `lock_wait` (seconds) is how long its statements wait for another process. Raises sqlite3.Error or
    OSError if there can be no store; a database that holds tables of others is left as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connected(path, lock_wait)
    except sqlite3.DatabaseError as error:
        if not is_damage(error) or not _could_be_a_store(path):
            raise
        set_aside(path)
        return _connected(path, lock_wait)


def _could_be_a_store(path: Path) -> bool:
    """Whether a file that cannot be read as a store may have been one: somebody's answers are never moved away."""
    with path.open("rb") as stream:
        return stream.read(len(_SQLITE)) == _SQLITE or path.suffix in {".sqlite", ".sqlite3", ".db"}


def _connected(path: Path, lock_wait: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=lock_wait, check_same_thread=False)
    try:
        _refuse_database_of_others(connection)
        _write_ahead(connection, lock_wait)
        # A killed process loses nothing with NORMAL; a power cut can lose the last judgements, never harm the rest.
        connection.execute("PRAGMA synchronous=NORMAL")
        with connection:
            connection.execute(_TABLE)
        connection.execute(_PROBE).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_database_of_others(connection: sqlite3.Connection) -> None:
    if names := [name for (name,) in connection.execute(_OF_OTHERS)]:
        raise sqlite3.DatabaseError(
            f"this database is in use for something else, it holds {excerpt(', '.join(names), 60)}"
        )


def _write_ahead(connection: sqlite3.Connection, lock_wait: float) -> None:
    """Switch to write-ahead logging. SQLite does not wait here for a process that is just doing the same: we do."""
    deadline = time.monotonic() + lock_wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= deadline:
                raise
            time.sleep(0.01)


def is_damage(error: BaseException) -> bool:
    """True for a file that is broken or no store of ours; false for a lock, a full disk, missing rights."""
    return isinstance(error, sqlite3.Error) and any(sign in str(error) for sign in _SIGNS_OF_DAMAGE)


def set_aside(path: Path) -> None:
    """Move a damaged store out of the way, unless another process has just put a good one in its place.

    Raises OSError if it cannot be moved.
    """
    before = _identity(path)
    try:
        with closing(_connected(path, 1.0)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    if found == "ok" or _identity(path) != before:
        return
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}")
    for ending in ("-wal", "-shm", ""):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    log.warning(
        "The judgement store %s is damaged (%s). It was set aside as %s, and a new one begun.", path, found, aside
    )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def stored_by_judge(path: Path) -> list[tuple[str, int, int, int]]:
    """What a store holds, for each judge: (judge, judgements, first and last stored, in seconds since 1970).

    Raises sqlite3.Error or OSError if the file cannot be read.
    """
    with closing(opened(path, 10.0)) as connection:
        return connection.execute(
            "SELECT judge, count(*), min(stored_at), max(stored_at) FROM judgements GROUP BY judge ORDER BY judge"
        ).fetchall()


def prune(path: Path, before: float | None = None, judges: Sequence[str] | None = None) -> int:
    """Remove judgements stored before a time (seconds since 1970) and by the judges named; gives how many.

    None stands for any time and any judge. The file shrinks accordingly. Raises sqlite3.Error or OSError if
    it cannot be written.
    """
    conditions = ["TRUE"]
    values: list[float | str] = []
    if before is not None:
        conditions.append("stored_at < ?")
        values.append(before)
    if judges is not None:
        conditions.append(f"judge IN ({','.join('?' * len(judges))})")
        values += judges
    with closing(opened(path, 10.0)) as connection:
        with connection:
            removed = connection.execute(f"DELETE FROM judgements WHERE {' AND '.join(conditions)}", values).rowcount
        connection.execute("VACUUM")
        return removed
