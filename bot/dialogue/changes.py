"""What would change the suggestion, in words; worked out by asking the decision again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.dialogue.message import Block, Bullets, Section, Text, WhatIf
from bot.dialogue.route_text import route_text
from bot.dialogue.words import Voice
from bot.guidance import Guidance, assess
from bot.guidance.change import Change, what_would_change


def change_section(guidance: Guidance, voice: Voice, now: datetime) -> Section:
    """What would move the suggestion, or what would if nothing asked or near does."""
    heading = voice.say("heading_change")
    changes = what_would_change(guidance.situation, guidance.home_area, now)
    open_questions = tuple(_what_if(key, guidance, voice, now) for key in guidance.unknowns)
    if not changes:
        return Section("change", heading, (*open_questions, Text(voice.say("change_none"))))
    items = tuple(_line(change, voice) for change in changes)
    return Section("change", heading, (Bullets(items), *open_questions, Text(voice.say("change_signs"))))


def _what_if(key: str, guidance: Guidance, voice: Voice, now: datetime) -> WhatIf:
    """What each answer to an open question would make of the suggestion."""
    question, situation = voice.content.questions[key], guidance.situation
    outcomes = []
    for option in question.options:
        answered = replace(situation, answers=situation.answers | {(key, option.id)})
        after = assess(answered, guidance.home_area, now)
        outcomes.append((option.label, _outcome(guidance, after, voice)))
    return WhatIf(question.ask, tuple(outcomes))


def _outcome(before: Guidance, after: Guidance, voice: Voice) -> str:
    if (before.tier, before.main_route) == (after.tier, after.main_route):
        return voice.say("what_if_same")
    return voice.say("what_if_becomes", **_became(after, voice))


def modifiers_section(voice: Voice) -> Section:
    """What makes any worry weigh more, and what makes it weigh less; each is asked about somewhere."""
    blocks: list[Block] = []
    for kind in ("up", "down"):
        texts = tuple(one.text for one in voice.content.modifiers.values() if one.direction == kind)
        blocks += [Text(voice.say(f"modifiers_{kind}")), Bullets(texts)]
    return Section("modifiers", voice.say("heading_modifiers"), tuple(blocks))


def _line(change: Change, voice: Voice) -> str:
    content, became = voice.content, _became(change.after, voice)
    if change.indicator:
        return voice.say("change_sign", sign=voice.area.indicators[change.indicator].statement, **became)
    question = content.questions[change.question]
    option = next(one for one in question.options if one.id == change.option)
    return voice.say("change_answer", ask=question.ask, answer=option.label, **became)


def _became(after: Guidance, voice: Voice) -> dict[str, str]:
    return {
        "tier": voice.content.tier(after.tier).name,
        "route": route_text(after, after.main_route).label,
    }
