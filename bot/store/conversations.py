"""Conversations as rows, for what needs no tracker of them."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta, timezone

import sqlalchemy as sa
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


def by_edition_and_week(engine: Engine) -> list[tuple[str | None, date, int]]:
    """How many conversations had their last turn with each edition in each week, the newest week first.

    The edition is None where none was noted; the week is its Monday (in UTC). Nothing tells whose they are.
    """
    day = sa.func.date(conversations.c.updated_at, type_=sa.Date)
    query = sa.select(conversations.c.edition, day, sa.func.count()).group_by(conversations.c.edition, day)
    counts: Counter[tuple[str | None, date]] = Counter()
    with engine.connect() as connection:
        for edition, on, count in connection.execute(query):
            counts[edition, on - timedelta(days=on.weekday())] += count
    rows = [(edition, week, count) for (edition, week), count in counts.items()]
    return sorted(rows, key=lambda row: (-row[1].toordinal(), row[0] or ""))
