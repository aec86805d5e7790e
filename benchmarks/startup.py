"""How long a user waits before anything happens, beside an empty Python in the same run.

    python benchmarks/startup.py [FILE.jsonl]

FILE.jsonl is a question file to load, such as the published one; without it the built-in questions are loaded.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from tabulate import tabulate

RUNS = 7


def median_seconds(code: str) -> float:
    """The median over RUNS of the seconds that a fresh Python takes for `code`, after one run that is not counted."""
    taken = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-P", "-c", code], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken[1:])


def main() -> None:
    """Print the table."""
    data = sys.argv[1] if len(sys.argv) > 1 else "builtin"
    empty = median_seconds("pass")
    cases = {
        "an empty Python": ("pass", None),
        "import codesimpleqa_tasks": ("import codesimpleqa_tasks", 0.3),
        "codesimpleqa --help": ("from codesimpleqa_tasks.cli.main import main; main(['--help'])", 0.6),
        f"load {data.rpartition('/')[2]}": (
            f"from codesimpleqa_tasks.questions import load_questions; load_questions({data!r})",
            0.3,
        ),
    }
    rows = []
    for name, (code, goal) in cases.items():
        seconds = empty if code == "pass" else median_seconds(code)
        rows.append([name, f"{seconds:.3f}", f"{seconds / empty:.1f}", "" if goal is None else f"{goal:.1f}"])
    headers = ["", "seconds", "times an empty Python", "goal (seconds)"]
    print(tabulate(rows, headers, colalign=("left", "right", "right", "right")))


if __name__ == "__main__":
    main()
