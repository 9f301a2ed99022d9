"""A session, who takes part, and what they voted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from bot.exercises.model import Exercise, Stage, Vote
from bot.training.course import Case, Phase, Place


class Shown(str, Enum):
    """What a facilitator may put on the screen and on phones besides the spread."""

    REASONS = "reasons"
    AGENCIES = "agencies"


@dataclass(frozen=True)
class Session:
    """A session as it stands. ``version`` rises with every change of it.

    ``code`` is None once nobody can join any more. ``seconds`` is the time for a vote, or None for no limit;
    ``opened`` is when the present vote began.
    """

    id: str
    owner: int
    code: str | None
    exercises: tuple[str, ...]
    area: str
    by_agency: bool
    seconds: int | None
    place: Place
    shown: frozenset[Shown]
    version: int
    opened: datetime | None
    created: datetime
    expires: datetime

    @property
    def is_closed(self) -> bool:
        """Whether it is over."""
        return self.place.phase is Phase.CLOSED

    @property
    def exercise(self) -> str:
        """The case that it is at."""
        return self.exercises[self.place.case]


@dataclass(frozen=True)
class Participant:
    """Somebody in the room: a random id, and what kind of work they do. Empty where it was not asked."""

    id: str
    session: str
    agency: str
    role: str


class Ballot(NamedTuple):
    """One vote of one participant. Words are redacted; ``asked`` are positions in ``Stage.wanted``."""

    participant: str
    exercise: str
    stage: str
    round: int
    vote: Vote
    asked: tuple[int, ...]
    wanted: str = ""
    why: str = ""


class Told(NamedTuple):
    """The case and the stage that a session is at."""

    exercise: Exercise
    stage: Stage


def told(session: Session, exercises: Mapping[str, Exercise]) -> Told | None:
    """The stage that is open; None if the exercise has been taken out of the content or shortened since."""
    exercise = exercises.get(session.exercise)
    if exercise is None or session.place.stage >= len(exercise.stages):
        return None
    return Told(exercise, exercise.stages[session.place.stage])


def stage_of(exercises: Mapping[str, Exercise], exercise: str, stage: str) -> Stage | None:
    """A stage by the ids of its exercise and itself; None if the content no longer has it."""
    known = exercises.get(exercise)
    return {one.id: one for one in known.stages}.get(stage) if known else None


def cases(session: Session, exercises: Mapping[str, Exercise]) -> list[Case]:
    """The cases of a session; one that is no longer in the content counts as one stage."""
    known = [exercises.get(key) for key in session.exercises]
    return [Case(len(one.stages), one.warning is not None) if one else Case(1) for one in known]
