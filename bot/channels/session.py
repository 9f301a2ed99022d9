"""Whose conversation it is: a random id in a signed cookie. A client never chooses one."""

from __future__ import annotations

import secrets

from itsdangerous import BadData, URLSafeTimedSerializer
from sanic.request import Request
from sanic.response import HTTPResponse

COOKIE = "guidance_session"


class Sessions:
    """Reads and writes the session cookie."""

    def __init__(self, secret: str, max_age_seconds: int, secure: bool) -> None:
        """``secure`` is for a server that is reached over HTTPS."""
        self._signer = URLSafeTimedSerializer(secret, salt="conversation")
        self._max_age = max_age_seconds
        self._secure = secure

    @staticmethod
    def new() -> str:
        """A conversation id that nobody can guess."""
        return secrets.token_urlsafe(24)

    def conversation(self, request: Request) -> str | None:
        """The conversation that the request's cookie names, or None."""
        cookie = request.cookies.get(COOKIE)
        if not cookie:
            return None
        try:
            return str(self._signer.loads(cookie, max_age=self._max_age))
        except BadData:
            return None

    def keep(self, response: HTTPResponse, conversation_id: str) -> None:
        """Set the cookie."""
        self._set(response, self._signer.dumps(conversation_id), self._max_age)

    def drop(self, response: HTTPResponse) -> None:
        """Delete the cookie."""
        self._set(response, "", 0)

    def _set(self, response: HTTPResponse, value: str, max_age: int) -> None:
        response.cookies[COOKIE] = value
        cookie = response.cookies[COOKIE]
        cookie["path"] = "/"
        cookie["max-age"] = max_age
        cookie["httponly"] = True
        cookie["samesite"] = "Strict"
        if self._secure:
            cookie["secure"] = True
