"""Proving an answer by running a question's check.

A check is code. It runs in a process of its own, in an empty folder, with an environment that holds nothing
but PATH, a home, a locale and the answer, and within limits of time, memory, file size and output. That
guards against accidents and keeps secrets out of its reach; it is no sandbox against malice: run only
checks that you have read.
"""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from codesimpleqa_tasks.questions.record import Check

SECONDS = 20
MEMORY_BYTES = 1 << 30
FILE_BYTES = 16 << 20
OUTPUT_CHARACTERS = 2_000


class Proof(str, Enum):
    """What came of a check."""

    PROVEN = "proven"
    REFUTED = "refuted"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class CheckOutcome:
    """The proof, and why: the end of what the check printed, the limit that it ran into, or the missing program."""

    proof: Proof
    detail: str = ""


@dataclass(frozen=True)
class _Runner:
    """How the code of one kind of check is run: what it needs, the file it goes into, and the command."""

    needs: tuple[str, ...]
    file: str
    command: tuple[str, ...]
    memory_limited: bool = True  # virtual machines reserve more address space than they use


_RUNNERS = {
    "python": _Runner((), "check.py", (sys.executable, "-I", "check.py")),
    "bash": _Runner(("bash",), "check.sh", ("bash", "-euo", "pipefail", "check.sh")),
    "git": _Runner(("bash", "git"), "check.sh", ("bash", "-euo", "pipefail", "check.sh")),
    "node": _Runner(("node",), "check.js", ("node", "--max-old-space-size=256", "check.js"), memory_limited=False),
    "c": _Runner(("gcc",), "check.c", ("sh", "-c", "gcc -w check.c -o check -lm && exec ./check")),
    "java": _Runner(
        ("java",), "Main.java", ("java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "Main.java"), memory_limited=False
    ),
}
KINDS = tuple(_RUNNERS)
"""What a check can be written in. "git" is bash that needs git."""


def run_check(check: Check, answer: str) -> CheckOutcome:
    """Run a check on an answer: PROVEN if it exits with 0, SKIPPED if the program it needs is not installed."""
    runner = _RUNNERS.get(check.run)
    if runner is None:
        return CheckOutcome(Proof.REFUTED, f"no check can be run by {check.run!r}; choose one of {', '.join(KINDS)}")
    missing = [program for program in runner.needs if shutil.which(program) is None]
    if missing:
        return CheckOutcome(Proof.SKIPPED, f"{missing[0]} is not installed")
    with tempfile.TemporaryDirectory(prefix="codesimpleqa-check-") as folder:
        Path(folder, runner.file).write_text(check.code, encoding="utf-8")
        return _run(runner, folder, answer)


def _run(runner: _Runner, folder: str, answer: str) -> CheckOutcome:
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": folder,
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "ANSWER": answer,
    }
    output = Path(folder, ".output")
    with output.open("wb") as stream:
        process = subprocess.Popen(
            runner.command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: _limit(runner.memory_limited),
        )
        try:
            code = process.wait(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # whatever it has left running, too
            process.wait()
    if code == 0:
        return CheckOutcome(Proof.PROVEN)
    with output.open("rb") as stream:
        stream.seek(max(0, output.stat().st_size - 4 * OUTPUT_CHARACTERS))
        printed = stream.read().decode("utf-8", errors="replace").strip()[-OUTPUT_CHARACTERS:]
    out_of_time = code is None or code in (-signal.SIGXCPU, 128 + signal.SIGXCPU)
    reason = f"ran for more than {SECONDS} s" if out_of_time else f"exit code {code}"
    return CheckOutcome(Proof.REFUTED, f"{reason}: {printed}" if printed else reason)


def _limit(memory_limited: bool) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))  # at the first SIGXCPU, at the second SIGKILL
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory_limited:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
