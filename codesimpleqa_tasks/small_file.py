"""Reading the small text files that users write, settings and prompts: what is no file, or never ends, is refused."""

from __future__ import annotations

import stat
from pathlib import Path

from codesimpleqa_tasks.errors import InputError

MOST_BYTES = 1_000_000
"""What such a file may hold: far more than anybody writes by hand."""


def read_small_text(path: Path, named: str | None = None) -> str:
    """The text of a file or a pipe, which must be UTF-8; `named` is what messages call it, if not by its path.

    Raises InputError if it is missing, unreadable, too large, not UTF-8, or a device or a socket.
    """
    named = named or str(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
            raise InputError(f"{named}: this is a device or a socket; name a file.")
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{named}: no such file (looked from {Path.cwd()}).") from None
    except OSError as error:
        raise InputError(f"{named}: cannot be read ({error.strerror}).") from None
    if len(raw) > MOST_BYTES:
        raise InputError(f"{named}: larger than {MOST_BYTES // 1_000_000} MB; name the file that you wrote for this.")
    try:
        return raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise InputError(f"{named}: not UTF-8 text.") from None
