"""A server, a browser, and one page a test, which must stay free of errors and of requests to anyone else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chat import ARGUMENTS, CHROMIUM, Chat

_LONGEST_START = 120  # seconds
_TUESDAY_MORNING = "2026-03-10T10:30:00+00:00"


@pytest.fixture(scope="package")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps everything."""
    return tmp_path_factory.mktemp("server") / "guidance.db"


@pytest.fixture(scope="package")
def server_url(database: Path) -> Iterator[str]:
    """A real server with its own database, on a Tuesday morning."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--port", str(port)]
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "GUIDANCE_NOW": _TUESDAY_MORNING}
    with subprocess.Popen(command, env=environment) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _LONGEST_START
    while time.monotonic() < end:
        assert server.poll() is None, "the server stopped; its own message is above"
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"the server did not answer within {_LONGEST_START} s")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, closed after this folder: until then no test after it can run an event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, server_url: str) -> Iterator[Page]:
    """A new window with its own cookies."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: wrong.append(message.text) if _is_fault(message.text) else None)
    page.on(
        "request",
        lambda request: wrong.append(request.url) if not request.url.startswith(server_url) else None,
    )
    yield page
    context.close()
    assert wrong == []


def _is_fault(text: str) -> bool:
    """Refused by the content security policy, or an error of ours; a failed request is not one."""
    return "Content Security Policy" in text or "Error" in text and "Failed to load resource" not in text


@pytest.fixture
def chat(page: Page, server_url: str) -> Chat:
    """The page, opened."""
    return Chat(page, server_url).open()
