"""The last answer of each conversation, so that whoever asks again gets it without a second turn."""

from __future__ import annotations

import json
from typing import NamedTuple

from bot.shared import Shared

_SECONDS = 600  # a browser gives up long before


class Reply(NamedTuple):
    """An answer: to which request, its JSON, and the conversation's id from now on."""

    id: str
    body: str
    conversation: str


class Answered:
    """Remembers over all servers, for ten minutes at most.

    Only a shortcut: where nothing is remembered the last turn is taken back and taken again.
    """

    def __init__(self, shared: Shared) -> None:
        """Nothing answered yet."""
        self._shared = shared

    async def find(self, conversation: str, request_id: str) -> Reply | None:
        """The answer that was given to this very request, if it was the conversation's last."""
        kept = await self._shared.recall(_name(conversation)) if request_id else None
        reply = Reply(*json.loads(kept)) if kept else None
        return reply if reply and reply.id == request_id else None

    async def keep(self, reply: Reply, *conversations: str) -> None:
        """Remember an answer under these ids; without a request's id nobody can ask for it."""
        if reply.id:
            for conversation in {*conversations}:
                await self._shared.remember(_name(conversation), json.dumps(reply).encode(), _SECONDS)

    async def forget(self, conversation: str) -> None:
        """Drop the answer now."""
        await self._shared.forget(_name(conversation))


def _name(conversation: str) -> str:
    return f"answered:{conversation}"
