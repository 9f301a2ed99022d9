"""The decision's rules as properties over any situation, area and moment (design, rules 1–19)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.content.model import Route, Tier, Urgency
from bot.guidance import UNKNOWN, Concern, ConcernStatus, OpenTo, Situation, assess
from bot.guidance.change import what_would_change
from bot.guidance.why_not import why_not
from tests.guidance.strategies import (
    answers,
    area,
    areas,
    concerns,
    content,
    moments,
    situations,
)

RED_FLAGS = [key for key, one in content().indicators.items() if one.red_flag]
AT_LEAST_TODAY = (Urgency.NOW, Urgency.TODAY)


def chosen(question, option):
    """The option of a deciding question."""
    return next(one for one in content().questions[question].options if one.id == option)


def not_lower(before, after) -> None:
    """``after`` is at least as serious: tier, urgency, and every route as soon as before."""
    assert after.tier.rank >= before.tier.rank
    assert after.urgency.rank <= before.urgency.rank
    soonest = {advice.route: advice.urgency.rank for advice in after.routes}
    serious = [
        advice
        for advice in before.routes
        if advice.route
        not in (Route.UNIVERSAL, Route.EARLY_HELP, Route.FRONT_DOOR, Route.STRATEGY_DISCUSSION)
    ]
    for advice in serious:
        assert soonest[advice.route] <= advice.urgency.rank


@given(situations(), concerns(), moments())
def test_another_concern_never_lowers_tier_route_or_urgency(situation, concern, now):
    more = replace(situation, concerns=situation.concerns | {concern})
    not_lower(assess(situation, area(), now), assess(more, area(), now))


@given(situations(), moments())
def test_a_guess_that_is_ticked_never_lowers(situation, now):
    ticked = frozenset(replace(concern, guessed=False) for concern in situation.concerns)
    not_lower(assess(situation, area(), now), assess(replace(situation, concerns=ticked), area(), now))


@given(situations(), st.sampled_from((OpenTo.CHILD_PROTECTION, OpenTo.NOBODY)), moments())
def test_a_dispute_never_comes_before_protection_that_is_needed_now(situation, open_to, now):
    """Nor is whoever was told no by a worker sent back there first; with no plan open, the challenge itself
    begins with ringing the front door again."""
    disputed = assess(replace(situation, disagreement=True, open_to=open_to), area(), now)
    order = [advice.route for advice in disputed.routes]
    later = {Route.ESCALATION, Route.ALLOCATED_WORKER} & {*order}
    doors = {Route.STRATEGY_DISCUSSION} | ({Route.FRONT_DOOR} if Route.ALLOCATED_WORKER in order else set())
    needed = [one.route for one in disputed.routes if one.urgency is Urgency.NOW and one.route in doors]
    assume(needed)
    assert min(order.index(one) for one in needed) < min(order.index(one) for one in later)


@given(situations(), moments())
def test_a_vulnerability_never_lowers(situation, now):
    before = assess(situation, area(), now)
    for vulnerability in content().vulnerabilities:
        more = replace(situation, vulnerabilities=situation.vulnerabilities | {vulnerability})
        not_lower(before, assess(more, area(), now))


@given(situations(), answers(), moments())
def test_an_unknown_is_not_a_no(situation, answer, now):
    question, option = answer
    others = frozenset(pair for pair in situation.answers if pair[0] != question)
    answered = assess(replace(situation, answers=others | {(question, option)}), area(), now)
    unknown = assess(replace(situation, answers=others | {(question, UNKNOWN)}), area(), now)
    unanswered = assess(replace(situation, answers=others), area(), now)
    assert replace(unknown, situation=unanswered.situation) == unanswered
    answer_given = chosen(question, option)
    if answer_given.settles == "lowest" and not answer_given.adds and not answer_given.vulnerabilities:
        not_lower(answered, unknown)


@given(situations(), areas(), moments())
def test_the_same_facts_give_the_same_answer(situation, where, now):
    again = replace(
        situation, concerns=frozenset(sorted(situation.concerns, key=lambda one: one.indicator, reverse=True))
    )
    assert assess(situation, where, now) == assess(again, where, now)


@given(situations(), st.sampled_from(RED_FLAGS), areas(), moments())
def test_a_red_flag_always_wins(situation, key, where, now):
    flagged = replace(situation, concerns=situation.concerns | {Concern(key)})
    guidance = assess(flagged, where, now)
    advised = {advice.route: advice.urgency for advice in guidance.routes}
    assert advised[where.indicators[key].first_door] in AT_LEAST_TODAY
    assert key in {one.indicator.id for one in guidance.red_flags}
    assert "red_flag" in {fired.rule for fired in guidance.reasons}


@pytest.mark.parametrize("key", RED_FLAGS)
def test_each_red_flag_is_acted_on_at_once(key):
    """Every red flag, alone, on a Sunday night: its own door, now or today, and 999 beside it."""
    from tests.guidance.moments import SUNDAY_NIGHT

    guidance = assess(Situation(home="bolton", concerns=frozenset({Concern(key)})), area(), SUNDAY_NIGHT)
    indicator = content().indicators[key]
    assert guidance.urgency in AT_LEAST_TODAY
    assert indicator.first_door in {advice.route for advice in guidance.routes}
    assert "emergency_999" in {one.contact.id for one in guidance.contacts}


@given(situations(), moments())
def test_strengths_never_change_the_decision(situation, now):
    """Protective factors inform the plan; the tier and routes stay (rule 4)."""
    without = assess(replace(situation, protective=frozenset()), area(), now)
    with_all = assess(replace(situation, protective=frozenset(content().protective)), area(), now)
    assert (without.tier, without.routes) == (with_all.tier, with_all.routes)


@given(situations(), moments())
def test_significant_harm_is_today_out_of_hours_included(situation, now):
    guidance = assess(situation, area(), now)
    if any(one.tier is Tier.CHILD_PROTECTION for one in guidance.concerns):
        assert guidance.urgency in AT_LEAST_TODAY
        doors = {Route.EMERGENCY, Route.STRATEGY_DISCUSSION, Route.FRONT_DOOR}
        assert doors & {advice.route for advice in guidance.routes}


@given(situations(), moments())
def test_accumulation_and_vulnerability_alone_never_reach_child_protection(situation, now):
    assume(situation.open_to is not OpenTo.CHILD_PROTECTION)
    guidance = assess(situation, area(), now)
    highest = max((one.tier.rank for one in guidance.concerns), default=0)
    assert guidance.tier.rank <= max(highest, Tier.CHILD_IN_NEED.rank)


@given(situations(), areas(), moments())
def test_there_is_always_something_to_do_and_someone_to_ring(situation, where, now):
    guidance = assess(situation, where, now)
    assert guidance.routes
    assert guidance.contacts
    assert guidance.urgency in Urgency
    assert {"emergency_999", "police_101"} <= {one.contact.id for one in guidance.contacts}


@given(situations(), moments())
def test_no_answer_names_another_areas_level_or_doors(situation, now):
    guidance = assess(situation, area(), now)
    own = {one.id for one in guidance.area.partnership.contacts} | set(content().contacts)
    assert {one.contact.id for one in guidance.contacts} <= own
    for one in guidance.contacts:
        assert one.contact == guidance.area.contacts[one.contact.id]
    if guidance.level is not None:
        assert guidance.level == guidance.home_area.partnership.levels[guidance.tier]


@given(situations(), moments())
def test_danger_and_significant_harm_go_where_the_child_is_now(situation, now):
    guidance = assess(situation, area(), now)
    at_once = {Route.EMERGENCY, Route.STRATEGY_DISCUSSION} & {advice.route for advice in guidance.routes}
    where = situation.place if (at_once or guidance.red_flags) and situation.place else situation.home
    where = where or situation.place
    expected = where if where in content().partnerships else ("bolton" if where is None else "elsewhere")
    assert guidance.area.id == expected


@given(situations(), moments())
def test_refused_agreement_never_lowers(situation, now):
    from bot.guidance import Parents

    open_now = assess(replace(situation, parents=Parents.AGREE), area(), now)
    refused = assess(replace(situation, parents=Parents.REFUSE), area(), now)
    not_lower(open_now, refused)


@given(situations(), moments())
def test_every_guidance_answers_sharing_openness_and_consent(situation, now):
    guidance = assess(situation, area(), now)
    assert guidance.sharing.openness in content().wording
    assert guidance.sharing.consent in content().wording


@given(situations(), moments())
def test_at_most_three_unknowns_and_each_could_move_something(situation, now):
    guidance = assess(situation, area(), now)
    assert len(guidance.unknowns) <= 3
    answered = {question for question, option in situation.answers if option != UNKNOWN}
    assert not answered & set(guidance.unknowns)


@given(situations(), moments())
def test_the_route_hangs_on_an_unknown_only_below_child_in_need(situation, now):
    guidance = assess(situation, area(), now)
    if guidance.consult:
        assert guidance.tier.rank < Tier.CHILD_IN_NEED.rank
        assert guidance.unknowns


@given(situations(), moments())
def test_every_reason_names_a_rule_with_words_and_a_source(situation, now):
    guidance = assess(situation, area(), now)
    for fired in guidance.reasons:
        assert content().rules[fired.rule].text
        assert content().rules[fired.rule].sources


@given(situations(), moments())
def test_without_the_facts_it_names_the_level_falls(situation, now):
    """Rule 17: the tier rests on what is named, and the answer says what it would be without."""
    guidance = assess(situation, area(), now)
    assume(guidance.tier is not Tier.UNIVERSAL)
    named = {key for fired in guidance.held_by for key in fired.subjects}
    assert named <= {key for fired in guidance.reasons for key in fired.subjects}
    told = why_not(guidance, area(), now)
    assert set(told.facts) == named
    assert told.below is not None
    assert told.below.rank < guidance.tier.rank
    assert told.above is None or told.above.rank == guidance.tier.rank + 1


@given(situations(), moments())
def test_what_would_change_it_would_change_it(situation, now):
    """Each change, put in, gives the tier and the route it names; none speaks of less concern."""
    before = assess(situation, area(), now)
    changes = what_would_change(situation, area(), now)
    assert len(changes) <= 3
    for change in changes:
        if change.indicator:
            after = replace(situation, concerns=situation.concerns | {Concern(change.indicator)})
        else:
            given_answer = (change.question, change.option)
            after = replace(situation, answers=situation.answers | {given_answer})
        then = assess(after, area(), now)
        assert (then.tier, then.main_route) == (change.tier, change.route)
        assert (then.tier, then.main_route) != (before.tier, before.main_route)
        assert then.tier.rank >= before.tier.rank


@given(situations(), st.sampled_from(list(content().combinations.values())), moments())
def test_signs_that_mean_more_together_raise_it_and_are_named(situation, combination, now):
    signs, vulnerabilities = set(), set()
    for part in combination.parts:
        fitting = [
            key
            for key, one in content().indicators.items()
            if (key in part.indicators or one.topic in part.topics) and one.tier is not Tier.UNIVERSAL
        ]
        signs.update([one for one in fitting if one not in signs][: part.at_least])
        vulnerabilities.update(part.vulnerabilities if not fitting else ())
    more = replace(
        situation,
        concerns=situation.concerns | {Concern(key) for key in signs},
        vulnerabilities=situation.vulnerabilities | vulnerabilities,
    )
    guidance = assess(more, area(), now)
    assert guidance.tier.rank >= combination.tier.rank
    if guidance.tier is combination.tier and more.open_to is OpenTo.NOBODY:
        assert combination.id in {fired.combination for fired in guidance.held_by}
    not_lower(assess(situation, area(), now), guidance)


@given(situations(), moments())
def test_a_concern_it_does_not_name_can_go_without_changing_anything(situation, now):
    guidance = assess(situation, area(), now)
    named = {key for fired in guidance.reasons for key in fired.subjects}
    for concern in situation.concerns:
        if concern.indicator not in named and concern.status is ConcernStatus.PRESENT:
            fewer = replace(situation, concerns=situation.concerns - {concern})
            after = assess(fewer, area(), now)
            assert (after.tier, after.main_route) == (guidance.tier, guidance.main_route)


def test_naive_time_is_refused():
    from datetime import datetime

    with pytest.raises(ValueError, match="time zone"):
        assess(Situation(), area(), datetime(2026, 11, 22))


def test_bare_numbers_never_stand_in_national_words():
    """Words shared by all areas never say "level 3": a number belongs to its area (rule 18)."""
    shared = [*content().wording.values(), *(rule.text for rule in content().rules.values())]
    assert [text for text in shared if re.search(r"\blevel \d", text, re.I)] == []
