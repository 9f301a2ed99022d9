"""``GET /health``: whether this server serves, what it rests on, and when what is old was last deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.content.load import Content
from bot.shared import Shared
from bot.store import purges

_AWAY = "away"


def health_blueprint(content: Callable[[], Content], model: str, engine: Engine, shared: Shared) -> Blueprint:
    """The route. It answers 200 as long as the server serves.

    A database that is away is said, and is no reason to restart the server or to send people elsewhere:
    every other server has the same one.
    """
    blueprint = Blueprint("health")

    @blueprint.get("/health")
    async def health(_request: Request) -> HTTPResponse:
        state: dict[str, Any] = {
            "status": "ready",
            "edition": content().edition.edition,
            "model": model,
            "shared": "here" if await shared.is_there() else _AWAY,
        }
        try:
            last = await asyncio.to_thread(purges.last, engine)
        except SQLAlchemyError:
            return json({**state, "database": _AWAY})
        purged = {one.name: {"at": one.ran_at.isoformat(), "deleted": one.deleted} for one in last}
        return json({**state, "database": "here", "purged": purged})

    return blueprint
