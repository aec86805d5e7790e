"""`codesimpleqa grade` on many rows: time and memory as the number of rows grows.

    python benchmarks/grading.py

Memory must not grow with the number of rows, time must grow in proportion.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tabulate import tabulate

from codesimpleqa_tasks.questions import builtin_questions

SIZES = (1_000, 10_000, 100_000)


def write_rows(path: Path, number: int) -> None:
    """Rows over the built-in questions: by turns the gold in a sentence, a wrong answer and a refusal."""
    questions = builtin_questions().questions
    with path.open("w", encoding="utf-8") as stream:
        for i in range(number):
            q = questions[i % len(questions)]
            response = (f"The answer is {q.answer}.", f"It is {q.distractors[0]}.", "I do not know.")[i % 3]
            row = {"question": q.question, "answer": q.answer, "aliases": q.aliases, "language": q.language.value}
            stream.write(json.dumps(row | {"domain": q.domain, "response": response}, ensure_ascii=False) + "\n")


def grade(path: Path) -> tuple[float, float]:
    """Seconds, and peak memory in MiB, of grading a file in a process of its own."""
    started = time.perf_counter()
    command = [sys.executable, "-P", "-m", "codesimpleqa_tasks.cli.main", "grade", path, "-o", path.with_suffix(".out")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / "in.jsonl"
            write_rows(path, size)
            seconds, memory = grade(path)
            megabytes = path.stat().st_size / 1e6
            rows.append([f"{size:,}", f"{megabytes:.1f}", f"{seconds:.2f}", f"{size / seconds:,.0f}", f"{memory:.0f}"])
    print(tabulate(rows, ["rows", "MB in", "seconds", "rows a second", "peak MiB"], disable_numparse=True))


if __name__ == "__main__":
    main()
