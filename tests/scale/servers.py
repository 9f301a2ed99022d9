"""``guidance serve`` as a process that can be killed and started again, and a client that retries."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
HEADER = "X-Guidance-Session"
START = {"event": "start"}
_LONGEST_START = 100  # seconds
_ids = itertools.count()


class Served:
    """One server on a port of its own."""

    def __init__(
        self, folder: Path, port: int, settings: Mapping[str, str], program: str = "from bot.cli import main"
    ) -> None:
        """``program`` is Python that ends with a ``main``."""
        self.url = f"http://127.0.0.1:{port}"
        self.log = folder / f"{port}.txt"
        self._command = [sys.executable, "-c", f"{program}\nmain()", "serve", "--port", str(port)]
        self._environment = {**os.environ, "GUIDANCE_RUN_FOLDER": str(folder / "run"), **settings}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, without waiting."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def wait(self) -> None:
        """Until it serves."""
        end = time.monotonic() + _LONGEST_START
        while not self.answers():
            assert self.process.poll() is None and time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether it says that it serves."""
        try:
            return httpx.get(f"{self.url}/health", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()

    def stop(self, patience: float = 60) -> int:
        """Ask it to stop; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(patience)


class Talker:
    """A browser that goes from server to server, and sends again what was not answered."""

    def __init__(self, *urls: str, verify: Any = True) -> None:
        """The turns go to ``urls`` one after the other."""
        self._urls = itertools.cycle(urls)
        self._client = httpx.Client(timeout=30, verify=verify)
        self.token = ""
        self.turn = 0
        self.retries = 0

    def say(self, body: Mapping[str, Any], patience: float = 100) -> dict[str, Any]:
        """One turn, until it is answered. The reply tells the next turn: none is lost, none counts twice."""
        body = {**body, "id": f"t-{os.getpid()}-{next(_ids)}"}
        end = time.monotonic() + patience
        while True:
            try:
                response = self.post(body)
            except httpx.TransportError as error:
                response, said = None, repr(error)
            if response is not None and response.status_code == 200:
                break
            said = response.text if response is not None else said
            assert time.monotonic() < end, said
            self.retries += 1
            time.sleep(0.2)
        self.token = response.headers[HEADER]
        reply = response.json()
        assert reply["turn"] == self.turn + 1, (self.turn, reply)
        self.turn = reply["turn"]
        return reply

    def post(self, body: Mapping[str, Any]) -> httpx.Response:
        """One request, whatever comes of it."""
        return self._client.post(f"{next(self._urls)}/api/chat", json=body, headers={HEADER: self.token})

    def forget(self) -> None:
        """Delete the conversation."""
        headers = {HEADER: self.token}
        assert self._client.delete(f"{next(self._urls)}/api/chat", headers=headers).status_code == 204
