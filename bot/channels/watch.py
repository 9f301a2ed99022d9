"""Every request gets an id, a line in the log and its place in the figures."""

from __future__ import annotations

import hmac
import time

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot import logs, metrics, traffic
from bot.channels.guard import is_from_this_machine
from bot.channels.problems import Problem

_UNKNOWN = "none"  # no route of ours
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


def route_of(request: Request) -> str:
    """The pattern of the request's address; the address itself can hold a reference or a secret."""
    return f"/{request.route.path}" if request.route else _UNKNOWN


def watch(app: Sanic) -> None:
    """Watch every request to ``app``. To be called before anything else that listens to requests."""

    @app.on_request
    async def begin(request: Request) -> None:
        given = request.headers.get(traffic.ID_HEADER)
        traffic.begin(given, test=request.headers.get(traffic.TEST_HEADER) == "1")
        request.ctx.began = time.perf_counter()

    @app.on_response
    async def end(request: Request, response: HTTPResponse) -> None:
        response.headers[traffic.ID_HEADER] = traffic.request_id()
        method = request.method if request.method in _METHODS else "other"
        seconds = time.perf_counter() - getattr(request.ctx, "began", time.perf_counter())
        metrics.request(method, route_of(request), response.status, seconds)
        logs.request(method, route_of(request), response.status, round(seconds * 1000, 1))


def metrics_blueprint(token: str | None, alone: bool) -> Blueprint:
    """``GET /metrics``: for this machine if it is ``alone``, and for whoever shows the token."""
    blueprint = Blueprint("metrics")

    @blueprint.get("/metrics")
    async def show(request: Request) -> HTTPResponse:
        admit(request, token, alone)
        return raw(metrics.exposition(), content_type=metrics.CONTENT_TYPE)

    return blueprint


def admit(request: Request, token: str | None, alone: bool) -> None:
    """Raise Problem (403 where there is no token, else 401) for whoever may not read the figures."""
    given = request.headers.get("authorization", "").encode(errors="surrogateescape")
    shown = token is not None and hmac.compare_digest(given, f"Bearer {token}".encode())
    if shown or is_from_this_machine(request, alone):
        return
    if token is None:
        raise Problem(403, "Figures are for this machine only until GUIDANCE_METRICS_TOKEN is set.")
    raise Problem(401, "Send the metrics token as Authorization: Bearer.", {"WWW-Authenticate": "Bearer"})
