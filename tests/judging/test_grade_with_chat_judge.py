"""`codesimpleqa grade` with an LLM judge: what it prints, how it exits, what it leaves behind."""

from __future__ import annotations

import json
from pathlib import Path

from chat_judging import always, answers, grade_of
from running import assert_clear_error, codesimpleqa, read_rows, write_jsonl
from scripted_server import ScriptedServer, status

KEY = "sk-grade-0123456789abcdef"


def graded(folder: Path, server: ScriptedServer, *arguments: str, judge: str = ""):  # type: ignore[no-untyped-def]
    """Run it over 40 answers; `judge` is added to the judge file."""
    rows = [{"question": f"Which keyword {i}?", "answer": "def", "response": f"item-{i}"} for i in range(40)]
    write_jsonl(folder / "in.jsonl", rows)
    (folder / "judge.yaml").write_text(f"kind: chat\nmodel: scripted-model\n{judge}")
    return codesimpleqa(
        *("grade", "in.jsonl", "-o", "out.jsonl", "--judge", "judge.yaml", *arguments),
        folder=folder,
        environment={"CODESIMPLEQA_JUDGE_BASE_URL": server.base_url, "CODESIMPLEQA_JUDGE_API_KEY": KEY},
    )


def test_it_says_what_judging_took_and_cost(tmp_path: Path) -> None:
    prices = "prices: {input: 2.5, output: 10, currency: CNY}\n"
    with ScriptedServer(answers) as server:
        done = graded(tmp_path, server, "--json", judge=prices)
    assert done.returncode == 0, done.stderr
    assert "40 requests, 4,000 + 80 tokens, 0.0108 CNY" in done.stderr
    figures = json.loads(done.stdout)
    assert figures["judging"]["judge.yaml"] == {
        "requests": 40,
        "prompt_tokens": 4000,
        "completion_tokens": 80,
        "from_store": 0,
        "faults": {},
        "cost": 0.0108,
        "currency": "CNY",
    }
    assert figures["provenance"]["judge"]["kind"] == "chat"


def test_concurrency_overrides_the_judge_file(tmp_path: Path) -> None:
    with ScriptedServer(answers, latency=0.02) as server:
        done = graded(tmp_path, server, "--concurrency", "3", judge="concurrency: 20\n")
    assert done.returncode == 0, done.stderr
    assert server.busiest == 3


def test_a_key_that_is_withdrawn_midway(tmp_path: Path) -> None:
    server = ScriptedServer(
        lambda item, nth: answers(item) if server.asked() <= 15 else status(401, "revoked: {key}"), latency=0.01
    )
    with server:
        done = graded(tmp_path, server, "--concurrency", "2")
    assert done.returncode == 3, done.stderr
    rows = read_rows(tmp_path / "out.jsonl")
    ungraded = sum(row["grade"] == "UNGRADED" for row in rows)
    assert 20 < ungraded < 30
    assert f"{ungraded} of 40 answers are UNGRADED" in done.stderr and "401" in done.stderr
    assert "To finish: codesimpleqa grade in.jsonl -o out.jsonl --judge judge.yaml" in done.stderr
    assert all(row["grade"] in (grade_of(row["response"]), "UNGRADED") for row in rows)
    said = done.stdout + done.stderr + (tmp_path / "out.jsonl").read_text()
    assert KEY not in said and "Traceback" not in said

    with ScriptedServer(answers) as again:
        finished = graded(tmp_path, again)
    assert finished.returncode == 0, finished.stderr
    assert again.asked() == ungraded


def test_a_judge_that_cannot_work_leaves_the_output_alone(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("as it was\n")
    with ScriptedServer(always(status(404, "The model `scripted-model` does not exist."))) as server:
        done = graded(tmp_path, server)
    assert_clear_error(done, "404", "scripted-model", "It serves: scripted-model")
    assert (tmp_path / "out.jsonl").read_text() == "as it was\n"
