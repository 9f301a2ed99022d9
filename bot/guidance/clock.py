"""Is this contact open at this moment? England's bank holidays and local time included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from bot.content.model import WEEKDAYS, Contact

LONDON = ZoneInfo("Europe/London")


class Availability(str, Enum):
    """Whether someone answers now."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ContactNow:
    """A contact as it stands at one moment."""

    contact: Contact
    availability: Availability


@lru_cache(maxsize=16)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    """Whether ``day`` is a bank holiday in England."""
    return day in _bank_holidays(day.year)


def is_working_time(now: datetime) -> bool:
    """Whether ``now`` (with a time zone) falls on a weekday that is no bank holiday in England."""
    day = now.astimezone(LONDON).date()
    return day.weekday() < 5 and not is_bank_holiday(day)


def availability(contact: Contact, now: datetime) -> Availability:
    """Whether the contact answers at ``now``; closed on bank holidays unless always open.

    ``now`` must carry a time zone. A contact whose hours nobody has found is ``unknown``
    during working days and never claimed to be open.
    """
    if contact.always_open:
        return Availability.OPEN
    local = now.astimezone(LONDON)
    if contact.hours is None:
        return Availability.UNKNOWN
    if is_bank_holiday(local.date()):
        return Availability.CLOSED
    opening = contact.hours.get(WEEKDAYS[local.weekday()])
    if opening is not None and opening.opens <= local.time() < opening.closes:
        return Availability.OPEN
    return Availability.CLOSED
