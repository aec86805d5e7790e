"""How many requests are in flight, and to which address: bounded, lowered by refusals, recovering with success."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping

from codesimpleqa_tasks.judging.chat.dialect import Dialect


class Lane:
    """One address with its share of the requests in flight, and how its server wants to be spoken to.

    The limit halves when requests are refused, once for all that were under way together. It comes back by a
    sixteenth of the whole for each round of successes; past the level of the last refusal it feels its way by
    one request a round.
    """

    def __init__(self, address: str, most: int, dialect: Dialect) -> None:
        self.address = address
        self.most = most
        self.limit = float(most)
        self.in_flight = 0
        self.closed_until = 0.0
        self.doubtful_until = 0.0
        self.dialect = dialect
        self._refused_at = float(most)
        self._lowered_at = -1.0
        self._broken_in_a_row = 0
        self._broke_at = -1.0

    def is_free(self, now: float) -> bool:
        """True if one more request may go out."""
        return self.in_flight < int(self.limit) and now >= self.closed_until

    def succeeded(self) -> None:
        """A request was answered."""
        self._broken_in_a_row = 0
        if self.limit < self.most:
            step = 1.0 if self.limit >= 0.8 * self._refused_at else max(1.0, self.most / 16)
            self.limit = min(float(self.most), self.limit + step / self.limit)

    def refused(self, started: float, now: float, wait: float | None) -> None:
        """The server was too busy for a request of that start; `wait` is how long it wants to be left alone."""
        if started >= self._lowered_at:
            self._refused_at = self.limit
            self.limit = max(1.0, self.limit / 2)
            self._lowered_at = now
        if wait is not None:
            self.closed_until = max(self.closed_until, now + wait)

    def broke(self, started: float, now: float, first_wait: float, longest_wait: float) -> None:
        """No connection came about for a request of that start: other addresses go first, for a while that doubles."""
        if started >= self._broke_at:
            self.doubtful_until = now + min(longest_wait, first_wait * 2.0**self._broken_in_a_row)
            self._broken_in_a_row = min(self._broken_in_a_row + 1, 16)
            self._broke_at = now


class Lanes:
    """The addresses of one judge: each request takes the one with most room."""

    def __init__(self, dialects: Mapping[str, Dialect], concurrency: int) -> None:
        """The addresses, each with its server's dialect; `concurrency` requests in flight over all of them together."""
        share = max(1, -(-concurrency // len(dialects)))
        self.lanes = [Lane(address, share, dialect) for address, dialect in dialects.items()]
        self._waiting: deque[asyncio.Future[Lane]] = deque()
        self._alarm: asyncio.TimerHandle | None = None

    async def take(self, not_again: Lane | None = None) -> Lane:
        """A lane for one request, as soon as there is room; another than `not_again` if that can be had now."""
        loop = asyncio.get_running_loop()
        lane = None if self._waiting else self._freest(loop.time(), not_again)
        if lane is not None:
            lane.in_flight += 1
            return lane
        future: asyncio.Future[Lane] = loop.create_future()
        self._waiting.append(future)
        self._serve()
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled() and future.exception() is None:
                self.give_back(future.result())
            raise

    def give_back(self, lane: Lane) -> None:
        """The request of this lane is over."""
        lane.in_flight -= 1
        if self._waiting:
            self._serve()

    def stop(self, error: Exception) -> None:
        """Nobody gets a lane any more: those who wait get the error."""
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_exception(error)

    def _freest(self, now: float, not_again: Lane | None) -> Lane | None:
        free = [lane for lane in self.lanes if lane.is_free(now)]
        # A doubtful lane is left to recover while there are others; where all are, items wait as each of them does.
        if len(self.lanes) > 1 and not all(lane.doubtful_until > now for lane in self.lanes):
            free = [lane for lane in free if lane.doubtful_until <= now]
        if len(free) < 2:
            return free[0] if free else None
        return min(free, key=lambda lane: (lane is not_again, lane.in_flight / lane.limit))

    def _serve(self) -> None:
        """Hand lanes to those who wait; with all lanes closed for a time, come back then."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        while self._waiting:
            lane = self._freest(now, None)
            if lane is None:
                break
            future = self._waiting.popleft()
            if not future.done():
                lane.in_flight += 1
                future.set_result(lane)
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        opening = [t for lane in self.lanes for t in (lane.closed_until, lane.doubtful_until) if t > now]
        if self._waiting and opening:
            self._alarm = loop.call_at(min(opening) + 0.001, self._serve)
