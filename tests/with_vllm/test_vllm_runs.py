"""Real vLLM: as the model under test, as a server that judges, and as the judge inside the process.

The model is tiny and judges at random: what is tested is that its verdicts are constrained or UNGRADED, and
that all between question and figure holds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lm_eval_runs import figures_of, results_in, samples_in
from running import assert_clear_error, codesimpleqa, read_rows, run_command, task_arguments, write_jsonl
from vllm_running import SMALL

ROWS = [
    {"question": "Which port does HTTPS use?", "answer": "443", "response": "443", "language": "en"},
    {"question": "Which port does HTTPS use?", "answer": "443", "response": ["8443", "80"], "language": "en"},
    {"question": "HTTPS 默认使用哪个端口？", "answer": "443", "response": "443 端口", "language": "zh"},
    {"question": "Who wrote Linux?", "answer": "Torvalds", "response": "x" * 100_000, "language": "en"},
    {"question": "Who wrote Linux?", "answer": "Torvalds", "response": "", "language": "en"},
]
GRADES = {"CORRECT", "INCORRECT", "NOT_ATTEMPTED"}


def flat(rows: list[dict[str, Any]], key: str) -> list[str]:
    return [value for row in rows for value in (row[key] if isinstance(row[key], list) else [row[key]])]


def grade(folder: Path, judge: str, environment: Mapping[str, str], *more: str) -> tuple[dict[str, Any], int]:
    """Grade ROWS; gives the figures as they stand on standard output, and the exit code."""
    write_jsonl(folder / "in.jsonl", ROWS)
    arguments = ["grade", "in.jsonl", "-o", "out.jsonl", "--judge", judge, "--json", *more]
    finished = codesimpleqa(*arguments, folder=folder, environment={**SMALL, **environment})
    assert finished.returncode in (0, 3), finished.stderr
    assert "Traceback" not in finished.stderr
    return json.loads(finished.stdout), finished.returncode


def test_lm_eval_runs_our_tasks_on_a_vllm_model(vllm_model: Path, tmp_path: Path) -> None:
    model = f"pretrained={vllm_model},max_model_len=2048,max_gen_toks=64,enforce_eager=True"
    wanted = "--tasks codesimpleqa --limit 6 --apply_chat_template --log_samples --output_path results"
    lm_eval = Path(sys.executable).with_name("lm_eval")
    finished = run_command(
        [lm_eval, "--model", "vllm", "--model_args", model, *wanted.split(), *task_arguments()],
        tmp_path,
        SMALL,
        timeout=900,
    )
    assert finished.returncode == 0, finished.stdout[-3000:] + finished.stderr[-3000:]
    results = results_in(tmp_path / "results")
    for task in ("codesimpleqa_en", "codesimpleqa_zh"):
        figures = figures_of(results, task)
        assert figures["correct"] + figures["incorrect"] + figures["not_attempted"] == pytest.approx(1)
        assert len(samples_in(tmp_path / "results", task)) == 6


def test_a_server_held_to_the_letters_grades_every_answer(vllm_server: str, tmp_path: Path) -> None:
    at_server = {"CODESIMPLEQA_JUDGE_BASE_URL": vllm_server, "CODESIMPLEQA_JUDGE_MODEL": "tiny"}
    figures, code = grade(tmp_path, "selfhosted", at_server)
    rows = read_rows(tmp_path / "out.jsonl")
    assert code == 0
    assert set(flat(rows, "grade")) <= GRADES
    assert set(flat(rows, "judge_reply")[:-1]) <= {"A", "B", "C"}
    assert figures["judging"]["selfhosted"]["requests"] == 5  # the empty answer is not asked about


def test_a_server_that_may_say_anything_leaves_what_is_no_verdict_ungraded(vllm_server: str, tmp_path: Path) -> None:
    (tmp_path / "free.yaml").write_text(f"kind: chat\nmodel: tiny\nbase_url: {vllm_server}\nmax_tokens: 8\n")
    figures, code = grade(tmp_path, "free.yaml", {})
    grades = flat(read_rows(tmp_path / "out.jsonl"), "grade")
    assert code == 3
    assert "UNGRADED" in grades
    assert figures["ungraded"] > 0
    assert figures["f_score"] is None


def test_what_the_server_graded_needs_no_server_again(vllm_server: str, tmp_path: Path) -> None:
    at_server = {"CODESIMPLEQA_JUDGE_BASE_URL": vllm_server, "CODESIMPLEQA_JUDGE_MODEL": "tiny"}
    grade(tmp_path, "selfhosted", at_server)
    first = read_rows(tmp_path / "out.jsonl")
    figures, _ = grade(tmp_path, "selfhosted", at_server)
    assert read_rows(tmp_path / "out.jsonl") == first
    assert figures["judging"]["selfhosted"]["from_store"] == 5


def test_a_model_that_the_server_does_not_serve_is_found_at_once(vllm_server: str, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", ROWS)
    environment = {"CODESIMPLEQA_JUDGE_BASE_URL": vllm_server, "CODESIMPLEQA_JUDGE_MODEL": "huge"}
    arguments = ["grade", "in.jsonl", "-o", "out.jsonl", "--judge", "selfhosted"]
    assert_clear_error(codesimpleqa(*arguments, folder=tmp_path, environment=environment), "huge")


def test_the_judge_inside_the_process_grades_every_answer_and_stores_it(vllm_model: Path, tmp_path: Path) -> None:
    named = {"CODESIMPLEQA_JUDGE_MODEL": str(vllm_model)}
    figures, code = grade(tmp_path, "vllm", named)
    rows = read_rows(tmp_path / "out.jsonl")
    assert code == 0
    assert set(flat(rows, "grade")) <= GRADES
    assert set(flat(rows, "judge_reply")[:-1]) <= {"A", "B", "C"}
    assert figures["judging"]["vllm"]["requests"] == 5
    figures, _ = grade(tmp_path, "vllm", named)
    assert figures["judging"]["vllm"] | {"faults": {}} == {
        "requests": 0,
        "prompt_tokens": 0,
        "completion_tokens": 0,
        "from_store": 5,
        "faults": {},
    }
    assert read_rows(tmp_path / "out.jsonl") == rows


def test_what_cannot_be_read_is_asked_again_and_what_is_too_long_is_ungraded_alone(
    vllm_model: Path, tmp_path: Path
) -> None:
    # The over-long answer, cut to 4,000 characters, is what does not fit.
    engine = "{max_model_len: 4096, enforce_eager: true}"
    content = f"kind: vllm\nmodel: {vllm_model}\nconstrained: false\nmax_tokens: 8\nengine: {engine}\n"
    (tmp_path / "short.yaml").write_text(content)
    figures, code = grade(tmp_path, "short.yaml", {})
    grades = flat(read_rows(tmp_path / "out.jsonl"), "grade")
    assert code == 3
    assert grades.count("UNGRADED") == 1
    assert set(grades) - {"UNGRADED"} <= GRADES
    assert figures["ungraded_reasons"] == {"the judge's prompt is longer than its context": 1}
    assert figures["judging"]["short.yaml"]["requests"] > 4


def test_a_model_that_is_not_there_is_found_before_anything_is_judged(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", ROWS)
    arguments = ["grade", "in.jsonl", "-o", "out.jsonl", "--judge", "vllm"]
    environment = {"CODESIMPLEQA_JUDGE_MODEL": "./no-such-model"}
    assert_clear_error(codesimpleqa(*arguments, folder=tmp_path, environment=environment), "no-such-model")
