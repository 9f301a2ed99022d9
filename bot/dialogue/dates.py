"""Deadlines → the table that a practitioner reads: what, by when, where it stands, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlencode

from bot.content.area import ELSEWHERE
from bot.content.model import Anchor
from bot.dialogue.message import DateLine, Dates, Link
from bot.dialogue.words import Voice
from bot.guidance.clock import LONDON
from bot.guidance.deadlines import Basis, Deadline, State, counts_anything, day_of, without_number

CALENDAR, PICTURE = "/api/dates.ics", "/api/dates.svg"


def dates_message(found: tuple[Deadline, ...], anchor: Anchor, on: date | datetime, voice: Voice) -> Dates:
    """The table of deadlines from one event, with what is overdue and what comes next above it."""
    return Dates(
        caption=voice.say("dates_caption", event=anchor.label, date=in_words(on)),
        summary=tuple(_summary(found, voice)),
        columns=tuple(voice.say(f"dates_column_{name}") for name in ("what", "when", "state", "rule")),
        items=tuple(line(one, voice) for one in found),
        notes=tuple(_notes(found, anchor, on, voice)),
        links=links(anchor, on, voice) if found else (),
    )


def line(deadline: Deadline, voice: Voice) -> DateLine:
    """One deadline in words."""
    clock = deadline.clock
    return DateLine(
        what=clock.label or clock.event,
        due=due_in_words(deadline, voice),
        iso=deadline.at.isoformat() if deadline.at else deadline.due.isoformat(),
        state=deadline.state.value,
        status=status(deadline, voice),
        rule=rule(deadline, voice),
        source=voice.sources(clock.sources),
        certainty=voice.certainty(clock.certainty),
        note=" ".join(filter(None, (_not_a_working_day(deadline, voice), clock.note))),
    )


def links(anchor: Anchor, on: date | datetime, voice: Voice) -> tuple[Link, ...]:
    """Where the same dates are found as a calendar file and as a picture."""
    query = urlencode({"anchor": anchor.id, "on": written(on), "area": voice.area.id})
    return (
        Link(voice.say("dates_calendar_link"), f"{CALENDAR}?{query}"),
        Link(voice.say("dates_picture_link"), f"{PICTURE}?{query}"),
    )


def written(on: date | datetime) -> str:
    """A day or moment as it is written in a link: ISO 8601, a moment in London's time without its zone."""
    if isinstance(on, datetime):
        return _local(on).replace(tzinfo=None).isoformat(timespec="minutes")
    return on.isoformat()


def in_words(on: date | datetime) -> str:
    """ "Tuesday 3 March 2026", with the time of day if there is one."""
    words = f"{day_of(on):%A %-d %B %Y}"
    return f"{words}, {_local(on):%H:%M}" if isinstance(on, datetime) else words


def due_in_words(deadline: Deadline, voice: Voice) -> str:
    """By when, from when, or until when."""
    clock, values = deadline.clock, {"date": in_words(deadline.due)}
    if clock.bound == "at_earliest":
        return voice.say("dates_from", **values)
    key = "dates_until" if clock.bound == "lasts" else "dates_by"
    if deadline.at is not None:
        return voice.say(f"{key}_time", time=f"{_local(deadline.at):%H:%M}", **values)
    return voice.say(f"{key}_hour_unknown" if clock.unit == "hours" else key, **values)


def status(deadline: Deadline, voice: Voice) -> str:
    """Where it stands, in words."""
    state, expected = deadline.state, _is_only_expected(deadline)
    if deadline.clock.bound == "lasts" and state in (State.NEXT, State.LATER) and not expected:
        return voice.say("dates_state_lasting")
    return voice.say(
        f"dates_state_{state.value}" + ("_expected" if expected and state is State.OVERDUE else "")
    )


def rule(deadline: Deadline, voice: Voice) -> str:
    """The limit and its type, whether it is law or local, and what it is counted from if only expected."""
    clock = deadline.clock
    one = "_one" if clock.limit == 1 else ""
    count = voice.say(f"dates_unit_{clock.unit}{one}", count=str(clock.limit))
    limit = (
        voice.say(f"dates_rule_{clock.direction}", count=count)
        if clock.limit
        else voice.say("dates_rule_same_day")
    )
    said = [f"{limit}.", voice.say(f"scope_{clock.scope}")]
    if _is_only_expected(deadline):
        start = in_words(day_of(deadline.start))
        said.append(voice.say("dates_rule_expected", date=start, event=deadline.anchor.label))
    return " ".join(said)


def _is_only_expected(deadline: Deadline) -> bool:
    return deadline.basis is Basis.EXPECTED


def _not_a_working_day(deadline: Deadline, voice: Voice) -> str:
    """A date counted in days, weeks or months can fall on a day when nobody meets."""
    counts = deadline.clock.unit in ("weeks", "months") and deadline.clock.bound == "at_latest"
    if not counts or deadline.last_working_day == deadline.due:
        return ""
    return voice.say("dates_not_a_working_day", date=in_words(deadline.last_working_day))


def _summary(found: tuple[Deadline, ...], voice: Voice) -> Iterable[str]:
    """What is overdue, what is due today, and what comes next."""
    known = [one for one in found if not _is_only_expected(one)]
    for state in (State.OVERDUE, State.DUE_TODAY):
        what = "; ".join(one.clock.label or "" for one in known if one.state is state)
        if what:
            yield voice.say(f"dates_{state.value}", what=what)
    coming = [one for one in found if one.state is State.NEXT]
    if coming:
        what = "; ".join(one.clock.label or "" for one in coming)
        yield voice.say("dates_next", what=what, due=due_in_words(coming[0], voice))


def _notes(found: tuple[Deadline, ...], anchor: Anchor, on: date | datetime, voice: Voice) -> Iterable[str]:
    if not found:
        yield voice.say("dates_none" if counts_anything(anchor.id, voice.area) else "dates_none_here")
    for clock in without_number(anchor.id, voice.area):
        yield " ".join(filter(None, (clock.text, voice.certainty(clock.certainty))))
    if anchor.note:
        yield anchor.note
    if voice.area.id == ELSEWHERE and _areas_differ({anchor.id, *(one.anchor.id for one in found)}, voice):
        yield voice.say("dates_only_national")
    if not found:
        return
    yield voice.say("dates_longest")
    if any(_is_only_expected(one) for one in found):
        yield voice.say("dates_tell_me_more")
    if anchor.timed and not isinstance(on, datetime):
        yield voice.say("dates_hour_wanted")
    yield voice.say("dates_counting")


def _areas_differ(anchors: set[str], voice: Voice) -> bool:
    """Whether any area has a clock of its own for one of these events."""
    clocks = voice.content.timescales.values()
    return any(clock.area is not None and not anchors.isdisjoint(clock.anchors) for clock in clocks)


def _local(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(LONDON)
