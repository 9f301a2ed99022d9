"""Pages for those who may: others are asked to sign in, or told that they may not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.accounts.model import Role
from bot.channels.accounts.desk import AccountDesk
from bot.channels.problems import Problem

Handler = Callable[..., Awaitable[HTTPResponse]]


def for_roles(desk: AccountDesk, *roles: Role) -> Callable[[Handler], Handler]:
    """``@for_roles(desk, Role.FACILITATOR)`` under a route: the handler gets ``(request, who, ...)``.

    Without roles it is for everybody who is signed in. A form (POST) must carry its token. A page asks
    whoever is not signed in to do so and leads back; anything else gets 401.
    """

    def guard(handler: Handler) -> Handler:
        @wraps(handler)
        async def guarded(request: Request, *args: Any, **values: Any) -> HTTPResponse:
            who = await desk.signed_in(request)
            if who is None:
                if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
                    return redirect(f"/sign-in?next={quote(request.path)}", status=303)
                raise Problem(401, "Sign in first.")
            if roles and not who.account.may(*roles):
                raise Problem(403, desk.say("role_missing"))
            if request.method != "GET":
                desk.check(request, who)
            return await handler(request, who, *args, **values)

        return guarded

    return guard
