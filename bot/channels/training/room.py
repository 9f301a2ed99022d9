"""A participant's page: the case as far as it is told, a vote, what the room chose, and the answer."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, redirect

from bot.channels.training.join_cookie import JoinCookies, Joined
from bot.channels.training.polling import answer_poll
from bot.channels.training.rooms import Rooms
from bot.channels.training.stage_view import case_told, own_feedback, stage_shown, time_left
from bot.channels.training.voting import MOST, Unfinished, ballot, given
from bot.content.area import area_of
from bot.dialogue.words import Voice
from bot.pages import page
from bot.store import ballots
from bot.training.course import Phase
from bot.training.model import Ballot, Session, Told


def room_blueprint(rooms: Rooms, cookies: JoinCookies, say: Callable[..., str]) -> Blueprint:
    """The routes below ``/room``."""
    blueprint = Blueprint("room")

    def gone(status: int = 404) -> HTTPResponse:
        return html(page("training/gone.html", say=say), status)

    async def mine(request: Request) -> tuple[Joined, Session] | None:
        joined = cookies.read(request)
        session = await rooms.session(joined.session) if joined else None
        return (joined, session) if joined and session else None

    @blueprint.get("/room")
    async def show(request: Request) -> HTTPResponse:
        found = await mine(request)
        if found is None:
            return gone()
        return await _page(rooms, say, *found, change="change" in request.args, late="late" in request.args)

    @blueprint.get("/room/state")
    async def state(request: Request) -> HTTPResponse:
        found = await mine(request)
        return answer_poll(request, {"version": found[1].version if found else None})

    @blueprint.post("/room/vote")
    async def vote(request: Request) -> HTTPResponse:
        found = await mine(request)
        if found is None:
            return gone()
        joined, session = found
        here, round_, fields = rooms.told(session), session.place.phase.round, given(request.form)
        if request.form.get("place") != session.place.key or here is None or round_ is None:
            rooms.forget(session.id)
            return redirect("/room?late=yes", status=303)
        try:
            cast = await asyncio.to_thread(ballot, fields, joined.participant, here, round_)
        except Unfinished as error:
            return await _page(rooms, say, joined, session, fields=fields, errors=error.fields)
        if not await asyncio.to_thread(ballots.cast, rooms.engine, session, cast):
            rooms.forget(session.id)
            return redirect("/room?late=yes", status=303)
        rooms.counted(session)
        return redirect("/room", status=303)

    @blueprint.post("/room/warning")
    async def take_part(request: Request) -> HTTPResponse:
        found = await mine(request)
        if found is None:
            return gone()
        joined, session = found
        takes = {**joined.takes, session.exercise: request.form.get("takes") == "yes"}
        response = redirect("/room", status=303)
        cookies.keep(response, replace(joined, takes=takes))
        return response

    @blueprint.post("/room/leave")
    async def leave(_request: Request) -> HTTPResponse:
        response = redirect("/join", status=303)
        cookies.drop(response)
        return response

    @blueprint.get("/room/real-child")
    async def real_child(request: Request) -> HTTPResponse:
        found = await mine(request)
        voice = Voice(area_of(rooms.content(), found[1].area if found else None), None)
        ring = voice.say("real_child_ring")
        return html(page("training/real_child.html", say=say, ring=ring, joined=found is not None))

    return blueprint


async def _page(
    rooms: Rooms,
    say: Callable[..., str],
    joined: Joined,
    session: Session,
    *,
    change: bool = False,
    late: bool = False,
    fields: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> HTTPResponse:
    here, phase = rooms.told(session), session.place.phase
    takes = _takes(joined, here)
    own: dict[int, Ballot] = {}
    if here is not None:
        own = await asyncio.to_thread(
            ballots.ballot_of, rooms.engine, joined.participant, here.exercise.id, here.stage.id
        )
    values: dict[str, Any] = {"shown": None, "advice": None, "card": ""}
    if here is not None and takes and phase.shows_votes:
        values["shown"] = await stage_shown(rooms, session, here)
        if phase is Phase.ANSWER and own:
            values["advice"] = own_feedback(here, own)
    if here is not None and phase is Phase.DISCUSS:
        values["card"] = _role_card(here, joined.participant)
    labels = await rooms.labels(session.area)
    now_open = own.get(phase.round or 0)
    body = page(
        "training/room.html",
        say=say,
        session=session,
        phase=phase.value,
        here=here,
        takes=takes,
        case=case_told(session, here) if here else None,
        labels=labels,
        own=own,
        is_open=phase.round is not None and (now_open is None or change or errors is not None),
        fields=fields or _as_fields(now_open or own.get(1)),
        errors=defaultdict(str, {name: say(key, most=str(MOST)) for name, key in (errors or {}).items()}),
        late=late,
        most=MOST,
        seconds=time_left(session),
        closing=[rooms.exercises()[key] for key in session.exercises if key in rooms.exercises()],
        **values,
    )
    return html(body, 400 if errors else 200)


def _takes(joined: Joined, here: Told | None) -> bool | None:
    """Whether this participant takes part in the case; None if they have not been asked yet."""
    if here is None or here.exercise.warning is None:
        return True
    return joined.takes.get(here.exercise.id)


def _as_fields(earlier: Ballot | None) -> dict[str, str]:
    """A vote as it fills the form: the same round's to change it, or the first one's at the second vote."""
    if earlier is None:
        return dict.fromkeys(("route", "urgency", "tier", "wanted", "why"), "")
    vote = earlier.vote
    return {
        "route": vote.route.value,
        "urgency": vote.urgency.value,
        "tier": vote.tier.value,
        "wanted": earlier.wanted,
        "why": earlier.why,
    }


def _role_card(here: Told, participant: str) -> str:
    """One of the exercise's cards for each participant, spread over the room; the same one every time."""
    cards = sorted(here.exercise.role_cards)
    return cards[sum(participant.encode()) % len(cards)] if cards else ""
