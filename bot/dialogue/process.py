"""A process question answered in words, or the honest "I do not know" with whom to ask."""

from __future__ import annotations

from bot.content.area import Area
from bot.dialogue.message import Bullets, Message, Reason, Reasons, Text
from bot.dialogue.words import Voice
from bot.reading.answer import Match, find, is_sure


def answer_question(question: str, area: Area, voice: Voice) -> tuple[Message, ...]:
    """The answer with its source; below the confidence, the nearest two and whom to ask."""
    matches = find(question, area)
    sure = [match for match in matches if is_sure(match)]
    if sure:
        return (Reasons(tuple(_line(match, voice) for match in sure[:2])),)
    messages: list[Message] = [Text(voice.say("question_unknown"))]
    if matches:
        nearest = tuple(dict.fromkeys(match.passage.title for match in matches[:2]))
        messages += [Text(voice.say("question_nearest")), Bullets(nearest)]
    return tuple(messages)


def _line(match: Match, voice: Voice) -> Reason:
    passage = match.passage
    return Reason(
        voice.fill(f"{passage.title}: {passage.text}"),
        voice.sources(passage.sources),
        voice.certainty(passage.certainty),
    )
