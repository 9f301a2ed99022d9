"""How many requests a key may make. Behind one method, so that several processes can share a store for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol


class Limiter(Protocol):
    """Counts requests by name."""

    async def wait(self, name: str) -> float:
        """Take one request of ``name``: 0 if it may be made now, else the seconds until one may be."""


class Buckets:
    """A token bucket for each name, in this process: a minute's worth at once, then an even flow."""

    def __init__(self, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        """``now`` gives seconds that never go back."""
        self._most = float(per_minute)
        self._per_second = per_minute / 60
        self._now = now
        self._levels: dict[str, tuple[float, float]] = {}

    async def wait(self, name: str) -> float:
        """Take one, or say how many seconds until there is one."""
        now = self._now()
        level, since = self._levels.get(name, (self._most, now))
        level = min(self._most, level + (now - since) * self._per_second)
        if level < 1:
            self._levels[name] = (level, now)
            return (1 - level) / self._per_second
        self._levels[name] = (level - 1, now)
        return 0.0
