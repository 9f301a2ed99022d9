"""The bot's own tokens, from its tenant's token endpoint or from a managed identity of Azure."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import msal
import requests

from bot.channels.teams.clouds import Cloud
from bot.logs import where
from bot.settings import Settings

logger = logging.getLogger(__name__)

_TIMEOUT = 15  # seconds
_EARLY = 300  # seconds before it expires, a token is no longer used
Fetch = Callable[[], Mapping[str, Any]]


class NoToken(Exception):
    """Microsoft gives this bot no token; the log says why."""


class Identity(Protocol):
    """Who the bot is, to those that it calls."""

    async def token(self) -> str | None:
        """A bearer token; None where none is needed. Raises NoToken."""

    def reject(self) -> None:
        """The token was refused: get a new one next time."""


class Nobody:
    """For the playground, which asks for no token."""

    async def token(self) -> str | None:
        """None."""
        return None

    def reject(self) -> None:
        """Nothing to do."""


class Tokens:
    """Tokens from ``fetch``, which blocks and so runs in a thread, kept until shortly before they expire."""

    def __init__(self, fetch: Fetch, now: Callable[[], float] = time.monotonic) -> None:
        """``fetch`` gives what OAuth gives: access_token and expires_in, or error."""
        self._fetch = fetch
        self._now = now
        self._token = ""
        self._until = 0.0
        self._one_at_a_time = asyncio.Lock()

    async def token(self) -> str | None:
        """The token. However many ask at once, it is fetched once. Raises NoToken."""
        async with self._one_at_a_time:
            if not self._token or self._now() >= self._until:
                self._token, self._until = await self._fetched()
            return self._token

    def reject(self) -> None:
        """Forget the token."""
        self._token = ""

    async def _fetched(self) -> tuple[str, float]:
        try:
            given = await asyncio.to_thread(self._fetch)
        except Exception as error:  # MSAL raises whatever its HTTP client and its parsing raise
            logger.error("Teams: the token endpoint does not answer: %s", where(error))
            raise NoToken from None
        if "access_token" not in given:
            logger.error("Teams: the token endpoint refuses this bot: %s", given.get("error"))
            raise NoToken
        left = max(int(given.get("expires_in", 0)) - _EARLY, 0)
        return str(given["access_token"]), self._now() + left


def identity_of(settings: Settings, cloud: Cloud) -> Identity:
    """Who the bot is by its settings. Nothing is asked of anybody before the first token is needed."""
    if settings.teams_development:
        return Nobody()
    if settings.teams_identity == "managed_identity":
        return Tokens(_managed(settings.teams_app_id, cloud.resource))
    shared = settings.teams_identity == "multi_tenant"
    authority = f"{cloud.login_url}/{cloud.shared_tenant if shared else settings.teams_tenant_id}"
    password = settings.teams_app_password.get_secret_value()
    return Tokens(_with_password(settings.teams_app_id, password, authority, cloud.resource))


def _with_password(app_id: str, password: str, authority: str, resource: str) -> Fetch:
    def fetch() -> Mapping[str, Any]:
        # made anew: its own cache would give back a token that was refused
        app = msal.ConfidentialClientApplication(
            app_id, password, authority=authority, instance_discovery=False, timeout=_TIMEOUT
        )
        given: Mapping[str, Any] = app.acquire_token_for_client([f"{resource}/.default"])
        return given

    return fetch


def _managed(app_id: str, resource: str) -> Fetch:
    def fetch() -> Mapping[str, Any]:
        with requests.Session() as session:
            identity = msal.UserAssignedManagedIdentity(client_id=app_id)
            client = msal.ManagedIdentityClient(identity, http_client=session)
            given: Mapping[str, Any] = client.acquire_token_for_client(resource=resource)
            return given

    return fetch
