"""What may be said where others read along: the process, and never a child."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any

_PROCESS = frozenset({"ask_question", "timescales", "just_the_number", "out_of_scope"})
_SMALL_TALK = frozenset({"greet", "help", "thanks", "stop"})
_SAY_NOTHING_OF_A_CHILD = frozenset({"area", "role"})  # facts of a text
_ASKED = "asked"  # a sign that is only asked about is in nobody's life


class Where(Enum):
    """Where a text that was written in a group is answered."""

    HERE = auto()
    HERE_IN_GENERAL = auto()
    IN_PRIVATE = auto()


def where_to_answer(parsed: Mapping[str, Any]) -> Where:
    """Where to answer a text, as the agent's NLU read it. In doubt, in private."""
    reading = parsed.get("reading") or {}
    about_a_child = any(one["status"] != _ASKED for one in reading.get("mentions", ())) or any(
        value for name, value in reading.get("facts", {}).items() if name not in _SAY_NOTHING_OF_A_CHILD
    )
    intent = parsed["intent"]["name"]
    if about_a_child or intent not in _PROCESS | _SMALL_TALK:
        return Where.IN_PRIVATE
    return Where.HERE if intent in _PROCESS else Where.HERE_IN_GENERAL
