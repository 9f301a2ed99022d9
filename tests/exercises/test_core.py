"""What the decision core says of a stage, and when a model answer agrees with it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.load import Content
from bot.content.model import Route, Tier, Urgency
from bot.exercises.core import agrees, moment, reasons, suggested
from bot.exercises.model import Exercise, Model, Stage, Vote
from tests.exercises.project import CONTENT, STAGES
from tests.exercises.small import small_exercise


def told(**facts: Any) -> tuple[Exercise, Stage]:
    """The small exercise and its first stage, with these facts."""
    exercise = small_exercise()
    exercise["stages"][0]["facts"] = facts
    read = Exercise.parse_obj(exercise)
    return read, read.stages[0]


def test_the_exercises_area_and_role_are_added(content: Content):
    guidance = suggested(*told(concerns=["often_late"]), content)
    assert (guidance.home_area.id, guidance.situation.role) == ("bolton", "teacher")


def test_facts_may_say_that_the_child_lives_elsewhere(content: Content):
    guidance = suggested(*told(concerns=["often_late"], home="wigan", role="gp"), content)
    assert (guidance.home_area.id, guidance.situation.role) == ("wigan", "gp")


def test_it_is_a_tuesday_morning_in_london_unless_told():
    _, stage = told(concerns=["often_late"])
    assert f"{moment(stage):%A %H:%M %Z}" == "Tuesday 10:30 GMT"
    _, stage = told(concerns=["often_late"], at="2026-11-27T17:05")
    assert f"{moment(stage):%A %H:%M}" == "Friday 17:05"


@pytest.mark.parametrize("facts", [{"concerns": ["no_such_sign"]}, {"weather": "fine"}])
def test_facts_that_the_content_does_not_have_are_refused(content: Content, facts: dict[str, Any]):
    with pytest.raises(KeyError):
        suggested(*told(**facts), content)


def test_the_rules_that_fired_are_given(content: Content):
    fired = reasons(suggested(*told(concerns=["days_without_food"]), content))
    assert [(one.rule, one.subjects) for one in fired] == [("red_flag", ("days_without_food",))]


def test_where_no_rule_fired_the_lowest_answer_is_the_reason(content: Content):
    assert [one.rule for one in reasons(suggested(*told(age="5_to_9"), content))] == ["lowest_answer"]


VOTES = st.builds(
    Vote, route=st.sampled_from(Route), urgency=st.sampled_from(Urgency), tier=st.sampled_from(Tier)
)


@given(st.sampled_from(STAGES), VOTES)
def test_one_vote_alone_agrees_with_the_core(told: tuple[Exercise, Stage], vote: Vote):
    exercise, stage = told
    guidance = suggested(exercise, stage, CONTENT)
    voted = stage.copy(update={"model": Model(vote=vote, why=("So.",))})
    same = (guidance.main_route, guidance.urgency, guidance.tier) == (vote.route, vote.urgency, vote.tier)
    assert agrees(voted, guidance) == same


@given(st.sampled_from(STAGES), st.randoms())
def test_the_order_of_facts_does_not_matter(told: tuple[Exercise, Stage], random: Any):
    exercise, stage = told
    concerns = list(stage.facts["concerns"])
    random.shuffle(concerns)
    facts = dict(random.sample(sorted(stage.facts.items(), key=str), len(stage.facts))) | {
        "concerns": concerns
    }
    shuffled = stage.copy(update={"facts": facts})
    assert suggested(exercise, shuffled, CONTENT) == suggested(exercise, stage, CONTENT)
