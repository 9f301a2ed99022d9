"""Combinations and modifiers of the project's own content: each does something, and is shown by a case."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from bot.content.area import area_of
from bot.content.model import Combination, Part, Tier
from bot.guidance import Concern, Situation, assess
from bot.guidance.entered import situation
from tests.cases.test_cases import HERE, moment
from tests.guidance.moments import TUESDAY_MORNING
from tests.project import content

CONTENT = content()
CASES = yaml.safe_load((HERE / "combinations.yml").read_text("utf-8"))
# a rule of the decision, or a question of the conversation that it rests on, moves a tier by itself
RULES_THAT_MOVE = {"cumulative", "tried_without_progress", "past_still_matters", "tried", "age"}


def fitting(part: Part) -> list[str]:
    """The signs of a part, the mildest first."""
    return sorted(
        (
            key
            for key, one in CONTENT.indicators.items()
            if (key in part.indicators or one.topic in part.topics) and one.tier is not Tier.UNIVERSAL
        ),
        key=lambda key: CONTENT.indicators[key].tier.rank,
    )


def mildest(combination: Combination) -> Situation:
    """The mildest situation that makes the combination up."""
    signs: list[str] = []
    vulnerabilities: set[str] = set()
    for part in combination.parts:
        found = [key for key in fitting(part) if key not in signs][: part.at_least]
        if len(found) < part.at_least:
            vulnerabilities.add(part.vulnerabilities[0])
        signs += found
    return Situation(
        home="bolton",
        concerns=frozenset(map(Concern, signs)),
        vulnerabilities=frozenset(vulnerabilities),
    )


def assessed(facts: Situation, without: str | None = None):
    kept = {key: one for key, one in CONTENT.combinations.items() if key != without}
    return assess(facts, area_of(replace(CONTENT, combinations=kept), facts.home), TUESDAY_MORNING)


@pytest.mark.parametrize("combination", CONTENT.combinations.values(), ids=lambda one: one.id)
def test_each_combination_lifts_the_mildest_signs_that_make_it_up(combination):
    facts = mildest(combination)
    alone = [CONTENT.indicators[one.indicator].tier.rank for one in facts.concerns]
    assert max(alone, default=0) < combination.tier.rank
    assert assessed(facts).tier.rank >= combination.tier.rank > assessed(facts, combination.id).tier.rank


@pytest.mark.parametrize("combination", CONTENT.combinations.values(), ids=lambda one: one.id)
def test_a_front_door_stands_only_where_the_tier_does_not_bring_one(combination):
    if combination.first_door is not None:
        assert CONTENT.tier(combination.tier).route is not combination.first_door


def test_every_combination_has_a_case_that_it_holds_up():
    held = set()
    for case in CASES:
        facts = situation(case["given"])
        guidance = assess(facts, area_of(CONTENT, facts.home), moment(case["given"]))
        held.update(fired.combination for fired in guidance.held_by)
    assert set(CONTENT.combinations) - held == set()


def moves(name: str, direction: str) -> bool:
    """Whether what a modifier names can move a sign, or the whole suggestion, that way."""
    if direction == "up" and (name in CONTENT.combinations or name in RULES_THAT_MOVE):
        return True
    if name in CONTENT.vulnerabilities:
        return direction == "up" and bool(CONTENT.vulnerabilities[name].raises_with)
    if name not in CONTENT.questions:
        return False
    askers = [one for one in CONTENT.indicators.values() if name in one.questions]
    options = CONTENT.questions[name].options
    if direction == "up":
        rises = any(one.highest_tier.rank > one.tier.rank for one in askers)
        return any(option.adds or (option.settles == "highest" and rises) for option in options)
    return any(option.settles == "lowest" for option in options) and any(
        one.lowest_tier.rank < one.tier.rank and all(map(can_reassure, one.questions)) for one in askers
    )


def can_reassure(question: str) -> bool:
    return any(option.settles == "lowest" for option in CONTENT.questions[question].options)


@pytest.mark.parametrize("modifier", CONTENT.modifiers.values(), ids=lambda one: one.id)
def test_each_thing_that_carries_out_a_modifier_moves_it_that_way(modifier):
    assert [name for name in modifier.done_by if not moves(name, modifier.direction)] == []
