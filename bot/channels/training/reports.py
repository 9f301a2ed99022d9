"""What is left of a session: reports, comparisons over time, and what practitioners disagree on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, raw

from bot.accounts.model import Role
from bot.channels.accounts import AccountDesk, SignedIn, for_roles
from bot.channels.training.rooms import Rooms
from bot.pages import page
from bot.store import ballots, training
from bot.training.compare import compare
from bot.training.disagreements import disagreements
from bot.training.model import Session
from bot.training.pdf import to_pdf
from bot.training.report import Report, report
from bot.training.report_words import told
from bot.training.tables import to_csv
from bot.training.xapi import statements

_SEES_ALL = (Role.ANALYST, Role.ADMINISTRATOR)
_CSV = "text/csv; charset=utf-8"


def reports_blueprint(rooms: Rooms, desk: AccountDesk, public_url: str | None) -> Blueprint:
    """The routes. ``public_url`` is this server's address, after which xAPI names its activities."""
    blueprint = Blueprint("training_reports")

    def read(session: Session) -> Report:
        votes = ballots.ballots(rooms.engine, session.id)
        return report(session, votes, ballots.agencies(rooms.engine, session.id), rooms.exercises())

    def pdf(session: Session, _home: str) -> bytes:
        return to_pdf(told(read(session), rooms.content(), rooms.say))

    def table(session: Session, _home: str) -> bytes:
        return to_csv(read(session)).encode()

    def xapi(session: Session, home: str) -> bytes:
        votes = ballots.ballots(rooms.engine, session.id)
        return json.dumps(statements(session, votes, rooms.exercises(), home), indent=1).encode()

    files: Mapping[str, tuple[str, str, Callable[[Session, str], bytes]]] = {
        "pdf": ("pdf", "application/pdf", pdf),
        "csv": ("csv", _CSV, table),
        "xapi": ("json", "application/json", xapi),
    }

    @blueprint.get("/training/session/<session_id>/report/<kind>")
    @for_roles(desk, Role.FACILITATOR, Role.ADMINISTRATOR)
    async def download(request: Request, who: SignedIn, session_id: str, kind: str) -> HTTPResponse:
        session = await rooms.session(session_id)
        own = session and (session.owner == who.account.id or who.account.may(Role.ADMINISTRATOR))
        if session is None or not own or kind not in files:
            return html(page("training/gone.html", say=rooms.say), 404)
        ending, content_type, make = files[kind]
        home = public_url or f"{request.scheme}://{request.host}"
        body = await asyncio.to_thread(make, session, home)
        await desk.note(who.account, f"report taken: {kind}", session.id)
        name = f"session-{session.created:%Y-%m-%d}.{ending}"
        return raw(body, 200, {"Content-Disposition": f'attachment; filename="{name}"'}, content_type)

    def visible(who: SignedIn) -> list[Session]:
        return training.several(rooms.engine, None if who.account.may(*_SEES_ALL) else who.account.id)

    @blueprint.get("/training/compare")
    @for_roles(desk, Role.FACILITATOR, *_SEES_ALL)
    async def over_time(_request: Request, who: SignedIn) -> HTTPResponse:
        def reckon() -> str:
            sessions = visible(who)
            found = compare(
                sessions,
                ballots.tallies(rooms.engine, [session.id for session in sessions]),
                rooms.exercises(),
            )
            titles = {key: one.title for key, one in rooms.exercises().items()}
            return page("training/compare.html", say=rooms.say, found=found, titles=titles, who=who)

        return html(await asyncio.to_thread(reckon))

    @blueprint.get("/training/disagreements")
    @for_roles(desk, Role.FACILITATOR, *_SEES_ALL)
    async def disagree(_request: Request, who: SignedIn) -> HTTPResponse:
        def reckon() -> str:
            sessions = visible(who)
            tallies = ballots.tallies(rooms.engine, [session.id for session in sessions])
            return disagreements(sessions, tallies, rooms.exercises(), rooms.content())

        body = (await asyncio.to_thread(reckon)).encode()
        headers = {"Content-Disposition": 'attachment; filename="disagreements.csv"'}
        return raw(body, 200, headers, _CSV)

    return blueprint
