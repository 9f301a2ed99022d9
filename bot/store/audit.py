"""What people with an account did: who, what and when. Nothing about a participant or a practitioner."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.store.moments import in_utc
from bot.store.tables import audit

COMMAND_LINE = "command line"
_table = audit.c


class Act(NamedTuple):
    """Something that was done. ``about`` is an account's login or a session's id."""

    at: datetime
    who: str
    act: str
    about: str


def note(engine: Engine, now: datetime, who: str, act: str, about: str = "") -> None:
    """Write an act down."""
    with engine.begin() as connection:
        connection.execute(audit.insert().values(at=now, who=who, act=act, about=about))


def acts(engine: Engine, most: int = 200) -> list[Act]:
    """The latest acts, newest first."""
    query = sa.select(_table.at, _table.who, _table.act, _table.about)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(_table.at.desc(), _table.id.desc()).limit(most))
        return [Act(in_utc(at), *rest) for at, *rest in rows]


def forget(engine: Engine, now: datetime, after_days: int) -> int:
    """Delete the acts done longer ago than this; how many there were."""
    old = _table.at < now - timedelta(days=after_days)
    with engine.begin() as connection:
        return int(connection.execute(audit.delete().where(old)).rowcount)
