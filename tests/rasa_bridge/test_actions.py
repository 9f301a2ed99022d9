"""The actions, tracker in and messages out, for our channels and for plain text ones."""

from __future__ import annotations

import json
import secrets
import threading
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa_sdk.executor import ActionExecutor

from actions.turn import turn_of
from bot.channels.request import Chosen, Started
from bot.rasa_bridge import agent
from bot.rasa_bridge.resources import reader
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


def test_a_choice_runs_no_nlu(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = secrets.token_hex(8)
    read: list[str] = []
    real = reader().read
    monkeypatch.setattr(type(reader()), "read", lambda _self, text: read.append(text) or real(text))
    bot.turn(conversation, Started())
    bot.turn(conversation, Chosen({"question": "opening", "turn": 1, "value": "work_it_through"}))
    assert read == []


def test_text_is_redacted_and_read_outside_the_event_loop(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    monkeypatch.setattr(agent, "redact", lambda text: threads.append(threading.get_ident()) or "redacted")

    async def loop_thread() -> int:
        return threading.get_ident()

    assert bot.read("07700 900123")["text"] == "redacted"
    assert threads
    assert threads[0] != bot.wait(loop_thread())


def test_the_action_server_finds_every_action_of_the_domain(bot: Bot) -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(executor.actions) == set(bot.agent.domain.user_actions)
