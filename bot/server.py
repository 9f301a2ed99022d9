"""``guidance serve``: the web chat, the conversation and its actions in one process."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sanic import Sanic
from sanic.exceptions import SanicException, ServiceUnavailable
from sanic.request import Request
from sanic.response import HTTPResponse, empty, file, html, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, logs, traffic
from bot.channels.answered import Answered
from bot.channels.guard import Guard
from bot.channels.health import health_blueprint
from bot.channels.limits import Limits, TurnLimits
from bot.channels.names import CASE, WEB
from bot.channels.patience import impatient
from bot.channels.precedence import Precedence
from bot.channels.problems import Problem, problem, problem_page
from bot.channels.session import Sessions
from bot.channels.watch import metrics_blueprint, route_of, watch
from bot.content.load import ContentError
from bot.insight.finished import from_dict
from bot.pages import dress, page
from bot.rasa_bridge import light_imports
from bot.rasa_bridge.models import NoModel, newest_model
from bot.reload import Reloading, run_file
from bot.retention import keep_purging, kinds
from bot.run_file import RunFile
from bot.settings import Settings, is_alone, is_loopback
from bot.shared import share
from bot.store import insights, records
from bot.store.unanswered import note

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from bot.rasa_bridge.conversation_store import ConversationStore

PAGES = Path(__file__).parent / "web"
_LARGEST_BODY = 512 * 1024  # bytes: 20,000 characters as JSON escapes, and room to spare
_KEEP_ALIVE = 75  # seconds: longer than a phone in a training session waits before it asks for news
_HOUR = 3600
_CLIENT_GONE = 499  # nginx's number for it: nobody reads the answer


def serve(host: str | None = None, port: int | None = None) -> None:
    """Start the assistant and serve until interrupted.

    Exits with code 1, saying what to do, if the settings or the content are wrong, there is no
    trained model, or the port is taken.
    """
    started = time.monotonic()
    gc.disable()  # what is loaded now stays: looking through it again and again costs a third of the start
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    given = {"host": host, "port": port}
    try:
        settings = Settings.parse_obj({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        sys.exit("\n".join(f"Setting: {fault['msg']}" for fault in error.errors()))
    listener = _bind(settings)
    try:
        newest_model(settings.models)
    except NoModel as error:
        sys.exit(str(error))
    print("Loading content and model ...", flush=True)
    from bot.rasa_bridge.resources import content, exercises, questions, reader

    try:
        content()
        exercises()
        reader()
        questions()
    except ContentError as error:
        sys.exit(f"{error}\nThe content has problems, so the assistant is not started.")
    app = create_app(settings)
    app.ctx.ready_line = f"Ready at {_address(settings, listener)} after {{:.1f}} s. Ctrl+C stops it."
    app.ctx.started = started
    _reload_on_signal(app, content().edition.edition, run_file(settings.run_folder, _port(listener)))
    app.run(sock=listener, access_log=False, debug=False, motd=False)


def create_app(settings: Settings) -> Sanic:
    """The web application with its agent loaded. It is warmed up before it takes requests."""
    light_imports.defer()
    from rasa.core.channels.channel import InputChannel, register

    from bot.api.doors import Doors
    from bot.api.routes import api_blueprint, description_blueprint
    from bot.channels.certificate import certificate_blueprint
    from bot.channels.dates import dates_blueprint
    from bot.channels.insight.setup import add_insight
    from bot.channels.records import records_blueprint
    from bot.channels.training.setup import add_training
    from bot.channels.web import WebChannel
    from bot.rasa_bridge.agent import build_agent
    from bot.rasa_bridge.conversation_store import ConversationStore
    from bot.rasa_bridge.resources import content, exercises, reader
    from bot.store import connect, upgrade

    engine = connect(settings.database_url, settings.database_connections)
    try:
        upgrade(engine)
    except SQLAlchemyError as error:
        sys.exit(f"The database cannot be used: {getattr(error, 'orig', error)}")
    store = ConversationStore(engine)
    shared = share(settings.redis_url)
    app = Sanic("guidance", configure_logging=False, request_class=impatient(settings.request_timeout))
    app.config.update(
        # longer than a proxy keeps a connection, so that it never sends into one that is being closed
        KEEP_ALIVE_TIMEOUT=_KEEP_ALIVE,
        REQUEST_TIMEOUT=settings.request_timeout,
        RESPONSE_TIMEOUT=settings.response_timeout,
        GRACEFUL_SHUTDOWN_TIMEOUT=settings.graceful_seconds,
        REQUEST_MAX_SIZE=_LARGEST_BODY,
        FALLBACK_ERROR_FORMAT="json",
        MOTD=False,
    )
    try:
        app.ctx.agent = build_agent(settings.models, store, shared)
    except NoModel as error:
        sys.exit(str(error))
    watch(app)
    secure = bool(settings.public_url and settings.public_url.scheme == "https")
    longest = max(settings.retention_days, settings.records_days)
    sessions = Sessions(settings.secrets, longest * 24 * _HOUR, secure)
    desk = ServerDesk(app.ctx.agent, store, engine, settings.records_days)
    counts = Limits(shared)
    limits = TurnLimits(counts, settings.turns_per_minute, settings.all_turns_per_minute)
    precedence = Precedence()
    web = WebChannel(desk, sessions, precedence, Answered(shared), limits)
    channels: list[InputChannel] = [web]
    if settings.teams_app_id or settings.teams_development:
        from bot.channels.teams.setup import teams_channel

        channels.append(teams_channel(app, settings, desk, precedence, engine, content))
    register(channels, app, route=None)
    app.blueprint(certificate_blueprint(content, exercises, settings.name))
    app.blueprint(dates_blueprint(content))
    doors = Doors(engine, counts, settings.api_per_minute, is_alone(settings))
    app.blueprint(api_blueprint(content, reader, doors))
    app.blueprint(description_blueprint(content))
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else None
    app.blueprint(metrics_blueprint(token, is_alone(settings)))
    app.blueprint(records_blueprint(desk, sessions, content, settings.records_days))
    accounts = add_training(app, engine, settings, shared, content, lambda: exercises().exercises)
    add_insight(app, engine, accounts, content, lambda: exercises().exercises, settings.records_days)
    _add_pages(app, settings)
    app.blueprint(health_blueprint(content, app.ctx.agent.processor.model_filename, engine, shared))
    _add_protection(app, Guard(settings.public_url, is_loopback(settings.host), settings.embed_in))
    app.before_server_start(_warm_up)
    app.after_server_start(_say_ready)
    app.add_task(keep_purging(engine, kinds(settings)))

    @app.before_server_stop
    async def last_answers(*_: Any) -> None:
        app.ctx.is_stopping = True

    @app.after_server_stop
    async def leave(*_: Any) -> None:
        await web.finish()
        await shared.close()
        engine.dispose()

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
        """Keep a redacted question that nobody has written an answer to, unless it is only a test."""
        if traffic.is_test():
            return
        await asyncio.to_thread(note, self._engine, text, area, clock.now().date())

    async def keep_finished(self, finished: Mapping[str, Any], channel: str) -> None:
        """Count a guidance that was finished, unless it is only a test. A fault costs the count alone."""
        if traffic.is_test():
            return
        try:
            await asyncio.to_thread(insights.note, self._engine, from_dict(finished), channel, clock.now())
        except SQLAlchemyError as error:
            logs.logger.error("a finished guidance was not counted: %s", logs.where(error))

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

    def one_at_a_time(self, conversation_id: str) -> AbstractAsyncContextManager[Any]:
        """Holds off every other turn of a conversation, on every server."""
        lock: AbstractAsyncContextManager[Any] = self._agent.lock_store.lock(conversation_id)
        return lock

    async def undo(self, conversation_id: str, request_id: str) -> bool:
        """Take back the last turn if it came with this request; whether it did."""
        return await self._store.undo(conversation_id, request_id)

    async def forget(self, conversation_id: str) -> None:
        """Delete a conversation and its records, after the turn it may be in."""
        async with self.one_at_a_time(conversation_id):
            await asyncio.to_thread(records.delete, self._engine, conversation_id)
            await self._store.forget(conversation_id)

    async def rename(self, old: str, new: str) -> None:
        """Give a conversation a new id."""
        async with self.one_at_a_time(old):
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


def _add_protection(app: Sanic, guard: Guard) -> None:
    from bot.rasa_bridge.resources import hold, release

    @app.on_request
    async def admit(request: Request) -> None:
        hold()
        guard.admit(request)

    @app.on_response
    async def protect(request: Request, response: HTTPResponse) -> None:
        release()
        guard.protect(request, response)
        if hasattr(request.app.ctx, "is_stopping"):
            request.stream.keep_alive = False  # else the stop waits for the next request

    @app.exception(Exception)
    async def explain(request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, ServiceUnavailable) and request.transport.is_closing():
            logs.logger.info("%s %s: the client went before its answer", request.method, route_of(request))
            return empty(_CLIENT_GONE)
        extra: dict[str, Any] = {}
        if isinstance(error, Problem):
            status, detail = error.status, error.detail
        elif isinstance(error, SanicException) and error.status_code < 500:
            status = error.status_code
            detail = HTTPStatus(status).description or str(error)
            if request.path.startswith("/api/"):
                detail += ". What there is: /api/docs"
        else:
            logs.logger.error("%s %s: %s", request.method, route_of(request), logs.where(error))
            from bot.rasa_bridge.failure import failure

            said = failure()
            status, detail, extra = getattr(error, "status_code", 500), said["text"], {"messages": [said]}
        is_page = "text/html" in request.headers.get("accept", "")
        response = problem_page(status, detail) if is_page else problem(status, detail, **extra)
        response.headers.update(getattr(error, "headers", None) or {})
        return response


async def _warm_up(app: Sanic, _loop: Any) -> None:
    """One whole turn, so that the first practitioner does not wait for lazy imports."""
    await asyncio.create_task(_first_turn(app))  # in a context of its own, where it is a test


async def _first_turn(app: Sanic) -> None:
    from rasa.core.channels.channel import UserMessage

    from bot.channels.web import WebOutput
    from bot.rasa_bridge.agent import read_text

    traffic.begin(test=True)
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


def _reload_on_signal(app: Sanic, edition: str, file: RunFile | None) -> None:
    from bot.rasa_bridge import resources

    @app.after_server_start
    async def begin(app: Sanic, _loop: Any) -> None:
        app.ctx.reloading = Reloading(resources.replace, edition, file)
        app.ctx.reloading.begin(app.stop)

    @app.after_server_stop
    async def end(app: Sanic, _loop: Any) -> None:
        app.ctx.reloading.end()


def _bind(settings: Settings) -> socket.socket:
    """The port, taken and not yet listened to: a load balancer sends nobody to a server that still loads."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        sys.exit(
            f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. "
            "Stop what uses it, or choose another with --port."
        )
    return listener


def _address(settings: Settings, listener: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.public_url or f"http://{host}:{_port(listener)}/"


def _port(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])
