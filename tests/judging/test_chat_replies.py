"""What is asked for, how often, and how replies become judgements."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from chat_judging import always, answers, candidates, chat_judge, grade_of, judged, only_for
from scripted_server import Action, ScriptedServer, body_of, says, status, streams

from codesimpleqa_tasks.judging import Candidate, Grade
from codesimpleqa_tasks.questions import Language


def test_judgements_come_in_the_order_of_the_candidates() -> None:
    slow_first = only_for("item-0", says("A", delay=0.3))
    with ScriptedServer(slow_first) as server:
        found = judged(chat_judge(server), candidates(300))
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(300)]


def test_no_more_requests_are_in_flight_than_were_asked_for() -> None:
    with ScriptedServer(answers, latency=0.01) as server:
        judged(chat_judge(server, concurrency=50, settings={"concurrency": 7}), candidates(100))
    assert server.busiest == 7


def test_equal_answers_to_equal_questions_are_asked_once_even_in_flight() -> None:
    with ScriptedServer(answers, latency=0.01) as server:
        found = judged(chat_judge(server), [c for c in candidates(10) for _ in range(30)])
    assert server.items() == {f"item-{i}": 1 for i in range(10)}
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(10) for _ in range(30)]


@pytest.mark.parametrize(
    "other",
    [
        Candidate("Which keyword?", "def", "item-1", Language.CHINESE),
        Candidate("Which other keyword?", "def", "item-1", Language.ENGLISH),
        Candidate("Which keyword?", "fn", "item-1", Language.ENGLISH),
        Candidate("Which keyword?", "def", "item-1", Language.ENGLISH, ("DEF",)),
        Candidate("Which keyword?", "de", "fitem-1", Language.ENGLISH),
    ],
    ids=["language", "question", "gold", "aliases", "border"],
)
def test_candidates_that_differ_in_anything_are_asked_for_each(other: Candidate) -> None:
    with ScriptedServer(answers) as server:
        judged(chat_judge(server), [*candidates(1, start=1), other])
    assert server.asked() == 2


def test_candidates_are_taken_as_they_are_needed() -> None:
    taken = 0

    def source() -> Iterator[Candidate]:
        nonlocal taken
        for candidate in candidates(20_000):
            taken += 1
            yield candidate

    with ScriptedServer(answers) as server:
        judgements = chat_judge(server).judge(source())
        for _ in range(10):
            next(judgements)
        assert taken < 5000
        judgements.close()  # type: ignore[attr-defined]


def test_it_works_inside_a_running_event_loop() -> None:
    async def notebook_cell() -> list[Grade]:
        judge = chat_judge(server)
        judge.preflight()
        return [j.grade for j in judge.judge(candidates(5))]

    with ScriptedServer(answers) as server:
        assert asyncio.run(notebook_cell()) == [grade_of(f"item-{i}") for i in range(5)]


def test_an_error_of_the_source_comes_through() -> None:
    def source() -> Iterator[Candidate]:
        yield from candidates(3)
        raise RuntimeError("row 4 is broken")

    with ScriptedServer(answers) as server, pytest.raises(RuntimeError, match="row 4"):
        judged(chat_judge(server), source())  # type: ignore[arg-type]


ASKED_AGAIN = {
    "empty": says(""),
    "white space": says(" \n"),
    "no content": says(None),
    "reasoning only": says(None, reasoning_content="The answer names the keyword, so A"),
    "cut off": says("Let me compare the two. The", "length"),
    "cut off with a verdict so far": says("B", "length"),
    "an empty stream": streams(""),
}


@pytest.mark.parametrize("first", ASKED_AGAIN.values(), ids=ASKED_AGAIN)
def test_a_reply_that_ran_out_of_room_is_asked_for_with_more(first: Action) -> None:
    with ScriptedServer(only_for("item-0", first)) as server:
        (found,) = judged(chat_judge(server, max_tokens=50), candidates(1))
    assert found.grade is Grade.CORRECT
    assert [r.body["max_tokens"] for r in server.received] == [50, 200]


def test_the_room_that_was_needed_once_is_given_to_all_that_follow() -> None:
    def script(item: str | None, nth: int) -> Action:
        asked = server.received[-1].body["max_tokens"]
        return answers(item) if asked >= 200 else says("thinking ...", "length")

    server = ScriptedServer(script)
    with server:
        judged(chat_judge(server, max_tokens=50, settings={"concurrency": 1}), candidates(100))
    # Those that were under way before the first had its answer may have asked with less.
    assert server.asked() <= 100 + 16


@pytest.mark.parametrize(
    ("replies", "requests", "reason"),
    [
        ([says("A or B")] * 9, 2, "no clear verdict"),
        ([says("I cannot help with that.")] * 9, 2, "no clear verdict"),
        ([says("")] * 9, 2, "empty"),
        ([says("so", "length")] * 9, 3, "cut off"),
    ],
    ids=["ambiguous", "refusal", "empty", "cut off"],
)
def test_what_stays_unreadable_is_ungraded_after_few_requests(
    replies: list[Action], requests: int, reason: str
) -> None:
    with ScriptedServer(only_for("item-1", *replies)) as server:
        found = judged(chat_judge(server), candidates(3))
    assert [j.grade for j in found] == [Grade.CORRECT, Grade.UNGRADED, Grade.NOT_ATTEMPTED]
    assert reason in (found[1].reason or "")
    assert server.items()["item-1"] == requests


def test_an_unreadable_reply_is_asked_for_once_more() -> None:
    with ScriptedServer(only_for("item-1", says("A or B"))) as server:
        found = judged(chat_judge(server), candidates(2))
    assert found[1].grade is Grade.INCORRECT
    assert server.items()["item-1"] == 2


WORDED = {
    "OpenAI": status(
        400,
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        param="max_tokens",
        code="unsupported_parameter",
    ),
    "a server of another kind": body_of(b""),
}


def refusing(name: str, refusal: Action) -> Any:
    """The script of a server that refuses a parameter, and refuses nothing else."""
    return lambda item, nth: refusal_if(name, refusal, item)


def refusal_if(name: str, refusal: Action, item: str | None) -> Action:
    async def act(request: Any, body: dict[str, Any]) -> Any:
        return await (refusal if name in body else answers(item))(request, body)

    return act


@pytest.mark.parametrize("tried_first", [True, False], ids=["after the preflight", "without a preflight"])
def test_max_tokens_refused_becomes_max_completion_tokens_for_good(tried_first: bool) -> None:
    with ScriptedServer(refusing("max_tokens", WORDED["OpenAI"])) as server:
        judge = chat_judge(server, settings={"concurrency": 2})
        if tried_first:
            judge.preflight()
        found = judged(judge, candidates(40))
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(40)]
    assert all("max_completion_tokens" in r.body for r in server.received[-39:])
    assert server.asked() == 40 if tried_first else server.asked() <= 42


@pytest.mark.parametrize(
    "refusal",
    [
        status(400, "Unsupported value: 'temperature' does not support 0 with this model.", param="temperature"),
        status(422, "Unexpected keys in the request: {'temperature'}"),
    ],
    ids=["OpenAI", "transformers serve"],
)
def test_temperature_refused_is_left_out_for_good(refusal: Action) -> None:
    with ScriptedServer(refusing("temperature", refusal)) as server:
        judge = chat_judge(server)
        judge.preflight()
        found = judged(judge, candidates(40))
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(40)]
    assert server.asked() == 40


def test_a_parameter_once_taken_is_not_given_up_for_one_request() -> None:
    too_long = status(400, "max_tokens is too large for this prompt; temperature is fine")
    with ScriptedServer(only_for("item-1", too_long)) as server:
        judge = chat_judge(server)
        judge.preflight()
        found = judged(judge, candidates(3))
    assert found[1].grade is Grade.UNGRADED
    assert all("max_tokens" in r.body and "temperature" in r.body for r in server.received)


def test_tokens_and_cost_are_counted() -> None:
    with ScriptedServer(only_for("item-1", says("A or B"))) as server:
        judge = chat_judge(server, prices={"input": 10.0, "output": 100.0})
        judged(judge, candidates(3))
    assert judge.usage.as_dict() == {
        "requests": 4,
        "prompt_tokens": 400,
        "completion_tokens": 8,
        "from_store": 0,
        "faults": {},
        "cost": 0.0048,
        "currency": "USD",
    }


def test_all_is_ungraded_where_every_request_is_refused() -> None:
    with ScriptedServer(always(status(400, "this model takes no chat"))) as server:
        found = judged(chat_judge(server), candidates(30))
    assert {(j.grade, j.reply) for j in found} == {(Grade.UNGRADED, "this model takes no chat")}
    assert server.asked() == 30
