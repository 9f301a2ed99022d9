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


def tell(case, facts: Facts, *signs: str, intent: str = "danger") -> Reply:
    mentions = tuple(Mention(sign, Status.PRESENT, WORDS, 0, len(WORDS), 0.9, "sign") for sign in signs)
    reading = Reading(WORDS, mentions, facts).to_dict()
    return respond(case, Turn(intent, WORDS, reading), CONTENT, FRIDAY_17_05)


def answer(case, **values: object) -> Reply:
    """Whether anybody is in danger is asked by itself, everything else in a form."""
    value = values.get("in_danger", values)
    choice = {"question": "urgent", "turn": case["turn"], "value": value}
    return respond(case, Turn("choose", choice=choice), CONTENT, FRIDAY_17_05)


def typed(case, text: str) -> Reply:
    return respond(case, Turn("tell", text, Reading(text).to_dict()), CONTENT, FRIDAY_17_05)


def asked(reply: Reply) -> list[str]:
    """The questions that are open, in a form or by themselves."""
    last = reply.messages[-1]
    return [field.id for field in last.fields] if last.kind == "form" else [last.question]


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


def test_it_is_asked_by_itself_whether_it_is_so_and_never_of_named_danger() -> None:
    assert asked(tell(None, HEARD)) == ["in_danger"]
    assert "in_danger" not in asked(tell(None, NAMED))


def test_that_nobody_is_in_danger_takes_it_back() -> None:
    reply = answer(tell(None, HEARD).case, in_danger="nobody")
    assert not in_danger(reply) and not acts(reply)
    assert GUESSED not in said(reply)


@pytest.mark.parametrize("given", ["somebody", "unknown"])
def test_nothing_less_takes_it_back(given: str) -> None:
    """A safe child is not enough: a parent may have collapsed."""
    reply = answer(tell(None, HEARD).case, in_danger=given)
    assert in_danger(reply) and {"safe_now", "medical_need"} <= set(asked(reply))
    assert in_danger(answer(reply.case, safe_now="yes", medical_need="no"))


@pytest.mark.parametrize(
    "text",
    [
        "no one can wake her",
        "nobody is with him",
        "no one is safe",
        "nobody has picked her up yet",
        "not in danger yet",
        "mum is not in danger but the baby is",
        "no",
        "nobody",
        "yes, safe",
        "2 of them",
    ],
)
def test_no_words_of_a_story_take_it_back(text: str) -> None:
    assert in_danger(typed(tell(None, HEARD).case, text))


@pytest.mark.parametrize("text", ["2", "No, nobody is in danger", "nobody is in danger"])
def test_the_answer_itself_may_be_typed(text: str) -> None:
    assert not in_danger(typed(tell(None, HEARD).case, text))


def test_yes_bears_it_out() -> None:
    reply = typed(tell(None, HEARD).case, "yes")
    assert in_danger(reply) and GUESSED not in said(reply)
    assert from_dict(reply.case).value("safe_now") is None


def test_borne_out_it_is_no_guess_any_more() -> None:
    reply = answer(tell(None, HEARD).case, in_danger="somebody")
    assert GUESSED not in said(reply)
    again = tell(reply.case, HEARD)
    assert in_danger(again) and GUESSED not in said(again) and "in_danger" not in asked(again)


@pytest.mark.parametrize("first, then", [(NAMED, HEARD), (HEARD, NAMED)])
def test_danger_that_words_name_is_never_taken_back(first: Facts, then: Facts) -> None:
    case = tell(tell(None, first).case, then).case
    assert in_danger(answer(case, safe_now="yes"))


def test_danger_on_the_button_is_never_taken_back() -> None:
    case = respond(None, Turn("danger"), CONTENT, FRIDAY_17_05).case
    assert in_danger(answer(tell(case, HEARD).case, safe_now="yes"))


def test_a_red_flag_told_beside_it_stays() -> None:
    """Only the guess is taken back, not what was ticked."""
    reply = answer(tell(None, HEARD, RED_FLAG).case, in_danger="nobody")
    assert not in_danger(reply) and "concerns" in asked(reply)
    assert acts(answer(reply.case, concerns=[RED_FLAG], safe_now="yes", medical_need="no"))


def test_guessed_again_it_is_acted_on_and_asked_about_again() -> None:
    safe = answer(tell(None, HEARD).case, in_danger="nobody").case
    again = tell(safe, HEARD)
    assert acts(again) and in_danger(again) and asked(again) == ["in_danger"]
    assert not in_danger(answer(again.case, in_danger="nobody"))


def test_safety_that_was_answered_before_takes_nothing_back() -> None:
    """It was about a red flag, not about what is guessed now."""
    first = tell(None, Facts(), RED_FLAG, intent="tell").case
    case = answer(first, concerns=[], safe_now="yes", medical_need="no").case
    later = tell(case, HEARD)
    assert acts(later) and in_danger(later) and asked(later) == ["in_danger"]


@pytest.mark.parametrize(
    ("text", "need"),
    [("safe, no ambulance needed", "no"), ("no ambulance here yet", "now"), ("safe, not hurt", None)],
)
def test_help_that_is_missing_is_no_need_less(text: str, need: str | None) -> None:
    assert from_dict(typed(tell(None, NAMED).case, text).case).value("medical_need") == need
