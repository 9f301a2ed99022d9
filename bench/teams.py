"""``make bench``: do fifty conversations in Teams, with a slow connector, slow the web chat?"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import httpx
from aiohttp import web

from bench.players import SENTENCE, ButtonPlayer, Player, TextPlayer, latencies
from bench.processes import BenchFailed, free_port, running

BIN = Path(sys.executable).parent
CONVERSATIONS, CONNECTOR_SECONDS = 50, 2.0
TARGET = 1.5  # times the p95 of an idle server
_TURNS, _ROUNDS = 100, 3
PLAYERS: dict[str, Callable[[httpx.Client], Player]] = {"choice": ButtonPlayer, "sentence": TextPlayer}
_SAYS = (SENTENCE, "what would change it?", "why do you ask?", "just give me the number", "start again")


class Load:
    """A connector, and users who say the next thing once they have their answer."""

    def __init__(self, bot: str) -> None:
        """``bot`` is where the bot is."""
        self._bot = bot
        self._port = free_port()
        self._said: dict[str, asyncio.Queue[dict[str, Any]]] = defaultdict(asyncio.Queue)
        self._name = f"a:{self._port}"  # what is told again under the same id is not answered
        self.turns = 0

    async def go_on(self) -> None:
        """Serve and talk until cancelled."""
        app = web.Application()
        app.router.add_route("*", "/v3/conversations/{conversation}/activities", self._take)
        app.router.add_route("*", "/v3/conversations/{conversation}/activities/{activity}", self._take)
        runner = web.AppRunner(app, shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self._port).start()
        limits = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=limits) as session:
            try:
                await asyncio.gather(
                    *(self._talk(session, f"{self._name}-{one}") for one in range(CONVERSATIONS))
                )
            finally:
                await runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.json()
        await asyncio.sleep(CONNECTOR_SECONDS)
        if request.method == "POST" and body["type"] == "message":
            self._said[request.match_info["conversation"]].put_nowait(body)
        return web.json_response({"id": f"{request.match_info['conversation']}-{id(body)}"}, status=201)

    async def _talk(self, session: aiohttp.ClientSession, conversation: str) -> None:
        """Types and presses in turn; each turn waits for the message that ends the one before."""
        says = itertools.cycle(_SAYS)
        button: dict[str, Any] | None = None
        for number in itertools.count():
            told: dict[str, Any] = {"text": next(says)}
            if button is not None and number % 3:
                told = {"value": button}
            await self._post(session, conversation, f"{conversation}-{number}", told)
            button = await self._answered(conversation)
            self.turns += 1

    async def _post(
        self, session: aiohttp.ClientSession, conversation: str, key: str, told: dict[str, Any]
    ) -> None:
        activity = {
            "type": "message",
            "id": key,
            "channelId": "msteams",
            "serviceUrl": f"http://127.0.0.1:{self._port}/",
            "from": {"id": f"29:{conversation}"},
            "recipient": {"id": "28:bot"},
            "conversation": {"id": conversation, "conversationType": "personal"},
            **told,
        }
        async with session.post(f"{self._bot}/api/messages", json=activity) as response:
            response.raise_for_status()

    async def _answered(self, conversation: str) -> dict[str, Any]:
        """What the first button of the card that asks sends: every turn ends with a question."""
        while True:
            found = next(_submits(await self._said[conversation].get()), None)
            if found is not None:
                return found


def _submits(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, list):
        for one in part:
            yield from _submits(one)
    elif isinstance(part, dict):
        if part.get("type") == "Action.Submit":
            yield part["data"]
        yield from _submits(list(part.values()))


@contextmanager
def _loaded(bot: str) -> Iterator[Load]:
    """Fifty conversations beside whatever is done meanwhile."""
    load, loop = Load(bot), asyncio.new_event_loop()
    task = loop.create_task(load.go_on())

    def run() -> None:
        try:
            loop.run_until_complete(task)
        except asyncio.CancelledError:
            return

    thread = threading.Thread(target=run)
    thread.start()
    try:
        threading.Event().wait(3 * CONNECTOR_SECONDS)  # until all of them talk
        yield load
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()


def _p95(client: httpx.Client, player: type[ButtonPlayer] | type[TextPlayer]) -> float:
    def make(one: httpx.Client) -> Player:
        return player(one)

    seconds = [second for turns in latencies(client, make, 1, _TURNS) for second in turns]
    return 1000 * statistics.quantiles(seconds, n=20)[-1]


def main() -> None:
    """Measure idle and loaded in turn, three times, and print the medians."""
    measured: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="guidance-bench-") as scratch:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        command = [str(BIN / "guidance"), "serve", "--port", str(port)]
        environment = {
            "DATABASE_URL": f"sqlite:///{scratch}/bench.db",
            "GUIDANCE_TEAMS_DEVELOPMENT": "true",
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }
        try:
            with running([command], Path(scratch), url, _answers, environment):
                for _ in range(_ROUNDS):
                    _measure(url, "idle", measured)
                    with _loaded(url) as load:
                        before, began = load.turns, time.monotonic()
                        _measure(url, "loaded", measured)
                        rate = (load.turns - before) / (time.monotonic() - began)
                        measured["turns in Teams a second"].append(rate)
        except BenchFailed as error:
            sys.exit(str(error))
    _print({name: statistics.median(found) for name, found in measured.items()})


def _measure(url: str, state: str, measured: dict[str, list[float]]) -> None:
    with httpx.Client(base_url=url, timeout=60) as client:
        for name, player in PLAYERS.items():
            [turns] = latencies(client, player, 1, _TURNS)
            measured[f"{name}, {state}"].append(1000 * statistics.quantiles(turns, n=20)[-1])


def _answers(client: httpx.Client) -> bool:
    return client.get("/health").status_code == 200


def _print(measured: dict[str, float]) -> None:
    load = f"{CONVERSATIONS} conversations in Teams, connector {CONNECTOR_SECONDS:.0f} s"
    print(f"web chat beside {load}: p95 in ms")
    print(f"{'':<12}{'idle':>8}{'loaded':>8}{'times':>8}")
    for name in PLAYERS:
        idle, loaded = measured[f"{name}, idle"], measured[f"{name}, loaded"]
        verdict = "" if loaded <= TARGET * idle else f"  missed: at most {TARGET}"
        print(f"{name:<12}{idle:>8.1f}{loaded:>8.1f}{loaded / idle:>8.2f}{verdict}")
    print(f"turns in Teams a second: {measured['turns in Teams a second']:.1f}")


if __name__ == "__main__":
    main()
