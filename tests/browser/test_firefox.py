"""The page in Debian's Firefox, driven over WebDriver BiDi (Playwright cannot drive that build)."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import websockets

FIREFOX = "firefox-esr"
_PATIENCE = 60  # seconds
_ADDRESS = re.compile(r"BiDi listening on (ws://\S+)")

pytestmark = pytest.mark.skipif(shutil.which(FIREFOX) is None, reason="Firefox is not installed")


class Bidi:
    """One page of a browser that speaks WebDriver BiDi."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._page = ""

    async def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command and its result."""
        number = next(self._numbers)
        await self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            said = json.loads(await asyncio.wait_for(self._socket.recv(), _PATIENCE))
            if said.get("id") == number:
                assert said["type"] == "success", said
                return dict(said["result"])

    async def open(self, url: str) -> None:
        """A new page at ``url``."""
        await self.send("session.new", capabilities={})
        self._page = (await self.send("browsingContext.create", type="tab"))["context"]
        await self.send("browsingContext.navigate", context=self._page, url=url, wait="complete")

    async def run(self, code: str) -> Any:
        """The value of an expression in the page: a text, number or truth."""
        result = await self.send(
            "script.evaluate", expression=code, target={"context": self._page}, awaitPromise=True
        )
        assert result["type"] == "success", result
        return result["result"].get("value")

    async def until(self, code: str) -> None:
        """Wait until an expression is true."""
        for _ in range(_PATIENCE * 10):
            if await self.run(f"Boolean({code})"):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"never true: {code}")


def _drive(profile: Path, use: Callable[[Bidi], Any]) -> None:
    command = [
        FIREFOX,
        "--headless",
        "--remote-debugging-port",
        "0",
        "--profile",
        str(profile),
        "--no-remote",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as firefox:
        try:
            assert firefox.stderr is not None
            found = next(
                match
                for line in firefox.stderr
                if (match := re.search(r"BiDi listening on (ws://\S+)", line))
            )
            with ThreadPoolExecutor(1) as thread:  # Playwright keeps a loop running in this one
                thread.submit(asyncio.run, _talk(f"{found[1]}/session", use)).result()
        finally:
            firefox.terminate()


async def _talk(address: str, use: Callable[[Bidi], Any]) -> None:
    async with websockets.connect(address, max_size=None) as socket:
        await use(Bidi(socket))


def test_a_worry_is_told_and_answered(tmp_path: Path, server_url: str) -> None:
    async def use(page: Bidi) -> None:
        await page.open(server_url)
        await page.until("document.querySelector('.question .choice')")
        await page.run(
            "(() => { const field = document.getElementById('text');"
            "field.value = 'My 3 month old grandson in Bolton has a bruise on his cheek.';"
            "document.getElementById('composer').requestSubmit(); })()"
        )
        await page.until("document.querySelector('.answer h2')?.textContent.includes('Act now')")
        await page.until("document.querySelector('#beside:not([hidden]) .answers')")
        await page.run("document.querySelector('.question button[type=submit]').click()")
        await page.until("document.querySelector('[data-section=why]')")
        assert await page.run("document.querySelector('#trouble').hidden") is True
        assert await page.run("document.documentElement.scrollWidth <= innerWidth") is True

    _drive(tmp_path, use)
