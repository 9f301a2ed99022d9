"""Sessions as they stand, for everybody who looks at once.

Phones and screens ask every few seconds whether anything has changed. One second old is new enough for that,
and keeps two hundred of them from asking the database; it also holds when several processes serve.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timezone

from sqlalchemy.engine import Engine

from bot.channels.training.fresh import Fresh
from bot.content.load import Content
from bot.dialogue.words import fill
from bot.exercises.agreement import Reliability, TooFew, reliability
from bot.exercises.model import Exercise
from bot.store import ballots, training
from bot.store.ballots import Turnout
from bot.training.course import Move, moved
from bot.training.figures import units
from bot.training.model import Session, Shown, Told, cases, told
from bot.training.results import Results, results
from bot.training.words import Labels, Solution, labels, solution

_MOMENT = 1.0  # seconds
_WHILE = 5.0  # for what only changes with the version, save for a vote that came in that very instant
_LONG = 3600.0  # for what rests on content alone


class Rooms:
    """Reads sessions for pages, and moves them on."""

    def __init__(
        self, engine: Engine, content: Callable[[], Content], exercises: Callable[[], Mapping[str, Exercise]]
    ) -> None:
        """One a server."""
        self.engine = engine
        self.content = content
        self.exercises = exercises
        self._sessions: Fresh[Session | None] = Fresh(_MOMENT)
        self._turnouts: Fresh[Turnout] = Fresh(_MOMENT)
        self._results: Fresh[Results] = Fresh(_WHILE)
        self._reliability: Fresh[Reliability | TooFew] = Fresh(_WHILE)
        self._solutions: Fresh[Solution] = Fresh(_LONG)
        self._labels: Fresh[Labels] = Fresh(_LONG)

    def say(self, key: str, **values: str) -> str:
        """The wording with this key, its placeholders filled."""
        content = self.content()
        return fill(content.wording[key], values, content.contacts)

    async def session(self, session_id: str) -> Session | None:
        """The session as it stood within the last second; None if there is none."""
        return await self._sessions.get(session_id, lambda: training.get(self.engine, session_id))

    def told(self, session: Session) -> Told | None:
        """The case and stage that it is at."""
        return told(session, self.exercises())

    async def turnout(self, session: Session) -> Turnout:
        """Who has joined, and who has voted in the round that is open or was last."""
        here, key = self.told(session), (session.id, session.version)
        exercise, stage = (here.exercise.id, here.stage.id) if here else ("", "")
        round_ = session.place.phase.round
        return await self._turnouts.get(
            key, lambda: ballots.turnout(self.engine, session.id, exercise, stage, round_)
        )

    async def results(self, session: Session, here: Told) -> Results:
        """What the votes on this stage show."""

        def read() -> Results:
            votes = ballots.ballots_on(self.engine, session.id, here.exercise.id, here.stage.id)
            agencies = ballots.agencies(self.engine, session.id) if session.by_agency else {}
            return results(here.stage, votes, agencies)

        return await self._results.get((session.id, session.version), read)

    async def reliability(self, session: Session) -> Reliability | TooFew:
        """Agreement on the level across the session's cases, from the first votes."""

        def read() -> Reliability | TooFew:
            return reliability(units(ballots.tiers(self.engine, session.id, 1)))

        return await self._reliability.get((session.id, session.version), read)

    async def solution(self, session: Session, here: Told) -> Solution:
        """The model answer of this stage in words."""
        key = (here.exercise.id, here.stage.id, session.area)
        return await self._solutions.get(
            key, lambda: solution(here.exercise, here.stage, self.content(), session.area)
        )

    async def labels(self, area: str) -> Labels:
        """What the choices are called in an area."""
        return await self._labels.get(area, lambda: labels(self.content(), area))

    async def move(self, session: Session, move: Move) -> bool:
        """Go on, back, to the answer or to the end; False if the session has moved since it was seen."""
        place = moved(session.place, move, cases(session, self.exercises()))
        opened = datetime.now(timezone.utc) if place.phase.round else None
        return await self._change(replace(session, place=place, opened=opened))

    async def show(self, session: Session, what: Shown) -> bool:
        """Show reasons or agencies on the screen, or hide them again."""
        return await self._change(replace(session, shown=session.shown ^ {what}))

    def forget(self, session_id: str) -> None:
        """Read a session anew: something says that it has changed."""
        self._sessions.forget(session_id)

    def counted(self, session: Session) -> None:
        """Somebody has joined or voted: count anew when it is next asked."""
        self._turnouts.forget((session.id, session.version))

    async def _change(self, new: Session) -> bool:
        changed = await asyncio.to_thread(training.change, self.engine, new, new.place, new.shown, new.opened)
        self.forget(new.id)
        return changed
