"""Facts or a text → guidance, in the words of the web chat and as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.api import shapes
from bot.api.catalogue import level
from bot.api.facts import case_of, facts_of
from bot.content.load import Content
from bot.dialogue.answer import full_answer, lead_of, voice_for
from bot.dialogue.message import Answer, Block, Reasons, Steps, Text, to_dict
from bot.dialogue.people import contact_line, rung, sharing_words
from bot.dialogue.plain import to_text
from bot.dialogue.route_text import route_text
from bot.dialogue.told import told
from bot.dialogue.turn import Moment
from bot.dialogue.words import Voice
from bot.guidance import Guidance
from bot.guidance.change import what_would_change
from bot.reading import Reader, Reading


def guidance(
    facts: dict[str, object] | None, text: str | None, content: Content, reader: Reader, now: datetime
) -> tuple[shapes.Guidance, Guidance]:
    """The reply to ``facts`` (whose ids are known), a ``text``, or both; and the decision behind it.

    What a text says counts as in the conversation before anything is ticked. Where nothing at all was told,
    and ``unsure`` is not said to be false, the answer is the one for "worried and cannot say why": silence is
    never reassurance.
    """
    case, reading = case_of(facts or {}), None
    if text is not None:
        reading = reader.read(text)
        case = told(case, reading, content)
    moment = Moment(case, content, now)
    if text is None and not moment.has_guidance and (facts or {}).get("unsure") is not False:
        moment = moment.with_case(case.with_answer("unsure", ("yes",)))
    return _reply(moment, reading), moment.guidance


def _reply(moment: Moment, reading: Reading | None) -> shapes.Guidance:
    given, case, content, now = moment.guidance, moment.case, moment.content, moment.now
    voice = voice_for(given, now)
    answer = full_answer(given, case, now)
    tier = content.tier(given.tier)
    return shapes.Guidance(
        edition=content.edition.edition,
        at=now.isoformat(),
        heading=answer.heading,
        lead=answer.lead,
        red_flag=answer.red_flag,
        urgency=given.urgency.value,
        tier=shapes.Tier(given.tier.value, tier.name, tier.meaning),
        level=level(given.tier, given.home_area.partnership) if given.level else None,
        routes=tuple(_routes(given, voice)),
        steps=tuple(
            shapes.Step(*step)
            for block in _blocks(answer, "do_now", "do_next")
            if isinstance(block, Steps)
            for step in block.items
        ),
        contacts=tuple(
            shapes.Contact(**vars(contact_line(one, voice)), id=one.contact.id) for one in rung(given)
        ),
        sharing=shapes.Sharing(*sharing_words(given, voice)),
        reasons=tuple(
            reason for block in _blocks(answer, "why") if isinstance(block, Reasons) for reason in block.items
        ),
        rules=tuple(
            shapes.Fired(one.rule, one.combination, one.subjects, one in given.held_by)
            for one in given.reasons
        ),
        signs=tuple(
            shapes.Sign(
                one.indicator.id, one.indicator.statement, one.status.value, one.tier.value, one.is_red_flag
            )
            for one in given.concerns
        ),
        consult=given.consult,
        unknowns=tuple(_unknown(key, content) for key in given.unknowns),
        changes=tuple(_changes(given, now)),
        ask_other_children=given.ask_other_children,
        timescales=tuple(
            shapes.Timescale(
                one.id, one.event, voice.fill(one.text), one.scope, one.certainty.value, one.sources
            )
            for one in given.timescales
        ),
        notices=tuple(block.text for block in _blocks(answer, "certainty") if isinstance(block, Text)),
        facts=facts_of(case, content),
        read=_read(reading, moment) if reading else None,
        messages=(answer,),
        text=to_text(to_dict(answer)),
    )


def _blocks(answer: Answer, *sections: str) -> Iterator[Block]:
    return (block for section in answer.sections if section.id in sections for block in section.blocks)


def _routes(given: Guidance, voice: Voice) -> Iterator[shapes.RouteAdvice]:
    for advice in given.routes:
        words = route_text(given, advice.route)
        heading, label, lead = voice.fill(words.heading), voice.fill(words.label), lead_of(words, voice)
        yield shapes.RouteAdvice(advice.route.value, label, heading, lead, advice.urgency.value)


def _unknown(key: str, content: Content) -> shapes.Unknown:
    question = content.questions[key]
    options = tuple(shapes.Choice(one.id, one.label) for one in question.options)
    return shapes.Unknown(key, question.ask, question.why, options)


def _changes(given: Guidance, now: datetime) -> Iterator[shapes.Change]:
    for one in what_would_change(given.situation, given.home_area, now):
        yield shapes.Change(one.question, one.option, one.indicator, one.tier.value, one.route.value)


def _read(reading: Reading, moment: Moment) -> shapes.Read:
    signs = moment.area.indicators
    return shapes.Read(
        reading.text,
        tuple(
            shapes.ReadSign(
                one.indicator,
                signs[one.indicator].statement,
                one.status.value,
                one.text,
                round(one.confidence, 3),
                one.method,
            )
            for one in reading.mentions
        ),
        reading.facts.danger_guessed,
    )
