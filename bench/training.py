"""``make bench``: a training session with two hundred participants who answer within ten seconds.

Everybody's phone asks for news all the while, as the page does. Every vote is checked in the charts.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.processes import BenchFailed, free_port, running
from bot.accounts.model import Role
from bot.accounts.passwords import generate, hash_of
from bot.content.load import load
from bot.content.model import Tier
from bot.exercises.load import load_exercises
from bot.store import accounts, connect, upgrade
from bot.training.words import labels

PEOPLE = 200
WITHIN = 10.0  # seconds
POLL = 3.0  # seconds, as bot/web/room.js
TARGET = 1.0  # seconds, 95 of 100 answers
_STAGES = 2
_LOGIN = "bench"


@dataclass
class Measured:
    """Seconds of each answer, by what was asked."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def note(self, what: str, seconds: float) -> None:
        """One answer."""
        self.seconds.setdefault(what, []).append(seconds)


class Phone:
    """One participant: votes when told, and asks for news every few seconds."""

    def __init__(self, url: str, number: int, measured: Measured) -> None:
        """Not joined yet."""
        self._client = httpx.AsyncClient(base_url=url, timeout=60, verify=False)
        self._chance = random.Random(number)
        self._measured = measured
        self._tag = ""
        self.version = 0
        self.page = ""

    async def join(self, code: str) -> None:
        """Join with a role."""
        form = await self._get("join page", f"/join/{code}")
        roles = re.findall('<option value="([a-z_]+)"', form.text)
        sent = {"key": _hidden(form.text, "key"), "role": self._chance.choice(roles)}
        answer = await self._post("join", f"/join/{code}", sent)
        _expect(answer.status_code == 303, "could not join")
        self.page = (await self._get("page", "/room")).text

    async def vote(self) -> str:
        """Vote at some moment of the ten seconds, now and then twice; returns the level that was chosen."""
        await asyncio.sleep(self._chance.uniform(0, WITHIN))
        place = _hidden(self.page, "place")
        level = self._chance.choice(list(Tier)).value
        form = {"place": place, "route": "front_door", "urgency": "today", "tier": level}
        form |= {"why": "Mum Sarah Jones says that he is tired and hungry", "wanted": "Who else lives there?"}
        for _ in range(2 if self._chance.random() < 0.1 else 1):
            answer = await self._post("vote", "/room/vote", form)
            _expect(answer.headers.get("location") == "/room", "a vote was refused")
        self.page = (await self._get("page after vote", "/room")).text
        _expect("Your vote is in" in self.page, "a vote was lost")
        return level

    async def follow(self, until: asyncio.Event) -> None:
        """Ask for news until told to stop; load the page whenever the session has moved on."""
        await asyncio.sleep(self._chance.uniform(0, POLL))
        while not until.is_set():
            await self._ask()
            await asyncio.sleep(POLL * self._chance.uniform(0.75, 1.25))

    async def close(self) -> None:
        """Hang up."""
        await self._client.aclose()

    async def _ask(self) -> None:
        answer = await self._get("news", "/room/state", {"If-None-Match": self._tag})
        if answer.status_code == 200:
            if answer.json()["version"] != self.version:
                self.version = answer.json()["version"]
                self.page = (await self._get("page", "/room")).text
            self._tag = answer.headers["etag"]

    async def _get(self, what: str, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        started = time.monotonic()
        answer = await self._client.get(path, headers=headers)
        self._measured.note(what, time.monotonic() - started)
        _expect(answer.status_code in (200, 304), f"{path} gave {answer.status_code}")
        return answer

    async def _post(self, what: str, path: str, form: dict[str, str]) -> httpx.Response:
        started = time.monotonic()
        answer = await self._client.post(path, data=form)
        self._measured.note(what, time.monotonic() - started)
        return answer


class Facilitator:
    """Signs in, makes a session, and moves it on."""

    def __init__(self, url: str, password: str) -> None:
        """Not signed in yet."""
        self._client = httpx.AsyncClient(base_url=url, timeout=60, headers={"Accept": "text/html"})
        self._password = password
        self._place = ""

    async def begin(self, exercises: list[str]) -> str:
        """Sign in and make a session; its join code."""
        token = _hidden((await self._client.get("/sign-in")).text, "token")
        form = {"token": token, "next": "", "login": _LOGIN, "password": self._password}
        _expect((await self._client.post("/sign-in", data=form)).status_code == 303, "could not sign in")
        token = _hidden((await self._client.get("/training")).text, "token")
        made = {"token": token, "exercise": exercises, "area": "bolton", "by_agency": "yes", "seconds": "0"}
        self._place = (await self._client.post("/training", data=made)).headers["location"]
        found = re.search("/join/([A-Z0-9]{8})", (await self._client.get(self._place)).text)
        _expect(found is not None, "there is no code")
        return found[1] if found else ""

    async def move(self) -> str:
        """Go on; the page that comes."""
        page = (await self._client.get(self._place)).text
        form = {"token": _hidden(page, "token"), "version": _hidden(page, "version"), "move": "next"}
        await self._client.post(f"{self._place}/move", data=form)
        return (await self._client.get(self._place)).text

    async def close(self) -> None:
        """Hang up."""
        await self._client.aclose()


def main() -> None:
    """Measure, and print the table. Exit code 1 if a vote was lost or 95 of 100 answers took too long."""
    with tempfile.TemporaryDirectory(prefix="guidance-bench-") as scratch:
        database = f"sqlite:///{Path(scratch) / 'bench.db'}"
        password = generate()
        engine = connect(database)
        upgrade(engine)
        accounts.create(engine, _LOGIN, [Role.FACILITATOR], hash_of(password))
        engine.dispose()
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--port", str(port)]
        root = str(Path(__file__).parents[1])
        environment = {"DATABASE_URL": database, "PYTHONPATH": root}
        try:
            with running([command], Path(scratch), url, _answers, environment):
                measured = asyncio.run(_session(url, password))
        except BenchFailed as error:
            sys.exit(str(error))
    sys.exit(_print(measured))


async def _session(url: str, password: str) -> Measured:
    measured, end = Measured(), asyncio.Event()
    facilitator = Facilitator(url, password)
    exercises = [one.id for one in load_exercises().values() if one.warning is None][:1]
    code = await facilitator.begin(exercises)
    phones = [Phone(url, number, measured) for number in range(PEOPLE)]
    await asyncio.gather(*(phone.join(code) for phone in phones))
    followers = [asyncio.create_task(phone.follow(end)) for phone in phones]
    page = await facilitator.move()
    names = dict(labels(load(), "bolton").tiers)
    for stage in range(_STAGES):
        for round_ in (1, 2):
            await _until(phones, 'name="place"')
            chosen = Counter(await asyncio.gather(*(phone.vote() for phone in phones)))
            page = await facilitator.move()
            if round_ == 1:
                _check(page, names, chosen, 0)
                await _until(phones, "chose the same level")
                _check(phones[0].page, names, chosen, 0)
                await facilitator.move()
                page = await facilitator.move()
            else:
                _check(page, names, chosen, 1)
        print(f"stage {stage + 1}: every vote is in the charts, twice", file=sys.stderr)
        page = await facilitator.move()
    end.set()
    await asyncio.gather(*followers)
    await asyncio.gather(facilitator.close(), *(phone.close() for phone in phones))
    return measured


async def _until(phones: list[Phone], words: str) -> None:
    """Wait until every phone shows this."""
    end = time.monotonic() + 60
    while not all(words in phone.page for phone in phones):
        _expect(time.monotonic() < end, f"not every phone shows {words}")
        await asyncio.sleep(0.1)


def _check(page: str, names: dict[str, str], chosen: Counter[str], column: int) -> None:
    """Every level in the chart has as many votes as were sent."""
    from html import unescape

    for level, name in names.items():
        row = re.search(f'<th scope="row">{re.escape(name)}.*?</tr>', unescape(page), re.DOTALL)
        counts = re.findall(r'class="count">(?:<span.*?</span>)?(\d+)', row[0]) if row else []
        _expect(counts[column : column + 1] == [str(chosen[level])], f"the chart is wrong for {level}")


def _hidden(page: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', page)
    _expect(found is not None, f"the page has no {name}")
    return found[1] if found else ""


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise BenchFailed(otherwise)


def _answers(client: httpx.Client) -> bool:
    return client.get("/health").status_code == 200


def _print(measured: Measured) -> int:
    print(f"\ntraining session, {PEOPLE} people voting within {WITHIN:.0f} s: answers in ms")
    print(f"{'':<16}{'count':>8}{'p50':>8}{'p95':>8}{'most':>8}")
    for what, seconds in measured.seconds.items():
        ordered = sorted(seconds)
        shown = (_part(ordered, 50), _part(ordered, 95), ordered[-1])
        print(f"{what:<16}{len(ordered):>8}" + "".join(f"{1000 * one:>8.0f}" for one in shown))
    slow = [
        what for what in ("vote", "page after vote") if _part(sorted(measured.seconds[what]), 95) > TARGET
    ]
    print(f"a vote's p95 is within {TARGET:.0f} s" if not slow else f"too slow: {', '.join(slow)}")
    return 1 if slow else 0


def _part(ordered: list[float], part: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * part // 100)]


if __name__ == "__main__":
    main()
