"""What an activity says, as the dialogue takes it, and what makes it the same as one before."""

from __future__ import annotations

import hashlib
import json

from bot.channels.request import Chosen, Said, parse
from bot.channels.teams.activities import Activity
from bot.channels.teams.cards import choice_in

_SENT_ONCE = ("message", "invoke")


def said_in(activity: Activity) -> Said | None:
    """A choice on one of our cards, or words; None for a card that is not ours."""
    choice = choice_in(activity.data) if activity.data is not None else None
    if choice is not None:
        return Chosen(choice)
    if activity.data is not None and not activity.text:
        return None
    return typed(activity.text)


def typed(text: str) -> Said:
    """Words as the web chat takes them: without what no store can keep."""
    return parse(json.dumps({"text": text}).encode()).said


def told_as(activity: Activity, body: bytes) -> str:
    """The same for an activity that is sent again. An edited message has the id of what it was before."""
    once = activity.id if activity.type in _SENT_ONCE else ""
    return once or hashlib.sha256(body).hexdigest()
