"""The addresses below ``/api/v1``, and the description of every address."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any

from dateutil.parser import isoparse
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, html, raw

from bot import clock, metrics, timescales
from bot.api import answers, catalogue
from bot.api.body import body, query
from bot.api.description import description, part_of
from bot.api.doors import Doors
from bot.api.guidance import guidance
from bot.channels.problems import Problem
from bot.channels.request import clean
from bot.content.load import Content
from bot.dialogue.message import to_dict
from bot.guidance.clock import LONDON
from bot.pages import page
from bot.reading import Reader

CHANNEL = "api"
_EDITION = "X-Guidance-Edition"


def api_blueprint(content: Callable[[], Content], reader: Callable[[], Reader], doors: Doors) -> Blueprint:
    """The routes below ``/api/v1``. Nothing that is sent is kept."""
    blueprint = Blueprint("api", url_prefix="/api/v1")

    @blueprint.on_request
    async def admit(request: Request) -> None:
        await doors.admit(request)

    @blueprint.on_response
    async def name_edition(_request: Request, response: HTTPResponse) -> None:
        response.headers[_EDITION] = content().edition.edition

    @blueprint.post("/guidance")
    async def give_guidance(request: Request) -> HTTPResponse:
        sent = body(request, "GuidanceRequest", content())
        now = _moment(sent["at"]) if "at" in sent else clock.now()
        text = clean(sent["text"]) if "text" in sent else None

        def work() -> bytes:
            reply, given = guidance(sent.get("facts"), text, content(), reader(), now)
            area, route = given.home_area.id, given.main_route.value
            metrics.answer(CHANNEL, "whole", area, given.tier.value, route)
            return _json(reply)

        with nullcontext() if text is None else metrics.reading():
            return _sent(await asyncio.to_thread(work))

    @blueprint.post("/questions")
    async def answer_question(request: Request) -> HTTPResponse:
        sent = body(request, "QuestionRequest", content())
        question = clean(sent["question"])
        return _sent(
            await asyncio.to_thread(
                lambda: _json(answers.process_answer(question, sent.get("area"), content()))
            )
        )

    @blueprint.get("/timescales")
    async def list_dates(request: Request) -> HTTPResponse:
        return _dates(query(request, "TimescalesRequest", content()), content())

    @blueprint.post("/timescales")
    async def list_dates_of_body(request: Request) -> HTTPResponse:
        return _dates(body(request, "TimescalesRequest", content()), content())

    @blueprint.get("/indicators")
    async def list_indicators(request: Request) -> HTTPResponse:
        sent = query(request, "IndicatorsQuery", content())
        return _kept(request, *await asyncio.to_thread(_indicators, content(), sent.get("area")))

    @blueprint.get("/content")
    async def tell_about_content(request: Request) -> HTTPResponse:
        return _kept(request, *await asyncio.to_thread(_about, content()))

    return blueprint


def description_blueprint(content: Callable[[], Content]) -> Blueprint:
    """``/api/openapi.json`` and ``/api/docs``, for anyone."""
    blueprint = Blueprint("description", url_prefix="/api")

    @blueprint.get("/openapi.json")
    async def show(_request: Request) -> HTTPResponse:
        return _sent(_described(content()))

    @blueprint.get("/docs")
    async def show_to_read(_request: Request) -> HTTPResponse:
        return html(_readable(content()))

    return blueprint


@lru_cache(maxsize=2)
def _described(content: Content) -> bytes:
    return json.dumps(description(content)).encode()


@lru_cache(maxsize=2)
def _readable(content: Content) -> str:
    api = description(content)
    in_order = partial(json.dumps, indent=2, ensure_ascii=False)
    return page("api.html", api=api, part=partial(part_of, api), as_json=in_order)


def _dates(sent: dict[str, Any], content: Content) -> HTTPResponse:
    try:
        now = timescales.moment(sent.get("today"))
        return _sent(_json(answers.dates(sent["anchor"], sent["on"], sent.get("area"), content, now)))
    except timescales.BadRequest as error:
        raise Problem(400, str(error)) from None


def _moment(text: str) -> datetime:
    """A moment as a client wrote it, in London's time. Raises Problem (400) for a day that is none."""
    try:
        moment: datetime = isoparse(text)
    except ValueError:
        raise Problem(400, '"at" is no moment; write it as 2026-03-03T14:30.') from None
    return moment.replace(tzinfo=LONDON) if moment.tzinfo is None else moment.astimezone(LONDON)


@lru_cache(maxsize=16)
def _indicators(content: Content, area: str | None) -> tuple[bytes, str]:
    return _with_tag(_json(catalogue.indicators(content, area)))


@lru_cache(maxsize=2)
def _about(content: Content) -> tuple[bytes, str]:
    return _with_tag(_json(catalogue.about(content)))


def _with_tag(data: bytes) -> tuple[bytes, str]:
    return data, f'"{sha256(data).hexdigest()[:32]}"'


def _kept(request: Request, data: bytes, tag: str) -> HTTPResponse:
    """Data that a client may keep, as long as it asks each time whether it is still right."""
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if tag in known:
        return empty(304, headers)
    return raw(data, content_type="application/json", headers=headers)


def _json(reply: Any) -> bytes:
    return json.dumps(to_dict(reply), ensure_ascii=False).encode()


def _sent(data: bytes) -> HTTPResponse:
    return raw(data, content_type="application/json")
