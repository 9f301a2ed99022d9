"""Deadlines → an iCalendar file (RFC 5545) that any calendar reads. It holds nothing about a child."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event
from icalendar.enums import TRANSP

from bot.content.model import Anchor
from bot.dialogue.dates import due_in_words, in_words, rule, written
from bot.dialogue.words import Voice
from bot.guidance.clock import LONDON
from bot.guidance.deadlines import Basis, Deadline
from bot.guidance.working_days import working_days_from

_PRODUCT = "-//threshold-guidance-bot//dates//EN"
_REMINDED_AT = time(9)


def to_calendar(
    found: tuple[Deadline, ...], anchor: Anchor, on: date | datetime, voice: Voice, now: datetime
) -> bytes:
    """One event a deadline, with a reminder one working day before that is still to come.

    A deadline by the day is an all-day event, one by the hour an event at that moment. The same clock,
    event and day have the same UID, so that a second import renews and does not double. ``now``, with
    a time zone, is the stamp.
    """
    values = {"event": anchor.label, "date": in_words(on)}
    start = f"{anchor.id}|{written(on)}"
    calendar = Calendar.new(
        prodid=_PRODUCT,
        uid=uuid5(NAMESPACE_URL, start),
        name=voice.say("dates_calendar_name", **values),
        language="en-GB",
    )
    for one in found:
        calendar.add_component(_event(one, start, voice, now))
    written_out: bytes = calendar.to_ical()
    return written_out


def _event(deadline: Deadline, start: str, voice: Voice, now: datetime) -> Event:
    clock, moment = deadline.clock, deadline.at
    begins = moment.astimezone(timezone.utc) if moment else deadline.due
    event: Event = Event.new(
        uid=uuid5(NAMESPACE_URL, f"{start}|{deadline.anchor.id}|{clock.id}"),
        stamp=now.astimezone(timezone.utc),
        start=begins,
        end=None if moment else deadline.due + timedelta(days=1),
        summary=_summary(deadline, voice),
        description="\n".join(_description(deadline, voice)),
        transparency=TRANSP.TRANSPARENT,
    )
    reminder = datetime.combine(working_days_from(deadline.due, -1), _REMINDED_AT, LONDON)
    if reminder > now:
        alarm = Alarm.new(description=clock.label)
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", reminder.astimezone(timezone.utc), parameters={"value": "DATE-TIME"})
        event.add_component(alarm)
    return event


def _summary(deadline: Deadline, voice: Voice) -> str:
    what = deadline.clock.label or deadline.clock.event
    if deadline.clock.bound != "at_latest":
        what = voice.say(f"dates_calendar_{deadline.clock.bound}", what=what)
    return voice.say("dates_calendar_expected", what=what) if deadline.basis is Basis.EXPECTED else what


def _description(deadline: Deadline, voice: Voice) -> list[str]:
    clock = deadline.clock
    source = " ".join(filter(None, (voice.sources(clock.sources), voice.certainty(clock.certainty))))
    return [
        f"{due_in_words(deadline, voice)}.",
        voice.say("dates_calendar_rule", rule=rule(deadline, voice)),
        voice.say("dates_calendar_source", source=source),
        *filter(None, (clock.note,)),
        voice.say("dates_longest"),
        voice.say("judgement_line"),
    ]
