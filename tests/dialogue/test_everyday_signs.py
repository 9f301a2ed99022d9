"""An everyday sign is nothing to tick, unless somebody has to be told all the same."""

from __future__ import annotations

import pytest

from bot.content.area import area_of
from bot.content.model import Route, Tier
from bot.dialogue.answer import full_answer
from bot.dialogue.case import from_dict
from bot.dialogue.facts import situation_of
from bot.guidance import assess
from bot.reading.model import Status
from tests.dialogue.test_guesses import CONTENT, FRIDAY_17_05, MILD, choose, hints, told

EVERYDAY = [one for one in CONTENT.indicators.values() if one.tier.value == "universal"]


@pytest.mark.parametrize("is_raised", [True, False])
def test_an_everyday_sign_is_listed_only_where_its_topic_has_to_be_raised(is_raised: bool) -> None:
    """Private fostering is no harm by itself, and the council has to be told."""
    signs = [one.id for one in EVERYDAY if CONTENT.topics[one.topic].flag is is_raised]
    assert signs
    reply = told((MILD, Status.PRESENT, "sign"), *((sign, Status.PRESENT, "sign") for sign in signs))
    assert (set(signs) & set(hints(reply))) == (set(signs) if is_raised else set())


def test_who_lives_with_no_relative_is_asked_about_and_told_to_the_council() -> None:
    case = told(("privately_fostered", Status.PRESENT, "sign")).case
    reply = choose(case, "confirm", {"concerns": ["privately_fostered"], "view": "universal"})
    assert reply.messages[-1].question == "decide.child_private_fostering"
    reply = choose(reply.case, "decide.child_private_fostering", "no_worry")
    situation = situation_of(from_dict(reply.case), CONTENT)
    guidance = assess(situation, area_of(CONTENT, situation.home), FRIDAY_17_05)
    assert (guidance.tier, guidance.topics) == (Tier.UNIVERSAL, ("private_fostering",))
    assert guidance.main_route is Route.FRONT_DOOR
    # everyday support alone does not fit: the council has to know
    assert Route.UNIVERSAL not in guidance.agreed_by
    answer = repr(full_answer(guidance, from_dict(reply.case), FRIDAY_17_05))
    differs = CONTENT.wording["view_differs"].split(". ")[1]  # "It differs from this suggestion"
    assert differs in answer
