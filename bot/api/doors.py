"""Who may use ``/api/v1``: anyone on this machine, and whoever shows a key, so many times a minute."""

from __future__ import annotations

import asyncio
import math

from sanic.request import Request
from sqlalchemy.engine import Engine

from bot import clock
from bot.api.limits import Limiter
from bot.channels.guard import is_from_this_machine
from bot.channels.problems import Problem
from bot.store import keys

_SCHEME = "bearer "
_ASK = {"WWW-Authenticate": "Bearer"}


class Doors:
    """Admits requests or says why not."""

    def __init__(self, engine: Engine, limiter: Limiter, alone: bool) -> None:
        """``alone``: only this machine can reach the server, so that a key is not needed."""
        self._engine = engine
        self._limiter = limiter
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
        seconds = math.ceil(await self._limiter.wait(f"key {found.id}"))
        if seconds:
            raise Problem(429, f"Too many requests; wait {seconds} s.", {"Retry-After": str(seconds)})

    async def _without_key(self) -> Problem:
        if await asyncio.to_thread(keys.is_any, self._engine):
            return Problem(401, "Send your key as Authorization: Bearer.", _ASK)
        return Problem(403, 'The API is off here until a key is made: guidance key create "a system"')
