"""What servers share, within one process and in a real Redis: the same to whoever uses it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator

import pytest
import redis

from bench.services import Service
from bot.shared import Shared, share
from bot.shared import in_redis as module
from bot.shared.in_process import InProcess
from bot.shared.in_redis import InRedis
from tests.running import run_async
from tests.scale.services import needs, redis_server

Work = Callable[[Shared, Shared], Awaitable[None]]


@pytest.fixture(scope="module")
def server() -> Iterator[Service]:
    """A real Redis."""
    with redis_server() as server:
        yield server


@pytest.fixture(params=["in process", "in redis"])
def two(request: pytest.FixtureRequest) -> Callable[[Work], None]:
    """Runs some work with what two servers see; within one process both are the same."""
    if request.param == "in redis":
        needs("redis-server")
        url = request.getfixturevalue("server").url
        redis.Redis.from_url(url).flushall()

    def run(work: Work) -> None:
        async def both() -> None:
            one = share(None) if request.param == "in process" else InRedis(url)
            other = one if request.param == "in process" else InRedis(url)
            try:
                await work(one, other)
            finally:
                await one.close()
                await other.close()

        run_async(both())

    return run


def test_one_at_a_time_whoever_asks(two: Callable[[Work], None]) -> None:
    inside: list[int] = []

    async def enter(shared: Shared) -> None:
        async with shared.one_at_a_time("a"):
            inside.append(1)
            assert len(inside) == 1
            await asyncio.sleep(0.005)
            inside.pop()

    async def work(one: Shared, other: Shared) -> None:
        await asyncio.gather(*(enter(shared) for shared in (one, other) for _ in range(5)))

    two(work)


def test_different_names_do_not_wait_for_each_other(two: Callable[[Work], None]) -> None:
    async def work(one: Shared, other: Shared) -> None:
        async with one.one_at_a_time("a"), other.one_at_a_time("b"):
            pass

    two(work)


def test_a_block_that_raises_lets_the_next_in(two: Callable[[Work], None]) -> None:
    async def work(one: Shared, other: Shared) -> None:
        with pytest.raises(ValueError, match="wrong"):
            async with one.one_at_a_time("a"):
                raise ValueError("wrong")
        await asyncio.wait_for(_enter(other), 2)

    two(work)


def test_what_one_remembers_the_other_recalls_until_it_is_forgotten(two: Callable[[Work], None]) -> None:
    async def work(one: Shared, other: Shared) -> None:
        assert await other.recall("a") is None
        await one.remember("a", b"said", 60)
        assert await other.recall("a") == b"said"
        await other.forget("a")
        assert await one.recall("a") is None

    two(work)


def test_counts_go_on_from_one_to_the_other(two: Callable[[Work], None]) -> None:
    async def work(one: Shared, other: Shared) -> None:
        assert await other.counted("a", 60) == 0
        assert [await shared.count("a", 60) for shared in (one, other, one)] == [1, 2, 3]
        assert [await shared.counted("a", 60) for shared in (one, other)] == [3, 3]
        assert await other.count("b", 60) == 1

    two(work)


def test_in_a_process_a_stretch_ends_and_what_is_old_is_gone() -> None:
    now = [0.0]
    shared = InProcess(lambda: now[0])

    async def work() -> None:
        await shared.count("a", 60)
        await shared.remember("a", b"said", 60)
        now[0] = 61
        assert await shared.count("a", 60) == 1
        assert await shared.recall("a") is None

    run_async(work())


def test_a_process_remembers_a_thousand_at_most() -> None:
    shared = InProcess()

    async def work() -> None:
        for number in range(1001):
            await shared.remember(str(number), b"said", 60)
        assert await shared.recall("0") is None
        assert await shared.recall("1000") == b"said"

    run_async(work())


def test_in_redis_everything_ends_by_itself(server: Service) -> None:
    async def work() -> None:
        shared = InRedis(server.url)
        await shared.remember("a", b"said", 60)
        await shared.count("a", 60)
        async with shared.one_at_a_time("a"):
            kept = redis.Redis.from_url(server.url)
            seconds = [kept.ttl(name) for name in kept.scan_iter()]
            assert len(seconds) == 3
            assert all(left > 0 for left in seconds)
        await shared.close()

    redis.Redis.from_url(server.url).flushall()
    run_async(work())


def test_the_lock_of_a_killed_server_ends_and_that_of_a_slow_one_does_not(
    server: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_HELD", 1.5)
    lost = redis.Redis.from_url(server.url)

    async def work() -> None:
        one, other = InRedis(server.url), InRedis(server.url)
        lost.set("guidance:lock:a", "of a server that was killed", px=600)
        started = time.monotonic()
        async with one.one_at_a_time("a"):
            assert time.monotonic() - started > 0.3
            waiting = asyncio.create_task(_enter(other))
            await asyncio.sleep(2.2)
            assert not waiting.done(), "the lock of a block that still runs ended"
        assert await asyncio.wait_for(waiting, 2) is None

    run_async(work())


async def _enter(shared: Shared) -> None:
    async with shared.one_at_a_time("a"):
        pass


def test_without_redis_each_server_does_with_its_own_memory_at_once() -> None:
    async def work() -> None:
        shared = InRedis("unix:///nowhere/at/all")
        started = time.monotonic()
        async with shared.one_at_a_time("a"):
            await shared.remember("a", b"said", 60)
            assert await shared.recall("a") == b"said"
            assert await shared.count("a", 60) == 1
            assert await shared.counted("a", 60) == 1
        assert not await shared.is_there()
        assert time.monotonic() - started < 1
        await shared.close()

    run_async(work())


def test_redis_that_comes_back_is_used_again(server: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AWAY", 0.05)

    async def work() -> None:
        shared = InRedis(server.url)
        assert await shared.is_there()
        server.kill()
        assert not await shared.is_there()
        server.start()
        await asyncio.sleep(0.1)
        assert await shared.is_there()
        await shared.close()

    run_async(work())
