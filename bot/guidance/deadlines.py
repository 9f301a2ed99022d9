"""The date of one event → every date that follows from it. Pure; limits, units and events are content.

How days are counted, for which no document that was read gives a rule:

- the day after the event is day one, so one working day after a Monday is the Tuesday;
- a working day is a Monday to Friday that is no bank holiday in England;
- "before" counts the same way backwards from the event;
- a month ends on the same day of the month, or on its last day where it has no such day;
- hours run through nights, weekends and changes of the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum

from dateutil.relativedelta import relativedelta

from bot.content.area import Area
from bot.content.model import Anchor, Timescale
from bot.guidance.clock import LONDON
from bot.guidance.working_days import FIRST_YEAR, LAST_YEAR, working_day_before, working_days_from


class State(str, Enum):
    """Where a deadline stands. What nobody told us may have been done, so overdue is only a date."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    NEXT = "next"
    LATER = "later"
    REACHED = "reached"
    OVER = "over"


class Basis(str, Enum):
    """What a deadline is counted from: an event that happened, one that is planned, or one expected."""

    ACTUAL = "actual"
    PLANNED = "planned"
    EXPECTED = "expected"


class Reason(str, Enum):
    """Why a date cannot be."""

    NOT_YET = "not_yet"
    TOO_FAR = "too_far"
    OUT_OF_RANGE = "out_of_range"


class ImpossibleDate(ValueError):
    """The event cannot have this date."""

    def __init__(self, reason: Reason, anchor: Anchor, on: date) -> None:
        """``on`` is the day that was given."""
        super().__init__(f"{anchor.id} on {on.isoformat()}: {reason.value}")
        self.reason = reason
        self.anchor = anchor
        self.on = on


class UnknownAnchor(ValueError):
    """No event of the content has this id."""


@dataclass(frozen=True)
class Deadline:
    """One date: ``clock`` counted from the event ``anchor`` on the day or moment ``start``.

    ``due`` is a day in England. ``at`` is the exact moment of a clock that runs in hours, if the time
    of its event is known; otherwise the clock has run out at some hour of ``due`` or of the next day.
    """

    clock: Timescale
    anchor: Anchor
    start: date | datetime
    basis: Basis
    due: date
    at: datetime | None = None
    state: State = State.LATER

    @property
    def last_working_day(self) -> date:
        """``due``, or the last working day before it."""
        return working_day_before(self.due)


def deadlines(anchor: str, on: date | datetime, area: Area, today: date | datetime) -> tuple[Deadline, ...]:
    """Every deadline that follows from ``anchor`` on ``on`` in an area, the earliest first.

    National clocks and the area's own count. A clock that dates another event starts that event's
    clocks too, once, from its last possible day (``Basis.EXPECTED``). What had to come before an event
    that is over is left out. Moments without a time zone are London's; ``today`` as a moment makes
    hours exact. Raises UnknownAnchor, and ImpossibleDate for a day that the event cannot have.
    """
    event = area.content.anchors.get(anchor)
    if event is None:
        raise UnknownAnchor(anchor)
    start = on.replace(tzinfo=on.tzinfo or LONDON) if isinstance(on, datetime) else on
    _refuse_impossible(event, start, today)
    basis = Basis.ACTUAL if not _is_after(start, today) else Basis.PLANNED
    found = sorted(_chain(event, start, basis, area, day_of(today), {anchor}), key=_order)
    upcoming = [one.due for one in found if _sets_a_limit(one) and _is_after(_end(one), today)]
    soonest = min((due for due in upcoming if due > day_of(today)), default=None)
    return tuple(replace(one, state=_state(one, today, soonest)) for one in found)


def without_number(anchor: str, area: Area) -> tuple[Timescale, ...]:
    """What is said of an event without a number of days, national and of this area."""
    return tuple(clock for clock in _clocks(anchor, area) if clock.limit is None)


def counts_anything(anchor: str, area: Area) -> bool:
    """Whether any clock in this area counts from the event, on whatever day it is."""
    return any(clock.limit is not None for clock in _clocks(anchor, area))


def day_of(moment: date | datetime) -> date:
    """The day in England."""
    if isinstance(moment, datetime):
        return (moment if moment.tzinfo is None else moment.astimezone(LONDON)).date()
    return moment


def _clocks(anchor: str, area: Area) -> Iterator[Timescale]:
    for clock in area.content.timescales.values():
        if anchor in clock.anchors and clock.area in (None, area.id):
            yield clock


def _refuse_impossible(anchor: Anchor, start: date | datetime, today: date | datetime) -> None:
    day, now = day_of(start), day_of(today)
    if not FIRST_YEAR < day.year < LAST_YEAR:
        raise ImpossibleDate(Reason.OUT_OF_RANGE, anchor, day)
    if anchor.tense == "past" and _is_after(start, today):
        raise ImpossibleDate(Reason.NOT_YET, anchor, day)
    weeks = anchor.most_weeks_ahead
    if weeks is not None and day > now + timedelta(weeks=weeks):
        raise ImpossibleDate(Reason.TOO_FAR, anchor, day)


def _chain(
    anchor: Anchor, start: date | datetime, basis: Basis, area: Area, today: date, seen: set[str]
) -> Iterator[Deadline]:
    """The deadlines of one event and of those that it leads to. No event is met twice."""
    for clock in _clocks(anchor.id, area):
        if clock.limit is None or (clock.direction == "before" and day_of(start) < today):
            continue
        one = _count(clock, anchor, start, basis)
        yield one
        if clock.leads_to is not None and clock.leads_to not in seen:
            seen.add(clock.leads_to)
            following = area.content.anchors[clock.leads_to]
            yield from _chain(following, one.at or one.due, Basis.EXPECTED, area, today, seen)


def _count(clock: Timescale, anchor: Anchor, start: date | datetime, basis: Basis) -> Deadline:
    limit = -(clock.limit or 0) if clock.direction == "before" else clock.limit or 0
    day, at = day_of(start), None
    if clock.unit == "hours":
        timed = isinstance(start, datetime)
        began = start if isinstance(start, datetime) else datetime.combine(start, time(), LONDON)
        end = (began.astimezone(timezone.utc) + timedelta(hours=limit)).astimezone(LONDON)
        due, at = end.date(), end if timed else None
    elif clock.unit == "working_days":
        due = working_days_from(day, limit)
    elif clock.unit == "months":
        due = day + relativedelta(months=limit)
    else:
        due = day + (timedelta(weeks=limit) if clock.unit == "weeks" else timedelta(days=limit))
    return Deadline(clock, anchor, start, basis, due, at)


def _end(deadline: Deadline) -> date | datetime:
    return deadline.at or deadline.due


def _order(deadline: Deadline) -> tuple[date, datetime, bool]:
    """By day; within a day what has an hour by that hour, the rest at its end."""
    last = datetime.combine(deadline.due, time.max, LONDON)
    return deadline.due, deadline.at or last, _sets_a_limit(deadline)


def _sets_a_limit(deadline: Deadline) -> bool:
    return deadline.clock.bound != "at_earliest"


def _is_after(one: date | datetime, other: date | datetime) -> bool:
    """Whether ``one`` is later: by the moment if both have one, else by the day."""
    if isinstance(one, datetime) and isinstance(other, datetime) and other.tzinfo is not None:
        return one > other
    return day_of(one) > day_of(other)


def _state(deadline: Deadline, today: date | datetime, soonest: date | None) -> State:
    end, now = _end(deadline), day_of(today)
    if not _sets_a_limit(deadline):
        return State.LATER if deadline.due > now else State.REACHED
    if _is_after(today, end):
        return State.OVER if deadline.clock.bound == "lasts" else State.OVERDUE
    if deadline.due == now:
        return State.DUE_TODAY
    return State.NEXT if deadline.due == soonest else State.LATER
