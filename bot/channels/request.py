"""What a browser may send: typed text, a choice, or the start of the page. Nothing else."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from bot.channels.problems import Problem

_ID = re.compile(r"[a-z0-9_.]{1,200}")
_MOST_VALUES = 200


@dataclass(frozen=True)
class Typed:
    """Free text."""

    text: str


@dataclass(frozen=True)
class Chosen:
    """A choice; whether it was offered is for the dialogue to say."""

    choice: dict[str, Any]


@dataclass(frozen=True)
class Started:
    """The page was opened."""


Said = Typed | Chosen | Started


def parse(body: bytes) -> Said:
    """Read a request's body. Raises Problem (400) saying what is wrong with it."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not valid JSON.") from None
    if not isinstance(data, dict) or len(data) != 1:
        raise Problem(400, 'Send exactly one of "text", "choice" and "event".')
    [(key, value)] = data.items()
    if key == "text" and isinstance(value, str):
        return Typed(_clean(value))
    if key == "choice" and isinstance(value, dict):
        return Chosen(_choice(value))
    if key == "event" and value == "start":
        return Started()
    raise Problem(400, '"text" is a string, "choice" an object, "event" is "start"; nothing else is known.')


def _choice(data: dict[str, Any]) -> dict[str, Any]:
    if data.keys() != {"question", "turn", "value"}:
        raise Problem(400, 'A choice has exactly "question", "turn" and "value".')
    question, turn, value = data["question"], data["turn"], data["value"]
    if not _is_value(question) or not isinstance(turn, int) or isinstance(turn, bool):
        raise Problem(400, '"question" is an id and "turn" a whole number.')
    answers = list(value.values()) if isinstance(value, dict) else [value]
    names = list(value) if isinstance(value, dict) else []
    if len(answers) > _MOST_VALUES or not all(map(_is_value, names)) or not all(map(_is_answer, answers)):
        raise Problem(400, '"value" is an id, a list of ids, or an object of these by field.')
    return data


def _is_value(value: Any) -> bool:
    """Whether it is an id, as every choice that we offer is. Nothing else reaches Rasa unread."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_answer(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= _MOST_VALUES and all(map(_is_value, value))
    return _is_value(value)


def _clean(text: str) -> str:
    """The text without half characters and control characters, which no store can keep."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(
        character if character in "\n\t" or unicodedata.category(character) != "Cc" else " "
        for character in whole
    )
