"""Who takes part in a session, and their votes: one a participant, stage and round, however often sent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from bot.content.model import Route, Tier, Urgency
from bot.exercises.model import Vote
from bot.store.tables import participants, training_sessions, votes
from bot.training.model import Ballot, Participant, Session

_people, _votes, _sessions = participants.c, votes.c, training_sessions.c
_KEY = ("participant", "exercise", "stage", "round")
_SAID = ("route", "urgency", "tier", "asked", "wanted", "why")


class Turnout(NamedTuple):
    """How many joined and how many have voted, by agency."""

    joined: Counter[str]
    voted: Counter[str]


def join(engine: Engine, one: Participant) -> None:
    """Add a participant. Sent again, it stays as it was."""
    insert = _insert(engine, participants).values(one.__dict__)
    with engine.begin() as connection:
        connection.execute(insert.on_conflict_do_nothing())


def participant(engine: Engine, participant_id: str) -> Participant | None:
    """The participant with this id, as long as there is the session."""
    query = sa.select(participants).where(_people.id == participant_id)
    with engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    return Participant(row.id, row.session, row.agency, row.role) if row else None


def cast(engine: Engine, session: Session, ballot: Ballot) -> bool:
    """Keep a vote, in place of an earlier one on the same stage and round.

    False if the session is no longer where it was seen: whether voting is open is asked and the vote kept in
    one statement, so that nothing comes between.
    """
    values = {
        "participant": ballot.participant,
        "exercise": ballot.exercise,
        "stage": ballot.stage,
        "round": ballot.round,
        "session": session.id,
        "route": ballot.vote.route.value,
        "urgency": ballot.vote.urgency.value,
        "tier": ballot.vote.tier.value,
        "asked": list(ballot.asked),
        "wanted": ballot.wanted,
        "why": ballot.why,
    }
    place = session.place
    here = sa.and_(
        _sessions.id == _people.session,
        _sessions.case_at == place.case,
        _sessions.stage_at == place.stage,
        _sessions.phase == place.phase.value,
    )
    is_open = (
        sa.select(*(sa.literal(value, votes.c[name].type) for name, value in values.items()))
        .select_from(participants.join(training_sessions, here))
        .where(_people.id == ballot.participant, _people.session == session.id)
    )
    insert = _insert(engine, votes).from_select(list(values), is_open)
    newer = {name: insert.excluded[name] for name in _SAID}
    with engine.begin() as connection:
        done = connection.execute(insert.on_conflict_do_update(index_elements=_KEY, set_=newer))
    return bool(done.rowcount == 1)


def ballots(engine: Engine, session_id: str) -> list[Ballot]:
    """Every vote of a session."""
    return _ballots(engine, _votes.session == session_id)


def ballots_on(engine: Engine, session_id: str, exercise: str, stage: str) -> list[Ballot]:
    """The votes on one stage."""
    here = sa.and_(_votes.session == session_id, _votes.exercise == exercise, _votes.stage == stage)
    return _ballots(engine, here)


def ballot_of(engine: Engine, participant_id: str, exercise: str, stage: str) -> dict[int, Ballot]:
    """What one participant voted on a stage, by round."""
    here = sa.and_(_votes.participant == participant_id, _votes.exercise == exercise, _votes.stage == stage)
    return {one.round: one for one in _ballots(engine, here)}


def agencies(engine: Engine, session_id: str) -> dict[str, str]:
    """Participants of a session and their agencies."""
    query = sa.select(_people.id, _people.agency).where(_people.session == session_id)
    with engine.connect() as connection:
        return {row.id: row.agency for row in connection.execute(query)}


def turnout(engine: Engine, session_id: str, exercise: str, stage: str, round_: int | None) -> Turnout:
    """How many have joined, and have voted in this round; None for the round counts joining only."""
    here = sa.and_(
        _votes.participant == _people.id,
        _votes.exercise == exercise,
        _votes.stage == stage,
        _votes.round == (round_ or 0),
    )
    count = sa.func.count
    query = (
        sa.select(_people.agency, count(_people.id), count(_votes.participant))
        .select_from(participants.outerjoin(votes, here))
        .where(_people.session == session_id)
        .group_by(_people.agency)
    )
    found = Turnout(Counter(), Counter())
    with engine.connect() as connection:
        for agency, joined, voted in connection.execute(query):
            found.joined[agency], found.voted[agency] = joined, voted
    return found


def tiers(engine: Engine, session_id: str, round_: int) -> dict[tuple[str, str], Counter[str]]:
    """How many chose each level, by exercise and stage."""
    mine = sa.and_(_votes.session == session_id, _votes.round == round_)
    query = sa.select(_votes.exercise, _votes.stage, _votes.tier, sa.func.count()).where(mine)
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with engine.connect() as connection:
        for exercise, stage, tier, count in connection.execute(
            query.group_by(_votes.exercise, _votes.stage, _votes.tier)
        ):
            found[exercise, stage][tier] = count
    return dict(found)


def tallies(engine: Engine, sessions: Collection[str]) -> dict[tuple[str, str, str, int], Counter[Vote]]:
    """How often each vote was cast, by session, exercise, stage and round."""
    key = (_votes.session, _votes.exercise, _votes.stage, _votes.round)
    said = (_votes.route, _votes.urgency, _votes.tier)
    query = sa.select(*key, *said, sa.func.count()).where(_votes.session.in_(sessions)).group_by(*key, *said)
    found: dict[tuple[str, str, str, int], Counter[Vote]] = defaultdict(Counter)
    with engine.connect() as connection:
        for session, exercise, stage, round_, route, urgency, tier, count in connection.execute(query):
            vote = Vote(route=Route(route), urgency=Urgency(urgency), tier=Tier(tier))
            found[session, exercise, stage, round_][vote] = count
    return dict(found)


def _ballots(engine: Engine, which: Any) -> list[Ballot]:
    with engine.connect() as connection:
        return [
            Ballot(
                row.participant,
                row.exercise,
                row.stage,
                row.round,
                Vote(route=Route(row.route), urgency=Urgency(row.urgency), tier=Tier(row.tier)),
                tuple(row.asked),
                row.wanted,
                row.why,
            )
            for row in connection.execute(sa.select(votes).where(which))
        ]


def _insert(engine: Engine, table: sa.Table) -> Any:
    dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
