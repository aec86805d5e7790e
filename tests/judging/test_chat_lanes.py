"""How many requests are in flight, and where they go."""

from __future__ import annotations

import asyncio
import subprocess
import sys

from chat_judging import answers, candidates, chat_judge, judged
from scripted_server import Action, ScriptedServer, says, status

from codesimpleqa_tasks.judging.chat.dialect import Dialect
from codesimpleqa_tasks.judging.chat.lanes import Lane, Lanes


def test_a_refusal_halves_the_limit_once_for_all_that_were_under_way() -> None:
    lane = Lane("a", 64, Dialect())
    for _ in range(20):
        lane.refused(started=1.0, now=1.5)
    assert lane.limit == 32
    lane.refused(started=2.0, now=2.5)
    assert lane.limit == 16


def test_the_limit_never_falls_below_one_and_comes_back_with_success() -> None:
    lane = Lane("a", 64, Dialect())
    for second in range(20):
        lane.refused(started=second, now=second + 0.5)
    assert lane.limit == 1
    for _ in range(64 * 64):
        lane.succeeded()
    assert lane.limit == 64


def test_success_never_raises_the_limit_above_what_was_asked_for() -> None:
    lane = Lane("a", 8, Dialect())
    for _ in range(100):
        lane.succeeded()
    assert lane.limit == 8


def test_a_dead_address_is_left_alone_while_there_is_another_and_used_where_there_is_none() -> None:
    async def taken(addresses: list[str]) -> list[str]:
        lanes = Lanes({address: Dialect() for address in addresses}, 4 * len(addresses))
        now = asyncio.get_running_loop().time()
        lanes.lanes[0].broke(now, now, first_wait=60, longest_wait=60)
        return [(await lanes.take()).address for _ in range(4)]

    assert asyncio.run(taken(["dead", "alive"])) == ["alive"] * 4
    assert asyncio.run(taken(["dead"])) == ["dead"] * 4


def test_whoever_gives_up_waiting_takes_nothing_along() -> None:
    async def scene() -> int:
        lanes = Lanes({"a": Dialect()}, 1)
        lane = await lanes.take()
        waiting = [asyncio.ensure_future(lanes.take()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        lanes.give_back(lane)
        waiting[1].cancel()  # has been handed the lane, and has not yet seen it
        await asyncio.gather(*waiting[:2], return_exceptions=True)
        await asyncio.wait_for(waiting[2], 5)
        return lane.in_flight

    assert asyncio.run(scene()) == 1


def test_retry_after_is_honoured_by_all() -> None:
    """After the refusal nobody asks until the time is over (but for those whose requests were on their way)."""
    refused_at: list[float] = []

    def script(item: str | None, nth: int) -> Action:
        if item == "item-20" and nth == 1:
            refused_at.append(server.received[-1].at)
            return status(429, "slow down", {"Retry-After": "1"})
        return says("A", delay=0.01)

    server = ScriptedServer(script)
    with server:
        judged(chat_judge(server, settings={"concurrency": 4}), candidates(100))
    early = [r for r in server.received if refused_at[0] + 0.2 < r.at < refused_at[0] + 0.95]
    assert early == []
    assert server.asked() == 101


def test_the_limit_of_open_files_is_raised_where_it_must_be() -> None:
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (128, 4096))\n"
        "from codesimpleqa_tasks.judging.chat.client import allow_connections; allow_connections(500)\n"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) >= 500


def test_one_request_at_a_time_is_possible() -> None:
    with ScriptedServer(answers) as server:
        judged(chat_judge(server, settings={"concurrency": 1}), candidates(20))
    assert server.busiest == 1
