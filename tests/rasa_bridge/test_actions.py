"""The actions, tracker in and messages out, for our channels and for plain text ones."""

from __future__ import annotations

import json
import secrets
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa_sdk.executor import ActionExecutor

from actions.turn import turn_of
from tests.conversations.bot import Bot

CHOICE = {"question": "home", "turn": 3, "value": "bolton"}


def test_a_choice_is_handed_on_as_it_came() -> None:
    turn = turn_of("choose", {"text": "", "choice": CHOICE})
    assert (turn.intent, turn.choice) == ("choose", CHOICE)


def test_a_text_channels_button_is_a_choice() -> None:
    entities = [{"entity": name, "value": value} for name, value in CHOICE.items()]
    assert turn_of("choose", {"text": "/choose{}", "entities": entities}).choice == CHOICE


def test_several_ticked_values_are_a_list() -> None:
    entities = [{"entity": name, "value": value} for name, value in CHOICE.items()]
    entities.append({"entity": "value", "value": "wigan"})
    assert turn_of("choose", {"entities": entities}).choice["value"] == ["bolton", "wigan"]


def test_an_answer_typed_instead_of_chosen_is_told() -> None:
    turn = turn_of("choose", {"text": "Bolton", "entities": [{"entity": "indicator", "value": "x"}]})
    assert (turn.intent, turn.choice, turn.text) == ("tell", None, "Bolton")


def _say(bot: Bot, conversation: str, text: str) -> list[dict[str, Any]]:
    output = CollectingOutputChannel()
    bot.wait(bot.agent.handle_message(UserMessage(text, output, conversation, input_channel="cmdline")))
    return output.messages


def test_a_plain_text_channel_gets_text_and_buttons_that_work(bot: Bot) -> None:
    conversation = secrets.token_hex(8)
    said = _say(bot, conversation, "hello")
    assert all("custom" not in message for message in said)
    assert any("999" in message["text"] for message in said)
    buttons = said[-1]["buttons"]
    payload = next(one["payload"] for one in buttons if one["title"] == "Work through a worry")
    assert json.loads(payload.removeprefix("/choose")) == {
        "question": "opening",
        "turn": 1,
        "value": "work_it_through",
    }
    _say(bot, conversation, payload)
    assert bot.case(conversation)["answers"][0]["values"] == ["work_it_through"]


def test_a_very_long_text_is_cut_and_the_practitioner_is_told(bot: Bot) -> None:
    parsed = bot.read("he comes to school hungry. " * 1_000)
    assert parsed["cut"]
    assert len(parsed["text"]) <= 5_000
    assert not bot.read("he comes to school hungry")["cut"]


def test_the_action_server_finds_every_action_of_the_domain(bot: Bot) -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(executor.actions) == set(bot.agent.domain.user_actions)
