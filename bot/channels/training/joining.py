"""Joining a session: a code or a link, and what kind of work one does. No name, no address, no account."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timezone

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, redirect

from bot.channels.failures import Failures
from bot.channels.training.join_cookie import JoinCookies, Joined
from bot.channels.training.rooms import Rooms
from bot.exercises.codes import tidy
from bot.pages import page
from bot.store import ballots, training
from bot.training.model import Participant, Session
from bot.training.words import roles_by_agency

_MOST_TYPED = 40


def joining_blueprint(
    rooms: Rooms, cookies: JoinCookies, say: Callable[..., str], wrong_codes: Failures
) -> Blueprint:
    """The routes below ``/join``."""
    blueprint = Blueprint("join")

    def ask_code(error: str = "", typed: str = "", status: int = 200) -> HTTPResponse:
        said = say(error) if error else ""
        return html(page("training/join.html", say=say, error=said, typed=typed[:_MOST_TYPED]), status)

    async def found(typed: str) -> Session | HTTPResponse:
        if await wrong_codes.are_too_many():
            return ask_code("join_busy", typed, 429)
        code, now = tidy(typed), datetime.now(timezone.utc)
        session = await asyncio.to_thread(training.of_code, rooms.engine, code, now) if code else None
        if session is None:
            await wrong_codes.one_more()
            return ask_code("join_code_wrong", typed, 404)
        return session

    def ask_role(session: Session, error: str = "") -> HTTPResponse:
        body = page(
            "training/join_role.html",
            say=say,
            error=say(error) if error else "",
            session=session,
            key=cookies.key(),
            roles=roles_by_agency(rooms.content()) if session.by_agency else (),
        )
        return html(body, 400 if error else 200)

    @blueprint.get("/join")
    async def start(_request: Request) -> HTTPResponse:
        return ask_code()

    @blueprint.post("/join")
    async def enter_code(request: Request) -> HTTPResponse:
        session = await found(request.form.get("code") or "")
        return session if isinstance(session, HTTPResponse) else redirect(f"/join/{session.code}", status=303)

    @blueprint.get("/join/<code>")
    async def follow_link(request: Request, code: str) -> HTTPResponse:
        session = await found(code)
        if isinstance(session, HTTPResponse):
            return session
        joined = cookies.read(request)
        if joined is not None and joined.session == session.id:
            return redirect("/room", status=303)
        return ask_role(session)

    @blueprint.post("/join/<code>")
    async def join(request: Request, code: str) -> HTTPResponse:
        session = await found(code)
        if isinstance(session, HTTPResponse):
            return session
        participant = cookies.participant(request.form.get("key") or "")
        chosen = request.form.get("role") or ""
        role = rooms.content().roles.get(chosen) if session.by_agency else None
        if participant is None or (session.by_agency and role is None):
            return ask_role(session, "join_role_missing")
        one = Participant(participant, session.id, role.group if role else "", role.id if role else "")
        await asyncio.to_thread(ballots.join, rooms.engine, one)
        rooms.counted(session)
        response = redirect("/room", status=303)
        cookies.keep(response, Joined(session.id, participant))
        return response

    return blueprint
