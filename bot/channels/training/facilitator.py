"""A facilitator's sessions: the list, and making a new one."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, redirect

from bot.accounts.model import Role
from bot.channels.accounts import AccountDesk, SignedIn, for_roles
from bot.channels.training.join_cookie import HOURS
from bot.channels.training.rooms import Rooms
from bot.content.area import ELSEWHERE
from bot.content.load import Content
from bot.exercises.codes import new_code
from bot.exercises.model import Difficulty, Exercise
from bot.pages import page
from bot.store import training
from bot.training.course import Place
from bot.training.model import Session

SECONDS = (0, 60, 90, 120, 180, 300)  # for a vote; 0 is no limit
_MOST_CASES = 6
_TRIES = 5


class NotOffered(Exception):
    """A choice that was not on the form. The message is a key of the wording."""


def facilitator_blueprint(rooms: Rooms, desk: AccountDesk, keep_days: int) -> Blueprint:
    """The routes ``/training``."""
    blueprint = Blueprint("training")
    say = rooms.say

    async def listed(who: SignedIn, error: str = "") -> HTTPResponse:
        sessions = await asyncio.to_thread(training.several, rooms.engine, who.account.id)
        content, exercises = rooms.content(), rooms.exercises()
        body = page(
            "training/list.html",
            say=say,
            who=who,
            error=say(error) if error else "",
            sessions=[(one, [_title(key, rooms) for key in one.exercises]) for one in sessions],
            exercises=in_order(exercises.values()),
            topics={key: topic.name for key, topic in content.topics.items()},
            areas=_areas(content),
            seconds=SECONDS,
            most=_MOST_CASES,
            keep_days=keep_days,
        )
        return html(body, 400 if error else 200)

    @blueprint.get("/training")
    @for_roles(desk, Role.FACILITATOR)
    async def sessions(_request: Request, who: SignedIn) -> HTTPResponse:
        return await listed(who)

    @blueprint.post("/training")
    @for_roles(desk, Role.FACILITATOR)
    async def create(request: Request, who: SignedIn) -> HTTPResponse:
        try:
            session = _new(request.form, who, rooms)
        except NotOffered as error:
            return await listed(who, str(error))
        await asyncio.to_thread(_keep, rooms, session)
        await desk.note(who.account, "session created", session.id)
        return redirect(f"/training/session/{session.id}", status=303)

    return blueprint


def in_order(exercises: Any) -> list[Exercise]:
    """Exercises as they are offered and played: the easier first, then by title."""
    levels = list(Difficulty)
    return sorted(exercises, key=lambda one: (levels.index(one.difficulty), one.title))


def _new(form: Any, who: SignedIn, rooms: Rooms) -> Session:
    """The session that a form asks for. Raises NotOffered."""
    exercises, chosen = rooms.exercises(), form.getlist("exercise", [])
    if not chosen:
        raise NotOffered("create_no_case")
    area, seconds = form.get("area") or "", form.get("seconds") or "0"
    offered = area in dict(_areas(rooms.content())) and seconds in map(str, SECONDS)
    if not offered or len(chosen) > _MOST_CASES or not set(chosen) <= set(exercises):
        raise NotOffered("create_wrong")
    now = datetime.now(timezone.utc)
    return Session(
        id=secrets.token_urlsafe(12),
        owner=who.account.id,
        code=new_code(),
        exercises=tuple(one.id for one in in_order(exercises[key] for key in set(chosen))),
        area=area,
        by_agency=form.get("by_agency") == "yes",
        seconds=int(seconds) or None,
        place=Place(),
        shown=frozenset(),
        version=1,
        opened=None,
        created=now,
        expires=now + timedelta(hours=HOURS),
    )


def _keep(rooms: Rooms, session: Session) -> None:
    for _ in range(_TRIES):
        try:
            return training.create(rooms.engine, session)
        except training.CodeTaken:
            session = replace(session, code=new_code())
    raise training.CodeTaken


def _areas(content: Content) -> list[tuple[str, str]]:
    known = [(key, one.name) for key, one in content.partnerships.items()]
    return sorted(known, key=lambda item: (item[0] == ELSEWHERE, item[1]))


def _title(exercise: str, rooms: Rooms) -> str:
    known = rooms.exercises().get(exercise)
    return known.title if known else exercise
