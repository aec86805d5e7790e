"""A judge that cannot work is found before anything is judged, and the message says what to do; keys never show."""

from __future__ import annotations

import json
import logging
import socket
from typing import Any

import pytest
from aiohttp import web
from chat_judging import HASTY, always, answers, candidates, chat_judge, judged
from scripted_server import Action, ScriptedServer, body_of, hangs, reset, says, status

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.chat import preflight
from codesimpleqa_tasks.judging.chat.key import ApiKey
from codesimpleqa_tasks.visible import visible

KEY = "sk-proj-Zx81hQmN4vTe/77+b=="


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "_PATIENCE", HASTY)


CANNOT_WORK = {
    "wrong key": (status(401, "Incorrect API key provided: {key}"), ["401", "CODESIMPLEQA_JUDGE_API_KEY"]),
    "forbidden": (status(403, "no access"), ["403", "CODESIMPLEQA_JUDGE_API_KEY"]),
    "unknown model": (
        status(404, "The model `scripted` does not exist", code="model_not_found"),
        ["404", "It serves: scripted-model"],
    ),
    "another vendor's unknown model": (status(400, "Model Not Exist"), ["Model Not Exist", "scripted-model"]),
    "a redirection": (
        status(307, "", {"Location": "https://elsewhere.example/v1"}),
        ["redirects to https://elsewhere"],
    ),
    "no chat endpoint": (body_of(b"<html>welcome</html>", "text/html"), ["no JSON"]),
    "down": (status(500, "CUDA error"), ["500", "CUDA error"]),
    "resets": (reset(), ["broke off", "server is running"]),
    "silent": (hangs(), ["no answer"]),
    "no credit": (status(429, "quota", code="insufficient_quota"), ["429", "quota"]),
}


@pytest.mark.parametrize(("action", "parts"), CANNOT_WORK.values(), ids=CANNOT_WORK)
def test_what_cannot_work_is_an_input_error(action: Action, parts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODESIMPLEQA_JUDGE_API_KEY", KEY)
    with ScriptedServer(always(action)) as server, pytest.raises(InputError) as caught:
        chat_judge(server, timeout=0.5).preflight()
    for part in [*parts, "127.0.0.1", "scripted-model"]:
        assert part in str(caught.value)
    assert KEY not in str(caught.value)
    assert server.asked() == 0


def raw(response: bytes) -> Action:
    """These very bytes, whatever HTTP says of them."""

    async def act(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.write(response)
        request.transport.close()
        return web.Response()

    return act


ESCAPES = "\x1b[2J\x07\x9b31m"
ACTS_ON_A_TERMINAL = {
    "an error": status(404, f"no model {ESCAPES}"),
    "an error of no form": body_of(f"no {ESCAPES}".encode(), "text/plain"),
    "an error in a good answer": body_of(json.dumps({"error": {"message": ESCAPES}}).encode()),
    "a redirection": raw(f"HTTP/1.1 307 Moved\r\nLocation: http://x/{ESCAPES}\r\n\r\n".encode("latin-1")),
    "another header": raw(f"HTTP/1.1 200 OK\r\nX-{ESCAPES}: 1\r\n\r\n".encode("latin-1")),
    "no HTTP": raw(f"{ESCAPES}\r\n\r\n".encode()),
}


@pytest.mark.parametrize("action", ACTS_ON_A_TERMINAL.values(), ids=ACTS_ON_A_TERMINAL)
def test_what_a_server_says_cannot_drive_the_terminal(action: Action, caplog: pytest.LogCaptureFixture) -> None:
    with ScriptedServer(always(action), models=(f"m{ESCAPES}",)) as server:
        with pytest.raises(InputError) as caught:
            chat_judge(server).preflight()
        (judgement,) = judged(chat_judge(server), candidates(1))
    said = f"{caught.value} {judgement.reason} {judgement.reply} {caplog.text}"
    assert visible(said) == said


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(InputError, match=r"no connection.*server is running"):
        chat_judge(f"http://127.0.0.1:{unused_port()}/v1").preflight()


@pytest.mark.parametrize(
    "address", ["127.0.0.1:8000/v1", "ftp://host/v1", "http://", "localhost", "http://host:port/v1", "http://a b/v1"]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(InputError):
        chat_judge(address.replace(" ", "%20 ")).preflight()


def test_credentials_in_an_address_are_refused_and_not_shown() -> None:
    with pytest.raises(InputError) as caught:
        chat_judge("http://user:geheim123@127.0.0.1:9/v1").preflight()
    assert "geheim123" not in str(caught.value)


def test_what_an_address_holds_after_its_question_mark_is_not_shown() -> None:
    with pytest.raises(InputError) as caught:
        chat_judge(f"http://127.0.0.1:{unused_port()}/v1?key=geheim123").preflight()
    assert "geheim123" not in str(caught.value)
    with ScriptedServer(always(reset())) as server, pytest.raises(InputError) as caught:
        chat_judge(f"{server.base_url}?key=geheim123").preflight()
    assert "geheim123" not in str(caught.value)


@pytest.mark.parametrize("ending", ["", "/", "/chat/completions", "/chat/completions/"])
def test_the_address_may_end_in_any_usual_way(ending: str) -> None:
    with ScriptedServer(answers) as server:
        chat_judge(server.base_url + ending).preflight()
        assert len(server.received) == 1


def test_no_model_and_no_address_are_said_before_anything_is_sent() -> None:
    with pytest.raises(InputError, match="CODESIMPLEQA_JUDGE_MODEL"):
        chat_judge("http://127.0.0.1:9/v1", model=None).preflight()
    with pytest.raises(InputError, match="CODESIMPLEQA_JUDGE_BASE_URL"):
        chat_judge(None).preflight()


def test_a_busy_server_passes_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with ScriptedServer(always(status(429, "slow down"))) as server:
        chat_judge(server).preflight()
    assert "slow down" in caplog.text


def test_every_address_is_tried() -> None:
    with ScriptedServer(answers) as good, pytest.raises(InputError, match="no connection"):
        chat_judge(f"{good.base_url} http://127.0.0.1:{unused_port()}/v1").preflight()


@pytest.mark.parametrize(
    ("variables", "named", "sent"),
    [
        ({"OPENAI_API_KEY": "key-of-openai"}, None, "Bearer key-of-openai"),
        (
            {"OPENAI_API_KEY": "key-of-openai", "CODESIMPLEQA_JUDGE_API_KEY": "key-of-judge"},
            None,
            "Bearer key-of-judge",
        ),
        ({"CODESIMPLEQA_JUDGE_API_KEY": "key-of-judge", "MY_KEY": "my-own-key"}, "MY_KEY", "Bearer my-own-key"),
        ({"CODESIMPLEQA_JUDGE_API_KEY": " key-of-judge\n"}, None, "Bearer key-of-judge"),
        ({}, None, None),
    ],
)
def test_where_the_key_comes_from(
    variables: dict[str, str], named: str | None, sent: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with ScriptedServer(answers) as server:
        chat_judge(server, api_key_env=named).preflight()
    assert server.received[0].headers.get("Authorization") == sent


def test_a_named_variable_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "not-for-this-judge")
    with pytest.raises(InputError, match="MY_KEY"):
        chat_judge("http://127.0.0.1:9/v1", api_key_env="MY_KEY").preflight()


@pytest.mark.parametrize("value", ["two words", "schlüssel-mit-umlaut", "line\nbreak"])
def test_a_key_that_is_none(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODESIMPLEQA_JUDGE_API_KEY", value)
    with pytest.raises(InputError, match="CODESIMPLEQA_JUDGE_API_KEY") as caught:
        chat_judge("http://127.0.0.1:9/v1").preflight()
    assert value not in str(caught.value)


ECHOES = {
    "in an error": status(400, "your header was Authorization: {key}"),
    "in a lasting error": status(500, "trace: headers={'Authorization': '{key}'}"),
    "in a reply": None,
}


@pytest.mark.parametrize("action", ECHOES.values(), ids=ECHOES)
def test_a_key_that_the_server_echoes_does_not_show(
    action: Action | None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CODESIMPLEQA_JUDGE_API_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    with ScriptedServer(always(action or says(f"A\n\nYou sent {KEY}."))) as server:
        judge = chat_judge(server)
        found = judged(judge, candidates(20))
    assert found[0].reply
    for text in (caplog.text, repr(found), repr(judge.usage), repr(vars(judge)), str(judge.specification)):
        assert KEY not in text
        assert "Zx81hQmN4vTe" not in text


def test_a_key_is_hidden_in_part_too_and_short_stand_ins_are_left_alone() -> None:
    assert ApiKey(KEY, "V").hidden_in("bad key 'sk-proj-Zx81****', sorry") == "bad key '[key]', sorry"
    assert ApiKey("EMPTY", "V").hidden_in("The answer is EMPTY") == "The answer is EMPTY"
    assert KEY not in repr(ApiKey(KEY, "V"))
