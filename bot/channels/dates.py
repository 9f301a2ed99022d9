"""``GET /api/dates.ics`` and ``/api/dates.svg``: the same dates for the same address, from nothing but it."""

from __future__ import annotations

from collections.abc import Callable

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot import clock, timescales
from bot.channels.problems import Problem
from bot.content.load import Content

_LONGEST = 60
_PARAMETERS = ("anchor", "on", "area")
# the picture may be opened by itself: its own letters and colours, and nothing else
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def dates_blueprint(content: Callable[[], Content]) -> Blueprint:
    """The routes. Both answer 400 in plain words to what is no event, day or area."""
    blueprint = Blueprint("dates")

    @blueprint.get("/api/dates.ics")
    async def calendar(request: Request) -> HTTPResponse:
        body = _asked(request, content()).render("ics")
        headers = {"Content-Disposition": 'attachment; filename="dates.ics"'}
        return raw(body, content_type="text/calendar; charset=utf-8", headers=headers)

    @blueprint.get("/api/dates.svg")
    async def picture(request: Request) -> HTTPResponse:
        body = _asked(request, content()).render("svg")
        headers = {"Content-Security-Policy": _PICTURE_POLICY}
        return raw(body, content_type="image/svg+xml; charset=utf-8", headers=headers)

    return blueprint


def _asked(request: Request, content: Content) -> timescales.Asked:
    sent = request.get_args(keep_blank_values=True)
    if set(sent) - set(_PARAMETERS) or any(len(values) > 1 for values in sent.values()):
        raise Problem(400, 'Give "anchor", "on" and, if you like, "area", each once.')
    anchor, on, area = (sent.get(name) for name in _PARAMETERS)
    if not anchor or not on or any(len(value) > _LONGEST for value in (anchor, on, area or "")):
        raise Problem(400, 'Give "anchor" and "on": an event, and its day such as 2026-03-03.')
    try:
        return timescales.ask(content, anchor, on, area, clock.now())
    except timescales.BadRequest as error:
        raise Problem(400, str(error)) from None
