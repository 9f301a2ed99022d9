"""A join code that is typed into a conversation: the way to the training session that it belongs to."""

from __future__ import annotations

from bot.dialogue.message import Link, Message, Text
from bot.dialogue.turn import Moment
from bot.exercises.codes import spaced

JOIN = "/join/"


def joining(moment: Moment, code: str) -> tuple[Message, ...]:
    """The session's page for ``code``; whether there is such a session is for that page to say."""
    say = moment.voice.say
    return Text(say("training_join", code=spaced(code))), Link(say("training_join_link"), JOIN + code)
