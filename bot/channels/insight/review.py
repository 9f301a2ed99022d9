"""``/insight/review``: records to print for the quality review of several agencies."""

from __future__ import annotations

import asyncio
import re

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html
from sqlalchemy.engine import Engine

from bot import clock
from bot.channels.accounts import AccountDesk, SignedIn, for_roles
from bot.channels.insight.figures import MAY_LOOK
from bot.channels.insight.sample import drawn
from bot.pages import page
from bot.store import records

_NO_SEED = re.compile(r"[^\w .-]")
_LONGEST_SEED = 40
_BY_HAND = 4  # lines of the wording


def review_blueprint(engine: Engine, desk: AccountDesk, keep_days: int) -> Blueprint:
    """The routes. Records older than ``keep_days`` are gone."""
    blueprint = Blueprint("insight_review")

    @blueprint.get("/insight/review")
    @for_roles(desk, *MAY_LOOK)
    async def show(request: Request, who: SignedIn) -> HTTPResponse:
        month = f"{clock.now():%Y-%m}"
        seed = _NO_SEED.sub("", request.args.get("seed") or "")[:_LONGEST_SEED] or month
        kept = await asyncio.to_thread(records.several, engine, keep_days)
        sample = drawn(kept, seed)
        # whatever else was typed to draw with, it could be a name
        word = month if seed == month else "a word"
        await desk.note(
            who.account, "review sample opened", f"{len(sample)} of {len(kept)} drawn with {word}"
        )
        body = page(
            "insight/review.html",
            say=desk.say,
            sample=sample,
            kept=len(kept),
            keep_days=keep_days,
            seed=seed,
            by_hand=[desk.say(f"insight_review_hand_{number}") for number in range(1, _BY_HAND + 1)],
        )
        return html(body)

    return blueprint
