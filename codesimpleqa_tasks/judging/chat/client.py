"""The client: one connection pool, bounded in flight, every fault tried again as its kind deserves."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING

from codesimpleqa_tasks.judging.chat.address import proxy_for
from codesimpleqa_tasks.judging.chat.dialect import Asked, Dialect, Message
from codesimpleqa_tasks.judging.chat.fault import Fault, Kind, fault_of_status
from codesimpleqa_tasks.judging.chat.key import ApiKey
from codesimpleqa_tasks.judging.chat.lanes import Lane, Lanes
from codesimpleqa_tasks.judging.chat.reply import Reply, read_reply
from codesimpleqa_tasks.judging.usage import Usage

if TYPE_CHECKING:
    import aiohttp

log = logging.getLogger("codesimpleqa")


@dataclass(frozen=True)
class Patience:
    """How long one item is tried, times in seconds.

    `tries` counts requests per kind of fault. Waits double from `first_wait` to `longest_wait`, each with
    jitter. A server that wants to be left alone for longer than `longest_pause` counts as down.
    """

    tries: Mapping[Kind, int] = field(
        default_factory=lambda: {
            Kind.KEY: 2,
            Kind.ADDRESS: 2,
            Kind.REQUEST: 1,
            Kind.BUSY: 8,
            Kind.SERVER: 6,
            Kind.CONNECTION: 6,
            Kind.TIMEOUT: 2,  # each costs the whole time limit
        }
    )
    first_wait: float = 0.5
    longest_wait: float = 30.0
    longest_pause: float = 300.0
    connect_timeout: float = 10.0


class ChatClient:
    """Asks one judge model, at one or several addresses. An async context manager; use it in one event loop.

    When an item has used up its tries and no request at all has succeeded since its first one, the endpoint
    counts as down: `stopped` is set, and every further `ask` fails at once with that fault.
    """

    def __init__(
        self,
        dialects: Mapping[str, Dialect],
        asked: Asked,
        key: ApiKey | None = None,
        concurrency: int = 64,
        timeout: float = 120.0,
        patience: Patience | None = None,
        usage: Usage | None = None,
        quiet: bool = False,
    ) -> None:
        """`dialects` are the addresses, each with what is known of its server; `concurrency` is the number of requests
        in flight in all; `timeout` is in seconds for one request; `usage` is counted up; with `quiet` the caller
        says what went wrong."""
        self.stopped: Fault | None = None
        self.usage = usage or Usage()
        self._lanes = Lanes(dialects, concurrency)
        self._asked = asked
        self._key = key
        self._timeout = timeout
        self._patience = patience or Patience()
        self._quiet = quiet
        self._successes = 0
        self._session: aiohttp.ClientSession | None = None
        self._proxies = {address: proxy_for(address) for address in dialects}
        self._random = random.Random()

    async def __aenter__(self) -> ChatClient:
        import aiohttp

        self._given_up = asyncio.Event()
        headers = {"Content-Type": "application/json", "User-Agent": "codesimpleqa-tasks"}
        if self._key is not None:
            headers["Authorization"] = self._key.header()
        self._session = aiohttp.ClientSession(
            # Below the 5 seconds after which uvicorn, and so most local servers, hangs up on idle connections.
            connector=aiohttp.TCPConnector(limit=0, ttl_dns_cache=300, keepalive_timeout=4),
            timeout=aiohttp.ClientTimeout(total=self._timeout, sock_connect=self._patience.connect_timeout),
            headers=headers,
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._session is not None
        await self._session.close()

    async def ask(self, messages: Sequence[Message], room: int) -> Reply:
        """The judge's reply to some messages, with `room` tokens for it.

        Raises Fault, the last one, when all tries are used up or the endpoint is down.
        """
        tried: Counter[Kind] = Counter()
        successes_before = successes_seen = self._successes
        lane: Lane | None = None
        while True:
            if self.stopped is not None:
                raise self.stopped
            lane = await self._lanes.take(not_again=lane)
            started = asyncio.get_running_loop().time()
            sent = lane.dialect.body(self._asked, messages, room)
            try:
                reply = await self._post(lane, sent)
            except Fault as fault:
                failure = fault
            else:
                self._successes += 1
                lane.succeeded()
                lane.dialect.settle()
                self.usage.count(reply.prompt_tokens, reply.completion_tokens)
                return reply
            finally:
                self._lanes.give_back(lane)
            if lane.dialect.adapt(failure, sent, self._asked):
                continue
            if failure.kind is Kind.BUSY and self._successes > successes_seen:
                tried[Kind.BUSY] = 0  # the server is serving others: our turn will come
                successes_seen = self._successes
            tried[failure.kind] += 1
            self._note(failure, tried[failure.kind])
            self._slow_down(lane, failure, started)
            if (failure.retry_after or 0) > self._patience.longest_pause:
                self._give_up(failure)
            if tried[failure.kind] >= self._patience.tries[failure.kind]:
                if self._successes == successes_before and failure.kind is not Kind.REQUEST:
                    self._give_up(failure)
                raise failure
            if failure.kind is not Kind.BUSY or failure.retry_after is None:  # else the lane itself stays closed
                await self._wait(tried[failure.kind])

    async def _post(self, lane: Lane, body: bytes) -> Reply:
        import aiohttp

        assert self._session is not None
        try:
            async with self._session.post(
                lane.address, data=body, proxy=self._proxies[lane.address], allow_redirects=False
            ) as response:
                content = await response.read()
                if response.status == 200:
                    return read_reply(content, response.headers.get("Content-Type", ""))
                raise fault_of_status(response.status, response.headers, content)
        except Fault as fault:
            fault.detail = self._hidden(fault.detail)
            raise
        except asyncio.TimeoutError as error:
            if isinstance(error, aiohttp.ClientConnectionError):
                reason = f"no connection to the judge's endpoint within {self._patience.connect_timeout:g} s"
                raise Fault(Kind.CONNECTION, reason) from None
            raise Fault(Kind.TIMEOUT, f"no answer from the judge's endpoint within {self._timeout:g} s") from None
        except aiohttp.ClientConnectorError as error:
            raise Fault(Kind.CONNECTION, "no connection to the judge's endpoint", self._hidden(str(error))) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            detail = f"{type(error).__name__}: {self._hidden(str(error))}"
            raise Fault(Kind.CONNECTION, "the connection to the judge's endpoint broke off", detail) from None

    def _hidden(self, text: str) -> str:
        return self._key.hidden_in(text) if self._key is not None else text

    def _slow_down(self, lane: Lane, fault: Fault, started: float) -> None:
        now = asyncio.get_running_loop().time()
        if fault.kind is Kind.BUSY:
            pause = fault.retry_after
            lane.refused(started, now, None if pause is None else pause * self._random.uniform(1.0, 1.1))
        elif fault.kind is Kind.CONNECTION and fault.reason.startswith("no connection"):
            lane.broke(started, now, self._patience.first_wait, self._patience.longest_wait)

    async def _wait(self, tries: int) -> None:
        """Exponential backoff with jitter, cut short when the endpoint is given up."""
        longest = min(self._patience.longest_wait, self._patience.first_wait * 2.0 ** (tries - 1))
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._given_up.wait(), longest * self._random.uniform(0.5, 1.0))

    def _note(self, fault: Fault, tries: int) -> None:
        """Say of each reason once, when it first comes up, what is going on."""
        self.usage.faults[fault.reason] += 1
        if self.usage.faults[fault.reason] == 1 and tries < self._patience.tries[fault.kind]:
            log.info("%s; it is tried again.", fault)

    def _give_up(self, fault: Fault) -> None:
        if self.stopped is None:
            self.stopped = Fault(fault.kind, fault.reason, fault.detail)
            if not self._quiet:
                log.warning(
                    "Judging stops: %s, and nothing else succeeds either. What was judged so far is kept; "
                    "the rest stays UNGRADED.",
                    fault,
                )
            self._lanes.stop(self.stopped)
            self._given_up.set()
