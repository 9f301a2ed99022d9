"""Where a text from a group is answered. In doubt, in private."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.teams.groups import Where, where_to_answer


def _parsed(intent: str, *statuses: str, **facts: Any) -> dict[str, Any]:
    mentions = [{"indicator": "hunger", "status": status} for status in statuses]
    return {"intent": {"name": intent}, "reading": {"mentions": mentions, "facts": facts}}


@pytest.mark.parametrize("intent", ["ask_question", "timescales", "just_the_number", "out_of_scope"])
def test_the_process_is_answered_where_it_was_asked(intent: str) -> None:
    assert where_to_answer(_parsed(intent)) is Where.HERE
    assert where_to_answer(_parsed(intent, "asked", area="wigan", role="teacher", danger=False)) is Where.HERE


@pytest.mark.parametrize("intent", ["greet", "help", "thanks", "stop"])
def test_small_talk_is_answered_in_general(intent: str) -> None:
    assert where_to_answer(_parsed(intent)) is Where.HERE_IN_GENERAL


@pytest.mark.parametrize(
    "intent", ["tell", "danger", "about_me", "they_said_no", "guide", "record", "choose", "something new"]
)
def test_anything_else_is_answered_in_private(intent: str) -> None:
    assert where_to_answer(_parsed(intent)) is Where.IN_PRIVATE


@pytest.mark.parametrize("status", ["present", "past", "denied", "hypothetical", "someone_else"])
@pytest.mark.parametrize("intent", ["ask_question", "help"])
def test_a_sign_makes_it_private(intent: str, status: str) -> None:
    assert where_to_answer(_parsed(intent, "asked", status)) is Where.IN_PRIVATE


@pytest.mark.parametrize(
    "facts", [{"age_years": 9.0}, {"danger": True}, {"consent": "refused"}, {"vulnerabilities": ["disabled"]}]
)
def test_a_fact_of_a_child_makes_it_private(facts: dict[str, Any]) -> None:
    assert where_to_answer(_parsed("ask_question", **facts)) is Where.IN_PRIVATE
