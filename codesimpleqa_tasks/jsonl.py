"""Reading and writing JSON and JSONL: every fault is named with its file and line."""

from __future__ import annotations

import errno
import json
import math
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TextIO

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.visible import excerpt

_UTF16_OR_32_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def read_jsonl(path: str | os.PathLike[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number from 1, object) for every line of a JSONL file that is not blank.

    Takes UTF-8 with or without byte-order mark, LF or CRLF. Reads one line at a time.

    Raises InputError if the file is missing, a directory, unreadable or empty, if it is not UTF-8,
    or if a line is not one JSON object or holds a key twice, of which JSON would silently keep the last.
    """
    path = Path(path)
    found = False
    with _opened(path) as stream:
        for number, raw in enumerate(stream, start=1):
            if number == 1:
                if raw.startswith(_UTF16_OR_32_MARKS):
                    raise InputError(
                        f"{path}: the file is UTF-16 or UTF-32, not UTF-8. Convert it first: "
                        f"iconv -f UTF-16 -t UTF-8 {path} > converted.jsonl"
                    )
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if not raw.strip():
                continue
            found = True
            yield number, _parsed(raw, f"{path}, line {number}")
    if not found:
        raise InputError(f"{path}: the file is empty; expected one JSON object per line.")


def read_json(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The JSON object that a file is.

    Raises InputError if the file is missing, unreadable, not UTF-8, cut off or no JSON object, or holds a key twice.
    """
    path = Path(path)
    with _opened(path) as stream:
        raw = stream.read().removeprefix(b"\xef\xbb\xbf")
    if not raw.strip():
        raise InputError(f"{path}: the file is empty; expected a JSON object.")
    return _parsed(raw, str(path), is_line=False)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.is_dir():
        inside = sorted(p.name for p in path.glob("*.jsonl"))[:5]
        hint = f" It holds {', '.join(inside)}: name one of them." if inside else ""
        raise InputError(f"{path}: this is a directory; a file is needed.{hint}")
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file (looked from {Path.cwd()}).") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
    with stream:
        yield stream


def _parsed(raw: bytes, where: str, is_line: bool = True) -> dict[str, Any]:
    of = "line" if is_line else "file"
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: byte {error.start + 1} of the {of} is not UTF-8. Save the file as UTF-8.") from None
    if "\x00" in text:
        raise InputError(f"{where}: the {of} holds NUL bytes; the file is damaged or not text.")
    try:
        value = _DECODER.decode(text)
    except _KeyTwiceError as error:
        raise InputError(
            f'{where}: the key "{excerpt(error.key, 60)}" stands twice in one object, and only one of its values can '
            f"count. Remove the other."
        ) from None
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if is_line else f"line {error.lineno}, column {error.colno}"
        hint = _found(text) if is_line else "Is it cut off?"
        raise InputError(f"{where}: not valid JSON at {place}: {error.msg}. {hint}") from None
    except RecursionError:
        raise InputError(f"{where}: the JSON is nested too deep. {_found(text)}") from None
    except ValueError:  # Python reads no whole numbers of more than some thousand digits
        raise InputError(f"{where}: the {of} holds a number that is too long to be read. {_found(text)}") from None
    if not isinstance(value, dict):
        raise InputError(f"{where}: expected a JSON object, found {type(value).__name__}.")
    return value


class _KeyTwiceError(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _without_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _KeyTwiceError(next(key for place, key in enumerate(keys) if key in keys[:place]))
    return made


_DECODER = json.JSONDecoder(object_pairs_hook=_without_key_twice)


def _found(text: str) -> str:
    return f"Found: {excerpt(text.strip(), 60)}"


@contextmanager
def written_atomically(path: str | os.PathLike[str]) -> Iterator[TextIO]:
    """A text stream (UTF-8) that becomes `path` only when the block ends without an error; its `buffer` takes bytes.

    Raises InputError if the folder is missing or cannot be written, before anything is computed.
    """
    path = Path(path)
    if path.is_dir():
        raise InputError(f"{path}: this is a directory; name a file to write.")
    with _named_if_full(path):
        if path.exists() and not path.is_file():  # /dev/stdout, a pipe: nothing to replace
            with path.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            return
        with _replacing(path) as stream:
            yield stream


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def _named_if_full(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise InputError(f"{path}: cannot be written ({error.strerror}).") from None


@contextmanager
def _replacing(named: Path) -> Iterator[TextIO]:
    path = named.resolve()  # a link stays a link: what it points to is replaced
    try:
        # The name is no part of the temporary file's: a name of full length has no room for more.
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".codesimpleqa.", suffix=".part")
    except FileNotFoundError:
        raise InputError(f"{named}: the folder {path.parent} does not exist; make it first.") from None
    except OSError as error:
        raise InputError(f"{named}: cannot be written ({error.strerror}).") from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, _mode_for(path))
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode_for(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def plain_json(value: Any) -> Any:
    """The value with null for NaN and infinity, which JSON does not have, at any depth."""
    if isinstance(value, dict):
        return {key: plain_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def dumped(value: Any) -> str:
    """One line of JSON with Chinese text as it is; lone surrogates are escaped so that the line is valid UTF-8."""
    text = json.dumps(value, ensure_ascii=False)
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text
