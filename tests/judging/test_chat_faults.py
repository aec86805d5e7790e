"""What the client does about each fault: the item ends with the grade that the server gave it, or UNGRADED."""

from __future__ import annotations

import random
from email.utils import formatdate
from time import time

import pytest
from chat_judging import HASTY, always, answers, candidates, chat_judge, grade_of, judged, letter_of, only_for
from scripted_server import Action, ScriptedServer, body_of, hangs, reset, says, status, streams, truncated

from codesimpleqa_tasks.judging import Grade
from codesimpleqa_tasks.judging.chat.client import Patience
from codesimpleqa_tasks.judging.chat.fault import Kind

PASSING = {
    "500": status(500, "internal error"),
    "502 with a page": body_of(b"<html>Bad Gateway</html>", "text/html"),
    "429 without Retry-After": status(429, "slow down"),
    "429 with Retry-After": status(429, "slow down", {"Retry-After": "0.05"}),
    "429 with milliseconds": status(429, "slow down", {"Retry-After-Ms": "40"}),
    "503 with a date": status(503, "overloaded", {"Retry-After": formatdate(time() - 5, usegmt=True)}),
    "503 with nonsense": status(503, "overloaded", {"Retry-After": "soon"}),
    "529": status(529, "overloaded"),
    "a reset": reset(),
    "a truncated body": truncated("A"),
    "no JSON": body_of(b"upstream connect error"),
    "an empty body": body_of(b""),
    "JSON of another kind": body_of(b'{"object": "list"}'),
    "no choices": body_of(b'{"choices": []}'),
    "an error in a 200": body_of(b'{"error": {"message": "backend gone", "code": 502}}'),
    "a stream that ends in the middle": streams("A", finish_reason=None),
    "a 403 for once": status(403, "blocked"),
    "a 401 for once": status(401, "try again"),
    "a 404 for once": status(404, "not found"),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_fault_that_passes_costs_another_try_and_no_grade(fault: Action) -> None:
    with ScriptedServer(only_for("item-4", fault)) as server:
        found = judged(chat_judge(server), candidates(12))
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(12)]
    assert server.items() == {f"item-{i}": 2 if i == 4 else 1 for i in range(12)}


LASTING = {
    "500": (status(500, "internal error"), 6, "500"),
    "a reset": (reset(), 6, "broke off"),
    "no JSON": (body_of(b"oops"), 6, "no JSON"),
    "400": (status(400, "the prompt is too long"), 1, "400"),
    "403": (status(403, "blocked by the firewall"), 2, "403"),
    "429 for this item": (status(429, "slow down"), 8, "429"),
}


@pytest.mark.parametrize(("fault", "tries", "reason"), LASTING.values(), ids=LASTING)
def test_an_item_that_fails_for_good_is_ungraded_alone(fault: Action, tries: int, reason: str) -> None:
    # Others succeed meanwhile, slowly enough to outlast the tries: the endpoint is not down.
    def script(item: str | None, nth: int) -> Action:
        return fault if item == "item-4" else says(letter_of(item), delay=0.03)

    with ScriptedServer(script) as server:
        found = judged(chat_judge(server, settings={"concurrency": 4}), candidates(300))
    assert [i for i, j in enumerate(found) if j.grade is Grade.UNGRADED] == [4]
    assert reason in (found[4].reason or "")
    assert all(j.grade is grade_of(f"item-{i}") for i, j in enumerate(found) if i != 4)
    assert server.items()["item-4"] >= tries
    assert server.asked() - server.items()["item-4"] == 299


def test_a_request_without_an_answer_is_tried_twice() -> None:
    with ScriptedServer(lambda item, nth: hangs() if item == "item-2" else answers(item)) as server:
        found = judged(chat_judge(server, timeout=0.3), candidates(6))
    assert found[2].grade is Grade.UNGRADED
    assert "no answer" in (found[2].reason or "")
    assert server.items()["item-2"] == 2


def test_an_endpoint_that_is_down_stops_the_run_soon() -> None:
    with ScriptedServer(always(status(500, "out of memory"))) as server:
        judge = chat_judge(server, settings={"concurrency": 4})
        found = judged(judge, candidates(1000))
    assert {(j.grade, j.reason) for j in found} == {
        (Grade.UNGRADED, "the judge's endpoint answers 500 (Internal Server Error)")
    }
    assert server.asked() < 100


def test_a_plug_pulled_in_the_middle_keeps_what_was_judged() -> None:
    server = ScriptedServer(answers, latency=0.02)
    with server:
        found = []
        for judgement in chat_judge(server, settings={"concurrency": 4}).judge(candidates(1000)):
            found.append(judgement)
            if len(found) == 40:
                server.stop()
    graded = [j for j in found if j.grade is not Grade.UNGRADED]
    assert len(found) == 1000
    assert 40 <= len(graded) < 200
    assert all(j.grade in (grade_of(f"item-{i}"), Grade.UNGRADED) for i, j in enumerate(found))
    assert {j.reason for j in found if j.grade is Grade.UNGRADED} <= {
        "no connection to the judge's endpoint",
        "the connection to the judge's endpoint broke off",
    }


def test_a_key_that_is_withdrawn_midway_ends_the_run_and_keeps_what_was_judged() -> None:
    server = ScriptedServer(lambda item, nth: answers(item) if server.asked() <= 50 else status(401, "key revoked"))
    with server:
        found = judged(chat_judge(server, settings={"concurrency": 4}), candidates(1000))
    assert sum(j.grade is not Grade.UNGRADED for j in found) == 50
    assert server.asked() < 120
    assert "401" in (found[-1].reason or "")


def test_an_account_without_credit_is_no_reason_to_wait() -> None:
    broke = status(429, "You exceeded your current quota", code="insufficient_quota")
    with ScriptedServer(always(broke)) as server:
        found = judged(chat_judge(server, settings={"concurrency": 2}), candidates(50))
    assert {j.grade for j in found} == {Grade.UNGRADED}
    assert server.asked() <= 32


def test_a_server_that_wants_to_be_left_alone_for_an_hour_ends_the_run() -> None:
    with ScriptedServer(always(status(429, "daily limit", {"Retry-After": "3600"}))) as server:
        found = judged(chat_judge(server), candidates(200))
    assert {j.grade for j in found} == {Grade.UNGRADED}
    assert server.asked() <= 128


def test_refusals_lower_the_concurrency_which_recovers() -> None:
    # A server that takes 8 requests at a time, for the first 300 requests; then any number.
    def script(item: str | None, nth: int) -> Action:
        if server.asked() <= 300 and server._there > 8:
            return status(429, "too many requests at a time")
        return says(letter_of(item), delay=0.01)

    server = ScriptedServer(script)
    with server:
        judge = chat_judge(server, settings={"concurrency": 32}, patience=Patience(first_wait=0.02, longest_wait=0.2))
        found = judged(judge, candidates(1500))
        refused = server.asked() - 1500
        server.busiest = 0
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(1500)]
    assert refused < 150, "most requests were sent when the server had room for them"


def test_several_addresses_share_the_requests_and_stand_in_for_each_other() -> None:
    with ScriptedServer(answers, latency=0.005) as first, ScriptedServer(answers, latency=0.005) as second:
        urls = f"{first.base_url},{second.base_url}"
        judged(chat_judge(urls, settings={"concurrency": 8}), candidates(200))
        assert min(first.asked(), second.asked()) > 50
        first.stop()
        found = judged(chat_judge(urls, settings={"concurrency": 8}), candidates(200))
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(200)]


@pytest.mark.parametrize("seed", range(3))
def test_all_faults_mixed_never_give_another_grade(seed: int) -> None:
    """Each item ends with the grade that the server gave it or UNGRADED, and is paid for once."""
    faults = [*PASSING.values(), says("", "length"), says("A or B"), says(None, reasoning_content="Hmm, A")]
    chance = random.Random(seed)
    paid: list[str] = []

    def script(item: str | None, nth: int) -> Action:
        if item and chance.random() < 0.3:
            return chance.choice(faults)
        if item:
            paid.append(item)
        return chance.choice([says, streams])(letter_of(item))

    with ScriptedServer(script, latency=0.002) as server:
        found = judged(chat_judge(server, settings={"concurrency": 16}), candidates(500))
    wrong = [i for i, j in enumerate(found) if j.grade not in (grade_of(f"item-{i}"), Grade.UNGRADED)]
    assert wrong == []
    assert len(paid) == len(set(paid)), "an item with a grade is not asked for again"
    graded = {f"item-{i}" for i, j in enumerate(found) if j.grade is not Grade.UNGRADED}
    assert graded == set(paid)
    assert len(graded) > 470


def test_every_kind_of_fault_has_its_number_of_tries() -> None:
    assert set(HASTY.tries) == set(Kind)
