"""Dates in the conversation: an event and its day are recognised, or asked for, and the dates follow.

What is open besides goes on from where it was: nothing about the case is answered here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.content.area import Area, area_of
from bot.content.model import Anchor
from bot.dialogue.case import UNKNOWN
from bot.dialogue.dates import dates_message, in_words, written
from bot.dialogue.message import Message, Reason, Reasons, Text
from bot.dialogue.steps import DATES, EVENT, WHEN
from bot.dialogue.turn import Moment, Said, Turn
from bot.dialogue.words import Voice
from bot.guidance.deadlines import ImpossibleDate, day_of, deadlines
from bot.reading.dates import read_dates
from bot.reading.events import Said as Told
from bot.reading.events import read_event, the_day
from bot.reading.naming import METHOD as MEANING
from bot.reading.places import areas_named

_READINGS = "~"  # between the two readings of a date, in the name of an open question
_MOST_WORDS, _FEW_WORDS = 25, 6
_MAY_MEAN_DATES = frozenset({"tell", "unclear", "ask_question", "out_of_scope"})
_WORRIES = frozenset({"present", "past", "hypothetical"})
Day = date | datetime


def means_dates(moment: Moment, turn: Turn) -> bool:
    """Whether a typed text is about dates, whatever else it was taken for.

    It names an event and its day, in a few words. With a worry in it, it must also ask for a date;
    danger and a dispute always come first.
    """
    if turn.intent not in _MAY_MEAN_DATES or len(turn.text.split()) > _MOST_WORDS or _is_urgent(turn):
        return False
    said = read_event(turn.text, moment.content, day_of(moment.now))
    if tells_a_worry(moment, turn) and not said.is_wanted:
        return False
    has_date = said.has_date or bool(said.no_such_day)
    if moment.case.step.startswith(DATES):
        return said.event is not None or has_date
    return said.event is not None and has_date


def tells_a_worry(moment: Moment, turn: Turn) -> bool:
    """Whether a text about dates holds anything about a child: danger, a dispute, or a sign in its words.

    "Police protection on 3 March" names an event and no more, whatever its meaning resembles.
    """
    if _is_urgent(turn):
        return True
    seen = [one for one in (turn.reading or {}).get("mentions", ()) if one["status"] in _WORRIES]
    if any(one["method"] != MEANING for one in seen):
        return True
    return bool(seen) and read_event(turn.text, moment.content, day_of(moment.now)).tells_more


def _is_urgent(turn: Turn) -> bool:
    facts = (turn.reading or {}).get("facts", {})
    return bool(facts.get("danger") or facts.get("disagreement"))


def is_hardly_more_than_a_date(moment: Moment, turn: Turn) -> bool:
    """Whether a typed text that answers nothing is a date: "it was on 3 March"."""
    if len(turn.text.split()) > _FEW_WORDS or tells_a_worry(moment, turn):
        return False
    return read_event(turn.text, moment.content, day_of(moment.now)).has_date


def dated(moment: Moment, turn: Turn) -> Said | None:
    """The dates that follow, or what is still missing for them; None if the turn tells no day."""
    voice = Voice(_area(moment, turn.text), moment.situation.role)
    if turn.choice:
        return _chosen(moment, turn, voice)
    said, opened = read_event(turn.text, moment.content, day_of(moment.now)), moment.case.step
    event = said.event
    if event is None and opened.startswith(WHEN):
        event = moment.content.anchors[opened[len(WHEN) :]]
    if said.no_such_day:
        text = Text(voice.say("dates_no_such_day", words=said.no_such_day))
        return _ask(moment, WHEN + event.id if event else EVENT, text)
    if not said.has_date and opened.startswith(EVENT):
        kept = _kept(opened)
        said = replace(said, past=kept.past, ahead=kept.ahead)
    if not said.has_date:
        return _ask(moment, WHEN + event.id) if event and opened.startswith(DATES) else None
    return _dated(moment, event, said, voice) if event else _ask(moment, _keep(said))


def missing(moment: Moment, turn: Turn) -> Said | None:
    """The rule for an event that has no day yet, and the question for the day that it counts from.

    None if no event is named, or the text asks how long something takes and not when it is due.
    """
    said = read_event(turn.text, moment.content, day_of(moment.now))
    if said.event is not None:
        return _ask(moment, WHEN + said.event.id)
    if said.asked is None or not said.asks_when:
        return None
    voice = Voice(_area(moment, turn.text), moment.situation.role)
    for clock in moment.content.timescales.values():
        if clock.leads_to == said.asked.id and clock.area in (None, voice.area.id):
            reason = Reason(clock.text, voice.sources(clock.sources), voice.certainty(clock.certainty))
            return _ask(moment, WHEN + clock.anchors[0], Reasons((reason,)))
    return _ask(moment, WHEN + said.asked.id)


def ask_event(moment: Moment) -> Said:
    """Ask which event has a known date."""
    return _ask(moment, EVENT)


def _chosen(moment: Moment, turn: Turn, voice: Voice) -> Said:
    """The answer to the question for an event or its day."""
    ((question, values),) = (turn.choice or {}).items()
    value = values[0]
    if value == UNKNOWN:
        return replace(moment.case, step=""), (Text(voice.say("dates_look_it_up")),)
    anchors = moment.content.anchors
    if question.startswith(EVENT):
        return _dated(moment, anchors[value], _kept(question), voice)
    label = next(one.label for one in moment.content.intake["when"].options if one.id == value)
    (day,) = read_dates(label, day_of(moment.now))
    return _dated(moment, anchors[question[len(WHEN) :]], Told(past=day.past, ahead=day.ahead), voice)


def _dated(moment: Moment, event: Anchor, said: Told, voice: Voice) -> Said:
    """The table for an event and its day; without a day, the question for it."""
    on = the_day(event, said, day_of(moment.now))
    if on is None:
        return _ask(moment, WHEN + event.id)
    try:
        found = deadlines(event.id, on, voice.area, moment.now)
    except ImpossibleDate as error:
        key = f"dates_error_{error.reason.value}"
        text = Text(voice.say(key, date=in_words(error.on), event=event.label))
        return _ask(moment, WHEN + event.id, text)
    return replace(moment.case, step=""), (dates_message(found, event, on, voice),)


def _ask(moment: Moment, step: str, *first: Message) -> Said:
    return replace(moment.case, step=step), first


def _area(moment: Moment, text: str) -> Area:
    """The child's area, or else the one that the text names; asking says nothing of where a child lives."""
    if moment.situation.home:
        return moment.area
    return area_of(moment.content, next(iter(areas_named(text, moment.content)), None))


def _keep(said: Told) -> str:
    return EVENT + _READINGS.join(written(one) if one else "" for one in (said.past, said.ahead))


def _kept(step: str) -> Told:
    past, _, ahead = step[len(EVENT) :].partition(_READINGS)
    return Told(past=_parse(past), ahead=_parse(ahead))


def _parse(text: str) -> Day | None:
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
