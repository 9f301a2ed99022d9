"""Deletes what has reached its time: each kind has its own, and one server does it for all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, logs
from bot.settings import Settings
from bot.store import audit, conversations, insights, purges, records, teams_reminders, training, unanswered

EVERY = timedelta(hours=1)
_LARGEST_JUMP = 3600  # seconds by which a clock may be put forward


class Kind(NamedTuple):
    """Something with a time to live. ``delete`` deletes what is older than so many days, and counts it."""

    name: str
    delete: Callable[[Engine, int], int]
    days: int


def kinds(settings: Settings) -> list[Kind]:
    """Everything that is kept for a time only."""
    return [
        Kind("conversations", conversations.delete_untouched, settings.retention_days),
        Kind("records", records.delete_old, settings.records_days),
        Kind("reminders in Teams", teams_reminders.delete_old, settings.retention_days),
        Kind("training sessions", _training, settings.training_days),
        Kind("audit", _audit, settings.audit_days),
        Kind("unanswered questions", _unanswered, settings.questions_days),
        Kind("insights", _insights, settings.insight_days),
    ]


def purge(engine: Engine, kinds: Sequence[Kind], now: datetime) -> None:
    """Delete what is old, unless another server did within the hour. Raises SQLAlchemyError."""
    for kind in kinds:
        if purges.claim(engine, kind.name, now, EVERY):
            purges.done(engine, kind.name, kind.delete(engine, kind.days))


async def keep_purging(engine: Engine, kinds: Sequence[Kind]) -> None:
    """Purge now and every so often, until cancelled. A failure is logged, and tried again."""
    steady = Steady(time.time, _since_boot)
    while True:
        try:
            if steady:
                await asyncio.to_thread(purge, engine, kinds, datetime.now(timezone.utc))
            else:
                logs.logger.error("the clock jumped, so nothing is deleted until the next start")
        except SQLAlchemyError as error:
            logs.logger.error("what is old is not deleted: %s", logs.where(error))
        await asyncio.sleep(EVERY.total_seconds() / 4)


class Steady:
    """True as long as the clock has not been put forward: what it then calls old may be of today."""

    def __init__(
        self, wall: Callable[[], float] = time.time, steady: Callable[[], float] | None = None
    ) -> None:
        """``wall`` is the clock that is doubted, ``steady`` one that only goes on; both give seconds."""
        self._wall, self._steady = wall, steady or _since_boot
        self._offset = self._wall() - self._steady()

    def __bool__(self) -> bool:
        return self._wall() - self._steady() - self._offset < _LARGEST_JUMP


def _since_boot() -> float:
    """Seconds since the machine started, those asleep included where the system counts them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _unanswered(engine: Engine, days: int) -> int:
    return unanswered.forget(engine, clock.now().date(), days)


def _insights(engine: Engine, days: int) -> int:
    return insights.forget(engine, clock.now().date(), days)


def _training(engine: Engine, days: int) -> int:
    """Close the sessions that nobody can join any more, too."""
    now = datetime.now(timezone.utc)
    training.close_expired(engine, now)
    return training.delete_old(engine, now, days)


def _audit(engine: Engine, days: int) -> int:
    return audit.forget(engine, datetime.now(timezone.utc), days)
