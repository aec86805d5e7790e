"""A chat-completions server that does what a script says: every fault, on demand, and a record of all requests.

A script is a function from (item, how many times that item has been asked for, counted from 1) to an action.
The item is the first word of the form "item-..." that the user says; requests without one (the preflight)
are answered in good order unless the script for None says otherwise.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from aiohttp import web

Action = Callable[[web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]
Script = Callable[[str | None, int], Action]

_ITEM = re.compile(r"item-\w+")


@dataclass(frozen=True)
class Received:
    """One request as it came."""

    item: str | None
    body: dict[str, Any]
    headers: dict[str, str]
    at: float


def completion(content: str | None, finish_reason: str = "stop", **message: Any) -> dict[str, Any]:
    """The body of a chat completion, with 100 prompt tokens and 2 completion tokens."""
    return {
        "object": "chat.completion",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish_reason,
                "message": {"role": "assistant", "content": content, **message},
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 2, "total_tokens": 102},
    }


def says(content: str | None, finish_reason: str = "stop", delay: float = 0.0, **message: Any) -> Action:
    """A good answer."""

    async def act(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        if delay:
            await asyncio.sleep(delay)
        return web.json_response(completion(content, finish_reason, **message))

    return act


def streams(content: str, finish_reason: str | None = "stop") -> Action:
    """A good answer as server-sent events; with `finish_reason` None it ends in the middle."""

    async def act(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        events = [{"choices": [{"index": 0, "delta": {"role": "assistant"}}]}]
        events += [{"choices": [{"index": 0, "delta": {"content": letter}}]} for letter in content]
        if finish_reason:
            events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish_reason}]})
        text = "".join(f"data: {json.dumps(event)}\n\n" for event in events)
        return web.Response(text=text, content_type="text/event-stream")

    return act


def status(number: int, message: str = "", headers: dict[str, str] | None = None, **error: Any) -> Action:
    """An error of that status, in the form that the protocol gives errors."""

    async def act(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        said = message.replace("{key}", request.headers.get("Authorization", ""))
        return web.json_response({"error": {"message": said, **error}}, status=number, headers=headers)

    return act


def body_of(raw: bytes, content_type: str = "application/json") -> Action:
    """Status 200 with any body."""

    async def act(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        return web.Response(body=raw, content_type=content_type)

    return act


def truncated(content: str) -> Action:
    """A good answer whose connection ends before its body does."""

    async def act(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        raw = json.dumps(completion(content)).encode()
        response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(raw))})
        await response.prepare(request)
        await response.write(raw[: len(raw) // 2])
        _cut(request)
        return response

    return act


def reset() -> Action:
    """The connection ends without an answer."""

    async def act(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        _cut(request)
        return web.Response()

    return act


def hangs(seconds: float = 30.0) -> Action:
    """No answer for a long time."""

    async def act(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return web.json_response(completion("too late"))

    return act


def _cut(request: web.Request) -> None:
    assert request.transport is not None
    request.transport.abort()


@dataclass
class ScriptedServer:
    """The server, in a thread of this process; a context manager. `latency` (seconds) comes before every action;
    `models` are those that it says it serves.

    `busiest` is the largest number of requests that were there at one time.
    """

    script: Script
    latency: float = 0.0
    port: int = 0
    models: tuple[str, ...] = ("scripted-model",)
    received: list[Received] = field(default_factory=list)
    busiest: int = 0
    _there: int = 0
    _asked: Counter[str | None] = field(default_factory=Counter)

    def __enter__(self) -> ScriptedServer:
        started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(started)), daemon=True)
        self._thread.start()
        assert started.wait(30)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def base_url(self) -> str:
        """What the judge is given as its address."""
        return f"http://127.0.0.1:{self.port}/v1"

    def asked(self, item: str | None = None) -> int:
        """How many requests came for an item; for None, how many came for all items."""
        if item is not None:
            return self._asked[item]
        return sum(count for name, count in self._asked.items() if name is not None)

    def items(self) -> Counter[str]:
        """How many requests came for each item."""
        return Counter({name: count for name, count in self._asked.items() if name is not None})

    def stop(self) -> None:
        """Pull the plug: connections break off, the port is closed."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._over.set)
            self._thread.join()

    async def _serve(self, started: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_post("/v1/chat/completions", self._complete)
        application.router.add_get("/v1/models", self._models)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.05)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        started.set()
        await self._over.wait()
        await runner.cleanup()

    async def _models(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"object": "list", "data": [{"id": name, "object": "model"} for name in self.models]})

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        found = _ITEM.search(" ".join(m["content"] for m in body["messages"] if m["role"] == "user"))
        item = found.group() if found else None
        self._asked[item] += 1
        self.received.append(Received(item, body, dict(request.headers), time.monotonic()))
        self._there += 1
        self.busiest = max(self.busiest, self._there)
        try:
            if self.latency:
                await asyncio.sleep(self.latency)
            return await self.script(item, self._asked[item])(request, body)
        finally:
            self._there -= 1
