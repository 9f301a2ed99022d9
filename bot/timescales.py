"""Dates from an event, its day and an area that someone wrote, as a table, calendar, picture or JSON.

What the command line and the server share: both are asked in text and must say what is wrong with it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot import clock
from bot.content.area import ELSEWHERE, area_of
from bot.content.load import Content
from bot.content.model import Anchor
from bot.dialogue.calendar import to_calendar
from bot.dialogue.dates import dates_message, in_words, line, written
from bot.dialogue.message import Dates, to_dict
from bot.dialogue.plain import to_text
from bot.dialogue.timeline import to_picture
from bot.dialogue.words import Voice
from bot.guidance.clock import LONDON
from bot.guidance.deadlines import Deadline, ImpossibleDate, day_of, deadlines


class BadRequest(ValueError):
    """What was asked cannot be answered; the message says what to write instead."""


@dataclass(frozen=True)
class Asked:
    """An event, its day or moment, and where; with the deadlines that follow as they stand at ``now``."""

    anchor: Anchor
    on: date | datetime
    voice: Voice
    now: datetime
    found: tuple[Deadline, ...]

    def render(self, form: str) -> str | bytes:
        """The dates as "table", "ics" (bytes), "json" or "svg"."""
        if form == "ics":
            return to_calendar(self.found, self.anchor, self.on, self.voice, self.now)
        if form == "svg":
            return to_picture(self.found, self.anchor, self.on, self.voice, self.now)
        if form == "json":
            return json.dumps(self.data(), ensure_ascii=False, indent=2)
        return to_text(to_dict(self.message()))

    def message(self) -> Dates:
        """The dates as the conversation says them."""
        return dates_message(self.found, self.anchor, self.on, self.voice)

    def data(self) -> dict[str, Any]:
        """The dates for programs, JSON-safe."""
        return {
            "anchor": self.anchor.id,
            "on": written(self.on),
            "area": self.voice.area.id,
            "today": day_of(self.now).isoformat(),
            "edition": self.voice.content.edition.edition,
            "deadlines": [self._one(deadline) for deadline in self.found],
        }

    def _one(self, deadline: Deadline) -> dict[str, Any]:
        clock, words = deadline.clock, line(deadline, self.voice)
        return {
            "id": clock.id,
            "what": words.what,
            "due": words.iso,
            "state": deadline.state.value,
            "basis": deadline.basis.value,
            "counted_from": {"anchor": deadline.anchor.id, "on": written(deadline.start)},
            "limit": clock.limit,
            "unit": clock.unit,
            "direction": clock.direction,
            "bound": clock.bound,
            "scope": clock.scope,
            "area": clock.area,
            "text": clock.text,
            "sources": list(clock.sources),
            "certainty": clock.certainty.value,
            "note": words.note or None,
        }


def ask(content: Content, anchor: str, on: str, area: str | None, now: datetime) -> Asked:
    """The deadlines of an event. ``on`` is ISO 8601, a day or a moment of London's time.

    Without an area only national clocks count. Raises BadRequest in plain words.
    """
    voice = Voice(area_of(content, _known_area(content, area)), None)
    event = content.anchors.get(anchor)
    if event is None:
        known = ", ".join(content.anchors)
        raise BadRequest(voice.say("dates_unknown_event", event=anchor, events=known))
    start = _day(on, voice)
    try:
        found = deadlines(event.id, start, voice.area, now)
    except ImpossibleDate as error:
        key = f"dates_error_{error.reason.value}"
        raise BadRequest(voice.say(key, date=in_words(error.on), event=event.label)) from None
    return Asked(event, start, voice, now, found)


def moment(today: str | None) -> datetime:
    """A day or moment that someone wrote, at the start of the day, in London's time; without one, now.

    Raises BadRequest.
    """
    if today is None:
        return clock.now()
    try:
        return _at_london(datetime.fromisoformat(today))
    except ValueError:
        raise BadRequest(f"{today!r} is no day; write it as 2026-03-03 or 2026-03-03T14:30.") from None


def _day(on: str, voice: Voice) -> date | datetime:
    try:
        return _at_london(datetime.fromisoformat(on)) if "T" in on else date.fromisoformat(on)
    except ValueError:
        raise BadRequest(voice.say("dates_not_iso", words=on)) from None


def _at_london(moment: datetime) -> datetime:
    return moment.replace(tzinfo=LONDON) if moment.tzinfo is None else moment


def _known_area(content: Content, area: str | None) -> str:
    if area is not None and area not in content.partnerships:
        voice = Voice(area_of(content, ELSEWHERE), None)
        known = ", ".join(content.partnerships)
        raise BadRequest(voice.say("dates_unknown_area", area=area, areas=known))
    return area or ELSEWHERE
