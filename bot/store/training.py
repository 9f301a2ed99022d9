"""Training sessions: made, moved on, closed, and deleted when they are old."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.store.moments import in_utc
from bot.store.tables import participants, training_sessions, votes
from bot.training.course import Phase, Place
from bot.training.model import Session, Shown

_table = training_sessions.c


class CodeTaken(Exception):
    """Another session that is still open has this code."""


def create(engine: Engine, session: Session) -> None:
    """Keep a new session. Raises CodeTaken."""
    row = {
        "id": session.id,
        "owner": session.owner,
        "code": session.code,
        "exercises": list(session.exercises),
        "area": session.area,
        "by_agency": session.by_agency,
        "seconds": session.seconds,
        "version": session.version,
        "created_at": session.created,
        "expires_at": session.expires,
        **_state(session.place, session.shown, session.opened),
    }
    try:
        with engine.begin() as connection:
            connection.execute(training_sessions.insert().values(row))
    except sa.exc.IntegrityError:
        raise CodeTaken from None


def get(engine: Engine, session_id: str) -> Session | None:
    """The session with this id."""
    return _one(engine, _table.id == session_id)


def of_code(engine: Engine, code: str, now: datetime) -> Session | None:
    """The session that can be joined with this code at ``now``."""
    return _one(engine, sa.and_(_table.code == code, _table.expires_at > now))


def several(engine: Engine, owner: int | None = None) -> list[Session]:
    """All sessions, or one owner's, newest first."""
    query = sa.select(training_sessions).order_by(_table.created_at.desc())
    if owner is not None:
        query = query.where(_table.owner == owner)
    with engine.connect() as connection:
        return [_session(row) for row in connection.execute(query)]


def change(
    engine: Engine, seen: Session, place: Place, shown: frozenset[Shown], opened: datetime | None
) -> bool:
    """Move a session on from what was seen of it; False if it has changed since, as after a double click.

    A session that closes loses its code and every word that was written in it; the votes stay.
    """
    values = {**_state(place, shown, opened), "version": _table.version + 1}
    if place.phase is Phase.CLOSED:
        values["code"] = None
    mine = sa.and_(_table.id == seen.id, _table.version == seen.version)
    with engine.begin() as connection:
        changed = connection.execute(training_sessions.update().where(mine).values(values)).rowcount == 1
        if changed and place.phase is Phase.CLOSED:
            _forget_words(connection, votes.c.session == seen.id)
    return bool(changed)


def delete(engine: Engine, session_id: str) -> None:
    """Delete a session with all that belongs to it."""
    with engine.begin() as connection:
        _delete(connection, [session_id])


def close_expired(engine: Engine, now: datetime) -> int:
    """Close every session that can no longer be joined; how many there were."""
    over = sa.and_(_table.expires_at <= now, _table.phase != Phase.CLOSED.value)
    values = {"phase": Phase.CLOSED.value, "code": None, "version": _table.version + 1}
    with engine.begin() as connection:
        ids = connection.execute(sa.select(_table.id).where(over)).scalars().all()
        connection.execute(training_sessions.update().where(_table.id.in_(ids)).values(values))
        _forget_words(connection, votes.c.session.in_(ids))
    return len(ids)


def delete_old(engine: Engine, now: datetime, keep_days: int) -> int:
    """Delete the sessions made longer ago than this; how many there were."""
    old = _table.created_at < now - timedelta(days=keep_days)
    with engine.begin() as connection:
        ids = connection.execute(sa.select(_table.id).where(old)).scalars().all()
        _delete(connection, ids)
    return len(ids)


def _delete(connection: Connection, ids: list[str]) -> None:
    connection.execute(votes.delete().where(votes.c.session.in_(ids)))
    connection.execute(participants.delete().where(participants.c.session.in_(ids)))
    connection.execute(training_sessions.delete().where(_table.id.in_(ids)))


def _forget_words(connection: Connection, which: Any) -> None:
    connection.execute(votes.update().where(which).values(wanted="", why=""))


def _one(engine: Engine, which: Any) -> Session | None:
    with engine.connect() as connection:
        row = connection.execute(sa.select(training_sessions).where(which)).one_or_none()
    return _session(row) if row else None


def _state(place: Place, shown: frozenset[Shown], opened: datetime | None) -> Mapping[str, Any]:
    return {
        "case_at": place.case,
        "stage_at": place.stage,
        "phase": place.phase.value,
        "shown": sorted(one.value for one in shown),
        "opened_at": opened,
    }


def _session(row: Any) -> Session:
    return Session(
        id=row.id,
        owner=row.owner,
        code=row.code,
        exercises=tuple(row.exercises),
        area=row.area,
        by_agency=row.by_agency,
        seconds=row.seconds,
        place=Place(row.case_at, row.stage_at, Phase(row.phase)),
        shown=frozenset(map(Shown, row.shown)),
        version=row.version,
        opened=in_utc(row.opened_at) if row.opened_at else None,
        created=in_utc(row.created_at),
        expires=in_utc(row.expires_at),
    )
