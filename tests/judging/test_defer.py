"""Deferred judging: a run that only generates, and a command that grades it later."""

from __future__ import annotations

import re
from pathlib import Path

from running import codesimpleqa, read_rows, run_command, task_arguments, write_jsonl
from scripted_judges import answered

from codesimpleqa_tasks.judging import Grade, load_judge
from codesimpleqa_tasks.settings import Settings

_RUN = (
    "lm_eval",
    "--model",
    "dummy",
    "--tasks",
    "codesimpleqa_en",
    "--limit",
    "3",
    "--log_samples",
    "--output_path",
    "out",
)


def test_every_answer_is_ungraded_with_its_reason() -> None:
    judgements = list(load_judge(Settings(judge="defer")).judge(answered(["x", "y"])))
    assert [(j.grade, j.reason) for j in judgements] == [(Grade.UNGRADED, "judging is deferred")] * 2


def test_a_harness_run_names_the_command_that_grades_its_samples_and_that_command_does(tmp_path: Path) -> None:
    run = run_command(
        [*_RUN, *task_arguments()],
        tmp_path,
        {"CODESIMPLEQA_JUDGE": "defer"},
    )
    said = run.stdout + run.stderr
    assert run.returncode == 0, said
    assert "3 of 3 answers are UNGRADED" in said
    assert re.search(r"To finish: codesimpleqa grade .*\.jsonl -o graded.jsonl --judge NAME$", said, re.MULTILINE)
    samples = next(tmp_path.glob("out/**/samples_*.jsonl"))
    graded = codesimpleqa("grade", samples, "-o", "graded.jsonl", "--judge", "rule", folder=tmp_path)
    assert graded.returncode == 0, graded.stderr
    assert Grade.UNGRADED.value not in {row["grade"] for row in read_rows(tmp_path / "graded.jsonl")}


def test_grading_with_it_leaves_all_ungraded_and_says_so_by_the_exit_code(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", [{"question": "Which?", "answer": "def", "response": "def"}])
    assert codesimpleqa("grade", "in.jsonl", "-o", "out.jsonl", "--judge", "defer", folder=tmp_path).returncode == 3
