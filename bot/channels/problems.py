"""Errors as RFC 9457 problem details, and as pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from sanic.response import HTTPResponse, html, raw

from bot import traffic
from bot.pages import page


class Problem(Exception):
    """A request that cannot be served: an HTTP status and what to do about it."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        """``detail`` is shown to whoever sent the request; ``headers`` go with it."""
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})


def problem(status: int, detail: str, **extra: Any) -> HTTPResponse:
    """A problem-details response with the request's id; ``extra`` members are added to it."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **extra}
    if traffic.request_id():
        body["request_id"] = traffic.request_id()
    return raw(json.dumps(body).encode(), status, content_type="application/problem+json")


def problem_page(status: int, detail: str) -> HTTPResponse:
    """The same for a person at a browser."""
    return html(page("message.html", heading=HTTPStatus(status).phrase, text=detail), status)
