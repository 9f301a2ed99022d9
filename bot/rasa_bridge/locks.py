"""Rasa's locks: the turns of one conversation follow one another, whichever server takes them.

Rasa's own RedisLockStore reads a lock, changes it and writes it back in three steps, so that two servers
can give out the same ticket; and a killed server keeps its ticket for a minute.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from contextvars import ContextVar

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockStore

from bot.shared import Shared

_held: ContextVar[frozenset[str]] = ContextVar("held", default=frozenset())


class ConversationLocks(LockStore):
    """A lock store over what the servers share.

    Whoever holds a conversation's lock may ask for it again in the same task: a channel holds it around
    what belongs to a turn besides Rasa's part.
    """

    def __init__(self, shared: Shared) -> None:
        """Nothing locked yet."""
        super().__init__()
        self._shared = shared

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 0,
    ) -> AsyncGenerator[TicketLock, None]:
        """Waits for the conversation's other turns. Raises StillBusy if they go on for too long."""
        held = _held.get()
        if conversation_id in held:
            yield TicketLock(conversation_id)
            return
        async with self._shared.one_at_a_time(conversation_id):
            token = _held.set(held | {conversation_id})
            try:
                yield TicketLock(conversation_id)
            finally:
                _held.reset(token)
