"""The keys that the Bot Connector signs with: fetched, kept, refreshed; without them nobody gets in."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
from aiohttp import ClientError

from bot.channels.teams.http import Http

logger = logging.getLogger(__name__)

_FRESH_FOR = 24 * 3600  # seconds
_USABLE_FOR = 5 * _FRESH_FOR  # as Microsoft's own SDK keeps them
_AGAIN_AFTER = 5  # seconds after a failure
_MOST, _WITHIN = 5, 300  # fetches for keys that nobody knows, and seconds
_ALGORITHM = "RS256"
_LEAST_BITS = 2048


class NoKeys(Exception):
    """The key server does not answer, and what is known is too old."""


@dataclass(frozen=True)
class Key:
    """A public key, and the channels it may speak for."""

    public: Any
    endorsements: frozenset[str]


class KeyRing:
    """Signing keys by their id."""

    def __init__(
        self, metadata_url: str, issuer: str, http: Http, now: Callable[[], float] = time.monotonic
    ) -> None:
        """``metadata_url`` is an OpenID document of ``issuer``; ``now`` counts seconds."""
        self._metadata_url = metadata_url
        self._issuer = issuer
        self._http = http
        self._now = now
        self._keys: Mapping[str, Key] = {}
        self._fetched: float | None = None
        self._failed: float | None = None
        self._asked: deque[float] = deque(maxlen=_MOST)
        self._one_at_a_time = asyncio.Lock()

    async def find(self, kid: str) -> Key | None:
        """The key of this id; None if nobody published it. Raises NoKeys."""
        if not self._usable:
            await self._fetch_unless(lambda: self._usable or self._has_just_failed)
        elif kid not in self._keys and self._may_ask():
            await self._fetch_unless(lambda: kid in self._keys or self._has_just_failed)
        if not self._usable:
            raise NoKeys
        return self._keys.get(kid)

    async def keep_fresh(self) -> None:
        """Fetch them again every day, beside everything else. Never returns."""
        while True:
            await self._fetch_unless(lambda: False)
            await asyncio.sleep(_FRESH_FOR if self._failed is None else _WITHIN)

    @property
    def _usable(self) -> bool:
        return self._fetched is not None and self._now() - self._fetched < _USABLE_FOR

    @property
    def _has_just_failed(self) -> bool:
        return self._failed is not None and self._now() - self._failed < _AGAIN_AFTER

    def _may_ask(self) -> bool:
        """Whoever invents key ids does not make us fetch without end."""
        now = self._now()
        if len(self._asked) == _MOST and now - self._asked[0] < _WITHIN:
            return False
        self._asked.append(now)
        return True

    async def _fetch_unless(self, needless: Callable[[], bool]) -> None:
        async with self._one_at_a_time:
            if needless():
                return
            try:
                self._keys = await self._fetch()
            except (ClientError, asyncio.TimeoutError, OSError, ValueError, TypeError, KeyError) as error:
                if self._failed is None:
                    what = type(error).__name__
                    logger.error(
                        "Teams: signing keys cannot be fetched from %s (%s); once those known are too old, "
                        "every message is refused",
                        urlsplit(self._metadata_url).hostname,
                        what,
                    )
                self._failed = self._now()
                return
            if self._failed is not None:
                logger.warning("Teams: signing keys can be fetched again")
            self._fetched, self._failed = self._now(), None

    async def _fetch(self) -> Mapping[str, Key]:
        metadata = await self._json(self._metadata_url)
        where = str(metadata["jwks_uri"])
        if metadata["issuer"] != self._issuer or _origin(where) != _origin(self._metadata_url):
            raise ValueError("the metadata is another issuer's")
        found = {one["kid"]: one for one in (await self._json(where))["keys"] if one.get("kty") == "RSA"}
        keys = {kid: key for kid, one in found.items() if (key := _key(one)) is not None}
        if not keys:
            raise ValueError("no keys are published")
        return keys

    async def _json(self, url: str) -> Any:
        async with self._http.session.get(url, allow_redirects=False, raise_for_status=True) as response:
            return await response.json(content_type=None)


def _key(published: Mapping[str, Any]) -> Key | None:
    """The key as it was published, or None if it is none to trust."""
    try:
        public = jwt.PyJWK.from_dict(dict(published), _ALGORITHM).key
    except jwt.PyJWTError:
        return None
    if public.key_size < _LEAST_BITS:
        return None
    return Key(public, frozenset(published.get("endorsements") or ()))


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
