"""What time it is for the practitioner. Everything that depends on now asks here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.settings import settings

ENGLAND = ZoneInfo("Europe/London")


def _now() -> datetime:
    stopped = settings().now
    if stopped is None:
        return datetime.now(ENGLAND)
    return stopped.replace(tzinfo=ENGLAND) if stopped.tzinfo is None else stopped.astimezone(ENGLAND)


_clock: Callable[[], datetime] = _now


def now() -> datetime:
    """The moment, in England's local time."""
    return _clock()


def use(clock: Callable[[], datetime] | None) -> None:
    """Tell the time by ``clock``; None goes back to the real one (or to GUIDANCE_NOW)."""
    global _clock
    _clock = clock or _now
