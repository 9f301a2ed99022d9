"""Whose turn is answered first: that of the web chat, before one of Teams, where nobody sees the wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

_LONGEST_WAIT = 1.0  # seconds


class Precedence:
    """Turns in the web chat never wait; others wait until none is under way, one second at most."""

    def __init__(self) -> None:
        """Nobody is being answered."""
        self._under_way = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._one_at_a_time = asyncio.Lock()

    @contextmanager
    def first(self) -> Iterator[None]:
        """While a turn of the web chat is answered."""
        self._under_way += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._quiet.set()

    @asynccontextmanager
    async def second(self) -> AsyncIterator[None]:
        """While another turn is answered; one at a time, for they would only slow each other."""
        async with self._one_at_a_time:
            with suppress(asyncio.TimeoutError):  # where the web chat is never quiet, nobody waits for ever
                await asyncio.wait_for(self._quiet.wait(), _LONGEST_WAIT)
            yield
