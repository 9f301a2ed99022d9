"""What is said when something broke: never nothing, and always 999 and the front door."""

from __future__ import annotations

from typing import Any

from bot.dialogue.message import Text, to_dict
from bot.rasa_bridge.resources import content

_WITHOUT_CONTENT = (
    "Something went wrong on our side. If a child is in danger now, ring 999. Otherwise do not wait for "
    "this assistant: ring your safeguarding lead or your front door (children's social care)."
)


def failure() -> dict[str, Any]:
    """A message to say instead of the answer. Never raises."""
    try:
        text = content().wording["action_failed"]
    except Exception:
        text = _WITHOUT_CONTENT
    message: dict[str, Any] = to_dict(Text(text))
    return message
