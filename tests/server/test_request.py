"""What a browser may send as a choice: ids, and names of questions as the dialogue makes them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest

from bot.channels.problems import Problem
from bot.channels.request import Chosen, parse
from bot.dialogue.dating import _keep
from bot.reading.events import Said


def sent(question: str, value: Any = "referral") -> bytes:
    """The body of a choice."""
    return json.dumps({"choice": {"question": question, "turn": 3, "value": value}}).encode()


@pytest.mark.parametrize(
    "question",
    [
        "opening",
        "decide.child_self_harm_now",
        _keep(Said(past=date(2025, 6, 14), ahead=date(2026, 6, 14))),
        _keep(Said(past=datetime(2026, 3, 3, 14, 30))),
    ],
)
def test_every_question_can_be_answered_that_of_a_date_too(question: str) -> None:
    choice = {"question": question, "turn": 3, "value": "referral"}
    assert parse(sent(question)).said == Chosen(choice)


@pytest.mark.parametrize("question", ["", "/restart", "a b", "{x}", "<b>", "x" * 201, 3])
def test_nothing_else_is_a_question(question: Any) -> None:
    with pytest.raises(Problem):
        parse(sent(question))


@pytest.mark.parametrize("value", ["A", "a-b", "2026-03-03", "/restart", ["a", "B"]])
def test_a_value_is_an_id(value: Any) -> None:
    with pytest.raises(Problem):
        parse(sent("opening", value))
