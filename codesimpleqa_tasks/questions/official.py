"""The published evaluation file: fetched from the benchmark's own repository, checked, cached; never shipped."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import platformdirs

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import read_jsonl, written_atomically
from codesimpleqa_tasks.questions.record import Question, question_from_record
from codesimpleqa_tasks.questions.taxonomy import DOMAINS, Language

COMMIT = "ead424ec8350f8fd573155af0de550e57a0338bc"
URL = f"https://raw.githubusercontent.com/CSJianYang/CodeSimpleQA/{COMMIT}/data/test_data/code_simpleqa_eval_2k.jsonl"

EXPECTED_COUNTS = {Language.ENGLISH: 782, Language.CHINESE: 716}
_MOST_BYTES = 64 * 1024 * 1024
_TIMEOUT_SECONDS = 30


def cache_path() -> Path:
    """Where the official file is kept, whether or not it is there yet."""
    folder = platformdirs.user_cache_path("codesimpleqa") / "official" / COMMIT[:12]
    return folder / "code_simpleqa_eval_2k.jsonl"


def official_questions() -> list[Question]:
    """The 1,498 published questions; fetches the file if it is not in the cache.

    Raises InputError if it can be neither found nor fetched, or is not the published file.
    """
    path = cache_path()
    return checked_questions(path if path.exists() else fetch())


def fetch(url: str = URL) -> Path:
    """Download the official file into the cache, check it and return its path; shows progress on a terminal.

    Raises InputError with the place to put the file by hand if the network does not give it, or if what
    came is not the published file (then the cache stays as it was).
    """
    path = cache_path()
    by_hand = f"Download {url} on another machine and put the file at {path}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path.parent}: the cache folder cannot be made ({error.strerror}).") from None
    partial = path.with_suffix(".unchecked")
    try:
        with written_atomically(partial) as stream:
            stream.write(_downloaded(url))
    except (OSError, UnicodeDecodeError, urllib.error.URLError) as error:
        reason = getattr(error, "reason", None) or error
        raise InputError(f"The official questions could not be fetched ({reason}). {by_hand}.") from None
    try:
        checked_questions(partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def checked_questions(path: Path) -> list[Question]:
    """The questions of a file, if it is the published one: 782 English, 716 Chinese, all 21 domains.

    Raises InputError with what was found instead.
    """
    questions = [question_from_record(record, f"{path}, line {n}") for n, record in read_jsonl(path)]
    counts = Counter(q.language for q in questions)
    domains = {q.domain for q in questions}
    if counts != EXPECTED_COUNTS or len(domains) != len(DOMAINS):
        found = f"{counts[Language.ENGLISH]} English and {counts[Language.CHINESE]} Chinese questions"
        raise InputError(
            f"{path}: not the published file: it holds {found} in {len(domains)} domains; expected 782 and 716 in 21. "
            f"Remove it and run: codesimpleqa data fetch"
        )
    return questions


def _downloaded(url: str) -> str:
    from tqdm import tqdm

    request = urllib.request.Request(url, headers={"User-Agent": "codesimpleqa-tasks"})
    received = bytearray()
    with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as response:
        size = int(response.headers.get("Content-Length") or 0) or None
        with tqdm(
            total=size, unit="B", unit_scale=True, desc="official questions", file=sys.stderr, disable=None
        ) as bar:
            while block := response.read(1 << 16):
                received += block
                bar.update(len(block))
                if len(received) > _MOST_BYTES:
                    raise InputError(f"{url}: gave more than {_MOST_BYTES >> 20} MiB; this is not the published file.")
    if size is not None and len(received) < size:
        raise OSError(f"the connection ended after {len(received)} of {size} bytes")
    return received.decode("utf-8")
