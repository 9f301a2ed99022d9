"""Danger that no words name comes first all the same, says that it is a guess, and can be taken back."""

from __future__ import annotations

import pytest

from bot.dialogue import Reply, Turn, respond
from bot.dialogue.case import from_dict
from bot.dialogue.facts import situation_of
from bot.reading.model import Facts, Mention, Reading, Status
from tests.guidance.moments import FRIDAY_17_05
from tests.project import content

CONTENT = content()
WORDS = "She is down by the water again."
RED_FLAG = next(
    one.id for one in CONTENT.indicators.values() if one.red_flag and one.first_door.value == "emergency"
)
GUESSED = CONTENT.wording["danger_guessed"]
HEARD = Facts(danger=True, danger_guessed=True)
NAMED = Facts(danger=True)
SAFE = {"safe_now": "yes", "medical_need": "no"}


def tell(case, facts: Facts, *signs: str, intent: str = "danger") -> Reply:
    mentions = tuple(Mention(sign, Status.PRESENT, WORDS, 0, len(WORDS), 0.9, "sign") for sign in signs)
    reading = Reading(WORDS, mentions, facts).to_dict()
    return respond(case, Turn(intent, WORDS, reading), CONTENT, FRIDAY_17_05)


def answer(case, **values: object) -> Reply:
    choice = {"question": "urgent", "turn": case["turn"], "value": {**SAFE, **values}}
    return respond(case, Turn("choose", choice=choice), CONTENT, FRIDAY_17_05)


def acts(reply: Reply) -> bool:
    return any(one.kind == "answer" and "999" in one.lead for one in reply.messages)


def in_danger(reply: Reply) -> bool:
    return situation_of(from_dict(reply.case), CONTENT).danger


def said(reply: Reply) -> str:
    return " ".join(map(repr, reply.messages))


@pytest.mark.parametrize("intent", ["danger", "tell"])
def test_it_comes_first_and_says_that_it_is_a_guess(intent: str) -> None:
    reply = tell(None, HEARD, intent=intent)
    assert acts(reply) and GUESSED in said(reply)


def test_named_danger_is_no_guess() -> None:
    reply = tell(None, NAMED)
    assert acts(reply) and GUESSED not in said(reply)


@pytest.mark.parametrize("medical_need", ["no", "today"])
def test_a_safe_child_who_needs_no_help_now_takes_it_back(medical_need: str) -> None:
    reply = answer(tell(None, HEARD).case, medical_need=medical_need)
    assert not in_danger(reply) and not acts(reply)
    assert GUESSED not in said(reply)


@pytest.mark.parametrize(
    "values",
    [
        {"safe_now": "no"},
        {"safe_now": "unknown"},
        {"medical_need": "now"},
        {"medical_need": "unknown"},
        {"safe_now": "no", "medical_need": "now"},
    ],
)
def test_nothing_less_takes_it_back(values: dict[str, str]) -> None:
    assert in_danger(answer(tell(None, HEARD).case, **values))


@pytest.mark.parametrize("values", [{"safe_now": "no"}, {"medical_need": "now"}])
def test_borne_out_it_is_no_guess_any_more(values: dict[str, str]) -> None:
    assert GUESSED not in said(answer(tell(None, HEARD).case, **values))


@pytest.mark.parametrize("first, then", [(NAMED, HEARD), (HEARD, NAMED)])
def test_danger_that_words_name_is_never_taken_back(first: Facts, then: Facts) -> None:
    case = tell(tell(None, first).case, then).case
    assert in_danger(answer(case))


def test_danger_on_the_button_is_never_taken_back() -> None:
    case = respond(None, Turn("danger"), CONTENT, FRIDAY_17_05).case
    assert in_danger(answer(tell(case, HEARD).case))


def test_a_red_flag_told_beside_it_stays() -> None:
    """Only the guess is taken back, not what was ticked."""
    reply = answer(tell(None, HEARD, RED_FLAG).case, concerns=[RED_FLAG])
    assert acts(reply) and not in_danger(reply)


def test_guessed_again_it_is_acted_on_and_asked_about_again() -> None:
    safe = answer(tell(None, HEARD).case).case
    again = tell(safe, HEARD)
    assert acts(again) and in_danger(again)
    assert from_dict(again.case).step == "urgent"
    assert not in_danger(answer(again.case))
