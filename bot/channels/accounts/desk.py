"""Who is signed in: a signed cookie that ends after eight hours, at sign-out, and with the password."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from itsdangerous import BadData, Signer, URLSafeTimedSerializer
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.engine import Engine

from bot.accounts.model import Account
from bot.channels.problems import Problem
from bot.store import accounts, audit

COOKIE = "guidance_account"
FORM_FIELD = "token"
_FORM_COOKIE = "guidance_form"
_HOURS_8 = 8 * 3600
_HOUR = 3600


@dataclass(frozen=True)
class SignedIn:
    """An account and this sign-in of it; ``token`` goes into every form and comes back with it."""

    account: Account
    token: str


class AccountDesk:
    """Reads and writes the account cookie, and checks forms."""

    def __init__(
        self, engine: Engine, secret: Sequence[str], say: Callable[..., str], *, secure: bool, lax: bool
    ) -> None:
        """``say`` gives the wording of a key. ``secure`` is for a server reached over HTTPS; ``lax`` lets
        another site's sign-in lead back here."""
        self.engine = engine
        self.say = say
        self._secure = secure
        self._same_site = "Lax" if lax else "Strict"
        self._cookies = URLSafeTimedSerializer(secret, salt="account")
        self._tokens = Signer(secret, salt="account form")
        self._forms = URLSafeTimedSerializer(secret, salt="sign-in form")

    async def signed_in(self, request: Request) -> SignedIn | None:
        """Who the request's cookie names, if that still stands."""
        try:
            number, version, nonce = self._cookies.loads(request.cookies.get(COOKIE) or "", max_age=_HOURS_8)
        except (BadData, ValueError, TypeError):
            return None
        account = await asyncio.to_thread(accounts.get, self.engine, number)
        if account is None or account.disabled or account.version != version:
            return None
        return SignedIn(account, self._tokens.get_signature(nonce).decode())

    def keep(self, response: HTTPResponse, account: Account) -> None:
        """Sign in: a new cookie, whatever was there before."""
        value = self._cookies.dumps((account.id, account.version, secrets.token_urlsafe(16)))
        self.set_cookie(response, COOKIE, value, _HOURS_8, self._same_site)

    def drop(self, response: HTTPResponse) -> None:
        """Delete the cookie."""
        self.set_cookie(response, COOKIE, "", 0, self._same_site)

    def check(self, request: Request, who: SignedIn) -> None:
        """Raise Problem (403) for a form that does not come from this sign-in's own page."""
        given = request.form.get(FORM_FIELD) or ""
        if not secrets.compare_digest(given.encode(), who.token.encode()):
            raise Problem(403, self.say("form_not_yours"))

    def open_form(self, response: HTTPResponse, nonce: str) -> None:
        """Remember in the browser which sign-in form it was given."""
        self.set_cookie(response, _FORM_COOKIE, nonce, _HOUR, "Strict")

    def form_token(self, nonce: str) -> str:
        """The token of a sign-in form that belongs to a browser with this nonce."""
        return self._forms.dumps(nonce)

    def is_own_form(self, request: Request) -> bool:
        """Whether the sign-in form was given to this browser within the hour (signed double submit)."""
        try:
            nonce = self._forms.loads(request.form.get(FORM_FIELD) or "", max_age=_HOUR)
        except BadData:
            return False
        cookie = request.cookies.get(_FORM_COOKIE) or ""
        return secrets.compare_digest(str(nonce).encode(), cookie.encode())

    async def note(self, who: Account, act: str, about: str = "") -> None:
        """Write down what somebody with an account did."""
        now = datetime.now(timezone.utc)
        await asyncio.to_thread(audit.note, self.engine, now, who.login, act, about)

    def set_cookie(self, response: HTTPResponse, name: str, value: str, max_age: int, same_site: str) -> None:
        """A cookie that scripts cannot read; ``max_age`` in seconds, and 0 deletes it."""
        response.cookies[name] = value
        cookie = response.cookies[name]
        cookie["path"] = "/"
        cookie["max-age"] = max_age
        cookie["httponly"] = True
        cookie["samesite"] = same_site
        if self._secure:
            cookie["secure"] = True
