"""Many items at once in an event loop of its own, results in order: plain iteration outside, asyncio inside.

The loop runs in a thread, so it works in scripts, in harnesses and inside a running event loop (notebooks).
Items are pulled from the source in the caller's thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import AbstractAsyncContextManager
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Context = TypeVar("Context")


class Slot(Generic[Result]):
    """The place of one result. `done` turns true when it is there."""

    __slots__ = ("done", "error", "result")

    def __init__(self, result: Result | None = None) -> None:
        self.result = result
        self.error: BaseException | None = None
        self.done = result is not None


class Workers(Generic[Item, Result, Context]):
    """A number of workers in an event loop in a thread of its own, which begins with the first item.

    `work` is called with what `opened` (an async context manager) gives, and an item.
    """

    def __init__(
        self,
        opened: Callable[[], AbstractAsyncContextManager[Context]],
        work: Callable[[Context, Item], Awaitable[Result]],
        workers: int,
    ) -> None:
        self._opened = opened
        self._work = work
        self._workers = workers
        self._queue: deque[tuple[Item, Slot[Result]]] = deque()
        self._idle: deque[asyncio.Future[None]] = deque()
        self._ready = threading.Event()
        self._awaited: Slot[Result] | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: asyncio.Event | None = None
        self._failure: BaseException | None = None

    def submit(self, batch: Iterable[tuple[Item, Slot[Result]]]) -> None:
        """Have items worked on; each slot gets its result."""
        items = list(batch)
        if not items:
            return
        if self._thread is None:
            begun = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(begun,), name="judging", daemon=True)
            self._thread.start()
            begun.wait()
        if self._loop is not None and self._failure is None:
            self._loop.call_soon_threadsafe(self._add, items)

    def result(self, slot: Slot[Result]) -> Result:
        """Wait for a slot's result. Raises what its work raised."""
        while not slot.done:
            self._ready.clear()
            self._awaited = slot
            if slot.done:
                break
            if self._failure is not None:
                raise self._failure
            self._ready.wait()
        if slot.error is not None:
            raise slot.error
        return slot.result  # type: ignore[return-value]

    def close(self) -> None:
        """End the thread; work under way is cancelled."""
        if self._thread is None:
            return
        if self._loop is not None and self._end is not None and self._failure is None:
            with contextlib.suppress(RuntimeError):  # the loop has ended by itself
                self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()
        self._thread = None

    def _run(self, begun: threading.Event) -> None:
        try:
            asyncio.run(self._main(begun))
        except BaseException as error:
            self._failure = error
        finally:
            begun.set()
            self._ready.set()

    async def _main(self, begun: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        async with self._opened() as context:
            begun.set()
            tasks = [asyncio.ensure_future(self._worker(context)) for _ in range(self._workers)]
            await self._end.wait()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _add(self, items: list[tuple[Item, Slot[Result]]]) -> None:
        self._queue.extend(items)
        for _ in items:
            if not self._idle:
                break
            waiting = self._idle.popleft()
            if not waiting.done():
                waiting.set_result(None)

    async def _worker(self, context: Context) -> None:
        loop = asyncio.get_running_loop()
        while True:
            while not self._queue:
                waiting = loop.create_future()
                self._idle.append(waiting)
                await waiting
            item, slot = self._queue.popleft()
            try:
                slot.result = await self._work(context, item)
            except Exception as error:
                slot.error = error
            slot.done = True
            if slot is self._awaited:
                self._ready.set()


def in_thread(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine to its end in an event loop of its own, also where one is running. Raises what it raises."""
    outcome: list[Result] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(asyncio.run(work))
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, name="judging", daemon=True)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]
