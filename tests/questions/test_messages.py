"""What is said to a question in the conversation, and what the case keeps of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from bot.clock import ENGLAND
from bot.content.load import Content
from bot.dialogue import Turn, respond
from bot.dialogue.message import to_dict
from bot.dialogue.plain import to_text
from bot.dialogue.turn import Reply

NOW = datetime(2026, 3, 10, 10, 30, tzinfo=ENGLAND)
HIT = {
    "text": "",
    "facts": {},
    "mentions": [
        {
            "indicator": "hit_by_parent",
            "status": "present",
            "start": 0,
            "end": 3,
            "text": "hit",
            "method": "sign",
            "confidence": 1.0,
        }
    ],
}


def say(
    content: Content, text: str, intent: str = "ask_question", case: dict[str, Any] | None = None
) -> Reply:
    return respond(case, Turn(intent, text), content, NOW)


def words(reply: Reply) -> str:
    return "\n".join(to_text(to_dict(message)) for message in reply.messages)


def nobody_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    for threshold in ("SURE", "EITHER"):
        monkeypatch.setattr(f"bot.reading.answer.{threshold}", 1.01)


def in_area(content: Content, area: str) -> dict[str, Any]:
    case = respond(None, Turn("greet"), content, NOW).case
    answered = {"question": "home", "values": [area], "turn": 1}
    return {**case, "answers": [answered]}


def test_an_answer_has_its_source_and_what_to_ask_next(content: Content) -> None:
    said = words(say(content, "how soon is the first visit due", case=in_area(content, "walsall")))
    assert "This is the answer visit_time." in said
    assert content.sources["practice"].title in said
    assert "Who makes the visit?" in said


def test_without_an_area_it_asks_which_and_lists_them(content: Content) -> None:
    said = words(say(content, "how soon is the first visit due"))
    assert "This differs by area. I have it for Bolton." in said
    assert "England: This is the answer visit_time." in said
    assert "Bolton: This is the answer visit_time_bolton." in said


def test_another_areas_answer_says_whose_it_is(content: Content) -> None:
    said = words(say(content, "when is my report due", case=in_area(content, "wigan")))
    assert "I only have this from Bolton." in said


def test_a_follow_up_keeps_the_topic_through_the_slot(content: Content) -> None:
    first = say(content, "how soon is the first visit due")
    slot = json.loads(json.dumps(first.case))
    assert slot["topic"] == "visit_time"
    assert "This is the answer visit_who." in words(say(content, "and who goes?", case=slot))


def test_a_slot_from_before_there_were_topics_is_read(content: Content) -> None:
    slot = say(content, "how soon is the first visit due").case
    del slot["topic"]
    assert say(content, "when is my report due", case=slot).case["topic"] == "report_time_bolton"


@pytest.mark.parametrize("intent", ["unclear", "tell", "out_of_scope", "timescales"])
def test_a_clear_question_is_answered_whatever_it_was_taken_for(content: Content, intent: str) -> None:
    assert "This is the answer visit_who." in words(say(content, "who makes the visit", intent))


def test_out_of_scope_is_declined_in_one_sentence_and_999_named(content: Content) -> None:
    reply = say(content, "will it rain tomorrow", "out_of_scope")
    assert "Ask the weather service." in words(reply) and "999" in words(reply)
    assert reply.unanswered is None


@pytest.mark.parametrize("intent", ["out_of_scope", "ask_question"])
def test_a_worry_in_what_is_out_of_scope_is_still_heard(content: Content, intent: str) -> None:
    indicator = next(one for one in content.indicators.values() if one.red_flag)
    reading = {**HIT, "mentions": [{**HIT["mentions"][0], "indicator": indicator.id}]}
    reply = respond(None, Turn(intent, "will it rain tomorrow", reading), content, NOW)
    assert [one["indicator"] for one in reply.case["proposals"]] == [indicator.id]
    assert f"action.{indicator.id}" in reply.case["shown"]


def test_what_nobody_knows_may_be_kept_and_says_so(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody_is_sure(monkeypatch)
    reply = say(content, "how soon is the first visit due", case=in_area(content, "bolton"))
    assert reply.unanswered == "bolton"
    assert "I will not guess" in words(reply) and "may be kept" in words(reply)


def test_what_tells_of_a_child_is_never_kept(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody_is_sure(monkeypatch)
    indicator = next(iter(content.indicators))
    reading = {**HIT, "mentions": [{**HIT["mentions"][0], "indicator": indicator, "status": "asked"}]}
    reply = respond(None, Turn("ask_question", "how soon is the first visit due", reading), content, NOW)
    assert reply.unanswered is None and "may be kept" not in words(reply)


def test_a_question_in_the_middle_leaves_the_case_as_it_was(content: Content) -> None:
    case = in_area(content, "bolton")
    after = json.loads(json.dumps(say(content, "who makes the visit", case=case).case))
    assert after["answers"] == case["answers"] and not after["proposals"]
