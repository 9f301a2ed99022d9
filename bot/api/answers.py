"""Questions about the process, and dates that follow from an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from bot import timescales
from bot.api.shapes import Area, Certainty, EditionId, ProcessAnswer, Sources, Text
from bot.content.load import Content
from bot.dialogue.message import Dates, to_dict
from bot.dialogue.plain import to_text
from bot.dialogue.process import answer_messages, reasons
from bot.questions import Answerer, machine

Moment = Annotated[str, "A day, or a day and time of day, ISO 8601."]


@dataclass(frozen=True)
class CountedFrom:
    """The event that a date is counted from: the one that was given, or one that it leads to."""

    anchor: str
    on: Moment


@dataclass(frozen=True)
class Deadline:
    """One date of the process."""

    id: str
    what: str
    due: Moment
    state: Annotated[str, "Where it stands today, such as overdue or next."]
    basis: Annotated[str, "Whether it rests on a known event or on one that is only expected."]
    counted_from: CountedFrom
    limit: int
    unit: Annotated[str, "working_days, calendar_days, hours, weeks or months."]
    direction: Annotated[str, "before or after the event."]
    bound: Annotated[str, "at_latest, at_earliest, or lasts until then at most."]
    scope: Annotated[str, "statutory, national, local or practice."]
    area: str | None
    text: Annotated[str, "The rule in words."]
    sources: Sources
    certainty: Certainty
    note: str | None


@dataclass(frozen=True)
class Timescales:
    """Every date that follows from one event, earliest first."""

    edition: EditionId
    anchor: str
    on: Moment
    area: Area
    today: Annotated[str, "The day on which `state` holds."]
    deadlines: tuple[Deadline, ...]
    messages: Annotated[tuple[Dates, ...], "The same dates as the web chat shows them."]
    text: Text


def process_answer(question: str, area: str | None, content: Content) -> ProcessAnswer:
    """The answer to a question, which is redacted first. ``area`` must be known. Nothing is kept."""
    found, voice = Answerer(content).find(question, area)
    messages = answer_messages(found, voice, keep=False)
    return ProcessAnswer(
        edition=content.edition.edition,
        answers=reasons(found, voice),
        messages=messages,
        text="\n".join(to_text(to_dict(message)) for message in messages),
        **machine(found, voice),
    )


def dates(anchor: str, on: str, area: str | None, content: Content, now: datetime) -> Timescales:
    """The dates that follow from an event. Raises bot.timescales.BadRequest, saying what to write instead."""
    asked = timescales.ask(content, anchor, on, area, now)
    data, message = asked.data(), asked.message()
    found = tuple(
        Deadline(**{**one, "counted_from": CountedFrom(**one["counted_from"])}) for one in data["deadlines"]
    )
    return Timescales(**{**data, "deadlines": found}, messages=(message,), text=to_text(to_dict(message)))
