"""The organisation's own sign-in: OpenID Connect, authorisation code flow with PKCE, state and nonce.

Works with any issuer that publishes a discovery document, such as one tenant of Microsoft Entra ID. All of it
blocks: run it in a thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import jwt
import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session

from bot.accounts.model import Role
from bot.settings import is_loopback

_SECONDS = 10
_LEEWAY = 60  # seconds that the two clocks may differ
_SIGNED_WITH = ["RS256", "PS256", "ES256"]
_SCOPE = "openid profile email"


class Refused(Exception):
    """The sign-in did not end in somebody who may come in. The message holds nothing personal."""


class Pending(NamedTuple):
    """A sign-in under way; the browser keeps it, signed, until it comes back."""

    state: str
    nonce: str
    verifier: str
    after: str


@dataclass(frozen=True)
class Person:
    """Whom the issuer vouches for. ``subject`` is the same at every sign-in; ``name`` is for reading."""

    subject: str
    name: str
    roles: frozenset[Role]


class Organisation:
    """One issuer, and which of its claims' values are which of our roles."""

    def __init__(
        self, issuer: str, client_id: str, client_secret: str, claim: str, roles: Mapping[str, Role]
    ) -> None:
        """``roles`` maps values of ``claim`` to ours. Nothing is fetched yet."""
        self._issuer = issuer.rstrip("/")
        self._client_id = client_id
        self._client_secret = client_secret
        self._claim = claim
        self._roles = dict(roles)

    def begin(self, back: str, after: str) -> tuple[str, Pending]:
        """The issuer's address to send a browser to, and what to remember.

        ``back`` is the address to return to. Raises Refused if the issuer cannot be reached.
        """
        pending = Pending(_random(), _random(), _random(), after)
        with self._client(back) as client:
            address, _ = client.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=pending.state,
                nonce=pending.nonce,
                code_verifier=pending.verifier,
            )
        return str(address), pending

    def finish(self, back: str, pending: Pending, state: str, code: str) -> Person:
        """Who came back with this state and code. Raises Refused unless everything fits."""
        if not code or not secrets.compare_digest(state.encode(), pending.state.encode()):
            raise Refused("the state does not fit")
        try:
            with self._client(back) as client:
                token = client.fetch_token(
                    self._endpoint("token_endpoint"),
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=pending.verifier,
                )
        except (AuthlibBaseError, requests.RequestException, ValueError) as error:
            raise Refused(f"no token: {type(error).__name__}") from None
        return self._person(self._claims(str(token.get("id_token") or "")), pending.nonce)

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            key = self._keys.get_signing_key_from_jwt(token)
            return jwt.decode(
                token,
                key,
                algorithms=_SIGNED_WITH,
                audience=self._client_id,
                issuer=self._about["issuer"],
                leeway=_LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError as error:
            raise Refused(f"the identity token does not hold: {type(error).__name__}") from None

    def _person(self, claims: Mapping[str, Any], nonce: str) -> Person:
        if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            raise Refused("the nonce does not fit")
        if claims.get("azp", self._client_id) != self._client_id:
            raise Refused("the identity token is for somebody else")
        held = claims.get(self._claim) or ()
        held = (held,) if isinstance(held, str) else held
        roles = frozenset(self._roles[value] for value in held if value in self._roles)
        if not roles:
            raise Refused("no role here")
        subject = str(claims["sub"])
        name = str(claims.get("preferred_username") or claims.get("email") or subject)
        return Person(f"{self._about['issuer']} {subject}", name, roles)

    def _client(self, back: str) -> Any:
        return OAuth2Session(
            self._client_id,
            self._client_secret,
            scope=_SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            default_timeout=_SECONDS,
        )

    @cached_property
    def _about(self) -> dict[str, Any]:
        """The discovery document. It must be this issuer's own (OpenID Connect Discovery 1.0, 4.3)."""
        address = f"{self._issuer}/.well-known/openid-configuration"
        try:
            answer = requests.get(address, timeout=_SECONDS, allow_redirects=False)
            answer.raise_for_status()
            about = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise Refused(f"no discovery document: {type(error).__name__}") from None
        if not isinstance(about, dict) or str(about.get("issuer")).rstrip("/") != self._issuer:
            raise Refused("the discovery document is another issuer's")
        return about

    @cached_property
    def _keys(self) -> jwt.PyJWKClient:
        return jwt.PyJWKClient(self._endpoint("jwks_uri"), timeout=_SECONDS)

    def _endpoint(self, name: str) -> str:
        address = str(self._about.get(name))
        parts = urlsplit(address)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            raise Refused(f"{name} is not reached over https")
        return address


def _random() -> str:
    return secrets.token_urlsafe(32)
