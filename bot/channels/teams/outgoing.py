"""Calls to the Bot Connector: in order within a conversation, not too fast, tried again where that helps."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientResponse

from bot.channels.teams.http import Http
from bot.channels.teams.identity import Identity, NoToken

logger = logging.getLogger(__name__)

MOST_BYTES = 80_000  # of one message, as JSON
_MOST, _WITHIN = 7, 1.1  # messages of one conversation in so many seconds: Teams allows 7 in one
_TRIES = 5
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0  # seconds
_LONGEST_ASKED = 120.0  # seconds; whoever asks for more is not waited for
_TRY_AGAIN = frozenset({408, 412, 429})  # and whatever begins with 5
_UNAUTHORISED = 401
_MOST_REFUSALS = 2  # of tokens: a new one is tried once
_random = secrets.SystemRandom()

Sleep = Callable[[float], Awaitable[None]]


class NotSent(Exception):
    """Something could not be sent. ``status`` is the connector's, 0 if it never answered."""

    def __init__(self, why: str, status: int = 0) -> None:
        """``why`` names no conversation."""
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, repr=False)
class Place:
    """Where a conversation is reached. ``bot`` is our account there."""

    service_url: str
    conversation: str
    bot: str


@dataclass
class _Lane:
    """One conversation's calls. ``started`` holds when the last ones began, in the loop's seconds."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    started: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST))
    callers: int = 0


class Connector:
    """The part of the Bot Connector's REST interface that is used."""

    def __init__(
        self, http: Http, identity: Identity, allowed: Callable[[str], bool], sleep: Sleep = asyncio.sleep
    ) -> None:
        """``allowed`` says to which service addresses anything may be sent."""
        self._http = http
        self._identity = identity
        self._allowed = allowed
        self._sleep = sleep
        self._lanes: dict[str, _Lane] = {}

    async def send(self, place: Place, activity: Mapping[str, Any]) -> str:
        """Send an activity; its id, empty if the connector gives none. Raises NotSent."""
        return _id_in(await self._call("POST", place, "activities", _from(place, activity)))

    async def show_typing(self, place: Place) -> None:
        """Say that an answer is on its way. Tried once: it is no loss if it fails."""
        try:
            await self._call("POST", place, "activities", _from(place, {"type": "typing"}), tries=1)
        except NotSent:
            return

    async def update(self, place: Place, activity_id: str, activity: Mapping[str, Any]) -> None:
        """Put an activity in the place of one that was sent. Raises NotSent."""
        body = _from(place, {**activity, "id": activity_id})
        await self._call("PUT", place, f"activities/{quote(activity_id, safe='')}", body)

    async def delete(self, place: Place, activity_id: str) -> None:
        """Take back an activity that was sent. Raises NotSent."""
        await self._call("DELETE", place, f"activities/{quote(activity_id, safe='')}", None)

    async def open_private_chat(self, place: Place, tenant: str, user: str) -> Place:
        """The private chat with a user of ``place``; opened again it is the same. Raises NotSent."""
        body = {
            "isGroup": False,
            "bot": {"id": place.bot},
            "members": [{"id": user}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        chat = Place(place.service_url, "", place.bot)
        found = _id_in(await self._call("POST", chat, "", body, lane=f"with {user}"))
        if not found:
            raise NotSent("the connector opened a chat without saying which")
        return Place(place.service_url, found, place.bot)

    async def _call(
        self,
        method: str,
        place: Place,
        rest: str,
        body: Mapping[str, Any] | None,
        tries: int = _TRIES,
        lane: str = "",
    ) -> Any:
        """One call in its conversation's lane. Whatever was asked before is done first."""
        sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        if sent is not None and len(sent) >= MOST_BYTES:
            raise NotSent(f"a message of {len(sent)} bytes is too large", 413)
        if not self._allowed(place.service_url):
            raise NotSent("the address is not one that answers may be sent to")
        parts = ["v3/conversations", quote(place.conversation, safe=""), rest]
        url = "/".join([place.service_url.rstrip("/"), *filter(None, parts)])
        with self._lane(lane or place.conversation) as mine:
            async with mine.turn:
                return await self._try(mine, method, url, sent, tries)

    async def _try(self, lane: _Lane, method: str, url: str, body: bytes | None, tries: int) -> Any:
        refused = 0
        for tried in range(1, tries + 1):
            await self._hold_back(lane)
            status, answer, asked = await self._once(method, url, body)
            if 200 <= status < 300:
                return answer
            refused += status == _UNAUTHORISED
            passing = _is_passing(status) and refused < _MOST_REFUSALS and asked <= _LONGEST_ASKED
            if tried == tries or not passing:
                break
            await self._sleep(max(asked, _pause(tried)))
        raise NotSent(f"the connector answered {status or 'nothing'}", status)

    @contextmanager
    def _lane(self, name: str) -> Iterator[_Lane]:
        """The lane of this name. It stays as long as it is used, and until its calls no longer count."""
        now = asyncio.get_running_loop().time()
        for other, lane in list(self._lanes.items()):
            if not lane.callers and now - max(lane.started, default=0.0) > _WITHIN:
                del self._lanes[other]
        mine = self._lanes.setdefault(name, _Lane())
        mine.callers += 1
        try:
            yield mine
        finally:
            mine.callers -= 1

    async def _hold_back(self, lane: _Lane) -> None:
        """Wait until one more call in this conversation is not too many."""
        loop = asyncio.get_running_loop()
        if len(lane.started) == _MOST:
            await self._sleep(max(0.0, lane.started[0] + _WITHIN - loop.time()))
        lane.started.append(loop.time())

    async def _once(self, method: str, url: str, body: bytes | None) -> tuple[int, Any, float]:
        """The status, 0 if nothing answers; the answer; and the seconds that it asks to wait."""
        try:
            token = await self._identity.token()
        except NoToken:
            return 0, None, 0.0
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        try:
            async with self._http.session.request(
                method, url, data=body, headers=headers, allow_redirects=False
            ) as response:
                if response.status == _UNAUTHORISED:
                    self._identity.reject()
                return response.status, await _answer(response), _asked_to_wait(response)
        except (ClientError, asyncio.TimeoutError, OSError):
            return 0, None, 0.0


def _from(place: Place, activity: Mapping[str, Any]) -> dict[str, Any]:
    return {**activity, "from": {"id": place.bot}, "conversation": {"id": place.conversation}}


def _id_in(answer: Any) -> str:
    found = answer.get("id") if isinstance(answer, dict) else None
    return found if isinstance(found, str) else ""


def _is_passing(status: int) -> bool:
    """Whether the same call may well succeed later. A refused token is tried again with a new one."""
    return status in _TRY_AGAIN or status in (0, _UNAUTHORISED) or status >= 500


def _pause(tried: int) -> float:
    """Seconds before the next try: twice as long each time, and never the same for two at once."""
    most = min(_FIRST_PAUSE * 2 ** (tried - 1), _LONGEST_PAUSE)
    return _random.uniform(most / 2, most)


async def _answer(response: ClientResponse) -> Any:
    try:
        return await response.json(content_type=None)
    except ValueError:
        return None


def _asked_to_wait(response: ClientResponse) -> float:
    """Retry-After in seconds, from now: a number, or a moment (RFC 9110, 10.2.3)."""
    given = response.headers.get("Retry-After", "").strip()
    if given.isdecimal():
        return float(given)
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, TypeError):
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return max(0.0, (moment - datetime.now(timezone.utc)).total_seconds())
