"""Shared by every server that uses the same Redis.

While Redis is away each server does with its own memory, so that nobody waits for it: turns go on, the
conversation's row sees to it that none is written over another, and limits count by server.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import LockError, RedisError

from bot.logs import where
from bot.shared import StillBusy
from bot.shared.in_process import InProcess

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
_PREFIX = "guidance:"
_PATIENCE = 1.0  # seconds for one answer of Redis
_AWAY = 5.0  # seconds until it is asked again
_HELD = 6.0  # seconds for which a server that was killed keeps the others waiting
_LOOK_AGAIN = 0.02  # seconds
_LONGEST_WAIT = 30.0  # seconds


class InRedis:
    """Keeps everything in one Redis, and in memory while that is away."""

    def __init__(self, url: str) -> None:
        """``url`` such as ``redis://host:6379/0``, ``rediss://`` with TLS. Nothing is opened yet."""
        self._redis = Redis.from_url(
            url,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
            # a connection that was closed while nobody used it says so only when it is used
            retry=Retry(NoBackoff(), 1),
            retry_on_error=[ConnectionLost],
        )
        self._own = InProcess()
        self._away_until = 0.0

    @asynccontextmanager
    async def one_at_a_time(self, name: str) -> AsyncIterator[None]:
        """First within this process, then among all. A lock is held on to for as long as the block runs."""
        async with self._own.one_at_a_time(name):
            lock = self._redis.lock(
                f"{_PREFIX}lock:{name}",
                timeout=_HELD,
                sleep=_LOOK_AGAIN,
                blocking_timeout=_LONGEST_WAIT,
                thread_local=False,
            )
            is_ours = await self._ask(lock.acquire, lambda: _given(None))
            if is_ours is False:
                raise StillBusy
            if is_ours is None:
                yield
                return
            holding = asyncio.create_task(_hold(lock))
            try:
                yield
            finally:
                holding.cancel()
                await self._ask(lambda: _let_go(lock), lambda: _given(None))

    async def remember(self, name: str, value: bytes, seconds: int) -> None:
        """Keep a value for so many seconds."""
        await self._ask(
            lambda: self._redis.set(f"{_PREFIX}{name}", value, ex=seconds),
            lambda: self._own.remember(name, value, seconds),
        )

    async def recall(self, name: str) -> bytes | None:
        """The value, whichever server kept it."""
        return await self._ask(
            lambda: self._redis.get(f"{_PREFIX}{name}"),
            lambda: self._own.recall(name),
        )

    async def forget(self, name: str) -> None:
        """Drop a value everywhere. While Redis is away its own time limit drops it."""
        await self._own.forget(name)
        await self._ask(lambda: self._redis.delete(f"{_PREFIX}{name}"), lambda: _given(None))

    async def count(self, name: str, seconds: int) -> int:
        """Counted over all servers, by the clock of Redis."""
        return await self._ask(lambda: self._count(name, seconds), lambda: self._own.count(name, seconds))

    async def counted(self, name: str, seconds: int) -> int:
        """Over all servers."""
        return await self._ask(lambda: self._counted(name, seconds), lambda: self._own.counted(name, seconds))

    async def is_there(self) -> bool:
        """Whether Redis answers."""
        return bool(await self._ask(self._redis.ping, lambda: _given(False)))

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.close()

    async def _count(self, name: str, seconds: int) -> int:
        key = _count_key(name, seconds)
        async with self._redis.pipeline(transaction=True) as pipe:
            # the first of a stretch starts its clock
            pipe.set(key, 0, ex=seconds, nx=True)
            pipe.incr(key)
            return int((await pipe.execute())[1])

    async def _counted(self, name: str, seconds: int) -> int:
        return int(await self._redis.get(_count_key(name, seconds)) or 0)

    async def _ask(
        self, ask: Callable[[], Awaitable[Result]], otherwise: Callable[[], Awaitable[Result]]
    ) -> Result:
        if time.monotonic() < self._away_until:
            return await otherwise()
        try:
            return await ask()
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            logger.error("Redis is away, each server does without: %s", where(error))
            self._away_until = time.monotonic() + _AWAY
            return await otherwise()


def _count_key(name: str, seconds: int) -> str:
    return f"{_PREFIX}count:{seconds}:{name}"


async def _hold(lock: Lock) -> None:
    """Renew a lock until cancelled: it outlasts a long turn, and not the process."""
    while True:
        await asyncio.sleep(_HELD / 3)
        try:
            await lock.reacquire()
        except LockError:
            return  # it was lost; the conversation's row tells
        except (RedisError, OSError, asyncio.TimeoutError):
            continue


async def _let_go(lock: Lock) -> None:
    with suppress(LockError):
        await lock.release()


async def _given(value: Result) -> Result:
    return value
