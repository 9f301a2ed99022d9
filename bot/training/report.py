"""A session afterwards: what the votes on every stage show, before and after the room talked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.exercises.agreement import Reliability, TooFew, Unit, grouping, reliability
from bot.exercises.model import Exercise, Stage
from bot.training.model import Ballot, Session
from bot.training.results import Results, results


@dataclass(frozen=True)
class StageReport:
    """One stage of a case, with its number from 1, and what its votes show."""

    exercise: Exercise
    stage: Stage
    number: int
    results: Results


@dataclass(frozen=True)
class Report:
    """Everything that is reported of a session.

    ``people`` is how many took part and ``groups`` how many of each agency, small ones together as OTHERS;
    empty where that would name a handful. ``across`` is agreement on the level over all first votes, and over
    all second ones.
    """

    session: Session
    people: int
    groups: Mapping[str, int]
    stages: tuple[StageReport, ...]
    across: tuple[Reliability | TooFew, Reliability | TooFew]


def report(
    session: Session,
    votes: Sequence[Ballot],
    agency_of: Mapping[str, str],
    exercises: Mapping[str, Exercise],
) -> Report:
    """The report of a session, without stages that nobody voted on or that are gone from the content.

    ``agency_of`` maps everybody who joined to an agency.
    """
    by_stage: dict[tuple[str, str], list[Ballot]] = defaultdict(list)
    for one in votes:
        by_stage[one.exercise, one.stage].append(one)
    known = agency_of if session.by_agency else {}
    stages = tuple(
        StageReport(exercise, stage, number, results(stage, by_stage[exercise.id, stage.id], known))
        for exercise in (exercises[key] for key in session.exercises if key in exercises)
        for number, stage in enumerate(exercise.stages, start=1)
        if by_stage[exercise.id, stage.id]
    )
    return Report(session, len(agency_of), _sizes(known), stages, (_across(stages, 1), _across(stages, 2)))


def _sizes(agency_of: Mapping[str, str]) -> dict[str, int]:
    sizes = Counter(agency_of.values())
    found: Counter[str] = Counter()
    for agency, group in grouping(sizes).items():
        found[group] += sizes[agency]
    return dict(found)


def _across(stages: Sequence[StageReport], round_: int) -> Reliability | TooFew:
    spreads = [(one.exercise.id, one.results.first if round_ == 1 else one.results.second) for one in stages]
    return reliability([Unit(case, spread.tiers) for case, spread in spreads if spread])
