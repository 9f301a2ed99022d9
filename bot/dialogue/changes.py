"""What would change the suggestion, in words; worked out by asking the decision again."""

from __future__ import annotations

from datetime import datetime

from bot.dialogue.message import Bullets, Section, Text
from bot.dialogue.words import Voice
from bot.guidance import Guidance
from bot.guidance.change import Change, what_would_change


def change_section(guidance: Guidance, voice: Voice, now: datetime) -> Section:
    """The answers that would move the suggestion, or what would if no question is open."""
    heading = voice.say("heading_change")
    changes = what_would_change(guidance.situation, guidance.home_area, now)
    if not changes:
        return Section("change", heading, (Text(voice.say("change_none")),))
    items = tuple(_line(change, voice) for change in changes)
    return Section("change", heading, (Bullets(items), Text(voice.say("change_signs"))))


def _line(change: Change, voice: Voice) -> str:
    question = voice.content.questions[change.question]
    option = next(one for one in question.options if one.id == change.option)
    return voice.say(
        "change_item",
        ask=question.ask,
        answer=option.label,
        tier=voice.content.tier(change.tier).name,
        route=voice.content.routes[change.route.value].label,
    )
