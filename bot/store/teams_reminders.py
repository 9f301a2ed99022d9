"""Reminders that were asked for in Teams: one a conversation, gone once it is sent.

The place to write to is sealed by whoever puts it here; without the server's secret it says nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.store.tables import teams_reminders

_table = teams_reminders.c


class Due(NamedTuple):
    """A reminder to send: whose, the sealed place, and how often it has failed."""

    conversation: str
    place: str
    tries: int


def put(engine: Engine, conversation: str, place: str, due_at: datetime) -> None:
    """Keep a reminder in place of the one that this conversation may have. ``due_at`` has a time zone."""
    row = {"place": place, "due_at": due_at.astimezone(timezone.utc), "tries": 0}
    with engine.begin() as connection:
        update = teams_reminders.update().where(_table.conversation == conversation).values(row)
        if connection.execute(update).rowcount == 0:
            connection.execute(teams_reminders.insert().values(conversation=conversation, **row))


def due(engine: Engine, now: datetime) -> list[Due]:
    """Those whose time has come, the oldest first. ``now`` has a time zone."""
    query = (
        sa.select(_table.conversation, _table.place, _table.tries)
        .where(_table.due_at <= now.astimezone(timezone.utc))
        .order_by(_table.due_at)
    )
    with engine.connect() as connection:
        return [Due(*row) for row in connection.execute(query)]


def put_off(engine: Engine, conversation: str, until: datetime) -> None:
    """Try again later, and count the try."""
    later = {"due_at": until.astimezone(timezone.utc), "tries": _table.tries + 1}
    with engine.begin() as connection:
        connection.execute(teams_reminders.update().where(_table.conversation == conversation).values(later))


def delete(engine: Engine, conversation: str) -> bool:
    """Delete the reminder of a conversation; whether there was one."""
    with engine.begin() as connection:
        gone = connection.execute(teams_reminders.delete().where(_table.conversation == conversation))
        return bool(gone.rowcount)


def delete_old(engine: Engine, keep_days: int) -> int:
    """Delete those that were due longer ago than this and never sent; how many there were."""
    since = datetime.now(timezone.utc) - timedelta(days=keep_days)
    with engine.begin() as connection:
        return int(connection.execute(teams_reminders.delete().where(_table.due_at < since)).rowcount)
