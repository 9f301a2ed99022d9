"""The way to the organisation's sign-in and back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import urljoin

from itsdangerous import BadData, URLSafeTimedSerializer
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect
from sqlalchemy.engine import Engine

from bot import logs
from bot.accounts.model import Account
from bot.channels.accounts.desk import AccountDesk
from bot.channels.accounts.organisation import Organisation, Pending, Person, Refused
from bot.channels.accounts.sign_in import entered, own_path
from bot.store import accounts

_COOKIE = "guidance_oidc"
_TEN_MINUTES = 600
_BACK = "/sign-in/callback"


def organisation_blueprint(
    desk: AccountDesk, organisation: Organisation, secret: Sequence[str], public_url: str | None
) -> Blueprint:
    """The routes. ``public_url`` is how browsers reach this server where that is not the address they ask."""
    blueprint = Blueprint("organisation_sign_in")
    signer = URLSafeTimedSerializer(secret, salt="organisation sign-in")

    def back(request: Request) -> str:
        return urljoin(public_url or f"{request.scheme}://{request.host}", _BACK)

    @blueprint.get("/sign-in/organisation")
    async def begin(request: Request) -> HTTPResponse:
        after = own_path(request.args.get("next"))
        try:
            address, pending = await asyncio.to_thread(organisation.begin, back(request), after)
        except Refused as error:
            return _refused(error)
        response = redirect(address, status=303)
        # Lax: the browser comes back from the issuer's site
        desk.set_cookie(response, _COOKIE, signer.dumps(pending), _TEN_MINUTES, "Lax")
        return response

    @blueprint.get(_BACK)
    async def finish(request: Request) -> HTTPResponse:
        given = [request.args.get(name) or "" for name in ("state", "code")]
        try:
            remembered = signer.loads(request.cookies.get(_COOKIE) or "", max_age=_TEN_MINUTES)
            pending = Pending(*remembered)
            person = await asyncio.to_thread(organisation.finish, back(request), pending, *given)
            account = await asyncio.to_thread(_account, desk.engine, person)
        except BadData:
            return _refused(Refused("nothing was begun here"))
        except Refused as error:
            return _refused(error)
        response = await entered(desk, account, own_path(pending.after))
        desk.set_cookie(response, _COOKIE, "", 0, "Lax")
        return response

    return blueprint


def _refused(error: Refused) -> HTTPResponse:
    logs.logger.warning("the organisation's sign-in was refused: %s", error)
    return redirect("/sign-in?refused=yes", status=303)


def _account(engine: Engine, person: Person) -> Account:
    """The account of somebody whom the issuer vouches for, with the roles that the issuer gives today.

    An account that was made here is never taken over: its login has no colon. Raises Refused for a disabled
    account.
    """
    known = accounts.of_subject(engine, person.subject)
    if known is None:
        try:
            return accounts.create(engine, _login(person.name), person.roles, None, person.subject)
        except accounts.AlreadyThere:
            return accounts.create(engine, _login(person.subject), person.roles, None, person.subject)
    if known.disabled:
        raise Refused("the account is disabled")
    if known.roles != person.roles:
        accounts.set_roles(engine, known.id, person.roles)
    return known


def _login(name: str) -> str:
    return f"sso:{name.strip().lower()}"[:100]
