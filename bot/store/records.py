"""Records that were made, until they expire. Each belongs to one conversation, and only that gets it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.store.tables import records

_table = records.c


def put(engine: Engine, reference: str, conversation: str, record: Mapping[str, Any]) -> None:
    """Keep a record, redacted, under its reference."""
    row = {
        "reference": reference,
        "conversation": conversation,
        "record": dict(record),
        "made_at": datetime.now(timezone.utc),
    }
    with engine.begin() as connection:
        connection.execute(records.insert().values(row))


def get(engine: Engine, reference: str, conversation: str, keep_days: int) -> dict[str, Any] | None:
    """The record with this reference, if this conversation made it and it is not older than ``keep_days``."""
    query = sa.select(_table.record).where(
        _table.reference == reference,
        _table.conversation == conversation,
        _table.made_at >= _since(keep_days),
    )
    with engine.connect() as connection:
        found: dict[str, Any] | None = connection.execute(query).scalar_one_or_none()
    return found


def several(engine: Engine, keep_days: int) -> dict[str, dict[str, Any]]:
    """Every record that is not older than ``keep_days``, by its reference."""
    query = sa.select(_table.reference, _table.record).where(_table.made_at >= _since(keep_days))
    with engine.connect() as connection:
        return dict(connection.execute(query).all())


def delete(engine: Engine, conversation: str, reference: str | None = None) -> None:
    """Delete one record of a conversation, or all of them."""
    mine = _table.conversation == conversation
    which = mine if reference is None else sa.and_(mine, _table.reference == reference)
    with engine.begin() as connection:
        connection.execute(records.delete().where(which))


def rename(engine: Engine, old: str, new: str) -> None:
    """Records stay with the browser when a new case begins under another id."""
    with engine.begin() as connection:
        connection.execute(records.update().where(_table.conversation == old).values(conversation=new))


def delete_old(engine: Engine, keep_days: int) -> int:
    """Delete the records made longer ago than this; how many there were."""
    with engine.begin() as connection:
        return int(connection.execute(records.delete().where(_table.made_at < _since(keep_days))).rowcount)


def _since(days: int) -> datetime:
    return datetime.now(timezone.utc) - timedelta(days=days)
