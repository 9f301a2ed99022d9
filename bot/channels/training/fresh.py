"""Values that many ask for at once: read once, and again only when they have grown old."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")
_MOST = 500


class Fresh(Generic[Value]):
    """Keeps what was read for ``seconds``; whoever asks meanwhile, or during the reading, gets the same."""

    def __init__(self, seconds: float) -> None:
        """Nothing read yet."""
        self._seconds = seconds
        self._kept: OrderedDict[Hashable, tuple[float, asyncio.Future[Value]]] = OrderedDict()

    async def get(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """The value for ``key``; ``read`` blocks and is run in a thread. What it raises is raised here."""
        now = time.monotonic()
        kept = self._kept.get(key)
        if kept is None or now - kept[0] > self._seconds:
            kept = (now, asyncio.ensure_future(asyncio.to_thread(read)))
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        try:
            return await asyncio.shield(kept[1])
        except Exception:
            self.forget(key)
            raise

    def forget(self, key: Hashable) -> None:
        """Read it anew next time."""
        self._kept.pop(key, None)
