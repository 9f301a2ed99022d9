"""Who may speak to the endpoint: the Bot Connector, for our app, from Teams, for a tenant that is allowed.

The rules are those of Microsoft Learn, "Authentication with the Bot Connector API", step 4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import jwt

from bot.channels.problems import Problem
from bot.channels.teams.activities import Activity
from bot.channels.teams.clouds import Cloud, may_be_sent_to
from bot.channels.teams.keys import KeyRing, NoKeys

CHANNEL = "msteams"
_SKEW = 300  # seconds that clocks may differ
_ALGORITHM = "RS256"
_BEARER = re.compile(r"Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Claims:
    """What a valid token says: where its sender is answered, and the channels its key may speak for."""

    service_url: str
    endorsements: frozenset[str]


class Doorkeeper:
    """Checks a request in two steps: its token before its body is read, then whether the two agree."""

    def __init__(self, keys: KeyRing, cloud: Cloud, app_id: str, tenants: frozenset[str]) -> None:
        """``tenants`` are the ids, in small letters, of those whose users are answered."""
        self._keys = keys
        self._cloud = cloud
        self._app_id = app_id
        self._tenants = tenants

    async def verify(self, authorization: str | None) -> Claims:
        """The claims of a bearer token. Raises Problem: 401 if it is not valid, 503 if no key is known."""
        sent = _BEARER.fullmatch(authorization or "")
        if sent is None:
            raise Problem(401, "A bearer token is needed.")
        try:
            header = jwt.get_unverified_header(sent[1])
            if header.get("alg") != _ALGORITHM or not isinstance(header.get("kid"), str):
                raise jwt.InvalidTokenError
            key = await self._keys.find(header["kid"])
            if key is None:
                raise jwt.InvalidTokenError
            claims = jwt.decode(
                sent[1],
                key.public,
                algorithms=[_ALGORITHM],
                audience=self._app_id,
                issuer=self._cloud.issuer,
                leeway=_SKEW,
                options={"require": ["exp", "nbf", "aud", "iss"], "strict_aud": True},
            )
        except jwt.PyJWTError:
            raise Problem(401, "The token is not valid here.") from None
        except NoKeys:
            raise Problem(503, "Tokens cannot be checked now. Try again later.") from None
        return Claims(str(claims.get("serviceurl") or ""), key.endorsements)

    def admit(self, activity: Activity, claims: Claims) -> None:
        """Raise Problem (403) unless the token is for this very activity and its tenant is allowed."""
        same = activity.service_url.rstrip("/") == claims.service_url.rstrip("/")
        if not same or not may_be_sent_to(activity.service_url, self._cloud.hosts):
            raise Problem(403, "The service address is not the token's, or is not one that is answered.")
        if activity.channel != CHANNEL or activity.channel not in claims.endorsements:
            raise Problem(403, "The token does not speak for this channel.")
        if activity.tenant.lower() not in self._tenants:
            raise Problem(403, "This tenant is not served.")
