"""Questions that nobody has written an answer to, for the partnership to read.

Only the redacted text, the area and the day: nothing that leads back to a conversation.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.store.tables import unanswered_questions

LONGEST = 300  # characters
_table = unanswered_questions.c


class Unanswered(NamedTuple):
    """One question: the last day it was asked, the area (empty if unknown) and how often."""

    last_asked: date
    area: str
    text: str
    times: int


def note(engine: Engine, text: str, area: str, today: date) -> None:
    """Keep a question. ``text`` must be redacted; it is cut to LONGEST characters."""
    with engine.begin() as connection:
        row = {"text": text[:LONGEST], "area": area, "asked_on": today}
        connection.execute(unanswered_questions.insert().values(row))


def unanswered(engine: Engine) -> list[Unanswered]:
    """Every question that was kept, those asked most often first."""
    times, last = sa.func.count(), sa.func.max(_table.asked_on)
    query = (
        sa.select(last, _table.area, _table.text, times)
        .group_by(_table.area, _table.text)
        .order_by(times.desc(), last.desc(), _table.text)
    )
    with engine.connect() as connection:
        return [Unanswered(*row) for row in connection.execute(query)]


def forget(engine: Engine, today: date, after_days: int) -> int:
    """Delete the questions asked longer ago than this; how many there were."""
    old = _table.asked_on < today - timedelta(days=after_days)
    with engine.begin() as connection:
        return int(connection.execute(unanswered_questions.delete().where(old)).rowcount)
