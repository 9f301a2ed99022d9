"""What a browser may send: typed text, a choice, or the start of the page. Nothing else."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.problems import Problem

_ID = re.compile(r"[a-z0-9_.]{1,200}")
# One about dates names what is known, as in ISO 8601; a capital anywhere else is nobody's id.
_QUESTION = re.compile(r"(?:[a-z0-9_.:~+-]|(?<=\d)T(?=\d)){1,200}")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{0,64}")
_MOST_VALUES = 200
_FIELD = "value."  # and the question, in a form of the plain page


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


@dataclass(frozen=True)
class Sent:
    """What was said, and the id under which it may be sent again without being said twice."""

    said: Said
    id: str = ""


def parse(body: bytes) -> Sent:
    """Read a request's body. Raises Problem (400) saying what is wrong with it."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not valid JSON.") from None
    if not isinstance(data, dict):
        raise Problem(400, 'Send exactly one of "text", "choice" and "event".')
    key = data.pop("id", "")
    if not isinstance(key, str) or not _REQUEST_ID.fullmatch(key):
        raise Problem(400, '"id" is a text of at most 64 letters, digits and hyphens.')
    return Sent(_said(data), key)


def said_in(form: Mapping[str, list[str]]) -> Said:
    """What a form of the plain page says. Raises Problem (400) if it is none that we made."""
    one = {name: values[0] for name, values in form.items() if values}
    if one.get("text", "").strip():
        return Typed(clean(one["text"].replace("\r\n", "\n")))
    if "question" not in one or not one.get("turn", "").isdecimal():
        return Started()
    fields = {name[len(_FIELD) :]: list(values) for name, values in form.items() if name.startswith(_FIELD)}
    if "value" not in one and one.get("kind") != "form":
        return Started()  # no answer was chosen: it is asked again
    value: Any = one.get("value", fields)
    return Chosen(checked_choice({"question": one["question"], "turn": int(one["turn"]), "value": value}))


def _said(data: dict[str, Any]) -> Said:
    if len(data) != 1:
        raise Problem(400, 'Send exactly one of "text", "choice" and "event".')
    [(key, value)] = data.items()
    if key == "text" and isinstance(value, str):
        return Typed(clean(value))
    if key == "choice" and isinstance(value, dict):
        return Chosen(checked_choice(value))
    if key == "event" and value == "start":
        return Started()
    raise Problem(400, '"text" is a string, "choice" an object, "event" is "start"; nothing else is known.')


def checked_choice(data: dict[str, Any]) -> dict[str, Any]:
    """A choice that holds nothing but ids, as it came. Raises Problem (400) for any other."""
    if data.keys() != {"question", "turn", "value"}:
        raise Problem(400, 'A choice has exactly "question", "turn" and "value".')
    question, turn, value = data["question"], data["turn"], data["value"]
    if not _is_question(question) or not isinstance(turn, int) or isinstance(turn, bool):
        raise Problem(400, '"question" is an id and "turn" a whole number.')
    answers = list(value.values()) if isinstance(value, dict) else [value]
    names = list(value) if isinstance(value, dict) else []
    if len(answers) > _MOST_VALUES or not all(map(_is_value, names)) or not all(map(_is_answer, answers)):
        raise Problem(400, '"value" is an id, a list of ids, or an object of these by field.')
    return data


def _is_question(value: Any) -> bool:
    return isinstance(value, str) and _QUESTION.fullmatch(value) is not None


def _is_value(value: Any) -> bool:
    """Whether it is an id, as every choice that we offer is. Nothing else reaches Rasa unread."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_answer(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= _MOST_VALUES and all(map(_is_value, value))
    return _is_value(value)


def clean(text: str) -> str:
    """The text without half characters and control characters, which no store can keep."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(
        character if character in "\n\t" or unicodedata.category(character) != "Cc" else " "
        for character in whole
    )
