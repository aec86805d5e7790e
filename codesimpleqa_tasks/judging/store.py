"""The judgement store: every judgement that was paid for, on disk as it arrives, shared by runs and processes.

What is stored is the judgement under a hash of what was judged: no questions, answers or keys. UNGRADED is
never stored. A store that cannot be used never ends a run: it is set aside or done without, with a warning.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.judging.grade import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.store_file import is_damage, opened, set_aside, store_path
from codesimpleqa_tasks.settings import Settings

log = logging.getLogger("codesimpleqa")

_GRADES = {grade.value: grade for grade in Grade}
_MOST_PARAMETERS = 500
"""Keys in one SELECT: SQLite builds take at least 999."""
_RECENT = 8192
"""Judgements kept in memory, so that identical answers of one run are judged once even without a file."""


def judgement_key(judge_sha256: str, candidate: Candidate) -> bytes:
    """What a judgement is stored under: a hash over the judge's specification and all that it is shown."""
    parts = (
        judge_sha256,
        candidate.language.value,
        candidate.question,
        candidate.gold,
        candidate.answer,
        *candidate.aliases,
    )
    # Lengths keep ("ab", "c") and ("a", "bc") apart; surrogatepass takes the lone surrogates that models can write.
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    return hashlib.sha256(b"".join([b"%d:%b" % (len(e), e) for e in encoded])).digest()


def open_store(settings: Settings, judge: str) -> JudgementStore:
    """The store that the settings name, for the judgements of `judge` (a name for people). Never raises."""
    return JudgementStore(store_path(settings), judge)


class JudgementStore:
    """Judgements by key. Open one for each run; `get_many` and `put` may be called from different threads.

    With `path` None, or where the file cannot be used, it remembers the last judgements of this run only.
    """

    def __init__(self, path: Path | None, judge: str, lock_wait: float = 10.0) -> None:
        """`judge` is written beside each judgement; other processes are waited for `lock_wait` seconds."""
        self._path = path
        self._judge = judge
        self._lock_wait = lock_wait
        self._guard = threading.Lock()
        self._recent: OrderedDict[bytes, Judgement] = OrderedDict()
        self._unwritten: dict[bytes, Judgement] = {}
        self._arrived = threading.Event()
        self._closing = False
        self._writer: threading.Thread | None = None
        self._read_again_at = 0.0
        self._reader = self._open_reader()

    def __enter__(self) -> JudgementStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, Judgement]:
        """The stored judgements of those keys that have one. Never raises."""
        found: dict[bytes, Judgement] = {}
        with self._guard:
            if self._recent:
                for key in keys:
                    judgement = self._recent.get(key) or self._unwritten.get(key)
                    if judgement is not None:
                        found[key] = judgement
        missing = [key for key in keys if key not in found] if found else keys
        if missing and self._reader is not None and time.monotonic() >= self._read_again_at:
            try:
                self._read(self._reader, missing, found)
            except sqlite3.Error as error:
                self._reading_failed(error)
        return found

    def put(self, key: bytes, judgement: Judgement) -> None:
        """Store a judgement unless it is UNGRADED. Returns at once; a thread of the store writes. Never raises."""
        if judgement.grade is Grade.UNGRADED:
            return
        with self._guard:
            self._recent[key] = judgement
            if len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
            if self._reader is None:
                return
            self._unwritten[key] = judgement
            if self._writer is None:
                self._writer = threading.Thread(target=self._keep_writing, name="judgement store", daemon=True)
                self._writer.start()
        self._arrived.set()

    def close(self) -> None:
        """Write what is still to be written, and close the file."""
        if self._writer is not None:
            self._closing = True
            self._arrived.set()
            self._writer.join()
            self._writer = None
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        if self._unwritten:
            log.warning(
                "%s could not be written to the judgement store %s: another run will ask again.",
                counted(len(self._unwritten), "judgement"),
                self._path,
            )
            self._unwritten.clear()

    def _open_reader(self) -> sqlite3.Connection | None:
        if self._path is None:
            return None
        try:
            return opened(self._path, self._lock_wait)
        except (sqlite3.Error, OSError) as error:
            log.warning(
                "The judgement store %s cannot be used (%s): judging goes on without it, and another run will ask "
                "again for what is judged now. CODESIMPLEQA_STORE can name another file.",
                self._path,
                error,
            )
            return None

    def _read(self, reader: sqlite3.Connection, keys: Sequence[bytes], found: dict[bytes, Judgement]) -> None:
        for start in range(0, len(keys), _MOST_PARAMETERS):
            part = keys[start : start + _MOST_PARAMETERS]
            marks = ",".join("?" * len(part))
            rows = reader.execute(f"SELECT key, grade, reply, certainty FROM judgements WHERE key IN ({marks})", part)
            for key, grade, reply, certainty in rows:
                if grade in _GRADES:
                    found[key] = Judgement(_GRADES[grade], reply, certainty)

    def _reading_failed(self, error: sqlite3.Error) -> None:
        if is_damage(error) and self._reader is not None and self._path is not None:
            self._reader.close()
            try:
                set_aside(self._path)
            except OSError as why:
                log.warning("The judgement store %s is damaged and cannot be moved (%s).", self._path, why)
            self._reader = self._open_reader()
            return
        self._read_again_at = time.monotonic() + 60
        log.warning("The judgement store %s cannot be read (%s): it is tried again in a minute.", self._path, error)

    def _keep_writing(self) -> None:
        """The writer thread: all that has arrived goes into one transaction, at once."""
        connection: sqlite3.Connection | None = None
        warned = False
        while self._unwritten or not self._closing:
            self._arrived.wait()
            self._arrived.clear()
            closing = self._closing
            with self._guard:
                arrived = dict(self._unwritten)
            assert self._path is not None
            try:
                connection = connection or opened(self._path, self._lock_wait)
                self._write(connection, arrived)
            except (sqlite3.Error, OSError) as error:
                if connection is not None:
                    connection.close()
                    connection = None
                if is_damage(error) and self._moved_aside():
                    self._arrived.set()  # at once again, into the new file
                    continue
                if not warned:
                    log.warning(
                        "The judgement store %s cannot be written (%s): judging goes on, and it is tried again.",
                        self._path,
                        error,
                    )
                warned = True
                if closing:
                    break
        if connection is not None:
            connection.close()

    def _moved_aside(self) -> bool:
        assert self._path is not None
        try:
            set_aside(self._path)
        except OSError:
            return False
        return True

    def _write(self, connection: sqlite3.Connection, judgements: Mapping[bytes, Judgement]) -> None:
        now = int(time.time())
        rows = [
            (key, self._judge, j.grade.value, j.reply.encode("utf-8", "replace").decode(), j.certainty, now)
            for key, j in judgements.items()
        ]
        with connection:
            connection.executemany("INSERT OR REPLACE INTO judgements VALUES (?, ?, ?, ?, ?, ?)", rows)
        with self._guard:
            for key in judgements:
                self._unwritten.pop(key, None)
