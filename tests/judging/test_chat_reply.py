"""Bodies: whatever a server sends is a reply or a fault, never a crash and never a reply that it did not give."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_server import completion

from codesimpleqa_tasks.judging.chat.fault import Fault, Kind, fault_of_status
from codesimpleqa_tasks.judging.chat.reply import Reply, read_reply

NAMES = st.sampled_from(["choices", "message", "content", "delta", "usage", "error", "code", "text", "type", "param"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | NAMES, inner, max_size=4),
    max_leaves=12,
)
BODIES = JSON.map(lambda value: json.dumps(value).encode())


def dumped(value: object) -> bytes:
    return json.dumps(value).encode()


def streamed(*events: object) -> bytes:
    return b"".join(b"data: " + (e if isinstance(e, bytes) else dumped(e)) + b"\n\n" for e in events)


def piece(content: str | None = None, finish_reason: str | None = None, **more: object) -> dict[str, object]:
    return {"choices": [{"index": 0, "delta": {"content": content}, "finish_reason": finish_reason}], **more}


USAGE = {"usage": {"prompt_tokens": 7, "completion_tokens": 3}}

READ = {
    "whole": (dumped(completion("A")), Reply("A", False, 100, 2)),
    "cut off": (dumped(completion("A", "length")), Reply("A", True, 100, 2)),
    "no content": (dumped(completion(None)), Reply("", False, 100, 2)),
    "parts": (dumped(completion([{"type": "text", "text": "A"}, {"type": "image"}])), Reply("A", False, 100, 2)),  # type: ignore[arg-type]
    "a refusal": (dumped(completion(None, refusal="I cannot.")), Reply("I cannot.", False, 100, 2)),
    "reasoning is no content": (dumped(completion("B", reasoning_content="A")), Reply("B", False, 100, 2)),
    "usage of null": (dumped(completion("A") | {"usage": None}), Reply("A")),
    "a stream": (streamed(piece("正"), piece("确"), piece(None, "stop"), b"[DONE]"), Reply("正确")),
    "a stream that is cut off": (streamed(piece("A"), piece(None, "length")), Reply("A", True)),
    "a stream with usage": (
        streamed(piece("A", "stop"), {"choices": [], **USAGE}, b"[DONE]"),
        Reply("A", False, 7, 3),
    ),
    "a stream with comments": (b": keep-alive\n\n" + streamed(piece("A", "stop")), Reply("A")),
}


@pytest.mark.parametrize(("body", "reply"), READ.values(), ids=READ)
def test_replies(body: bytes, reply: Reply) -> None:
    assert read_reply(body, "text/event-stream" if b"data:" in body else "application/json") == reply


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"A"',
        b"A",
        b"\xff\xfe",
        b'{"choices": null}',
        b'{"choices": ["A"]}',
        b'{"choices": [{"text": "A"}]}',
        b'{"choices": [{"message": {"content": 5}}]}',
        b'{"error": "overloaded"}',
        b"[" * 100_000,
        dumped(completion("A"))[:-20],
        streamed(piece("A")),
        streamed(piece("A"), {"error": "gone"}),
        b'data: {"choices": [{"delta": {"content": "A"',
    ],
    ids=lambda body: repr(body[:40]),
)
def test_what_is_no_reply_is_a_fault_that_is_tried_again(body: bytes) -> None:
    with pytest.raises(Fault) as caught:
        read_reply(body, "application/json")
    assert caught.value.kind is Kind.SERVER


@given(st.binary(max_size=200) | BODIES, st.sampled_from(["application/json", "text/event-stream", ""]))
def test_any_body_is_a_reply_or_a_fault(body: bytes, content_type: str) -> None:
    with contextlib.suppress(Fault):
        assert isinstance(read_reply(body, content_type), Reply)


@given(st.integers(201, 599), st.binary(max_size=200) | BODIES, st.dictionaries(st.just("Retry-After"), st.text()))
def test_any_error_is_a_fault_with_a_reason_that_groups_alike(
    status: int, body: bytes, headers: dict[str, str]
) -> None:
    fault = fault_of_status(status, headers, body)
    assert str(status) in fault.reason
    assert len(str(fault)) < 700
    assert fault.retry_after is None or fault.retry_after >= 0
