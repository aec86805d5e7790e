"""How fast the chat judge is: against the ideal, against the vendor's SDK, over 100,000 answers, from the store.

python benchmarks/judging.py [--quick]    (the SDK rows need: pip install openai)

The server answers after 0.2 s, from a process of its own; each row of the table is a run in a process of its own.
What is measured begins after the imports, and ends with the last judgement. The ideal is the time in which so many requests in flight can be answered at all: rounds times latency.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from tabulate import tabulate

from codesimpleqa_tasks.judging import Candidate, Grade, load_specification
from codesimpleqa_tasks.questions import builtin_questions

ITEMS = 1498
LATENCY = 0.2
TARGETS = {64: 1.10, 256: 1.30}
TARGET_CPU_MS = 0.6
TARGET_FROM_STORE = 20_000


def candidates(count: int) -> Iterator[Candidate]:
    """So many answers to the built-in questions, all different, about as long as answers are."""
    questions = builtin_questions().questions
    for i in range(count):
        question = questions[i % len(questions)]
        yield Candidate.to(question, f"{question.answer}, as far as I remember; answer number {i}.")


def ours(url: str, items: int, concurrency: int, store: str) -> dict[str, Any]:
    """Our judge, with the store on."""
    from codesimpleqa_tasks.judging.chat.judge import ChatJudge
    from codesimpleqa_tasks.settings import Settings

    settings = Settings(judge_model="latency", judge_base_url=url, concurrency=concurrency, judgement_store=store)
    judge = ChatJudge(load_specification("llm"), settings)
    correct = sum(j.grade is Grade.CORRECT for j in judge.judge(candidates(items)))
    return {"correct": correct}


def sdk(url: str, items: int, concurrency: int, shared: bool) -> dict[str, Any]:
    """The vendor's SDK with the same prompts and the same reading of verdicts, without a store."""
    from openai import AsyncOpenAI

    from codesimpleqa_tasks.judging.judge_prompt import JudgePrompts
    from codesimpleqa_tasks.judging.verdict import read_verdict

    prompts = JudgePrompts.load(load_specification("llm"))

    def client() -> AsyncOpenAI:
        return AsyncOpenAI(base_url=url, api_key="none", max_retries=5)

    async def judge_all() -> int:
        bound = asyncio.Semaphore(concurrency)
        one = client() if shared else None

        async def judge(candidate: Candidate) -> bool:
            async with bound:
                asking = one or client()
                reply = await asking.chat.completions.create(
                    model="latency", messages=prompts.messages(candidate), temperature=0, max_tokens=1024
                )
                return read_verdict(reply.choices[0].message.content) is Grade.CORRECT

        return sum(await asyncio.gather(*map(judge, candidates(items))))

    return {"correct": asyncio.run(judge_all())}


def contestant(name: str, url: str, items: int, concurrency: int, store: str) -> None:
    """One run; prints what it took as JSON."""
    import aiohttp  # noqa: F401

    import codesimpleqa_tasks.judging.chat.judge
    import codesimpleqa_tasks.judging.judge_prompt  # noqa: F401

    if name != "ours":
        import openai  # noqa: F401
    list(islice(candidates(ITEMS), 1))  # loads the questions
    began, cpu = time.perf_counter(), time.process_time()
    if name == "ours":
        found = ours(url, items, concurrency, store)
    else:
        found = sdk(url, items, concurrency, shared=name == "sdk-shared")
    found |= {
        "seconds": time.perf_counter() - began,
        "cpu_ms": (time.process_time() - cpu) / items * 1000,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    assert found["correct"] == items, found
    print(json.dumps(found))


def measured(name: str, url: str, items: int, concurrency: int, store: str = "off") -> dict[str, Any]:
    """A run of a contestant in a process of its own."""
    command = [sys.executable, __file__, "--contestant", name, url, str(items), str(concurrency), store]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("CODESIMPLEQA_", "OPENAI_"))}
    finished = subprocess.run(command, env=environment, capture_output=True, text=True)
    if finished.returncode:
        raise SystemExit(f"{name} failed:\n{finished.stderr[-3000:]}")
    return dict(json.loads(finished.stdout))


@contextmanager
def server(latency: float) -> Iterator[str]:
    """The base URL of a server in a process of its own."""
    script = Path(__file__).with_name("latency_server.py")
    process = subprocess.Popen([sys.executable, str(script), str(latency)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
    finally:
        process.terminate()
        process.wait()


def against_ideal_and_sdk(url: str, folder: Path) -> list[list[Any]]:
    """The rows of the first table."""
    contestants = ["ours"]
    if find_spec("openai"):
        contestants += ["sdk-shared", "sdk-per-request"]
    else:
        print("The SDK rows are left out: pip install openai brings them.", file=sys.stderr)
    labels = {
        "ours": "chat judge, store on",
        "sdk-shared": "SDK, one client",
        "sdk-per-request": "SDK, a client per request",
    }
    rows = []
    for concurrency, target in TARGETS.items():
        ideal = math.ceil(ITEMS / concurrency) * LATENCY
        for name in contestants:
            store = str(folder / f"{name}-{concurrency}.sqlite")
            took = measured(name, url, ITEMS, concurrency, store)
            rows.append(
                [labels[name], concurrency, took["seconds"], took["seconds"] / ideal, took["cpu_ms"], took["rss_mb"]]
                + ([f"<= {target:.2f}, <= {TARGET_CPU_MS} ms"] if name == "ours" else [""])
            )
            print(".", end="", file=sys.stderr, flush=True)
    return rows


def many(url: str, folder: Path, counts: list[int]) -> list[list[Any]]:
    """The rows of the second table: ever more answers, then the same again from the store."""
    rows = []
    for count in counts:
        store = str(folder / f"many-{count}.sqlite")
        asked = measured("ours", url, count, 256, store)
        again = measured("ours", url, count, 256, store)
        per_second = count / again["seconds"]
        rows.append([count, asked["seconds"], count / asked["seconds"], asked["rss_mb"], per_second, again["rss_mb"]])
        print(".", end="", file=sys.stderr, flush=True)
    return rows


def main() -> None:
    """Run everything and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="10,000 answers at most instead of 100,000")
    parser.add_argument("--contestant", nargs=5, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.contestant:
        name, url, items, concurrency, store = arguments.contestant
        return contestant(name, url, int(items), int(concurrency), store)
    with tempfile.TemporaryDirectory() as folder:
        with server(LATENCY) as url:
            first = against_ideal_and_sdk(url, Path(folder))
        with server(0.0) as url:
            second = many(url, Path(folder), [1000, 10_000] if arguments.quick else [1000, 10_000, 100_000])
    print("", file=sys.stderr)
    print(f"{ITEMS:,} answers, {LATENCY} s latency\n")
    headers = ["client", "in flight", "seconds", "/ ideal", "CPU ms each", "peak MB", "target"]
    print(tabulate(first, headers=headers, floatfmt=("", "", ".2f", ".2f", ".2f", ".0f", "")))
    print(f"\nNo latency, 256 in flight; then again from the store (target: {TARGET_FROM_STORE:,} a second)\n")
    headers = ["answers", "seconds", "a second", "peak MB", "from store, a second", "peak MB"]
    print(tabulate(second, headers=headers, intfmt=",", floatfmt=("", ".1f", ",.0f", ".0f", ",.0f", ".0f")))


if __name__ == "__main__":
    main()
