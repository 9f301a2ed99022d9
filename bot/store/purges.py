"""When what is old was last deleted, and how much: one row a kind, for all servers."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.store.tables import purges

_table = purges.c


class Purge(NamedTuple):
    """The last purge of one kind. ``deleted`` is None while it runs, and for good if it failed."""

    name: str
    ran_at: datetime
    deleted: int | None


def claim(engine: Engine, name: str, now: datetime, every: timedelta) -> bool:
    """Whether it is this server's task to purge now: nobody else began to within ``every``."""
    due = purges.update().where(_table.name == name, _table.ran_at <= now - every)
    with engine.begin() as connection:
        if connection.execute(due.values(ran_at=now, deleted=None)).rowcount:
            return True
        if connection.execute(sa.select(_table.name).where(_table.name == name)).first():
            return False
    try:
        with engine.begin() as connection:
            connection.execute(purges.insert().values(name=name, ran_at=now))
    except IntegrityError:
        return False  # another server began at the same moment
    return True


def done(engine: Engine, name: str, deleted: int) -> None:
    """Note how much was deleted."""
    with engine.begin() as connection:
        connection.execute(purges.update().where(_table.name == name).values(deleted=deleted))


def last(engine: Engine) -> list[Purge]:
    """The last purge of every kind."""
    query = sa.select(_table.name, _table.ran_at, _table.deleted).order_by(_table.name)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return [Purge(name, _in_utc(ran_at), deleted) for name, ran_at, deleted in rows]


def _in_utc(moment: datetime) -> datetime:
    """SQLite keeps no time zone; everything is written in UTC."""
    return moment.astimezone(timezone.utc) if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
