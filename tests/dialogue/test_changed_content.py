"""Content that changes while a conversation goes on: it goes on, and no worry goes without a word."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.content.load import Content
from bot.dialogue import Turn, respond
from bot.dialogue.message import Choices, Form, Message, Text
from bot.reading import Reader
from tests import project

NOW = datetime(2026, 3, 10, 10, 0, tzinfo=ZoneInfo("Europe/London"))
WORDS = "I'm a teacher in Bolton. His dad punched him and he is often late for school. He is 9."


@pytest.fixture(scope="module")
def content() -> Content:
    return project.content()


@pytest.fixture(scope="module")
def cases(content: Content) -> list[dict[str, Any]]:
    """One conversation after each of its turns, each time with what is offered first."""
    told = Turn("tell", WORDS, Reader(content).read(WORDS).to_dict())
    reply = respond(None, told, content, NOW)
    cases = [reply.case]
    for _ in range(3):
        asked = next(one for one in reversed(reply.messages) if isinstance(one, (Choices, Form)))
        choice = {"question": asked.question, "turn": asked.turn, "value": _first(asked)}
        reply = respond(reply.case, Turn("choose", choice=choice), content, NOW)
        cases.append(reply.case)
    return cases


def _first(asked: Choices | Form) -> Any:
    if isinstance(asked, Choices):
        return asked.options[0].value
    fields = (field for field in asked.fields if field.options)
    return {
        field.id: [one.value for one in field.options] if field.many else field.options[0].value
        for field in fields
    }


def _without(content: Content, kind: str, key: str) -> Content:
    left = {name: item for name, item in getattr(content, kind).items() if name != key}
    return dataclasses.replace(content, **{kind: MappingProxyType(left)})


def _texts(messages: tuple[Message, ...]) -> str:
    return "\n".join(one.text for one in messages if isinstance(one, Text))


@pytest.mark.parametrize("kind", ["indicators", "questions", "protective", "vulnerabilities", "partnerships"])
def test_whatever_goes_the_conversation_goes_on(
    content: Content, cases: list[dict[str, Any]], kind: str
) -> None:
    for case in cases:
        held = {one["indicator"] for one in case["proposals"]}
        held |= {value for given in case["answers"] for value in given["values"]}
        held |= {given["question"].removeprefix("decide.") for given in case["answers"]}
        for key in held & getattr(content, kind).keys() - {"elsewhere"}:
            reply = respond(case, Turn("greet"), _without(content, kind, key), NOW)
            assert reply.messages


def test_a_worry_that_went_is_said_and_the_tick_list_is_open_again(
    content: Content, cases: list[dict[str, Any]]
) -> None:
    case = cases[-1]
    assert any(given["question"] == "concerns" for given in case["answers"])
    gone = case["proposals"][0]["indicator"]
    reply = respond(case, Turn("greet"), _without(content, "indicators", gone), NOW)
    assert content.wording["content_changed"] in _texts(reply.messages)
    assert not any(given["question"] == "concerns" for given in reply.case["answers"])
    assert gone not in {one["indicator"] for one in reply.case["proposals"]}
    again = respond(reply.case, Turn("greet"), _without(content, "indicators", gone), NOW)
    assert content.wording["content_changed"] not in _texts(again.messages)


def test_nothing_is_said_where_nothing_went(content: Content, cases: list[dict[str, Any]]) -> None:
    for case in cases:
        reply = respond(case, Turn("greet"), content, NOW)
        assert content.wording["content_changed"] not in _texts(reply.messages)


def test_an_open_guide_that_went_is_closed(content: Content, cases: list[dict[str, Any]]) -> None:
    guide = next(key for key, one in content.guides.items() if one.questions)
    case = {**cases[-1], "step": f"guide.{guide}"}
    reply = respond(case, Turn("greet"), _without(content, "guides", guide), NOW)
    assert not reply.case["step"].startswith("guide.")
