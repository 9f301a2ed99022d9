"""A facilitator's page for one session, and the screen that the room sees."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urljoin

import segno
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, redirect

from bot.accounts.model import Role
from bot.channels.accounts import AccountDesk, SignedIn, for_roles
from bot.channels.training.polling import answer_poll
from bot.channels.training.rooms import Rooms
from bot.channels.training.stage_view import case_told, stage_shown, time_left
from bot.exercises.agreement import grouping
from bot.exercises.codes import spaced
from bot.pages import page
from bot.store import training
from bot.store.ballots import Turnout
from bot.training.course import Move
from bot.training.figures import reliability_line
from bot.training.model import Session, Shown

_RUNS = (Role.FACILITATOR, Role.ADMINISTRATOR)


def control_blueprint(rooms: Rooms, desk: AccountDesk, public_url: str | None) -> Blueprint:
    """The routes of one session. ``public_url`` is where phones reach this server."""
    blueprint = Blueprint("training_session")
    say = rooms.say

    async def own(session_id: str, who: SignedIn, *, as_it_is: bool = True) -> Session | None:
        if as_it_is:  # what was moved on in another process a moment ago counts at once
            rooms.forget(session_id)
        session = await rooms.session(session_id)
        may = session and (session.owner == who.account.id or who.account.may(Role.ADMINISTRATOR))
        return session if may else None

    def gone() -> HTTPResponse:
        return html(page("training/gone.html", say=say), 404)

    def link(request: Request, session: Session) -> str:
        return urljoin(public_url or f"{request.scheme}://{request.host}", f"/join/{session.code}")

    async def shown(
        template: str, request: Request, session: Session, *, for_facilitator: bool, **more: Any
    ) -> HTTPResponse:
        here, phase = rooms.told(session), session.place.phase
        values: dict[str, Any] = {"shown": None, "solution": None, "here": here, "case": None}
        if here is not None:
            values["case"] = case_told(session, here)
            if phase.shows_votes:
                values["shown"] = await stage_shown(rooms, session, here, all_of_it=for_facilitator)
            if for_facilitator:
                values["solution"] = await rooms.solution(session, here)
        turnout = await rooms.turnout(session)
        values["agencies"] = await _agencies(rooms, session, turnout) if for_facilitator else []
        body = page(
            template,
            say=say,
            session=session,
            phase=phase.value,
            is_last=_is_last(session, rooms),
            code=spaced(session.code) if session.code else "",
            link=link(request, session) if session.code else "",
            qr=_qr(link(request, session), say("session_qr")) if session.code else "",
            joined=turnout.joined.total(),
            voted=turnout.voted.total(),
            seconds=time_left(session),
            labels=await rooms.labels(session.area),
            closing=[rooms.exercises()[key] for key in session.exercises if key in rooms.exercises()],
            **values,
            **more,
        )
        return html(body)

    @blueprint.get("/training/session/<session_id>")
    @for_roles(desk, *_RUNS)
    async def control(request: Request, who: SignedIn, session_id: str) -> HTTPResponse:
        session = await own(session_id, who)
        if session is None:
            return gone()
        found = reliability_line(await rooms.reliability(session), say)
        late = "late" in request.args
        return await shown(
            "training/control.html", request, session, for_facilitator=True, who=who, across=found, late=late
        )

    @blueprint.get("/training/session/<session_id>/screen")
    @for_roles(desk, *_RUNS)
    async def screen(request: Request, who: SignedIn, session_id: str) -> HTTPResponse:
        session = await own(session_id, who)
        if session is None:
            return gone()
        return await shown("training/screen.html", request, session, for_facilitator=False)

    @blueprint.get("/training/session/<session_id>/live")
    @for_roles(desk, *_RUNS)
    async def live(request: Request, who: SignedIn, session_id: str) -> HTTPResponse:
        session = await own(session_id, who, as_it_is=False)
        if session is None:
            return answer_poll(request, {"version": None})
        turnout = await rooms.turnout(session)
        return answer_poll(
            request,
            {
                "version": session.version,
                "joined": turnout.joined.total(),
                "voted": turnout.voted.total(),
                "agencies": await _agencies(rooms, session, turnout),
            },
        )

    @blueprint.post("/training/session/<session_id>/move")
    @for_roles(desk, *_RUNS)
    async def move(request: Request, who: SignedIn, session_id: str) -> HTTPResponse:
        session, wanted = await own(session_id, who), request.form.get("move")
        if session is None or wanted not in set(Move):
            return gone()
        done = _is_as_seen(request, session) and await rooms.move(session, Move(wanted))
        if done and Move(wanted) is Move.CLOSE:
            await desk.note(who.account, "session closed", session.id)
        return _back(session, done)

    @blueprint.post("/training/session/<session_id>/show")
    @for_roles(desk, *_RUNS)
    async def show(request: Request, who: SignedIn, session_id: str) -> HTTPResponse:
        session, wanted = await own(session_id, who), request.form.get("what")
        if session is None or wanted not in set(Shown):
            return gone()
        return _back(session, _is_as_seen(request, session) and await rooms.show(session, Shown(wanted)))

    @blueprint.post("/training/session/<session_id>/delete")
    @for_roles(desk, *_RUNS)
    async def delete(_request: Request, who: SignedIn, session_id: str) -> HTTPResponse:
        session = await own(session_id, who)
        if session is not None:
            await asyncio.to_thread(training.delete, rooms.engine, session.id)
            rooms.forget(session.id)
            await desk.note(who.account, "session deleted", session.id)
        return redirect("/training", status=303)

    return blueprint


def _is_as_seen(request: Request, session: Session) -> bool:
    """Whether the form was made when the session stood as it does: a double click moves it on once."""
    return bool(request.form.get("version") == str(session.version))


def _back(session: Session, done: bool) -> HTTPResponse:
    return redirect(f"/training/session/{session.id}{'' if done else '?late=yes'}", status=303)


def _is_last(session: Session, rooms: Rooms) -> bool:
    here = rooms.told(session)
    last_case = session.place.case + 1 == len(session.exercises)
    return last_case and (here is None or session.place.stage + 1 == len(here.exercise.stages))


async def _agencies(rooms: Rooms, session: Session, turnout: Turnout) -> list[tuple[str, int, int]]:
    """By agency how many have voted of how many that joined; small ones together, by name."""
    if not session.by_agency:
        return []
    groups = grouping(turnout.joined)
    names = (await rooms.labels(session.area)).agencies
    found: dict[str, list[int]] = {}
    for agency, group in groups.items():
        sums = found.setdefault(names[group], [0, 0])
        sums[0] += turnout.voted[agency]
        sums[1] += turnout.joined[agency]
    return [(name, voted, joined) for name, (voted, joined) in sorted(found.items())]


def _qr(address: str, title: str) -> str:
    """A QR code as SVG, without a size of its own."""
    code = segno.make(address, error="m")
    return str(code.svg_inline(title=title, svgclass="qr", lineclass=None, omitsize=True))
