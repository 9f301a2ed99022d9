"""Actions in the server's own process: copied payloads, a compiled validator, and always an answer."""

from __future__ import annotations

import secrets
import time
from typing import Any

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction
from rasa_sdk.events import SlotSet

import actions.turn
from bot.channels.request import Chosen, Started
from bot.rasa_bridge import failure
from bot.rasa_bridge.in_process import InProcessActions
from tests.conversations.bot import Bot

PAYLOAD = {
    "next_action": "action_probe",
    "sender_id": "a",
    "tracker": {"sender_id": "a", "slots": {"case": {"answers": []}}, "events": [], "latest_message": {}},
}


def _explode(*_args: Any, **_kwargs: Any) -> None:
    raise ValueError("zxqsecretzx")


def test_an_action_cannot_rewrite_what_it_was_given(bot: Bot) -> None:
    endpoint = bot.agent.action_endpoint

    def probe(_dispatcher: Any, tracker: Any, _domain: Any) -> list[Any]:
        case = tracker.get_slot("case")
        case["answers"].append("edited")
        return [SlotSet("case", case)]

    endpoint._executor.register_function("action_probe", probe)
    try:
        answer = bot.wait(endpoint.request(json=PAYLOAD))
    finally:
        del endpoint._executor.actions["action_probe"]
    assert answer["events"][0]["value"] == {"answers": ["edited"]}
    assert PAYLOAD["tracker"]["slots"] == {"case": {"answers": []}}


def test_events_are_checked_quickly_and_still_checked(bot: Bot) -> None:
    action = RemoteAction("action_tell", bot.agent.action_endpoint)
    good = {"events": [{"event": "slot", "timestamp": None, "name": "case", "value": {}}], "responses": []}
    started = time.perf_counter()
    for _ in range(20):
        action._validate_action_result(good)
    assert (time.perf_counter() - started) / 20 < 0.02, "the schema is checked anew on every call"
    with pytest.raises(jsonschema.ValidationError):
        action._validate_action_result({"events": [{"event": "no such event"}], "responses": []})


def test_an_action_package_that_cannot_be_imported_says_so() -> None:
    with pytest.raises(ImportError, match="no_such_package"):
        InProcessActions("no_such_package")


def test_an_action_that_raises_still_answers_and_keeps_the_case(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    conversation = secrets.token_hex(8)
    bot.turn(conversation, Started())
    before = bot.case(conversation)
    with monkeypatch.context() as patch:
        patch.setattr(actions.turn, "respond", _explode)
        choice = Chosen({"question": "opening", "turn": 1, "value": "danger"})
        messages = bot.turn(conversation, choice).messages
    assert "999" in messages[0]["text"]
    assert "front door" in messages[0]["text"]
    assert bot.case(conversation) == before
    assert "action_choose failed: ValueError" in caplog.text
    assert "zxqsecretzx" not in caplog.text
    assert bot.turn(conversation, Started()).turn == before["turn"] + 1


def test_without_content_the_failure_line_is_still_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failure, "content", _explode)
    text = failure.failure()["text"]
    assert "999" in text
    assert "front door" in text
