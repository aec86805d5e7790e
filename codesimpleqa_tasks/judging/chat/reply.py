"""From the body of a chat completion to the judge's reply, whether sent whole or as a stream of events."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from codesimpleqa_tasks.judging.chat.fault import Fault, Kind, fault_of_status
from codesimpleqa_tasks.visible import excerpt


@dataclass(frozen=True)
class Reply:
    """What the judge said. `cut_off` tells that it ran out of room; tokens are 0 where the server counts none."""

    content: str
    cut_off: bool = False
    prompt_tokens: int = 0
    completion_tokens: int = 0


def read_reply(body: bytes, content_type: str) -> Reply:
    """The reply in the body of a response with status 200.

    Some servers stream whether asked to or not (`transformers serve` is one), so both forms are read.

    Raises Fault if the body is truncated, not JSON, an error, or no chat completion.
    """
    try:
        if "event-stream" in content_type or body.startswith(b"data:"):
            return _streamed(body)
        return _whole(_loaded(body))
    except (KeyError, TypeError, AttributeError, IndexError):
        raise Fault(Kind.SERVER, "the judge's endpoint answers with no chat completion", _excerpt(body)) from None


def _whole(value: Any) -> Reply:
    choice = _choices(value)[0]
    message = choice["message"]
    return _reply(_text(message.get("content")) or _text(message.get("refusal")), choice.get("finish_reason"), value)


def _streamed(body: bytes) -> Reply:
    pieces: list[str] = []
    finish_reason: str | None = None
    usage: Mapping[str, Any] = {}
    done = False
    for line in body.splitlines():
        if not line.startswith(b"data:"):
            continue
        data = line[5:].strip()
        if data == b"[DONE]":
            done = True
            break
        event = _loaded(data)
        for choice in _choices(event)[:1]:
            pieces.append(_text((choice.get("delta") or {}).get("content")))
            finish_reason = choice.get("finish_reason") or finish_reason
        usage = event if event.get("usage") else usage
    if finish_reason is None and not done:
        raise Fault(Kind.SERVER, "the judge's endpoint sends a truncated body", _excerpt(body[-200:]))
    return _reply("".join(pieces), finish_reason, usage)


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise Fault(Kind.SERVER, "the judge's endpoint sends no JSON", _excerpt(data)) from None


def _choices(value: Any) -> list[Any]:
    if value.get("error"):
        status = value["error"].get("code") if isinstance(value["error"], dict) else None
        if isinstance(status, int) and 400 <= status < 600:  # proxies that wrap another's failure into a 200
            raise fault_of_status(status, {}, json.dumps(value).encode())
        raise Fault(Kind.SERVER, "the judge's endpoint answers with an error", _excerpt(json.dumps(value).encode()))
    choices = value["choices"]
    if not isinstance(choices, list):
        raise TypeError
    return choices


def _text(content: Any) -> str:
    """A message's content: a string, a list of parts, or nothing."""
    if isinstance(content, list):
        return "".join(str(p.get("text") or "") for p in content if isinstance(p, dict) and p.get("type") == "text")
    if content is None or isinstance(content, str):
        return content or ""
    raise TypeError


def _reply(content: str, finish_reason: Any, counted: Mapping[str, Any]) -> Reply:
    usage = counted.get("usage") or {}
    tokens = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")]
    return Reply(content, finish_reason == "length", *(t if isinstance(t, int) else 0 for t in tokens))


def _excerpt(body: bytes) -> str:
    return excerpt(" ".join(body.decode("utf-8", "replace").split()), 200)
