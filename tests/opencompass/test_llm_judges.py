"""An LLM judge in both ways: asked by us, and run by OpenCompass itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from lessons import question_rows
from opencompass_runs import CONFIGS, OpenCompass, Run
from scripted_server import ScriptedServer, completion

KEY = "sk-not-to-be-seen-anywhere"
REPLIES = (
    ("A", "CORRECT"),
    ("Grade: INCORRECT", "INCORRECT"),
    ("The gold names another one.\n\n**NOT_ATTEMPTED**", "NOT_ATTEMPTED"),
    ('{"grade": "C", "why": "A is not it"}', "NOT_ATTEMPTED"),
    ("It is hard to say.", "UNGRADED"),
)
"""What the judge says about question number i, and the grade that this is: REPLIES[i % 5]."""

EXPECTED = [[REPLIES[i % 5][1]] for i in range(20)]


def number_in(messages: list[dict[str, str]]) -> int | None:
    """The number of the question that a judge's prompt is about."""
    text = "\n".join(message["content"] for message in messages)  # asked again, the question stands further up
    return next((i for i, row in enumerate(question_rows()[:20]) if row["question"] in text), None)


def judge(unreadable: str) -> Any:
    """The script of a judge that says `unreadable` where its verdict is not to be read."""

    async def act(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        number = number_in(body["messages"])
        reply, grade = REPLIES[(number or 0) % 5]
        return web.json_response(completion(unreadable if grade == "UNGRADED" else reply))

    return lambda item, nth: act


def asked(server: ScriptedServer) -> list[int]:
    """The questions that the judge was asked about, in order; without preflights."""
    return sorted(n for r in server.received if (n := number_in(r.body["messages"])) is not None)


ENGLISH = ("codesimpleqa_gen/codesimpleqa_en", "codesimpleqa_llmjudge_gen/codesimpleqa_en_llmjudge")
EVALUATE = ("--config-dir", CONFIGS, "--summarizer", "codesimpleqa", "-m", "eval", "-r")


@pytest.fixture(scope="module")
def server() -> Any:
    with ScriptedServer(judge("It is hard to say.")) as running:
        yield running


def settings(server: ScriptedServer, model: Path) -> dict[str, str]:
    return {
        "CODESIMPLEQA_JUDGE_MODEL": "scripted-model",
        "CODESIMPLEQA_JUDGE_BASE_URL": server.base_url,
        "OPENAI_API_KEY": KEY,
        "TOKENIZER": str(model),
    }


@pytest.fixture(scope="module")
def first_way(
    opencompass: OpenCompass, finished_run: Run, server: ScriptedServer, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """The predictions of the finished run, graded by a judge of ours."""
    folder = finished_run.copy_to(tmp_path_factory.mktemp("first") / "run", without="results")
    environment = {"CODESIMPLEQA_JUDGE": "llm", **settings(server, opencompass.model)}
    return opencompass(folder, *EVALUATE, "--datasets", ENGLISH[0], environment=environment)


@pytest.fixture(scope="module")
def second_way(
    opencompass: OpenCompass, finished_run: Run, server: ScriptedServer, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """The same, graded by a judge that OpenCompass runs."""
    folder = finished_run.copy_to(tmp_path_factory.mktemp("second") / "run", without="results")
    return opencompass(folder, *EVALUATE, "--datasets", ENGLISH[1], environment=settings(server, opencompass.model))


@pytest.mark.parametrize("way", ["first_way", "second_way"])
def test_both_ways_read_the_same_grades_from_the_same_replies(way: str, request: pytest.FixtureRequest) -> None:
    run: Run = request.getfixturevalue(way)
    details = run.result("codesimpleqa_en")["details"]
    assert [d["grade"] for d in details] == EXPECTED, run.printed
    assert [d["judge_reply"][0] for d in details] == [REPLIES[i % 5][0] for i in range(20)]


@pytest.mark.parametrize("way", ["first_way", "second_way"])
def test_with_ungraded_answers_the_figures_are_nan_and_the_terminal_says_what_to_do(
    way: str, request: pytest.FixtureRequest
) -> None:
    run: Run = request.getfixturevalue(way)
    result = run.result("codesimpleqa_en")
    assert result["f_score"] != result["f_score"]
    assert result["ungraded"] == 20.0
    said = next(line for line in run.printed.splitlines() if "UNGRADED" in line and line.startswith("codesimpleqa: "))
    assert "4 of 20 answers are UNGRADED (4 x " in said and "the figures are NaN" in said
    predictions = run.file("predictions", "codesimpleqa_en").relative_to(run.folder)
    assert f"To finish: codesimpleqa grade {predictions} -o graded.jsonl --judge llm" in said
    assert (f", or rm {run.file('results', 'codesimpleqa_en').relative_to(run.folder)} and " in said) == (
        way == "first_way"
    )
    assert re.search(r"^codesimpleqa_en .* f_score +gen +nan$", run.printed, re.MULTILINE), run.printed


@pytest.mark.parametrize("way", ["first_way", "second_way"])
def test_the_key_stands_nowhere(way: str, request: pytest.FixtureRequest) -> None:
    run: Run = request.getfixturevalue(way)
    assert KEY not in run.printed
    files = [p for p in run.folder.rglob("*") if p.is_file()]
    assert files and not [p for p in files if KEY.encode() in p.read_bytes()]


def test_the_same_prompts_reach_the_judge_in_both_ways(first_way: Run, second_way: Run, server: ScriptedServer) -> None:
    by_question: dict[int, list[str]] = {}
    for received in server.received:
        if (number := number_in(received.body["messages"])) is not None:
            by_question.setdefault(number, []).append(json.dumps(received.body["messages"], sort_keys=True))
    read_at_once = [i for i in range(20) if REPLIES[i % 5][1] != "UNGRADED"]
    assert [i for i in read_at_once if len(by_question[i]) != 2] == [], "once in each way"
    assert [i for i in read_at_once if len(set(by_question[i])) != 1] == []


def test_reuse_evaluates_again_without_inference_and_asks_only_for_what_is_missing(
    opencompass: OpenCompass, first_way: Run, server: ScriptedServer, tmp_path: Path
) -> None:
    folder = first_way.copy_to(tmp_path / "run", without="results")
    before = asked(server)
    server.script = judge("B")  # now it is to be read
    arguments = ("--config-dir", CONFIGS, "--datasets", ENGLISH[0], "--summarizer", "codesimpleqa", "-r")
    run = opencompass(
        folder, *arguments, environment={"CODESIMPLEQA_JUDGE": "llm", **settings(server, opencompass.model)}
    )
    after = asked(server)
    assert [n for n in range(20) if after.count(n) > before.count(n)] == [4, 9, 14, 19]
    result = run.result("codesimpleqa_en")
    assert (result["correct"], result["incorrect"], result["not_attempted"]) == (20.0, 40.0, 40.0)
    assert "Starting inference process" not in run.printed


def test_the_second_way_without_a_judge_says_what_is_missing(
    opencompass: OpenCompass, finished_run: Run, tmp_path: Path
) -> None:
    folder = finished_run.copy_to(tmp_path / "run", without="results")
    run = opencompass(folder, *EVALUATE, "--datasets", ENGLISH[1], environment={"OPENAI_API_KEY": KEY}, quick=False)
    assert "codesimpleqa: taught_hf/codesimpleqa_en: no score. the evaluator has no judge: judge_cfg" in run.printed
    assert "CODESIMPLEQA_JUDGE_MODEL" in run.log("eval", "codesimpleqa_en")
