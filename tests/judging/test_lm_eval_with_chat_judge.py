"""The main job with an LLM judge that fails: nothing is lost, nothing is paid twice, nothing is scored by accident."""

from __future__ import annotations

import math
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest
from chat_judging import always, answers, grade_of
from lm_eval_runs import figures_of, results_in, samples_in
from running import clean_environment, read_rows, run_command, task_arguments, write_jsonl
from scripted_server import ScriptedServer, status

QUESTIONS = 200


def environment(folder: Path, server: ScriptedServer, **more: str) -> dict[str, str]:
    rows = [{"question": f"What does item-{i} do?", "answer": "all", "language": "en", "domain": "Databases"} for i in range(QUESTIONS)]
    data = write_jsonl(folder / "questions.jsonl", rows)
    (folder / "judge.yaml").write_text("kind: chat\nmodel: scripted-model\nconcurrency: 4\n")
    return {
        "CODESIMPLEQA_DATA": str(data),
        "CODESIMPLEQA_JUDGE": str(folder / "judge.yaml"),
        "CODESIMPLEQA_JUDGE_BASE_URL": server.base_url,
        **more,
    }


def evaluating(folder: Path, variables: dict[str, str]) -> subprocess.Popen[str]:
    """`codesimpleqa eval` with the default model, under way."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "codesimpleqa_tasks.cli.main", "eval", "--tasks", "codesimpleqa_en"]
        + ["--output_path", "results", *task_arguments()],
        cwd=folder,
        env=clean_environment(folder / ".cache", variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def command_in(said: str) -> list[str]:
    """The command that a run says will finish the job."""
    found = re.search(r"To finish: (codesimpleqa grade .*)", said)
    assert found, said
    return shlex.split(found.group(1))


def grade_with(command: list[str], folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return run_command([sys.executable, "-P", "-m", "codesimpleqa_tasks.cli.main", *command[1:]], folder, variables)


def test_a_judge_that_dies_midway(tmp_path: Path) -> None:
    """The run ends normally and writes its samples; the command that it names finishes the job."""
    with ScriptedServer(answers, latency=0.03) as server:
        variables = environment(tmp_path, server)
        run = evaluating(tmp_path, variables)
        deadline = time.monotonic() + 120
        while server.asked() < 60 and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        server.stop()
        said, _ = run.communicate(timeout=120)
    assert run.returncode == 0, said
    assert "Traceback" not in said, said
    assert "no connection to the judge's endpoint" in said

    figures = figures_of(results_in(tmp_path), "codesimpleqa_en")
    assert math.isnan(figures["f_score"]) and 0 < figures["ungraded"] < 1
    samples = samples_in(tmp_path, "codesimpleqa_en")
    grades = {s["doc"]["question"].split()[2]: s["questions"]["grades"][0] for s in samples}
    assert len(grades) == QUESTIONS
    assert all(grade in (grade_of(item), "UNGRADED") for item, grade in grades.items())

    with ScriptedServer(answers) as again:
        finished = grade_with(command_in(said), tmp_path, variables | {"CODESIMPLEQA_JUDGE_BASE_URL": again.base_url})
        assert finished.returncode == 0, finished.stderr
        rows = read_rows(tmp_path / "graded.jsonl")
        assert [row["grade"] for row in rows] == [[grade_of(f"item-{i}")] for i in range(QUESTIONS)]
        assert again.asked() == sum(grade == "UNGRADED" for grade in grades.values())
        assert max((server.items() + again.items()).values()) <= 2

        (sample_file,) = tmp_path.glob("results/**/samples_*.jsonl")
        from_samples = grade_with(
            ["codesimpleqa", "grade", str(sample_file), "-o", "from_samples.jsonl"], tmp_path,
            variables | {"CODESIMPLEQA_JUDGE_BASE_URL": again.base_url},
        )
        assert from_samples.returncode == 0, from_samples.stderr
        assert again.asked() == sum(grade == "UNGRADED" for grade in grades.values()), "all was in the store"


def test_a_wrong_key_is_found_before_the_model_generates(tmp_path: Path) -> None:
    key = "sk-wrong-0123456789abcdef"
    with ScriptedServer(always(status(401, "Incorrect API key: {key}"))) as server:
        run = evaluating(tmp_path, environment(tmp_path, server, OPENAI_API_KEY=key))
        said, _ = run.communicate(timeout=120)
    assert run.returncode == 2, said
    assert "OPENAI_API_KEY" in said and "401" in said
    assert "Traceback" not in said and key not in said
    assert "Running generate_until" not in said
    assert not list(tmp_path.glob("results/**/*.json*"))


def test_a_second_run_is_free_and_results_say_what_the_first_took(tmp_path: Path) -> None:
    with ScriptedServer(answers) as server:
        variables = environment(tmp_path, server, OPENAI_API_KEY="sk-right-0123456789abcdef")
        said, _ = evaluating(tmp_path, variables).communicate(timeout=120)
        assert server.asked() == QUESTIONS, said
        (first,) = tmp_path.glob("results/**/results_*.json")
        details = results_in(tmp_path)["configs"]["codesimpleqa_en"]["metadata"]["details"]
        (used,) = details["judging"].values()
        assert (used["requests"], used["prompt_tokens"]) == (QUESTIONS, 100 * QUESTIONS)
        for kept in tmp_path.rglob("*"):
            assert not kept.is_file() or b"sk-right" not in kept.read_bytes(), kept
        first.unlink()
        said, _ = evaluating(tmp_path, variables).communicate(timeout=120)
        assert server.asked() == QUESTIONS, said
    assert figures_of(results_in(tmp_path), "codesimpleqa_en")["correct"] == pytest.approx(67 / 200)
