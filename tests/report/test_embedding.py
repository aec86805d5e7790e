"""The answers packed into the page: each question once, long texts cut in the open, size kept."""

from __future__ import annotations

import base64
import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
from made_runs import knowing, make_run

from codesimpleqa_tasks.questions import load_questions
from codesimpleqa_tasks.report.embedding import LONGEST, packed_answers
from codesimpleqa_tasks.report.results import Result, results_of
from codesimpleqa_tasks.report.runs import read_runs

BUDGET = 10_000_000
QUESTIONS = load_questions("builtin").questions[:40]


def results(*folders: Path) -> list[Result]:
    return results_of(read_runs(folders))


def unpacked(packed: str) -> dict[str, Any]:
    data = json.loads(gzip.decompress(base64.b64decode(packed)))
    data["answers"] = [dict(zip(data["answer_fields"], values)) for values in data["answers"]]
    data["questions"] = [dict(zip(data["question_fields"], values)) for values in data["questions"]]
    return data


def test_a_question_is_stored_once_for_all_results(tmp_path: Path) -> None:
    folders = [make_run(tmp_path / name, f"lab/{name}", knowing(0.5, 0.3), questions=QUESTIONS) for name in "ab"]
    data = unpacked(packed_answers(results(*folders), BUDGET))
    assert [q["id"] for q in data["questions"]] == [q.id for q in QUESTIONS]
    assert [(a["result"], a["question"]) for a in data["answers"]] == [(r, q) for r in (0, 1) for q in range(40)]


def test_the_same_runs_give_the_same_bytes(tmp_path: Path) -> None:
    made = results(make_run(tmp_path / "a", "lab/a", knowing(0.5, 0.3), questions=QUESTIONS))
    assert packed_answers(made, BUDGET) == packed_answers(made, BUDGET)


@pytest.mark.parametrize(
    ("response", "thinking", "stored"),
    [
        ("42", None, "42"),
        ("42", "a long way", "<think> … </think>42"),
        ("", "cut", "<think> … </think>"),
    ],
)
def test_thinking_is_stored_once(tmp_path: Path, response, thinking, stored) -> None:
    def answer(question: Any, chance: Any) -> dict[str, Any]:
        return {"response": response, "thinking": thinking, "grade": "CORRECT"}

    made = results(make_run(tmp_path / "a", "lab/a", answer, "thinking", questions=QUESTIONS[:1]))
    (found,) = unpacked(packed_answers(made, BUDGET))["answers"]
    assert (found["response"], found["thinking"]) == (stored, thinking)


def test_the_middle_of_a_long_text_is_left_out_and_counted(tmp_path: Path) -> None:
    text = "".join(random.Random(1).choices("abcdefghij ", k=100_000))

    def answer(question: Any, chance: Any) -> dict[str, Any]:
        return {"response": text, "grade": "CORRECT"}

    made = results(make_run(tmp_path / "a", "lab/a", answer, questions=QUESTIONS[:1]))
    (found,) = unpacked(packed_answers(made, BUDGET))["answers"]
    head, left_out, tail = found["response"]
    assert text.startswith(head) and text.endswith(tail)
    assert len(head) + len(tail) == LONGEST
    assert left_out == 100_000 - LONGEST


def test_a_budget_is_kept_thinking_first_and_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def answer(question: Any, chance: random.Random) -> dict[str, Any]:
        return {
            "response": "".join(chance.choices("abcdefghij ", k=300)),
            "thinking": "".join(chance.choices("abcdefghij ", k=9_000)),
            "grade": "CORRECT",
        }

    made = results(make_run(tmp_path / "a", "lab/a", answer, "thinking", questions=QUESTIONS))
    packed = packed_answers(made, budget=100_000)
    assert len(packed) <= 100_000
    data = unpacked(packed)
    assert all(isinstance(a["thinking"], list) and isinstance(a["response"], str) for a in data["answers"])
    assert "too long for one page" in caplog.text
