"""Work that goes on after a request was acknowledged: in order within a conversation, side by side else."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable

from bot.channels.problems import Problem
from bot.logs import where

logger = logging.getLogger(__name__)

_MOST_WAITING = 5  # in one conversation
_MOST_AT_ALL = 1000
_LAST_SECONDS = 20

Job = Callable[[], Awaitable[None]]


class Work:
    """What was asked and is not done yet."""

    def __init__(self) -> None:
        """Nothing to do."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._last: dict[str, asyncio.Task[None]] = {}
        self._waiting: Counter[str] = Counter()

    def add(self, conversation: str, job: Job) -> asyncio.Task[None]:
        """Do ``job`` after all that this conversation asked before. Raises Problem (429) if that is a lot.

        A job that fails is logged by its place and does not stop the next one.
        """
        if self._waiting[conversation] >= _MOST_WAITING or len(self._tasks) >= _MOST_AT_ALL:
            raise Problem(429, "Too much is waiting to be answered. Try again later.")
        task = asyncio.create_task(self._after(self._last.get(conversation), job))
        self._tasks.add(task)
        self._last[conversation] = task
        self._waiting[conversation] += 1
        task.add_done_callback(lambda done: self._forget(conversation, done))
        return task

    async def finish(self) -> None:
        """Wait until everything is done, for 20 seconds at most."""
        if self._tasks:
            _, left = await asyncio.wait(self._tasks, timeout=_LAST_SECONDS)
            if left:
                logger.error("Teams: %d answers were not sent before the server stopped", len(left))

    async def _after(self, before: asyncio.Task[None] | None, job: Job) -> None:
        if before is not None:
            await asyncio.wait([before])
        try:
            await job()
        except Exception as error:
            logger.error("Teams: a turn was not answered: %s", where(error))

    def _forget(self, conversation: str, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._waiting[conversation] -= 1
        if not self._waiting[conversation]:
            del self._waiting[conversation]
        if self._last.get(conversation) is task:
            del self._last[conversation]
