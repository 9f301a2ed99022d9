"""Small rules that the properties reach only by chance, each said once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.area import area_of, raise_indicator
from bot.content.model import Raise, Route, Tier, Urgency
from bot.guidance import Concern, ConcernStatus, OpenTo, Parents, Situation, Tried, assess
from bot.guidance.change import what_would_change
from tests.guidance.moments import TUESDAY_MORNING
from tests.guidance.strategies import area
from tests.project import content


def guide(**facts):
    """Guidance for these facts in Bolton on a Tuesday morning."""
    concerns = frozenset(Concern(key) for key in facts.pop("concerns", ()))
    return assess(Situation(home="bolton", concerns=concerns, **facts), area(), TUESDAY_MORNING)


def rules(guidance):
    return {fired.rule for fired in guidance.reasons}


def test_several_needs_in_several_parts_of_life_go_up_one_step_and_say_so():
    one = guide(concerns=["often_late"])
    many = guide(concerns=NEEDS)
    assert one.tier is Tier.EARLY_HELP_SINGLE
    assert many.tier is Tier.EARLY_HELP_MULTI
    assert "cumulative" in rules(many)


NEEDS = ("often_late", "sometimes_grubby", "care_patchy", "parent_isolated")


def guessed(*needs):
    return Situation(home="bolton", concerns=frozenset(Concern(need, guessed=True) for need in needs))


def test_needs_that_were_only_guessed_do_not_add_up_until_they_are_ticked():
    """The text that they were guessed from was weighed as a whole."""
    only_guessed = guessed(*NEEDS)
    guidance = assess(only_guessed, area(), TUESDAY_MORNING)
    assert guidance.tier is Tier.EARLY_HELP_SINGLE and "cumulative" not in rules(guidance)
    assert {one.indicator.id for one in guidance.concerns} == set(NEEDS)
    ticked = replace(only_guessed, concerns=only_guessed.concerns | {Concern(need) for need in NEEDS})
    assert assess(ticked, area(), TUESDAY_MORNING).tier is Tier.EARLY_HELP_MULTI


def test_a_guess_beside_what_was_told_is_not_lifted_by_it():
    """What was told is: one tier up from its own."""
    told = Situation(home="bolton", concerns=frozenset({Concern("often_late")}), tried=Tried.NO_CHANGE)
    both = replace(told, concerns=told.concerns | {Concern("tooth_decay_untreated", guessed=True)})
    ticked = replace(told, concerns=told.concerns | {Concern("tooth_decay_untreated")})
    tiers = [assess(one, area(), TUESDAY_MORNING).tier for one in (told, both, ticked)]
    assert tiers == [Tier.EARLY_HELP_MULTI, Tier.EARLY_HELP_MULTI, Tier.CHILD_IN_NEED]


def test_needs_that_were_only_guessed_make_up_no_combination():
    both = ("domestic_abuse_repeated_child_hears", "parent_substance_use_affects_care")
    assert "combination" in rules(guide(concerns=both))
    assert "combination" not in rules(assess(guessed(*both), area(), TUESDAY_MORNING))


def test_a_guess_alone_is_not_raised_by_help_that_brought_nothing():
    tried = replace(guessed("often_late"), tried=Tried.NO_CHANGE)
    assert assess(tried, area(), TUESDAY_MORNING).tier is Tier.EARLY_HELP_SINGLE
    ticked = replace(tried, concerns=tried.concerns | {Concern("often_late")})
    assert assess(ticked, area(), TUESDAY_MORNING).tier is Tier.EARLY_HELP_MULTI


def test_help_without_progress_goes_up_one_step_and_helping_does_not():
    assert guide(concerns=["often_late"], tried=Tried.NO_CHANGE).tier is Tier.EARLY_HELP_MULTI
    assert guide(concerns=["often_late"], tried=Tried.HELPING).tier is Tier.EARLY_HELP_SINGLE
    assert guide(tried=Tried.NO_CHANGE).tier is Tier.UNIVERSAL


def test_a_past_worry_is_kept_at_early_help_and_a_past_removal_still_counts():
    past = Situation(home="bolton", concerns=frozenset({Concern("chronic_neglect", ConcernStatus.PAST)}))
    guidance = assess(past, area(), TUESDAY_MORNING)
    assert guidance.tier.rank <= Tier.EARLY_HELP_SINGLE.rank
    assert "past_or_possible" in rules(guidance)
    removed = next(
        one.id for one in content().indicators.values() if one.matters_when_past and not one.red_flag
    )
    still = Situation(home="bolton", concerns=frozenset({Concern(removed, ConcernStatus.PAST)}))
    assert "past_still_matters" in rules(assess(still, area(), TUESDAY_MORNING))


def test_private_fostering_is_told_to_the_council_and_stays_at_its_tier():
    guidance = guide(concerns=["privately_fostered"])
    assert guidance.tier is Tier.UNIVERSAL
    assert guidance.main_route is Route.FRONT_DOOR
    assert "private_fostering_notify" in rules(guidance)


def test_a_low_level_concern_about_staff_stays_with_the_head():
    guidance = guide(concerns=["low_level_concern_about_staff"])
    assert Route.LADO not in {advice.route for advice in guidance.routes}
    assert "low_level_concern" in rules(guidance)


def test_an_allegation_goes_to_the_lado_and_the_child_has_a_route_beside_it():
    guidance = guide(concerns=["allegation_meets_lado_test"])
    assert [advice.route for advice in guidance.routes][:2] == [Route.LADO, Route.FRONT_DOOR]


def test_an_open_case_goes_to_its_worker_first():
    guidance = guide(concerns=["often_late"], open_to=OpenTo.CHILD_IN_NEED)
    assert guidance.main_route is Route.ALLOCATED_WORKER
    assert guidance.tier is Tier.CHILD_IN_NEED
    assert guide(open_to=OpenTo.EARLY_HELP).tier is Tier.EARLY_HELP_SINGLE
    assert guide(open_to=OpenTo.LOOKED_AFTER).pathways[0].id == "looked_after"


@pytest.mark.parametrize(
    ("parents", "concerns", "consent"),
    [
        (Parents.REFUSE, ["often_late"], "consent_refused"),
        (Parents.AGREE, ["often_late"], "consent_agreed"),
        (Parents.NOT_TOLD, ["often_late"], "consent_ask"),
        (Parents.REFUSE, ["physical_abuse_disclosed"], "consent_not_needed"),
        (Parents.UNKNOWN, [], "consent_universal"),
    ],
)
def test_consent_to_a_service_depends_on_tier_and_on_what_the_parents_said(parents, concerns, consent):
    assert guide(concerns=concerns, parents=parents).sharing.consent == consent


def test_parents_are_not_told_first_where_that_is_not_safe():
    assert guide(concerns=["sexual_abuse_disclosed"]).sharing.openness == "openness_not_safe"
    assert (
        guide(concerns=["often_late"], parents=Parents.NOT_SAFE_TO_TELL).sharing.openness
        == "openness_not_safe"
    )
    assert guide(concerns=["often_late"]).sharing.openness in ("openness_default", "openness_ask_first")


def test_what_would_change_it_is_worked_out_and_the_most_serious_first():
    facts = Situation(
        home="bolton", concerns=frozenset({Concern("postnatal_low_mood"), Concern("hungry_most_days")})
    )
    changes = what_would_change(facts, area(), TUESDAY_MORNING)
    assert 1 <= len(changes) <= 3
    assert [change.tier.rank for change in changes] == sorted(
        (change.tier.rank for change in changes), reverse=True
    )
    before = assess(facts, area(), TUESDAY_MORNING)
    for change in changes:
        after = assess(
            replace(facts, answers=frozenset({(change.question, change.option)})), area(), TUESDAY_MORNING
        )
        assert (after.tier, after.main_route) == (change.tier, change.route)
        assert after.tier.rank > before.tier.rank or after.main_route is not before.main_route
    assert what_would_change(Situation(), area(), TUESDAY_MORNING) == ()


def test_a_partnership_can_raise_and_never_lower():
    indicator = content().indicators["often_late"]
    up = raise_indicator(
        indicator,
        Raise(
            indicator="often_late",
            tier="child_in_need",
            urgency="today",
            statement="Late here",
            sources=["kent"],
        ),
    )
    assert (up.tier, up.urgency, up.statement) == (Tier.CHILD_IN_NEED, Urgency.TODAY, "Late here")
    assert up.highest_tier is Tier.CHILD_IN_NEED
    flag = content().indicators["physical_abuse_disclosed"]
    same = raise_indicator(
        flag, Raise(indicator=flag.id, tier="universal", urgency="routine", sources=["kent"])
    )
    assert (same.tier, same.urgency, same.lowest_tier) == (flag.tier, flag.urgency, flag.lowest_tier)


def test_an_unknown_area_is_somewhere_else_in_england():
    assert area_of(content(), None).id == "elsewhere"
    assert area_of(content(), "atlantis").id == "elsewhere"
    numbers = [level.number for level in area_of(content(), None).partnership.levels.values()]
    assert numbers == [None] * 5


def test_a_question_whose_worst_answer_changes_nothing_is_not_listed_as_a_change():
    facts = Situation(home="bolton", concerns=frozenset({Concern("rape_or_penetration_disclosed")}))
    before = assess(facts, area(), TUESDAY_MORNING)
    assert before.unknowns
    assert before.tier is Tier.CHILD_PROTECTION
    assert before.main_route is Route.EMERGENCY
    assert what_would_change(facts, area(), TUESDAY_MORNING) == ()
