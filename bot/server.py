"""``guidance serve``: the web chat, the conversation and its actions in one process."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import sys
import time
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, file, html, json, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, logs
from bot.channels.guard import Guard
from bot.channels.names import CASE, WEB
from bot.channels.problems import Problem, problem, problem_page
from bot.channels.session import Sessions
from bot.content.load import ContentError
from bot.pages import dress, page
from bot.rasa_bridge import light_imports
from bot.settings import Settings, is_loopback
from bot.store import records
from bot.store.unanswered import forget, note

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from bot.rasa_bridge.conversation_store import ConversationStore

PAGES = Path(__file__).parent / "web"
_LARGEST_BODY = 512 * 1024  # bytes: 20,000 characters as JSON escapes, and room to spare
_KEEP_ALIVE = 75  # seconds: longer than a phone in a training session waits before it asks for news
_HOUR = 3600


def serve(host: str | None = None, port: int | None = None) -> None:
    """Start the assistant and serve until interrupted.

    Exits with code 1, saying what to do, if the settings or the content are wrong, there is no
    trained model, or the port is taken.
    """
    started = time.monotonic()
    gc.disable()  # what is loaded now stays: looking through it again and again costs a third of the start
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    logs.configure()
    given = {"host": host, "port": port}
    try:
        settings = Settings.parse_obj({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        sys.exit("\n".join(f"Setting: {fault['msg']}" for fault in error.errors()))
    print("Loading content and model ...", flush=True)
    from bot.rasa_bridge.resources import content, exercises, questions, reader

    try:
        content()
        exercises()
        reader()
        questions()
    except ContentError as error:
        sys.exit(f"{error}\nThe content has problems, so the assistant is not started.")
    listener = _listen(settings)
    app = create_app(settings)
    app.ctx.ready_line = f"Ready at {_address(settings, listener)} after {{:.1f}} s. Ctrl+C stops it."
    app.ctx.started = started
    app.run(sock=listener, access_log=False, debug=False, motd=False)


def create_app(settings: Settings) -> Sanic:
    """The web application with its agent loaded. It is warmed up before it takes requests."""
    light_imports.defer()
    from rasa.core.channels.channel import register

    from bot.channels.certificate import certificate_blueprint
    from bot.channels.dates import dates_blueprint
    from bot.channels.records import records_blueprint
    from bot.channels.training.setup import add_training
    from bot.channels.web import WebChannel
    from bot.rasa_bridge.agent import NoModel, build_agent
    from bot.rasa_bridge.conversation_store import ConversationStore
    from bot.rasa_bridge.resources import content, exercises
    from bot.store import connect, upgrade

    engine = connect(settings.database_url)
    upgrade(engine)
    store = ConversationStore(engine)
    app = Sanic("guidance", configure_logging=False)
    app.config.update(
        RESPONSE_TIMEOUT=settings.response_timeout,
        REQUEST_MAX_SIZE=_LARGEST_BODY,
        KEEP_ALIVE_TIMEOUT=_KEEP_ALIVE,
        FALLBACK_ERROR_FORMAT="json",
        MOTD=False,
    )
    try:
        app.ctx.agent = build_agent(settings.models, store)
    except NoModel as error:
        sys.exit(str(error))
    secure = bool(settings.public_url and settings.public_url.scheme == "https")
    secret = settings.secret_key.get_secret_value()
    sessions = Sessions(secret, settings.retention_days * 24 * _HOUR, secure)
    desk = ServerDesk(app.ctx.agent, store, engine, settings.retention_days)
    register([WebChannel(desk, sessions)], app, route=None)
    app.blueprint(certificate_blueprint(content, exercises, settings.name))
    app.blueprint(dates_blueprint(content))
    app.blueprint(records_blueprint(desk, sessions, content, settings.retention_days))
    add_training(app, engine, settings, content, lambda: exercises().exercises)
    _add_pages(app, settings)
    _add_protection(app, Guard(settings.public_url, is_loopback(settings.host), settings.embed_in))
    app.before_server_start(_warm_up)
    app.after_server_start(_say_ready)
    app.add_task(_forget_what_is_old(store, engine, settings))
    return app


class ServerDesk:
    """What the web channel needs, over the agent and the store."""

    def __init__(self, agent: Agent, store: ConversationStore, engine: Engine, keep_days: int) -> None:
        """One desk a server. Records older than ``keep_days`` are gone."""
        self._keep_days = keep_days
        self._agent = agent
        self._store = store
        self._engine = engine

    async def read(self, text: str) -> dict[str, Any]:
        """What the agent's NLU makes of a typed text, redacted."""
        from bot.rasa_bridge.agent import read_text

        return await read_text(self._agent, text)

    async def keep_unanswered(self, text: str, area: str) -> None:
        """Keep a redacted question that nobody has written an answer to."""
        await asyncio.to_thread(note, self._engine, text, area, clock.now().date())

    async def case(self, conversation: str) -> Mapping[str, Any] | None:
        """The case of a conversation as it stands; None if there is none."""
        tracker = await self._store.retrieve(conversation)
        case: Mapping[str, Any] | None = tracker.get_slot(CASE) if tracker else None
        return case

    async def keep_record(self, reference: str, conversation: str, record: Mapping[str, Any]) -> None:
        """Keep a record until it expires."""
        await asyncio.to_thread(records.put, self._engine, reference, conversation, record)

    async def record(self, reference: str, conversation: str) -> dict[str, Any] | None:
        """A record that this conversation made."""
        return await asyncio.to_thread(records.get, self._engine, reference, conversation, self._keep_days)

    async def delete_record(self, reference: str, conversation: str) -> None:
        """Delete a record now."""
        await asyncio.to_thread(records.delete, self._engine, conversation, reference)

    async def forget(self, conversation_id: str) -> None:
        """Delete a conversation and its records, after the turn it may be in."""
        async with self._agent.lock_store.lock(conversation_id):
            await self._store.forget(conversation_id)
            await asyncio.to_thread(records.delete, self._engine, conversation_id)

    async def rename(self, old: str, new: str) -> None:
        """Give a conversation a new id."""
        async with self._agent.lock_store.lock(old):
            await self._store.rename(old, new)
            await asyncio.to_thread(records.rename, self._engine, old, new)

    def failure(self) -> dict[str, Any]:
        """The message for a turn that broke."""
        from bot.rasa_bridge.failure import failure

        return failure()


def _add_pages(app: Sanic, settings: Settings) -> None:
    app.static("/static", PAGES)
    dress(settings.name, settings.exit_url, has_logo=settings.logo is not None)
    chat = page("chat.html")
    theme = f":root {{ --brand: {settings.brand_colour}; }}\n"

    @app.get("/")
    async def show(_request: Request) -> HTTPResponse:
        return html(chat)

    @app.get("/theme.css")
    async def colours(_request: Request) -> HTTPResponse:
        return text(theme, content_type="text/css; charset=utf-8")

    @app.get("/embed.js")
    async def embed(_request: Request) -> HTTPResponse:
        # the one file that another site may load: it puts the chat into a frame there
        return await file(PAGES / "embed.js", headers={"Cross-Origin-Resource-Policy": "cross-origin"})

    if settings.logo is not None:
        app.static("/logo.svg", settings.logo, name="logo")

    @app.get("/health")
    async def health(request: Request) -> HTTPResponse:
        from bot.rasa_bridge.resources import content

        agent: Agent = request.app.ctx.agent
        edition = content().edition.edition
        return json({"status": "ready", "edition": edition, "model": agent.processor.model_filename})


def _add_protection(app: Sanic, guard: Guard) -> None:
    @app.on_request
    async def admit(request: Request) -> None:
        guard.admit(request)

    @app.on_response
    async def protect(request: Request, response: HTTPResponse) -> None:
        guard.protect(request, response)

    @app.exception(Exception)
    async def explain(request: Request, error: Exception) -> HTTPResponse:
        extra: dict[str, Any] = {}
        if isinstance(error, Problem):
            status, detail = error.status, error.detail
        elif isinstance(error, SanicException) and error.status_code < 500:
            status = error.status_code
            detail = HTTPStatus(status).description or str(error)
        else:
            logs.logger.error("%s %s: %s", request.method, request.path, logs.where(error))
            from bot.rasa_bridge.failure import failure

            said = failure()
            status, detail, extra = getattr(error, "status_code", 500), said["text"], {"messages": [said]}
        is_page = "text/html" in request.headers.get("accept", "")
        response = problem_page(status, detail) if is_page else problem(status, detail, **extra)
        response.headers.update(getattr(error, "headers", None) or {})
        return response


async def _warm_up(app: Sanic, _loop: Any) -> None:
    """One whole turn, so that the first practitioner does not wait for lazy imports."""
    from rasa.core.channels.channel import UserMessage

    from bot.channels.web import WebOutput
    from bot.rasa_bridge.agent import read_text

    agent, conversation = app.ctx.agent, Sessions.new()
    parsed = await read_text(agent, "Hello")
    await agent.handle_message(
        UserMessage(parsed["text"], WebOutput(), conversation, parse_data=parsed, input_channel=WEB)
    )
    await agent.tracker_store.forget(conversation)


async def _say_ready(app: Sanic, _loop: Any) -> None:
    gc.freeze()
    gc.enable()
    if hasattr(app.ctx, "ready_line"):
        print(app.ctx.ready_line.format(time.monotonic() - app.ctx.started), flush=True)


async def _forget_what_is_old(store: ConversationStore, engine: Engine, settings: Settings) -> None:
    from bot.channels.training.setup import forget_old

    while True:
        try:
            await store.forget_untouched(settings.retention_days)
            await asyncio.to_thread(records.delete_old, engine, settings.retention_days)
            await asyncio.to_thread(forget, engine, clock.now().date(), settings.questions_days)
            await asyncio.to_thread(forget_old, engine, settings)
        except SQLAlchemyError as error:
            logs.logger.error("what is old is not deleted: %s", logs.where(error))
        await asyncio.sleep(_HOUR)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        sys.exit(
            f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. "
            "Stop what uses it, or choose another with --port."
        )
    return listener


def _address(settings: Settings, listener: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.public_url or f"http://{host}:{listener.getsockname()[1]}/"
