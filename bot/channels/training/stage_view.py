"""What pages show of a stage: the case as told so far, the spread of votes, and the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone

from bot.channels.training.rooms import Rooms
from bot.exercises.feedback import Answer, Feedback, feedback
from bot.exercises.model import Stage
from bot.training.chart import Bar, Row, agency_rows, rows
from bot.training.course import Phase
from bot.training.figures import agreement_lines, change_lines, holding_line, middle_lines
from bot.training.model import Ballot, Session, Shown, Told
from bot.training.results import TIERS, Results
from bot.training.words import Solution

Say = Callable[..., str]


@dataclass(frozen=True)
class CaseTold:
    """A case as far as it is told: its stage's number and paragraphs, and those of earlier stages."""

    title: str
    number: int
    stages: int
    now: tuple[str, ...]
    before: tuple[tuple[int, tuple[str, ...]], ...]


def case_told(session: Session, here: Told) -> CaseTold:
    """The case as it stands at this stage."""
    at, stages = session.place.stage, here.exercise.stages
    before = tuple((number, stage.tells) for number, stage in enumerate(stages[:at], start=1))
    return CaseTold(here.exercise.title, at + 1, len(stages), here.stage.tells, before)


@dataclass(frozen=True)
class StageShown:
    """The spread of votes, and the answer once it is there.

    ``charts`` are (question, rows); ``lines`` are the figures for everybody, ``details`` those for a closer
    look; ``agencies`` are (group, size, bars by level) and ``levels`` the labels over these bars. ``reasons``
    are (level, words), ``asked`` (question, why it matters, how many asked).
    """

    charts: tuple[tuple[str, tuple[Row, ...]], ...]
    has_first: bool
    has_second: bool
    lines: tuple[str, ...]
    details: tuple[str, ...]
    levels: tuple[str, ...]
    agencies: tuple[tuple[str, int, tuple[Bar, ...]], ...]
    reasons: tuple[tuple[str, str], ...]
    wanted: tuple[str, ...]
    asked: tuple[tuple[str, str, int], ...]
    solution: Solution | None


async def stage_shown(rooms: Rooms, session: Session, here: Told, *, all_of_it: bool = False) -> StageShown:
    """What is shown at this moment. ``all_of_it`` is for the facilitator: reasons and agencies always."""
    found, labels = await rooms.results(session, here), await rooms.labels(session.area)
    say = rooms.content().wording.__getitem__
    answered = session.place.phase is Phase.ANSWER
    shown = frozenset(Shown) if all_of_it else session.shown
    parts = (("route", labels.routes), ("urgency", labels.urgencies), ("tier", labels.tiers))
    return StageShown(
        charts=tuple(
            (say(f"part_{part}"), rows(part, names, found, here.stage if answered else None))
            for part, names in parts
        ),
        has_first=found.first is not None,
        has_second=found.second is not None,
        lines=tuple(_lines(found, rooms.say, answered)),
        details=tuple(middle_lines(found.latest, labels.tiers, rooms.say)) if found.latest else (),
        levels=tuple(labels.tiers[tier.value] for tier in TIERS),
        agencies=agency_rows(labels.agencies, found.agencies) if Shown.AGENCIES in shown else (),
        reasons=tuple((labels.tiers[tier.value], why) for tier, why in found.reasons)
        if Shown.REASONS in shown
        else (),
        wanted=found.wanted if Shown.REASONS in shown else (),
        asked=_asked(here.stage, found) if answered else (),
        solution=await rooms.solution(session, here) if answered else None,
    )


def _lines(found: Results, say: Say, answered: bool) -> list[str]:
    lines = agreement_lines(found.latest, say) if found.latest else []
    if answered:
        lines += [holding_line(found.latest, say)] if found.latest else []
        lines += change_lines(found.change, say) if found.change else []
    return lines


def _asked(stage: Stage, found: Results) -> tuple[tuple[str, str, int], ...]:
    return tuple((one.ask, one.because, count) for one, count in zip(stage.wanted, found.asked))


def own_feedback(here: Told, own: Mapping[int, Ballot]) -> Feedback:
    """What to tell a participant about their latest vote."""
    latest = own[max(own)]
    asked = frozenset(place for one in own.values() for place in one.asked)
    return feedback(here.stage, Answer(latest.vote, ticked=asked))


def time_left(session: Session) -> int | None:
    """Seconds that are left for a vote; 0 when the time is up, None where there is no limit."""
    if session.seconds is None or session.opened is None:
        return None
    passed = (datetime.now(timezone.utc) - session.opened).total_seconds()
    return max(0, round(session.seconds - passed))
