"""Finished guidance, one coarse row each: nothing leads to a conversation, a person or a moment."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.insight.finished import Finished, time_of_day, week_of
from bot.insight.months import first_kept
from bot.store.tables import insights

_table = insights.c
LONGEST = 1000  # characters of topics


def note(engine: Engine, one: Finished, channel: str, now: datetime) -> None:
    """Keep one. Of ``now`` only the week and the time of day stay. Its key is drawn at random."""
    row = {
        "id": secrets.token_hex(16),
        "week": week_of(now),
        "time": time_of_day(now).value,
        "area": one.area,
        "agency": one.agency,
        "tier": one.tier,
        "route": one.route,
        "topics": " ".join(one.topics)[:LONGEST],
        "view": one.view,
        "channel": channel,
        "edition": one.edition,
    }
    with engine.begin() as connection:
        connection.execute(insights.insert().values(row))


def tally(engine: Engine, weeks: Sequence[date], *columns: str) -> Counter[tuple[str, ...]]:
    """How many there are in these weeks for each combination of values of ``columns``."""
    chosen = [_table[name] for name in columns]
    query = sa.select(*chosen, sa.func.count()).where(_table.week.in_(weeks)).group_by(*chosen)
    with engine.connect() as connection:
        return Counter({tuple(values): count for *values, count in connection.execute(query)})


def by_week(engine: Engine) -> dict[date, int]:
    """How many there are in each week."""
    query = sa.select(_table.week, sa.func.count()).group_by(_table.week).order_by(_table.week)
    with engine.connect() as connection:
        return dict(connection.execute(query).all())


def forget(engine: Engine, today: date, after_days: int) -> int:
    """Delete the months that ended longer ago than this, each as a whole; how many rows there were."""
    old = _table.week < first_kept(today, after_days)
    with engine.begin() as connection:
        return int(connection.execute(insights.delete().where(old)).rowcount)
