"""Reading runs: time and memory as their number grows, beside parsing the same files as JSON and nothing else.

    python benchmarks/reports.py

Reading must grow in proportion; 100 runs of 1,498 questions are to be read in under 10 seconds.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tabulate import tabulate

from codesimpleqa_tasks.questions.taxonomy import DOMAINS

NUMBERS = (1, 10, 100)
QUESTIONS = {"en": 782, "zh": 716}
GRADES = ("CORRECT", "INCORRECT", "NOT_ATTEMPTED")
STAMP = "2026-03-01T10-00-00.000001"

READ = """
import resource, sys, time
from codesimpleqa_tasks.report.runs import read_runs
started = time.perf_counter()
runs = read_runs(sys.argv[1:])
seconds = time.perf_counter() - started
print(seconds, sum(len(run.answers) for run in runs), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
PARSE = """
import json, pathlib, resource, sys, time
started = time.perf_counter()
rows = 0
for folder in sys.argv[1:]:
    for path in pathlib.Path(folder).glob("samples_*"):
        with path.open("rb") as stream:
            for line in stream:
                json.loads(line)
                rows += 1
print(time.perf_counter() - started, rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def write_run(folder: Path, seed: int) -> Path:
    """A run of lm-eval over as many questions as the published set has, with responses of some 100 characters."""
    chance = random.Random(seed)
    folder.mkdir()
    configs = {}
    for language, number in QUESTIONS.items():
        task = f"codesimpleqa_{language}"
        configs[task] = {"metadata": {"language": language, "variant": "chat", "details": {}}}
        with (folder / f"samples_{task}_{STAMP}.jsonl").open("w", encoding="utf-8") as stream:
            for i in range(number):
                stream.write(json.dumps(sample(language, i, chance), ensure_ascii=False) + "\n")
    results = {"results": {}, "configs": configs, "model_name": f"model-{seed}", "date": 1_772_359_200.0}
    (folder / f"results_{STAMP}.json").write_text(json.dumps(results), encoding="utf-8")
    return folder


def sample(language: str, number: int, chance: random.Random) -> dict[str, object]:
    """A line of a sample file, about as long as a real one."""
    question = (
        f"What is fact {number} about computers?" if language == "en" else f"计算机的第 {number} 条事实是什么？"
    ) * 3
    response = f"The answer, as far as I can tell, is {chance.random()}, since {'the facts are so ' * 4}."
    document = {
        "id": f"{language}-{number:012x}",
        "language": language,
        "question": question,
        "answer": "the gold answer",
    }
    document |= {"aliases": [], "domain": chance.choice(DOMAINS), "subdomain": "", "programming_language": "python"}
    judged = {"grades": [chance.choice(GRADES)], "answers": [response], "judge_replies": ["does not name the gold"]}
    judged |= {"truncated": [False], "confidences": [None], "certainties": [0.9], "reasons": [None]}
    return {
        "doc_id": number,
        "doc": document | {"variant": "chat"},
        "target": "the gold answer",
        "arguments": {"gen_args_0": {"arg_0": "Answer this question from what you know. " * 8 + question, "arg_1": {}}},
        "resps": [[response]],
        "filtered_resps": [[str(judged)]],
        "filter": "none",
        "doc_hash": "a" * 64,
        "prompt_hash": "b" * 64,
        "target_hash": "c" * 64,
        "questions": judged,
    }


def measured(code: str, folders: list[Path]) -> tuple[float, int, float]:
    """Seconds, rows and peak MiB that `code` prints in a process of its own."""
    finished = subprocess.run(
        [sys.executable, "-P", "-c", code, *map(str, folders)], check=True, stdout=subprocess.PIPE, text=True
    )
    seconds, rows, memory = finished.stdout.split()
    return float(seconds), int(rows), float(memory)


def main() -> None:
    """Print the table."""
    table = []
    with tempfile.TemporaryDirectory() as temporary:
        folders = [write_run(Path(temporary) / f"run-{i}", i) for i in range(max(NUMBERS))]
        for number in NUMBERS:
            parsing, rows, _ = measured(PARSE, folders[:number])
            reading, read, memory = measured(READ, folders[:number])
            assert read == rows
            ratio = f"{reading / parsing:.1f}"
            table.append([number, f"{rows:,}", f"{parsing:.2f}", f"{reading:.2f}", ratio, f"{memory:.0f}"])
    headers = ["runs", "answers", "JSON alone (s)", "read_runs (s)", "times JSON alone", "peak MiB"]
    print(tabulate(table, headers, disable_numparse=True, colalign=["right"] * len(headers)))


if __name__ == "__main__":
    main()
