"""The report page of ten runs of 1,498 questions: its size, the time to make it and to open it.

    python benchmarks/report_page.py

Needs the extras "report" and "test" and a Chromium in PATH. Opening is measured beside a page that holds one line: the
first paint must not wait for the answers. Unpacking is measured beside gunzip and JSON.parse of the same bytes alone.
"""

from __future__ import annotations

import base64
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from tabulate import tabulate

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "report")]

from made_runs import make_run  # noqa: E402

from codesimpleqa_tasks.questions import Question, load_questions  # noqa: E402
from codesimpleqa_tasks.report.embedding import packed_answers  # noqa: E402
from codesimpleqa_tasks.report.page import write_report  # noqa: E402
from codesimpleqa_tasks.report.results import results_of  # noqa: E402
from codesimpleqa_tasks.report.runs import read_runs  # noqa: E402

RUNS, QUESTIONS = 10, 1498
UNPACK = """async (packed) => {
  const started = performance.now();
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  JSON.parse(await new Response(stream).text());
  return performance.now() - started;
}"""


def questions() -> list[Question]:
    """As many questions as the published set has, told apart by a number."""
    builtin = load_questions("builtin").questions
    rounds = range(QUESTIONS // len(builtin) + 1)
    many = [replace(q, id=f"{q.id}-{n}", question=f"{q.question} ({n})") for n in rounds for q in builtin]
    return many[:QUESTIONS]


def talking(thinking_words: int) -> Callable[[Question, random.Random], dict[str, Any]]:
    """A model whose answers and judge are as long as real ones, in words that pack as badly as real ones."""
    words = [w for q in load_questions("builtin").questions for w in q.question.split()]

    def answer(question: Question, chance: random.Random) -> dict[str, Any]:
        said, thought, judged = (" ".join(chance.choices(words, k=k)) for k in (25, thinking_words, 25))
        grade = chance.choices(("CORRECT", "INCORRECT", "NOT_ATTEMPTED"), (6, 3, 1))[0]
        return {"response": said, "thinking": thought or None, "grade": grade, "judge_reply": judged}

    return answer


def opening(browser: Browser, page: Path, until: str) -> tuple[float, float]:
    """Milliseconds to the first paint, and until `until` is there."""
    tab = browser.new_page()
    started = time.perf_counter()
    tab.goto(page.as_uri(), wait_until="commit")
    tab.wait_for_selector(until)
    ready = (time.perf_counter() - started) * 1000
    painted = tab.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime")
    tab.close()
    return painted, ready


def main() -> None:
    """Measure and print."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.exit("no Chromium in PATH")
    rows = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        bare = folder / "bare.html"
        bare.write_text("<!DOCTYPE html><title>bare</title><p id=line>One line.</p>")
        bare_paint = min(opening(browser, bare, "#line")[0] for _ in range(3))
        for kind, variant, words in (("short answers", "chat", 0), ("long thinking", "thinking", 700)):
            asked = questions()
            folders = [
                make_run(folder / kind / str(n), f"lab/Model-{n}", talking(words), variant, asked, seed=n)
                for n in range(RUNS)
            ]
            runs = read_runs(folders)
            started = time.perf_counter()
            page = folder / f"{variant}.html"
            write_report(runs, page)
            made = time.perf_counter() - started
            paint, ready = (min(times) for times in zip(*(opening(browser, page, ".sample") for _ in range(3))))
            packed = packed_answers(results_of(runs), 14_000_000)
            tab = browser.new_page()
            ideal = min(tab.evaluate(UNPACK, packed) for _ in range(3))
            tab.close()
            rows.append(
                [
                    kind,
                    f"{page.stat().st_size / 1e6:.1f}",
                    f"{len(base64.b64decode(packed)) / 1e6:.1f}",
                    f"{made:.1f}",
                    f"{paint:.0f}",
                    f"{paint / bare_paint:.1f}",
                    f"{ready:.0f}",
                    f"{ready / ideal:.1f}",
                ]
            )
        browser.close()
    headers = ["", "page MB", "packed MB", "made in s", "paint ms", "/ bare page", "answers ms", "/ unpacking alone"]
    print(tabulate(rows, headers=headers, disable_numparse=True, colalign=("left", *["right"] * 7)))


if __name__ == "__main__":
    main()
