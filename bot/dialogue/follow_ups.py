"""What can be asked after, or instead of, the answer: numbers, why, the referral, changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.content.area import ELSEWHERE, Area
from bot.dialogue.answer import timescales as timescales_section
from bot.dialogue.answer import voice_for
from bot.dialogue.case import Case
from bot.dialogue.changes import change_section, modifiers_section
from bot.dialogue.message import Alert, Block, Bullets, Contacts, Facts, Message, Section, Text
from bot.dialogue.people import contact_line
from bot.dialogue.reasons import guesses, reasons_block, why_not_lines
from bot.dialogue.turn import Moment
from bot.dialogue.words import Voice
from bot.guidance import ContactNow, Guidance, Situation
from bot.guidance.clock import availability
from bot.reading.places import areas_named

_REFERRAL_PARTS = 10


def just_the_number(situation: Situation, area: Area, now: datetime) -> tuple[Message, ...]:
    """999, then the doors of the child's area, or of every area when it is not known."""
    voice = Voice(area, situation.role)
    where = situation.place or situation.home
    areas = (
        [area.neighbour(where)]
        if where
        else [area.neighbour(key) for key in area.content.partnerships if key != ELSEWHERE]
        + [area.neighbour(ELSEWHERE)]
    )
    messages: list[Message] = [Alert(voice.say("heading_999"), voice.say("text_999"))]
    messages += [_doors(one, situation, now, all_of_them=bool(where)) for one in areas]
    if not where:
        messages.append(Text(voice.say("numbers_of_area")))
    messages.append(Text(voice.say("nobody_answers")))
    return tuple(messages)


def numbers(text: str, moment: Moment) -> tuple[Message, ...]:
    """The numbers for the child's area, or for one that the text names."""
    situation = moment.situation
    named = next(iter(areas_named(text, moment.content)), None)
    if named and not situation.home and not situation.place:
        situation = replace(situation, home=named)
    return just_the_number(situation, moment.area, moment.now)


def _doors(area: Area, situation: Situation, now: datetime, *, all_of_them: bool) -> Section:
    voice = Voice(area, situation.role)
    partnership = area.partnership
    keys = [partnership.front_door, partnership.out_of_hours]
    if all_of_them:
        keys += [partnership.early_help, partnership.lado]
    contacts = [area.contacts[key] for key in dict.fromkeys(keys)]
    once = {one.phone or one.id: one for one in reversed(contacts)}.values()
    lines = [contact_line(ContactNow(one, availability(one, now)), voice) for one in contacts if one in once]
    return Section(
        f"doors_{area.id}", voice.say("heading_doors", area=partnership.name), (Contacts(tuple(lines)),)
    )


def why_this(guidance: Guidance, case: Case, now: datetime) -> tuple[Message, ...]:
    """The rules that fired, with the facts they rest on; why not lower and why not higher."""
    voice = voice_for(guidance)
    blocks: tuple[Block, ...] = (
        reasons_block(guidance, voice),
        *guesses(guidance, case, voice),
        *why_not_lines(guidance, voice, now),
    )
    return (Section("why", voice.say("heading_why"), blocks),)


def would_change(guidance: Guidance, now: datetime) -> tuple[Message, ...]:
    """What would move the suggestion, and what makes any worry weigh more or less."""
    voice = voice_for(guidance)
    return (change_section(guidance, voice, now), modifiers_section(voice))


def what_to_include(guidance: Guidance) -> tuple[Message, ...]:
    """What to say on the phone and to write afterwards, filled with what is known."""
    voice = voice_for(guidance)
    content = voice.content
    known = [
        (
            voice.say("referral_known_concerns"),
            "; ".join(one.indicator.statement for one in guidance.concerns if one.counts),
        ),
        (
            voice.say("referral_known_strengths"),
            "; ".join(content.protective[key].statement for key in sorted(guidance.situation.protective)),
        ),
        (
            voice.say("referral_known_unknowns"),
            "; ".join(content.questions[key].ask for key in guidance.unknowns),
        ),
    ]
    missing = voice.say("referral_missing")
    facts = Facts(tuple((label, value or missing) for label, value in known))
    parts = tuple(voice.say(f"referral_{number}") for number in range(1, _REFERRAL_PARTS + 1))
    local = tuple(fact.text for fact in voice.area.partnership.referral)
    blocks: list[Block] = [Text(voice.say("what_to_put_in_referral")), facts, Bullets(parts)]
    if local:
        blocks += [Text(voice.say("local_referral")), Bullets(local)]
    return (Section("referral", voice.say("heading_referral"), tuple(blocks)),)


def timescales(guidance: Guidance) -> tuple[Message, ...]:
    """The clocks that apply here."""
    return (timescales_section(guidance, voice_for(guidance)),)
