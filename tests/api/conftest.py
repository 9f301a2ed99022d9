"""The whole server in this process, so that its routes can be read, its clock stopped and its keys made."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
import pytest
import structlog
from sanic import Sanic
from sqlalchemy.engine import Engine

from bot import clock
from bot.content.load import Content
from bot.reading import Reader
from tests.guidance.moments import TUESDAY_MORNING

_LONGEST_START = 60  # seconds


@dataclass(frozen=True)
class Served:
    """The running application, and where it answers."""

    app: Sanic
    url: str
    engine: Engine


@pytest.fixture(scope="session")
def content() -> Content:
    """The content of this process."""
    from bot.rasa_bridge.resources import content

    return content()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader of this process, as the server uses it."""
    from bot.rasa_bridge.resources import reader

    return reader()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The application over HTTP, in a thread with a loop of its own."""
    from bot.server import create_app
    from bot.settings import Settings
    from bot.store import connect

    url = f"sqlite:///{tmp_path_factory.mktemp('served') / 'guidance.db'}"
    app = create_app(Settings.parse_obj({"database_url": url}))
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    listener = socket.create_server(("127.0.0.1", 0))

    async def start() -> None:
        server = await app.create_server(sock=listener, access_log=False, return_asyncio_server=True)
        await server.startup()
        await server.before_start()
        await server.start_serving()

    asyncio.run_coroutine_threadsafe(start(), loop).result(_LONGEST_START)
    yield Served(app, f"http://127.0.0.1:{listener.getsockname()[1]}", connect(url))
    loop.call_soon_threadsafe(loop.stop)


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    """Another system on this machine."""
    with httpx.Client(base_url=served.url, timeout=30) as client:
        yield client


@pytest.fixture
def tuesday_morning() -> Iterator[datetime]:
    """It is a working day."""
    clock.use(lambda: TUESDAY_MORNING)
    yield TUESDAY_MORNING
    clock.use(None)


@pytest.fixture
def logged(capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What is logged once a test has called ``logs.configure``: a function that gives the new lines."""
    root, kept = logging.getLogger(), structlog.get_config()
    handlers, level, shown = root.handlers[:], root.level, warnings.showwarning
    yield lambda: [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    root.handlers[:], warnings.showwarning = handlers, shown
    root.setLevel(level)
    structlog.configure(**kept)
