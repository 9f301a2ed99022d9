"""The people of a training session under measurement: a facilitator and participants with their phones."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, NamedTuple

import aiohttp

from bench.processes import BenchFailed
from bot.content.model import Tier

WITHIN = 10.0  # seconds
POLL = 3.0  # seconds, as bot/web/room.js
LOGIN = "bench"


@dataclass
class Measured:
    """Seconds of each answer, by what was asked."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def note(self, what: str, seconds: float) -> None:
        """One answer."""
        self.seconds.setdefault(what, []).append(seconds)


class Answer(NamedTuple):
    """What a server said: its status, the header that matters here, and the page."""

    status: int
    location: str
    tag: str
    text: str


class Browser:
    """One person's cookies and connection. aiohttp: two hundred of them share this machine's cores."""

    def __init__(self, url: str, **headers: str) -> None:
        """Nothing visited yet."""
        jar = aiohttp.CookieJar(unsafe=True)  # the server has a number for a name
        limit = aiohttp.ClientTimeout(60)
        self._session = aiohttp.ClientSession(url, cookie_jar=jar, headers=headers, timeout=limit)

    async def ask(self, method: str, path: str, **more: Any) -> Answer:
        """One request; redirects are not followed."""
        async with self._session.request(method, path, allow_redirects=False, **more) as answer:
            headers = answer.headers
            text = await answer.text()
            return Answer(answer.status, headers.get("location", ""), headers.get("etag", ""), text)

    async def close(self) -> None:
        """Hang up."""
        await self._session.close()


class Phone:
    """One participant: votes when told, and asks for news every few seconds."""

    def __init__(self, url: str, number: int, measured: Measured) -> None:
        """Not joined yet."""
        self.browser = Browser(url)
        self._chance = random.Random(number)
        self._measured = measured
        self._tag = ""
        self.version = 0
        self.page = ""

    async def join(self, code: str) -> None:
        """Join with a role."""
        form = await self._timed("join page", "GET", f"/join/{code}")
        roles = re.findall('<option value="([a-z_]+)"', form.text)
        sent = {"key": hidden(form.text, "key"), "role": self._chance.choice(roles)}
        answer = await self._timed("join", "POST", f"/join/{code}", data=sent)
        expect(answer.location == "/room", "could not join")
        await self._load("page")

    async def vote(self) -> str:
        """Vote at some moment of the ten seconds, now and then twice; returns the level that was chosen."""
        await asyncio.sleep(self._chance.uniform(0, WITHIN))
        place = hidden(self.page, "place")
        level = self._chance.choice(list(Tier)).value
        form = {"place": place, "route": "front_door", "urgency": "today", "tier": level}
        form |= {"why": "Mum Sarah Jones says that he is tired and hungry", "wanted": "Who else lives there?"}
        for _ in range(2 if self._chance.random() < 0.1 else 1):
            answer = await self._timed("vote", "POST", "/room/vote", data=form)
            expect(answer.location == "/room", "a vote was refused")
        await self._load("page after vote")
        expect("Your vote is in" in self.page, "a vote was lost")
        return level

    async def follow(self, until: asyncio.Event) -> None:
        """Ask for news until told to stop; load the page whenever the session has moved on."""
        await asyncio.sleep(self._chance.uniform(0, POLL))
        while not until.is_set():
            answer = await self._timed("news", "GET", "/room/state", headers={"If-None-Match": self._tag})
            if (
                answer.status == HTTPStatus.OK
                and (version := json.loads(answer.text)["version"]) != self.version
            ):
                self.version = version
                await self._load("page")
            self._tag = answer.tag or self._tag
            await asyncio.sleep(POLL * self._chance.uniform(0.75, 1.25))

    async def _load(self, what: str) -> None:
        self.page = (await self._timed(what, "GET", "/room")).text

    async def _timed(self, what: str, method: str, path: str, **more: Any) -> Answer:
        started = time.monotonic()
        answer = await self.browser.ask(method, path, **more)
        self._measured.note(what, time.monotonic() - started)
        expect(answer.status < HTTPStatus.BAD_REQUEST, f"{path} gave {answer.status}")
        return answer


class Facilitator:
    """Signs in, makes a session, and moves it on."""

    def __init__(self, url: str, password: str) -> None:
        """Not signed in yet."""
        self.browser = Browser(url, Accept="text/html")
        self._password = password
        self._place = ""

    async def begin(self, exercise: str) -> str:
        """Sign in and make a session; its join code."""
        token = hidden(await self._page("/sign-in"), "token")
        form = {"token": token, "next": "", "login": LOGIN, "password": self._password}
        entered = await self.browser.ask("POST", "/sign-in", data=form)
        expect(entered.location == "/training", "could not sign in")
        token = hidden(await self._page("/training"), "token")
        made = {"token": token, "exercise": exercise, "area": "bolton", "by_agency": "yes", "seconds": "0"}
        self._place = (await self.browser.ask("POST", "/training", data=made)).location
        found = re.search("/join/([A-Z0-9]{8})", await self._page(self._place))
        expect(found is not None, "there is no code")
        return found[1] if found else ""

    async def move(self) -> str:
        """Go on; the page that comes."""
        page = await self._page(self._place)
        form = {"token": hidden(page, "token"), "version": hidden(page, "version"), "move": "next"}
        await self.browser.ask("POST", f"{self._place}/move", data=form)
        return await self._page(self._place)

    async def _page(self, path: str) -> str:
        return (await self.browser.ask("GET", path)).text


def hidden(page: str, name: str) -> str:
    """The value of a page's first hidden field with this name."""
    found = re.search(f'name="{name}" value="([^"]*)"', page)
    expect(found is not None, f"the page has no {name}")
    return found[1] if found else ""


def expect(holds: bool, otherwise: str) -> None:
    """Raise BenchFailed, saying this, unless it holds."""
    if not holds:
        raise BenchFailed(otherwise)
