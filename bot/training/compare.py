"""Sessions side by side over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

from bot.exercises.agreement import LEAST_GROUP
from bot.exercises.model import Exercise, Vote
from bot.training.model import Session, stage_of
from bot.training.results import Spread, spread

Tallies = Mapping[tuple[str, str, str, int], Mapping[Vote, int]]  # by session, exercise, stage and round


@dataclass(frozen=True)
class Line:
    """One session, or one case of it: shares from 0 to 1, of first and of second votes; None without any.

    ``votes`` counts the first votes. ``agree`` is the mean share of pairs of people who chose the same level,
    ``holding`` the mean share of answers that hold.
    """

    session: Session
    votes: int
    agree: tuple[float | None, float | None]
    holding: tuple[float | None, float | None]


@dataclass(frozen=True)
class Comparison:
    """``sessions`` over all their cases, and ``cases`` that more than one session took; oldest first."""

    sessions: tuple[Line, ...]
    cases: tuple[tuple[str, tuple[Line, ...]], ...]


def compare(sessions: Iterable[Session], tallies: Tallies, exercises: Mapping[str, Exercise]) -> Comparison:
    """Sessions over time. A stage with fewer than LEAST_GROUP votes does not count."""
    ordered = sorted(sessions, key=lambda one: one.created)
    overall, by_case = [], defaultdict(list)
    for session in ordered:
        spreads = dict(_spreads(session, tallies, exercises))
        if not spreads:
            continue
        overall.append(_line(session, spreads))
        for case in dict.fromkeys(exercise for exercise, _, _ in spreads):
            mine = {key: one for key, one in spreads.items() if key[0] == case}
            by_case[case].append(_line(session, mine))
    cases = tuple((exercises[case].title, tuple(lines)) for case, lines in by_case.items() if len(lines) > 1)
    return Comparison(tuple(overall), cases)


def _spreads(
    session: Session, tallies: Tallies, exercises: Mapping[str, Exercise]
) -> Iterator[tuple[tuple[str, str, int], Spread]]:
    for (owner, exercise, stage_id, round_), votes in tallies.items():
        stage = stage_of(exercises, exercise, stage_id)
        if owner == session.id and stage is not None and sum(votes.values()) >= LEAST_GROUP:
            yield (exercise, stage_id, round_), spread(stage, votes)


def _line(session: Session, spreads: Mapping[tuple[str, str, int], Spread]) -> Line:
    first, second = ([one for key, one in spreads.items() if key[2] == number] for number in (1, 2))
    return Line(
        session,
        sum(one.of for one in first),
        (_agree(first), _agree(second)),
        (_holding(first), _holding(second)),
    )


def _agree(spreads: Iterable[Spread]) -> float | None:
    pairs = [one.on_level.pairs for one in spreads if one.on_level and one.on_level.pairs is not None]
    return fmean(pairs) if pairs else None


def _holding(spreads: Iterable[Spread]) -> float | None:
    shares = [one.holding / one.of for one in spreads]
    return fmean(shares) if shares else None
