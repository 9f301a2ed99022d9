"""Is this contact open at this moment? England's bank holidays and local time included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from bot.content.model import WEEKDAYS, Contact
from bot.guidance.working_days import is_bank_holiday, is_working_day

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


def is_working_time(now: datetime) -> bool:
    """Whether ``now`` (with a time zone) falls on a weekday that is no bank holiday in England."""
    return is_working_day(now.astimezone(LONDON).date())


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
