"""Conversations as rows, for what needs no tracker of them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from sqlalchemy.engine import Engine

from bot.store.database import overwrite_deleted
from bot.store.tables import conversations


def delete_untouched(engine: Engine, for_days: int) -> int:
    """Delete the conversations that nobody touched for so many days; how many there were."""
    since = datetime.now(timezone.utc) - timedelta(days=for_days)
    with engine.begin() as connection:
        old = conversations.delete().where(conversations.c.updated_at < since)
        deleted = int(connection.execute(old).rowcount)
    overwrite_deleted(engine)
    return deleted
