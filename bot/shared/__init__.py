"""What the servers of one service share besides the database: locks, last answers and counts.

One server keeps them in its own memory; with REDIS_URL all of them keep them in Redis.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol


class StillBusy(Exception):
    """Something else went on for so long that its turn never came."""


class Shared(Protocol):
    """What is shared. Nothing here is needed to keep a case: whatever is lost costs no more than time."""

    def one_at_a_time(self, name: str) -> AbstractAsyncContextManager[None]:
        """Waits until nobody else is within a block of this name. May raise StillBusy."""

    async def remember(self, name: str, value: bytes, seconds: int) -> None:
        """Keep a value for so long, or less."""

    async def recall(self, name: str) -> bytes | None:
        """The value that was kept under this name, or None."""

    async def forget(self, name: str) -> None:
        """Drop what is kept under this name."""

    async def count(self, name: str, seconds: int) -> int:
        """How often this was asked in the present stretch of so many seconds, this time included."""

    async def counted(self, name: str, seconds: int) -> int:
        """The same, without counting this time."""

    async def is_there(self) -> bool:
        """Whether it can be reached."""

    async def close(self) -> None:
        """Leave it."""


def share(redis_url: str | None) -> Shared:
    """What is shared through the Redis at ``redis_url``, or within this process."""
    if redis_url is None:
        from bot.shared.in_process import InProcess

        return InProcess()
    from bot.shared.in_redis import InRedis

    return InRedis(redis_url)
