"""A real server, `transformers serve` with a tiny model, as judge: through `codesimpleqa grade` and through lm_eval.

A tiny model judges badly. What is tested is that every grade is one that its reply gives, and that all plumbing
holds: this server streams whether asked to or not, and refuses parameters that it does not know.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from lm_eval_runs import results_in, samples_in
from running import clean_environment, codesimpleqa, read_rows, task_arguments, write_jsonl

from codesimpleqa_tasks.judging.verdict import read_verdict

pytest.importorskip("fastapi", reason="transformers serve needs fastapi, uvicorn and openai")
pytest.importorskip("uvicorn", reason="transformers serve needs fastapi, uvicorn and openai")
pytest.importorskip("openai", reason="transformers serve needs fastapi, uvicorn and openai")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of the server; it loads whatever model folder a request names."""
    folder = tmp_path_factory.mktemp("serve")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [Path(sys.executable).with_name("transformers"), "serve", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, env=clean_environment(folder), stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 180
            while not answers(f"http://127.0.0.1:{port}/health"):
                assert server.poll() is None and time.monotonic() < deadline, (folder / "log").read_text()[-3000:]
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()
            server.wait(30)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def settings(folder: Path, served: str, model: Path, choice: str = "") -> dict[str, str]:
    (folder / "judge.yaml").write_text(f"kind: chat\nmax_tokens: 12\nconcurrency: 2\n{choice}")
    return {
        "CODESIMPLEQA_JUDGE": str(folder / "judge.yaml"),
        "CODESIMPLEQA_JUDGE_MODEL": str(model),
        "CODESIMPLEQA_JUDGE_BASE_URL": served,
    }


def assert_shown(grade: str, reply: str) -> None:
    """The grade is what the reply says, or UNGRADED where it says nothing."""
    read = read_verdict(reply)
    assert grade == ("UNGRADED" if read is None else read.value), reply


def test_grade(served: str, tiny_model: Path, tmp_path: Path) -> None:
    rows = [
        {"question": "Which keyword defines a function in Python?", "answer": "def", "response": "def"},
        {"question": "Which keyword defines a function in Rust?", "answer": "fn", "response": ["func", "fn"]},
        {"question": "Python 用哪个关键字定义函数？", "answer": "def", "response": "不知道", "language": "zh"},
    ]
    write_jsonl(tmp_path / "in.jsonl", rows)
    # A constraint that this server does not know: it is left out, with a warning.
    variables = settings(tmp_path, served, tiny_model, "choice: structured_outputs\n")
    done = codesimpleqa("grade", "in.jsonl", "-o", "out.jsonl", folder=tmp_path, environment=variables)
    assert done.returncode in (0, 3), done.stderr
    assert "structured_outputs" in done.stderr
    graded = read_rows(tmp_path / "out.jsonl")
    assert [row["question"] for row in graded] == [row["question"] for row in rows]
    for row in graded:
        pairs = [(row["grade"], row["judge_reply"])]
        for grade, reply in zip(row["grade"], row["judge_reply"]) if isinstance(row["grade"], list) else pairs:
            assert_shown(grade, reply)


def test_the_main_job(served: str, tiny_model: Path, tmp_path: Path) -> None:
    done = codesimpleqa(
        *("eval", "--tasks", "codesimpleqa", "--limit", "3", "--output_path", "results", *task_arguments()),
        folder=tmp_path,
        environment=settings(tmp_path, served, tiny_model),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for task in ("codesimpleqa_en", "codesimpleqa_zh"):
        samples = samples_in(tmp_path, task)
        assert len(samples) == 3
        for sample in samples:
            for grade, reply in zip(sample["questions"]["grades"], sample["questions"]["judge_replies"]):
                assert_shown(grade, reply)
        details = results_in(tmp_path)["configs"][task]["metadata"]["details"]
        assert details["provenance"]["judge"]["kind"] == "chat"
        assert details["judging"]


def test_a_model_that_the_server_cannot_load(served: str, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", [{"question": "Which?", "answer": "def", "response": "def"}])
    variables = settings(tmp_path, served, tmp_path / "no-such-model")
    done = codesimpleqa("grade", "in.jsonl", "-o", "out.jsonl", folder=tmp_path, environment=variables)
    assert done.returncode == 2, done.stderr
    assert "no-such-model" in done.stderr and "500" in done.stderr and "Traceback" not in done.stderr
