"""Whose conversation it is: a random id, signed, in a cookie or a header. A client never chooses one."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence

from itsdangerous import BadData, URLSafeTimedSerializer
from sanic.request import Request
from sanic.response import HTTPResponse

COOKIE = "guidance_session"
HEADER = "X-Guidance-Session"


class Sessions:
    """Reads and writes the session cookie."""

    def __init__(
        self, secret: str | Sequence[str], max_age_seconds: int, secure: bool, place: str = ""
    ) -> None:
        """``secure`` is for a server that is reached over HTTPS. Of several secrets the last one signs, and
        all are good.

        ``place``, such as "/teams", has cookies of its own that are good there only.
        """
        known = [secret] if isinstance(secret, str) else list(secret)
        self._signer = URLSafeTimedSerializer(known, salt=f"conversation{place}")
        self._max_age = max_age_seconds
        self._secure = secure
        self._cookie = COOKIE + place.replace("/", "_")
        self._path = place or "/"

    @staticmethod
    def new() -> str:
        """A conversation id that nobody can guess."""
        return secrets.token_urlsafe(24)

    def conversation(self, request: Request) -> str | None:
        """The conversation that the request's cookie names, or None."""
        return self.of(request.headers.get(HEADER) or request.cookies.get(self._cookie) or "")

    def brought(self, request: Request) -> str | None:
        """The conversation that a form carries along from another site's frame, or None."""
        return self.of(request.form.get("session") or "")

    def of(self, token: str) -> str | None:
        """The conversation that a signed token names, or None."""
        try:
            conversation, signed = self._signer.loads(token, return_timestamp=True)
        except BadData:
            return None
        # no lower bound: another server's clock may be ahead of ours
        return str(conversation) if time.time() - signed.timestamp() <= self._max_age else None

    def keep(self, request: Request, response: HTTPResponse, conversation_id: str) -> None:
        """Set the cookie; for a page in another site's frame, which may have none, the header."""
        token = self._signer.dumps(conversation_id)
        if HEADER in request.headers:
            response.headers[HEADER] = token
        else:
            self._set(response, token, self._max_age)

    def drop(self, response: HTTPResponse) -> None:
        """Delete the cookie."""
        self._set(response, "", 0)

    def _set(self, response: HTTPResponse, value: str, max_age: int) -> None:
        response.cookies[self._cookie] = value
        cookie = response.cookies[self._cookie]
        cookie["path"] = self._path
        cookie["max-age"] = max_age
        cookie["httponly"] = True
        cookie["samesite"] = "Strict"
        if self._secure:
            cookie["secure"] = True
