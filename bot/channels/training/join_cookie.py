"""Which session a browser has joined, as whom, and which hard cases it sits out: signed, kept only there."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from itsdangerous import BadData, URLSafeTimedSerializer
from sanic.request import Request
from sanic.response import HTTPResponse

COOKIE = "guidance_join"
HOURS = 12


@dataclass(frozen=True)
class Joined:
    """``takes`` says for each case with a warning whether this participant takes part in it."""

    session: str
    participant: str
    takes: dict[str, bool] = field(default_factory=dict)


class JoinCookies:
    """Reads and writes the cookie."""

    def __init__(self, secret: Sequence[str], *, secure: bool) -> None:
        """``secure`` is for a server reached over HTTPS."""
        self._cookies = URLSafeTimedSerializer(secret, salt="join")
        self._keys = URLSafeTimedSerializer(secret, salt="join form")
        self._secure = secure

    def key(self) -> str:
        """A new participant's id, signed, for a form: sent twice, the form makes one participant."""
        return self._keys.dumps(secrets.token_urlsafe(12))

    def participant(self, key: str) -> str | None:
        """The id that a form's key holds; None if it is not ours or from another day."""
        try:
            return str(self._keys.loads(key, max_age=HOURS * 3600))
        except BadData:
            return None

    def read(self, request: Request) -> Joined | None:
        """Who the browser is in which session."""
        try:
            session, participant, takes = self._cookies.loads(
                request.cookies.get(COOKIE) or "", max_age=HOURS * 3600
            )
        except (BadData, ValueError, TypeError):
            return None
        return Joined(session, participant, takes)

    def keep(self, response: HTTPResponse, joined: Joined) -> None:
        """Set the cookie. Lax, so that a link in a chat finds somebody who has joined already."""
        self._set(
            response,
            self._cookies.dumps((joined.session, joined.participant, joined.takes)),
            HOURS * 3600,
        )

    def drop(self, response: HTTPResponse) -> None:
        """Delete the cookie."""
        self._set(response, "", 0)

    def _set(self, response: HTTPResponse, value: str, max_age: int) -> None:
        response.cookies[COOKIE] = value
        cookie = response.cookies[COOKIE]
        cookie["path"] = "/"
        cookie["max-age"] = max_age
        cookie["httponly"] = True
        cookie["samesite"] = "Lax"
        if self._secure:
            cookie["secure"] = True
