"""Signing in and out, and one's own account."""

from __future__ import annotations

import asyncio
import re
import secrets
from datetime import datetime, timezone

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, redirect

from bot.accounts import passwords
from bot.accounts.model import Account, Role
from bot.accounts.sign_in import sign_in
from bot.channels.accounts.desk import AccountDesk, SignedIn
from bot.channels.accounts.roles import for_roles
from bot.channels.failures import Failures
from bot.pages import page
from bot.store import accounts

_MOST_HASHED = 2  # at once: each takes 64 MiB and a tenth of a second
_OWN_PATH = re.compile(r"/(?![/\\])[\w/.-]*", re.ASCII)


def sign_in_blueprint(desk: AccountDesk, failures: Failures, *, organisation: bool) -> Blueprint:
    """The routes. ``failures`` counts wrong passwords; ``organisation``: its own sign-in is offered too."""
    blueprint = Blueprint("sign_in")
    hashing = asyncio.Semaphore(_MOST_HASHED)

    def form(error: str, after: str, login: str, status: int) -> HTTPResponse:
        nonce = secrets.token_urlsafe(16)
        body = page(
            "accounts/sign_in.html",
            say=desk.say,
            error=desk.say(error) if error else "",
            after=after,
            login=login,
            organisation=organisation,
            token=desk.form_token(nonce),
        )
        response = html(body, status)
        desk.open_form(response, nonce)
        return response

    @blueprint.get("/sign-in")
    async def show(request: Request) -> HTTPResponse:
        after = own_path(request.args.get("next"))
        who = await desk.signed_in(request)
        if who is not None:
            return redirect(after or home_of(who.account), status=303)
        return form("sign_in_refused" if "refused" in request.args else "", after, "", 200)

    @blueprint.post("/sign-in")
    async def enter(request: Request) -> HTTPResponse:
        login, password = request.form.get("login") or "", request.form.get("password") or ""
        after = own_path(request.form.get("next"))
        if not desk.is_own_form(request):
            return form("sign_in_expired", after, login, 400)
        if await failures.are_too_many():
            return form("sign_in_busy", after, login, 429)
        async with hashing:
            account = await asyncio.to_thread(
                sign_in, desk.engine, login, password, datetime.now(timezone.utc)
            )
        if account is None:
            await failures.one_more()
            return form("sign_in_wrong", after, login, 401)
        return await entered(desk, account, after)

    @blueprint.post("/sign-out")
    @for_roles(desk)
    async def leave(_request: Request, who: SignedIn) -> HTTPResponse:
        await asyncio.to_thread(accounts.sign_out, desk.engine, who.account.id)
        await desk.note(who.account, "signed out")
        response = redirect("/sign-in", status=303)
        desk.drop(response)
        return response

    @blueprint.get("/account")
    @for_roles(desk)
    async def account(request: Request, who: SignedIn) -> HTTPResponse:
        return _account_page(desk, who, changed="changed" in request.args)

    @blueprint.post("/account")
    @for_roles(desk)
    async def change_password(request: Request, who: SignedIn) -> HTTPResponse:
        old, new = request.form.get("old") or "", request.form.get("new") or ""
        fault = passwords.fault(new, who.account.login)
        if await failures.are_too_many():
            fault = "sign_in_busy"
        if not fault:
            async with hashing:
                now = datetime.now(timezone.utc)
                right = await asyncio.to_thread(sign_in, desk.engine, who.account.login, old, now)
                if right is None:
                    await failures.one_more()
                    fault = "password_now_wrong"
                else:
                    hashed = await asyncio.to_thread(passwords.hash_of, new)
        if fault:
            return _account_page(desk, who, desk.say(fault))
        await asyncio.to_thread(accounts.set_password, desk.engine, who.account.id, hashed)
        await desk.note(who.account, "password changed", who.account.login)
        changed = await asyncio.to_thread(accounts.get, desk.engine, who.account.id)
        response = redirect("/account?changed=yes", status=303)
        if changed is not None:
            desk.keep(response, changed)
        return response

    return blueprint


async def entered(desk: AccountDesk, account: Account, after: str) -> HTTPResponse:
    """The answer to somebody who has just signed in."""
    await desk.note(account, "signed in")
    response = redirect(after or home_of(account), status=303)
    desk.keep(response, account)
    return response


def own_path(path: str | None) -> str:
    """A path of this server to go on to, or nothing: never another site's address."""
    return path if path and _OWN_PATH.fullmatch(path) else ""


def home_of(account: Account) -> str:
    """Where somebody starts."""
    if account.may(Role.FACILITATOR):
        return "/training"
    return "/insight" if account.may(Role.ANALYST, Role.ADMINISTRATOR) else "/account"


def _account_page(
    desk: AccountDesk, who: SignedIn, error: str = "", *, changed: bool = False
) -> HTTPResponse:
    roles = ", ".join(desk.say(f"role_{role.value}") for role in sorted(who.account.roles, key=str))
    body = page("accounts/account.html", say=desk.say, who=who, roles=roles, error=error, changed=changed)
    return html(body, 400 if error else 200)
