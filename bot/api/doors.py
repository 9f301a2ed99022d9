"""Who may use ``/api/v1``: anyone on this machine, and whoever shows a key, so many times a minute."""

from __future__ import annotations

import asyncio

from sanic.request import Request
from sqlalchemy.engine import Engine

from bot import clock
from bot.channels.guard import is_from_this_machine
from bot.channels.limits import Limits, TooMany
from bot.channels.problems import Problem
from bot.store import keys

_SCHEME = "bearer "
_ASK = {"WWW-Authenticate": "Bearer"}


class Doors:
    """Admits requests or says why not."""

    def __init__(self, engine: Engine, limits: Limits, per_minute: int, alone: bool) -> None:
        """A key may make ``per_minute`` requests. ``alone``: only this machine can reach the server, so that
        a key is not needed.
        """
        self._engine = engine
        self._limits = limits
        self._per_minute = per_minute
        self._alone = alone

    async def admit(self, request: Request) -> None:
        """Raise Problem: 403 where the API is off, 401 without a right key, 429 too often."""
        given = request.headers.get("authorization", "")
        if not given and is_from_this_machine(request, self._alone):
            return
        if not given:
            raise await self._without_key()
        key = given[len(_SCHEME) :].strip() if given.lower().startswith(_SCHEME) else ""
        found = await asyncio.to_thread(keys.use, self._engine, key, clock.now().date())
        if found is None:
            raise Problem(401, "This key is not known, or revoked. Ask whoever runs this server.", _ASK)
        if not await self._limits.allow(f"key:{found.id}", self._per_minute):
            raise TooMany("Too many requests with this key. Wait a minute.")

    async def _without_key(self) -> Problem:
        if await asyncio.to_thread(keys.is_any, self._engine):
            return Problem(401, "Send your key as Authorization: Bearer.", _ASK)
        return Problem(403, 'The API is off here until a key is made: guidance key create "a system"')
