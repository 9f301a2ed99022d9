"""The course of a session: case by case, stage by stage, from a first vote to the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum


class Phase(str, Enum):
    """Where a session is within a stage, in order. LOBBY comes before the first stage, CLOSED after the last.

    WARNING gives people a moment to sit a hard case out before any of it is told. The room votes before the
    tool answers, sees its own spread, talks, may vote again, and only then sees the model answer: shown
    sooner, it would be copied into the second vote.
    """

    LOBBY = "lobby"
    WARNING = "warning"
    VOTE = "vote"
    REVEAL = "reveal"
    DISCUSS = "discuss"
    SECOND = "second"
    ANSWER = "answer"
    CLOSED = "closed"

    @property
    def round(self) -> int | None:
        """1 or 2 where votes are taken, else None."""
        return {Phase.VOTE: 1, Phase.SECOND: 2}.get(self)

    @property
    def shows_votes(self) -> bool:
        """Whether the spread of votes may be seen."""
        return self in (Phase.REVEAL, Phase.DISCUSS, Phase.ANSWER)


@dataclass(frozen=True)
class Place:
    """Where a session is: positions of case and stage, and the phase."""

    case: int = 0
    stage: int = 0
    phase: Phase = Phase.LOBBY

    @property
    def key(self) -> str:
        """The place as a form carries it, so that a vote for another place is not counted here."""
        return f"{self.case}-{self.stage}-{self.phase.value}"


class Move(str, Enum):
    """What a facilitator can do next. NEXT is the usual way; ANSWER leaves the second vote out."""

    NEXT = "next"
    ANSWER = "answer"
    BACK = "back"
    CLOSE = "close"


_IN_ORDER = (Phase.VOTE, Phase.REVEAL, Phase.DISCUSS, Phase.SECOND, Phase.ANSWER)


@dataclass(frozen=True)
class Case:
    """What matters of a case here: how many stages it has, and whether a warning comes first."""

    stages: int
    has_warning: bool = False


def moved(place: Place, move: Move, cases: Sequence[Case]) -> Place:
    """The place after a move; the same place where the move leads nowhere. A closed session stays closed."""
    if place.phase is Phase.CLOSED:
        return place
    if move is Move.CLOSE:
        return replace(place, phase=Phase.CLOSED)
    if move is Move.ANSWER:
        return replace(place, phase=Phase.ANSWER) if place.phase in (Phase.REVEAL, Phase.DISCUSS) else place
    return _next(place, cases) if move is Move.NEXT else _back(place, cases)


def _next(place: Place, cases: Sequence[Case]) -> Place:
    if place.phase is Phase.LOBBY:
        return _start(0, cases)
    if place.phase is Phase.WARNING:
        return replace(place, phase=Phase.VOTE)
    if place.phase is not Phase.ANSWER:
        return replace(place, phase=_IN_ORDER[_IN_ORDER.index(place.phase) + 1])
    if place.stage + 1 < cases[place.case].stages:
        return Place(place.case, place.stage + 1, Phase.VOTE)
    if place.case + 1 < len(cases):
        return _start(place.case + 1, cases)
    return replace(place, phase=Phase.CLOSED)


def _back(place: Place, cases: Sequence[Case]) -> Place:
    if place.phase in _IN_ORDER[1:]:
        return replace(place, phase=_IN_ORDER[_IN_ORDER.index(place.phase) - 1])
    if place.stage:
        return Place(place.case, place.stage - 1, Phase.ANSWER)
    if place.phase is Phase.VOTE and cases[place.case].has_warning:
        return replace(place, phase=Phase.WARNING)
    if place.case:
        return Place(place.case - 1, cases[place.case - 1].stages - 1, Phase.ANSWER)
    return Place()


def _start(case: int, cases: Sequence[Case]) -> Place:
    return Place(case, 0, Phase.WARNING if cases[case].has_warning else Phase.VOTE)
