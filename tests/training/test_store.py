"""Votes in the database, whatever happens at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Engine

from bot.store import ballots, training
from bot.training.course import Phase, Place
from bot.training.model import Participant, Session, Shown
from tests.training.small import ballot

NOW = datetime(2026, 3, 10, 10, 30, tzinfo=timezone.utc)
OPEN = Place(0, 0, Phase.VOTE)
SESSION = Session(
    id="s1",
    owner=1,
    code="BCDFGHJK",
    exercises=("late_again",),
    area="bolton",
    by_agency=True,
    seconds=60,
    place=OPEN,
    shown=frozenset({Shown.REASONS}),
    version=1,
    opened=NOW,
    created=NOW,
    expires=NOW + timedelta(hours=12),
)


@pytest.fixture
def room(engine: Engine) -> Session:
    training.create(engine, SESSION)
    for at in range(40):
        ballots.join(engine, Participant(f"p{at}", "s1", "health" if at % 2 else "school", "gp"))
    return SESSION


def test_a_session_comes_back_as_it_was_kept(engine: Engine, room: Session) -> None:
    assert training.get(engine, "s1") == room
    assert training.of_code(engine, "BCDFGHJK", NOW) == room
    assert training.of_code(engine, "BCDFGHJK", room.expires) is None


def test_a_code_belongs_to_one_open_session(engine: Engine, room: Session) -> None:
    with pytest.raises(training.CodeTaken):
        training.create(engine, replace(room, id="s2"))


def test_votes_at_once_and_sent_again_are_each_kept_once(engine: Engine, room: Session) -> None:
    with ThreadPoolExecutor(12) as many:
        sent = many.map(lambda at: ballots.cast(engine, room, ballot(f"p{at % 40}")), range(160))
        assert all(sent)
    assert sorted(one.participant for one in ballots.ballots(engine, "s1")) == sorted(
        f"p{at}" for at in range(40)
    )
    turnout = ballots.turnout(engine, "s1", "late_again", "morning", 1)
    assert turnout.joined == turnout.voted == {"health": 20, "school": 20}


def test_somebody_who_did_not_join_has_no_vote(engine: Engine, room: Session) -> None:
    assert not ballots.cast(engine, room, ballot("stranger"))


def test_a_vote_counts_only_where_the_session_is(engine: Engine, room: Session) -> None:
    assert training.change(engine, room, Place(0, 0, Phase.REVEAL), frozenset(), None)
    assert not ballots.cast(engine, room, ballot("p1"))
    assert ballots.ballots(engine, "s1") == []


def test_two_who_move_a_session_on_at_once_move_it_once(engine: Engine, room: Session) -> None:
    def move(_: int) -> bool:
        return training.change(engine, room, Place(0, 0, Phase.REVEAL), frozenset(), None)

    with ThreadPoolExecutor(8) as many:
        assert sum(many.map(move, range(8))) == 1


def test_a_session_that_nobody_can_join_any_more_is_closed(engine: Engine, room: Session) -> None:
    ballots.cast(engine, room, ballot("p1", why="words", wanted="more words"))
    assert training.close_expired(engine, room.expires) == 1
    found = training.get(engine, "s1")
    assert found is not None and found.is_closed and found.code is None
    (kept,) = ballots.ballots(engine, "s1")
    assert (kept.why, kept.wanted) == ("", "")
    assert training.close_expired(engine, room.expires) == 0


def test_old_sessions_are_deleted_with_their_votes(engine: Engine, room: Session) -> None:
    ballots.cast(engine, room, ballot("p1"))
    assert training.delete_old(engine, NOW + timedelta(days=5), keep_days=6) == 0
    assert training.delete_old(engine, NOW + timedelta(days=7), keep_days=6) == 1
    assert ballots.ballots(engine, "s1") == [] and ballots.participant(engine, "p1") is None
