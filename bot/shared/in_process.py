"""Shared within one process."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

_MOST_REMEMBERED = 1000


class InProcess:
    """Keeps everything in memory, and not much of it. ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing kept yet."""
        self._clock = clock
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._counts: dict[int, tuple[int, Counter[str]]] = {}

    @asynccontextmanager
    async def one_at_a_time(self, name: str) -> AsyncIterator[None]:
        """In the order in which they came."""
        lock = self._locks.get(name)
        if lock is None:
            lock = self._locks[name] = asyncio.Lock()
        async with lock:
            yield

    async def remember(self, name: str, value: bytes, seconds: int) -> None:
        """Keep a value; the oldest one goes when there are a thousand."""
        self._kept[name] = (self._clock() + seconds, value)
        self._kept.move_to_end(name)
        while len(self._kept) > _MOST_REMEMBERED:
            self._kept.popitem(last=False)

    async def recall(self, name: str) -> bytes | None:
        """The value, unless its time is over."""
        until, value = self._kept.get(name, (0.0, b""))
        return value if self._clock() < until else None

    async def forget(self, name: str) -> None:
        """Drop a value."""
        self._kept.pop(name, None)

    async def count(self, name: str, seconds: int) -> int:
        """Counts of the present stretch only; what came before is dropped."""
        counts = self._of_stretch(seconds)
        counts[name] += 1
        return counts[name]

    async def counted(self, name: str, seconds: int) -> int:
        """So often in the present stretch."""
        return self._of_stretch(seconds)[name]

    async def is_there(self) -> bool:
        """It always is."""
        return True

    async def close(self) -> None:
        """Nothing to leave."""

    def _of_stretch(self, seconds: int) -> Counter[str]:
        stretch = int(self._clock() // seconds)
        if self._counts.get(seconds, (None,))[0] != stretch:
            self._counts[seconds] = (stretch, Counter())
        return self._counts[seconds][1]
