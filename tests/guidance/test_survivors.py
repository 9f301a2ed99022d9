"""What mutation testing showed no other test to notice, each said as a behaviour (see bench/mutation.py).

The content here is made up and tiny, laid over the real areas, so that no change of wording or of
a sign's place can hide a change of the decision.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timezone
from types import MappingProxyType
from typing import Any

import pytest

from bot.content.area import OUTSIDE_ENGLAND, Area, area_of
from bot.content.model import (
    AgeBand,
    Contact,
    DecidingQuestion,
    Indicator,
    Pathway,
    Prompt,
    Route,
    Tier,
    Timescale,
    Urgency,
    Vulnerability,
)
from bot.guidance import UNKNOWN, Concern, ConcernStatus, Fired, OpenTo, Situation, Tried, assess
from bot.guidance.change import what_would_change
from bot.guidance.clock import is_working_time
from tests.guidance.moments import SUNDAY_NIGHT, TUESDAY_MORNING
from tests.project import content

SOURCED: dict[str, Any] = {"sources": ("practice",)}


def sign(key: str, tier: str = "early_help_single", **more: Any) -> Indicator:
    """A made-up indicator; attendance at school unless told."""
    usual = {"statement": key, "domain": "child", "topic": "attendance"}
    return Indicator(**(SOURCED | usual | {"id": key, "tier": tier} | more))


def red_flag(key: str, door: str = "strategy_discussion", **more: Any) -> Indicator:
    """A made-up red flag."""
    urgent = {"red_flag": True, "first_door": door, "urgency": "now", "topic": "physical_abuse"}
    return sign(key, "child_protection", **(urgent | more))


def question(key: str, *options: dict[str, Any], priority: int = 5) -> DecidingQuestion:
    """A made-up deciding question; each option is named by what it does unless it has an id."""
    full = [{"id": option.get("settles", "adds"), "label": "made up"} | option for option in options]
    return DecidingQuestion(**SOURCED, id=key, ask="?", why="made up", priority=priority, options=full)


def prompt(key: str, **filters: Any) -> Prompt:
    """A made-up reflective prompt."""
    return Prompt(**SOURCED, id=key, text=key, **filters)


def pathway(key: str, **more: Any) -> Pathway:
    """A made-up pathway."""
    return Pathway(
        **(SOURCED | {"id": key, "title": key, "summary": key, "tell_parents_first": "yes"} | more)
    )


def clock(key: str, area: str | None = None, routes: Iterable[str] = ()) -> Timescale:
    """A made-up clock, national unless an area is named."""
    scope = "local" if area else "national"
    return Timescale(**SOURCED, id=key, event=key, text=key, scope=scope, area=area, routes=tuple(routes))


def made_up(*signs: Indicator, **kinds: Iterable[Any]) -> Area:
    """Bolton with these signs only; other kinds replace the real ones or, for some, are added."""
    real = content()
    added = {"pathways", "vulnerabilities", "questions"}
    changed: dict[str, Any] = {"indicators": signs} | kinds
    laid = {
        kind: MappingProxyType(
            (dict(getattr(real, kind)) if kind in added else {}) | {item.id: item for item in items}
        )
        for kind, items in changed.items()
    }
    return area_of(replace(real, **laid), "bolton")


def guide(where: Area, *concerns: str | Concern, now: datetime = TUESDAY_MORNING, **facts: Any) -> Any:
    """Guidance for these concerns, in Bolton unless told."""
    found = frozenset(one if isinstance(one, Concern) else Concern(one) for one in concerns)
    return assess(Situation(**({"home": "bolton", "concerns": found} | facts)), where, now)


def past(key: str) -> Concern:
    """A concern that is over."""
    return Concern(key, ConcernStatus.PAST)


def routes(guidance: Any) -> list[Route]:
    """Its routes, best first."""
    return [advice.route for advice in guidance.routes]


# --- What is weighed, and in which order ---


def test_the_most_serious_concern_comes_first_and_a_red_flag_before_all():
    where = made_up(
        sign("z_everyday", "universal"),
        sign("y_early"),
        sign("x_harm", "child_protection"),
        red_flag("z_flag", "front_door"),
        sign("a_in_need", "child_in_need"),
    )
    guidance = guide(where, "a_in_need", "x_harm", "y_early", "z_everyday", "z_flag")
    order = [one.indicator.id for one in guidance.concerns]
    assert order == ["z_flag", "x_harm", "a_in_need", "y_early", "z_everyday"]


def test_an_answer_not_known_hides_no_other_answer():
    keys = [f"question_{number}" for number in range(8)]
    where = made_up(
        sign("asks", questions=keys),
        *(sign(f"from_{key}", "child_in_need") for key in keys),
        questions=[question(key, {"id": "yes", "adds": [f"from_{key}"]}) for key in keys],
    )
    for unknown in keys:
        answers = frozenset((key, UNKNOWN if key == unknown else "yes") for key in keys)
        found = {one.indicator.id for one in guide(where, "asks", answers=answers).concerns}
        assert found == {"asks", *(f"from_{key}" for key in keys if key != unknown)}


def test_a_concern_that_is_both_past_and_present_is_present():
    keys = [f"sign_{number}" for number in range(10)]
    where = made_up(*(sign(key) for key in keys))
    guidance = guide(where, *keys, *(past(key) for key in keys))
    assert {one.status for one in guidance.concerns} == {ConcernStatus.PRESENT}


def test_what_an_answer_brings_up_is_present():
    where = made_up(
        sign("asks", questions=["more"]),
        sign("brought_up", "child_in_need"),
        questions=[question("more", {"id": "yes", "adds": ["brought_up"]})],
    )
    guidance = guide(where, "asks", answers=frozenset({("more", "yes")}))
    assert {one.status for one in guidance.concerns} == {ConcernStatus.PRESENT}
    assert guidance.reasons[0] == Fired("usual_tier", ("brought_up",))


# --- Every reason names its facts, and no others ---


def ranged(key: str) -> Indicator:
    """From one service's help to child in need, several services' usually."""
    return sign(
        key, "early_help_multi", lowest="early_help_single", highest="child_in_need", questions=["how_bad"]
    )


HOW_BAD = question("how_bad", {"settles": "lowest"}, {"settles": "usual"}, {"settles": "highest"})


def test_a_settled_range_is_told_from_a_usual_tier():
    where = made_up(ranged("ranged"), sign("fixed", "child_in_need"), questions=[HOW_BAD])
    answers = frozenset({("how_bad", "highest")})
    assert guide(where, "ranged", answers=answers).reasons == (Fired("range_settled", ("ranged",)),)
    assert guide(where, "ranged").reasons[0] == Fired("usual_tier", ("ranged",))
    both = guide(where, "ranged", "fixed", answers=answers)
    assert both.reasons == (Fired("range_settled", ("ranged",)), Fired("usual_tier", ("fixed",)))


def test_significant_harm_names_the_signs_that_are_no_red_flags():
    where = made_up(sign("harm", "child_protection"), red_flag("flag"), sign("early"))
    guidance = guide(where, "harm", "flag", "early")
    assert guidance.reasons == (Fired("red_flag", ("flag",)), Fired("significant_harm", ("harm",)))
    assert guide(where, "flag", "early").reasons == (Fired("red_flag", ("flag",)),)


def test_past_harm_that_still_matters_is_named_and_present_or_finished_concerns_are_not():
    where = made_up(sign("removal", "child_in_need", matters_when_past=True), sign("over"), sign("now"))
    guidance = guide(where, past("removal"), past("over"), "now")
    assert Fired("past_still_matters", ("removal",)) in guidance.reasons
    assert not any("over" in fired.subjects for fired in guidance.reasons)


def test_accumulation_names_the_concerns_that_add_up():
    where = made_up(
        sign("school"),
        sign("house", topic="housing", domain="family_environment"),
        sign("sums", topic="poverty", domain="family_environment"),
        sign("everyday", "universal", topic="ordinary"),
    )
    guidance = guide(where, "school", "house", "sums", "everyday")
    assert guidance.tier is Tier.EARLY_HELP_MULTI
    assert Fired("cumulative", ("house", "school", "sums")) in guidance.reasons


def test_help_without_progress_and_a_raising_vulnerability_are_named():
    frail = Vulnerability(**SOURCED, id="frail", label="frail", raises_with=("attendance",))
    strong = Vulnerability(**SOURCED, id="strong", label="strong", raises_with=("housing",))
    where = made_up(sign("late"), vulnerabilities=[frail, strong])
    guidance = guide(where, "late", tried=Tried.NO_CHANGE, vulnerabilities=frozenset({"frail", "strong"}))
    assert Fired("tried_without_progress", ("no_change",)) in guidance.reasons
    assert Fired("vulnerability_raises", ("frail",)) in guidance.reasons


def test_lesser_concerns_that_would_reach_the_same_tier_are_named_too():
    where = made_up(sign("in_need", "child_in_need"), sign("several", "early_help_multi"), sign("one"))
    stuck = Fired("tried_without_progress", ("no_change",))
    reached = guide(where, "in_need", "several", "one", tried=Tried.NO_CHANGE)
    assert stuck in reached.reasons
    assert stuck not in guide(where, "in_need", "one", tried=Tried.NO_CHANGE).reasons
    assert stuck not in guide(where, "in_need", tried=Tried.NO_CHANGE).reasons


def test_a_plan_is_a_reason_only_where_it_holds_the_tier_up_or_gives_a_worker():
    where = made_up(
        sign("late"),
        sign("everyday", "universal"),
        sign("several", "early_help_multi"),
        sign("in_need", "child_in_need"),
    )
    plan = Fired("early_help_open", ("early_help",))
    assert plan in guide(where, "everyday", open_to=OpenTo.EARLY_HELP).held_by
    assert plan in guide(where, "late", open_to=OpenTo.EARLY_HELP).held_by
    assert plan not in guide(where, "several", open_to=OpenTo.EARLY_HELP).reasons
    worker = Fired("already_open", ("child_in_need",))
    assert worker in guide(where, "late", open_to=OpenTo.CHILD_IN_NEED).reasons
    assert worker in guide(where, "in_need", open_to=OpenTo.CHILD_IN_NEED).reasons


def test_an_adult_at_work_and_private_fostering_name_only_their_own_signs():
    where = made_up(
        sign("allegation", "child_protection", topic="staff_allegation", first_door="lado", urgency="today"),
        sign("unease", topic="staff_allegation"),
        sign("hosted", "universal", topic="private_fostering", first_door="front_door"),
        sign("late"),
    )
    told = guide(where, "allegation", "unease", "hosted", "late").reasons
    assert Fired("staff_allegation", ("allegation",)) in told
    assert Fired("private_fostering_notify", ("hosted",)) in told
    assert Fired("low_level_concern", ("unease",)) in guide(where, "unease", "late").reasons
    assert {fired.rule for fired in guide(where, "late").reasons} == {"usual_tier"}


def test_low_level_concern_and_notification_are_silent_when_they_are_over():
    where = made_up(
        sign("unease", topic="staff_allegation"), sign("hosted", "universal", topic="private_fostering")
    )
    rules = {fired.rule for fired in guide(where, past("unease"), past("hosted")).reasons}
    assert not rules & {"low_level_concern", "private_fostering_notify"}


def test_the_reason_to_consult_names_the_open_questions():
    where = made_up(ranged("ranged"), questions=[HOW_BAD])
    guidance = guide(where, "ranged")
    assert guidance.consult is True
    assert Fired("unknown_consult", ("how_bad",)) in guidance.reasons
    assert guide(where, "ranged", answers=frozenset({("how_bad", "usual")})).consult is False


# --- What is not known ---


def test_the_question_that_reaches_highest_comes_first_then_the_one_with_priority():
    rises = {"settles": "highest"}
    where = made_up(
        sign("far", highest="child_protection", questions=["far_reach"]),
        sign("near", highest="child_in_need", questions=["near_reach", "near_too"]),
        sign("flat", "universal", questions=["no_reach"]),
        sign("low", questions=["low_reach"]),
        questions=[
            question("far_reach", rises, priority=9),
            question("near_reach", rises, priority=2),
            question("near_too", rises, priority=1),
            question("no_reach", {"settles": "usual"}, priority=1),
            question("low_reach", {"settles": "usual"}, priority=2),
        ],
    )
    assert guide(where, "far", "near").unknowns == ("far_reach", "near_too", "near_reach")
    assert guide(where, "flat", "low").unknowns == ("low_reach", "no_reach")


def test_a_question_that_two_concerns_ask_counts_by_its_highest_reach():
    where = made_up(
        sign("b_first", "early_help_multi", highest="child_protection", questions=["shared"]),
        sign("c_second", questions=["shared"]),
        sign("a_other", "early_help_multi", highest="child_in_need", questions=["other"]),
        questions=[
            question("shared", {"settles": "highest"}, priority=9),
            question("other", {"settles": "highest"}, priority=1),
        ],
    )
    assert guide(where, "a_other", "b_first", "c_second").unknowns == ("shared", "other")


def test_concerns_that_are_over_ask_nothing_and_hide_no_question():
    where = made_up(
        sign("over", questions=["idle"]),
        ranged("ranged"),
        sign("universal", "universal", questions=["idle"]),
        questions=[HOW_BAD, question("idle", {"settles": "usual"})],
    )
    assert guide(where, past("over")).unknowns == ()
    assert guide(where, past("over"), "ranged", "universal").unknowns == ("how_bad", "idle")
    assert guide(where, past("ranged"), "universal").unknowns == ("idle",)


def test_the_route_hangs_on_a_question_only_if_it_can_settle_a_present_concern_at_a_statutory_tier():
    where = made_up(
        ranged("ranged"),
        sign("short", "early_help_single", highest="early_help_multi", questions=["how_bad"]),
        sign("brings_up", highest="child_in_need", questions=["adds_only"]),
        sign("in_need", "child_in_need", highest="child_protection", questions=["how_bad"]),
        questions=[HOW_BAD, question("adds_only", {"id": "yes", "adds": ["in_need"]})],
    )
    assert guide(where, "ranged").consult
    assert not guide(where, "short").consult
    assert not guide(where, "brings_up").consult
    assert not guide(where, "in_need").consult
    assert not guide(where, past("ranged"), "short").consult
    assert not guide(where, "short", "brings_up").consult


def test_what_would_change_takes_each_questions_gravest_answer():
    options = ({"id": "a_grave", "settles": "highest"}, {"id": "z_mild", "settles": "lowest"})
    where = made_up(ranged("ranged"), questions=[question("how_bad", *options)])
    situation = Situation(home="bolton", concerns=frozenset({Concern("ranged")}))
    (change,) = what_would_change(situation, where, TUESDAY_MORNING)
    assert (change.question, change.option, change.indicator) == ("how_bad", "a_grave", "")
    assert (change.tier, change.route) == (Tier.CHILD_IN_NEED, Route.FRONT_DOOR)


def test_of_two_answers_at_one_tier_the_more_urgent_is_named():
    where = made_up(
        sign("asks", questions=["which"]),
        red_flag("at_once", "emergency"),
        sign("soon", "child_protection"),
        questions=[
            question(
                "which", {"id": "z_later", "adds": ["soon"]}, {"id": "a_now", "adds": ["at_once"]}, priority=1
            )
        ],
    )
    situation = Situation(home="bolton", concerns=frozenset({Concern("asks")}))
    assert [one.option or one.indicator for one in what_would_change(situation, where, TUESDAY_MORNING)] == [
        "a_now",
        "soon",
    ]


def test_of_signs_in_the_same_topic_the_nearest_that_would_move_it_is_named():
    where = made_up(
        sign("late"),
        sign("several", "early_help_multi"),
        sign("in_need", "child_in_need"),
        sign("other_matter", "child_in_need", topic="staff_allegation"),
    )
    situation = Situation(home="bolton", concerns=frozenset({Concern("late")}))
    (change,) = what_would_change(situation, where, TUESDAY_MORNING)
    assert (change.question, change.option, change.indicator) == ("", "", "several")
    assert (change.tier, change.route) == (Tier.EARLY_HELP_MULTI, Route.EARLY_HELP)


def test_a_sign_that_is_past_can_still_be_the_one_that_would_move_it():
    where = made_up(sign("late"), sign("several", "early_help_multi"))
    situation = Situation(home="bolton", concerns=frozenset({Concern("late"), past("several")}))
    (change,) = what_would_change(situation, where, TUESDAY_MORNING)
    assert change.indicator == "several"


def test_three_changes_are_named_when_three_answers_would_change_it():
    keys = ["first", "second", "third", "fourth"]
    where = made_up(
        *(sign(key, highest="child_in_need", questions=[f"about_{key}"]) for key in keys),
        questions=[question(f"about_{key}", {"settles": "highest"}) for key in keys],
    )
    situation = Situation(home="bolton", concerns=frozenset(Concern(key) for key in keys))
    assert len(what_would_change(situation, where, TUESDAY_MORNING)) == 3


# --- Where, which level, which topics ---


def test_a_level_is_named_in_england_and_never_outside_it():
    where = made_up(sign("late"))
    inside = guide(where, "late")
    assert inside.level == where.partnership.levels[Tier.EARLY_HELP_SINGLE]
    assert "outside_england" not in {fired.rule for fired in inside.reasons}
    for facts in ({"home": OUTSIDE_ENGLAND}, {"place": OUTSIDE_ENGLAND}):
        outside = guide(where, "late", **facts)
        assert outside.level is None
        assert "outside_england" in {fired.rule for fired in outside.reasons}


def test_a_child_is_elsewhere_only_when_both_places_are_known_and_differ():
    where = made_up(sign("late"))
    for home, place, elsewhere in (
        ("bolton", "walsall", True),
        ("bolton", "bolton", False),
        ("bolton", None, False),
        (None, "bolton", False),
        (None, None, False),
    ):
        rules = {fired.rule for fired in guide(where, "late", home=home, place=place).reasons}
        assert ("child_elsewhere" in rules) is elsewhere


def test_without_a_home_the_place_names_the_doors_and_without_both_the_area_asked():
    where = made_up(sign("late"))
    assert guide(where, "late", home=None).area.id == "bolton"
    assert guide(where, "late", home="walsall").home_area.id == "walsall"
    assert guide(where, "late", home=None, place="wigan").home_area.id == "wigan"


def test_topics_are_those_of_concerns_that_count_and_are_more_than_everyday():
    where = made_up(
        sign("late"),
        sign("over", topic="housing"),
        sign("fine", "universal", topic="poverty"),
        red_flag("hit"),
    )
    assert guide(where, "late", past("over"), "fine", "hit").topics == ("physical_abuse", "attendance")


# --- Routes ---


def test_each_first_door_keeps_its_soonest_urgency():
    where = made_up(
        red_flag("later", "front_door", urgency="today"), red_flag("sooner", "front_door", urgency="now")
    )
    advised = guide(where, "later", "sooner").routes
    assert [(one.route, one.urgency) for one in advised] == [(Route.FRONT_DOOR, Urgency.NOW)]


def test_challenge_stands_behind_a_strategy_discussion_needed_now_and_before_one_for_today():
    where = made_up(red_flag("now"), red_flag("door", "front_door"), sign("today", "child_protection"))
    assert routes(guide(where, "now", disagreement=True)) == [Route.STRATEGY_DISCUSSION, Route.ESCALATION]
    all_three = [Route.STRATEGY_DISCUSSION, Route.ESCALATION, Route.FRONT_DOOR]
    assert routes(guide(where, "now", "door", disagreement=True)) == all_three
    assert routes(guide(where, "today", disagreement=True)) == [Route.ESCALATION, Route.STRATEGY_DISCUSSION]


def test_whoever_was_told_no_by_a_worker_is_not_sent_back_first_where_protection_is_needed_now():
    where = made_up(red_flag("now"), sign("today", "child_protection"))
    disputed = {"open_to": OpenTo.CHILD_PROTECTION, "disagreement": True}
    first_a_discussion = [Route.STRATEGY_DISCUSSION, Route.ESCALATION, Route.ALLOCATED_WORKER]
    assert routes(guide(where, "now", **disputed)) == first_a_discussion
    assert routes(guide(where, "now", danger=True, **disputed)) == [Route.EMERGENCY, *first_a_discussion]
    assert routes(guide(where, "today", **disputed))[:2] == [Route.ESCALATION, Route.ALLOCATED_WORKER]
    undisputed = routes(guide(where, "now", open_to=OpenTo.CHILD_PROTECTION))
    assert undisputed == [Route.ALLOCATED_WORKER, Route.STRATEGY_DISCUSSION]


def test_a_front_door_that_is_needed_now_comes_before_a_challenge_of_what_a_worker_decided():
    where = made_up(red_flag("door", "front_door"), red_flag("later", "front_door", urgency="today"))
    disputed = {"open_to": OpenTo.CHILD_PROTECTION, "disagreement": True}
    first_the_door = [Route.FRONT_DOOR, Route.ESCALATION, Route.ALLOCATED_WORKER]
    assert routes(guide(where, "door", **disputed)) == first_the_door
    assert routes(guide(where, "later", **disputed))[0] is Route.ESCALATION


def test_significant_harm_asks_for_a_strategy_discussion_unless_every_such_sign_names_a_gentler_door():
    where = made_up(
        red_flag("gentle", "front_door"),
        sign("staff", "child_protection", topic="staff_allegation", first_door="lado", urgency="today"),
        sign("harm", "child_protection"),
        sign("gentle_need", "child_in_need", first_door="early_help", urgency="soon"),
    )
    assert routes(guide(where, "gentle")) == [Route.FRONT_DOOR]
    assert routes(guide(where, "staff")) == [Route.LADO, Route.FRONT_DOOR]
    assert Route.STRATEGY_DISCUSSION in routes(guide(where, "gentle", "harm"))
    assert Route.STRATEGY_DISCUSSION in routes(guide(where, "staff", "harm"))
    assert routes(guide(where, "gentle", "gentle_need")) == [Route.FRONT_DOOR, Route.EARLY_HELP]


def test_a_red_flag_that_is_over_opens_no_door_and_one_that_is_settled_lower_still_does():
    where = made_up(
        red_flag("flag", "emergency"),
        sign(
            "settled",
            "child_in_need",
            lowest="early_help_single",
            questions=["how_bad"],
            red_flag=True,
            first_door="emergency",
            urgency="now",
        ),
        questions=[HOW_BAD],
    )
    over = guide(where, past("flag"))
    assert (over.tier, routes(over), over.red_flags) == (Tier.UNIVERSAL, [Route.UNIVERSAL], ())
    assert "red_flag" not in {fired.rule for fired in over.reasons}
    settled = guide(where, "settled", answers=frozenset({("how_bad", "lowest")}))
    assert routes(settled) == [Route.EMERGENCY, Route.EARLY_HELP]


def test_a_challenge_comes_before_the_lado():
    where = made_up(
        sign("staff", "child_protection", topic="staff_allegation", first_door="lado", urgency="today")
    )
    assert routes(guide(where, "staff", disagreement=True))[:2] == [Route.ESCALATION, Route.LADO]


def test_early_help_that_a_sign_names_comes_before_everyday_services():
    where = made_up(sign("small", "universal", first_door="early_help", urgency="soon"))
    assert routes(guide(where, "small")) == [Route.EARLY_HELP, Route.UNIVERSAL]


def test_danger_alone_and_significant_harm_alone_go_where_the_child_is():
    where = made_up(sign("harm", "child_protection"), sign("need", "child_in_need"))
    assert guide(where, "need", place="wigan").area.id == "bolton"
    assert guide(where, "need", place="wigan", danger=True).area.id == "wigan"
    assert guide(where, "harm", place="wigan").area.id == "wigan"


# --- Pathways, prompts and clocks ---


def test_pathways_follow_the_gravest_concern_and_a_challenge_leads_them():
    where = made_up(
        sign("minor", pathways=["made_minor"]),
        sign("major", "child_in_need", pathways=["made_major"]),
        red_flag("flag", pathways=["made_flag"]),
        pathways=[
            pathway("made_minor", priority=1),
            pathway("made_major", priority=5),
            pathway("made_flag", priority=9),
        ],
    )
    guidance = guide(where, "minor", "major", "flag", disagreement=True)
    assert [one.id for one in guidance.pathways] == ["challenge", "made_flag", "made_major", "made_minor"]
    assert [one.id for one in guide(where, "minor", "major").pathways][:2] == ["made_major", "made_minor"]


def test_one_pathway_that_asks_first_says_so_and_one_that_says_no_wins():
    where = made_up(
        sign("open", "child_in_need", pathways=["made_yes"]),
        sign("careful", "child_in_need", pathways=["made_ask"]),
        sign("silent", "child_in_need", pathways=["made_no"]),
        pathways=[
            pathway("made_yes"),
            pathway("made_ask", tell_parents_first="ask first"),
            pathway("made_no", tell_parents_first="no"),
        ],
    )
    assert guide(where, "open").sharing.openness == "openness_default"
    assert guide(where, "open", "careful").sharing.openness == "openness_ask_first"
    assert guide(where, "open", "careful", "silent").sharing.openness == "openness_not_safe"


def test_the_tiers_general_pathway_comes_last():
    where = made_up(sign("fine", "universal"), sign("one"), sign("several", "early_help_multi"))
    assert guide(where, "fine").pathways[-1].id == "universal"
    assert guide(where, "one").pathways[-1].id == "early_help"
    assert guide(where, "several").pathways[-1].id == "early_help"


def test_a_concern_that_is_over_brings_no_prompt():
    where = made_up(sign("late"), prompts=[prompt("narrow", topics=["attendance"])])
    assert [one.id for one in guide(where, "late").prompts] == ["narrow"]
    assert guide(where, past("late")).prompts == ()


def prompts_of(prompts: Iterable[Prompt], *concerns: str, **facts: Any) -> list[str]:
    """The ids of the prompts that fit."""
    where = made_up(sign("late"), sign("cold", topic="housing"), prompts=prompts)
    return [one.id for one in guide(where, *concerns, **facts).prompts]


@pytest.mark.parametrize(
    ("filters", "fitting", "other"),
    [
        ({"ages": ["under_1"]}, {"age": AgeBand.UNDER_1}, {"age": AgeBand.FROM_5_TO_9}),
        ({"roles": ["teacher"]}, {"role": "teacher"}, {"role": "gp"}),
        ({"tiers": ["early_help_single"]}, {}, {"tried": Tried.NO_CHANGE}),
        ({"open_to": ["looked_after"]}, {"open_to": OpenTo.LOOKED_AFTER}, {"open_to": OpenTo.NOBODY}),
        ({"vulnerabilities": ["unborn"]}, {"vulnerabilities": frozenset({"unborn"})}, {}),
        ({"topics": ["attendance"]}, {}, None),
    ],
)
def test_a_prompt_is_shown_only_when_each_of_its_filters_fits(filters, fitting, other):
    narrow = [prompt("narrow", **filters)]
    assert prompts_of(narrow, "late", **fitting) == ["narrow"]
    if other is None:
        assert prompts_of(narrow, "cold") == []
    else:
        assert prompts_of(narrow, "late", **other) == []


@pytest.mark.parametrize("wrong", ["ages", "roles", "tiers", "open_to", "vulnerabilities", "topics"])
def test_one_filter_that_does_not_fit_is_enough_to_leave_a_prompt_out(wrong):
    fitting = {
        "ages": ["5_to_9"],
        "roles": ["teacher"],
        "tiers": ["early_help_single"],
        "open_to": ["nobody"],
        "vulnerabilities": ["disabled"],
        "topics": ["attendance"],
    }
    other = {
        "ages": ["under_1"],
        "roles": ["gp"],
        "tiers": ["child_in_need"],
        "open_to": ["looked_after"],
        "vulnerabilities": ["unborn"],
        "topics": ["housing"],
    }
    facts = {
        "age": AgeBand.FROM_5_TO_9,
        "role": "teacher",
        "open_to": OpenTo.NOBODY,
        "vulnerabilities": frozenset({"disabled"}),
    }
    both = [prompt("fits", **fitting), prompt("does_not", **(fitting | {wrong: other[wrong]}))]
    assert prompts_of(both, "late", **facts) == ["fits"]


def test_prompts_come_by_priority_and_then_the_most_specific_first():
    given = [
        prompt("a_general", priority=2),
        prompt("b_topic", priority=2, topics=["attendance"]),
        prompt("c_both", priority=2, topics=["attendance"], vulnerabilities=["disabled"]),
        prompt("d_two_topics", priority=2, topics=["attendance", "housing"], vulnerabilities=["disabled"]),
        prompt("e_first", priority=1),
        prompt("f_general", priority=2),
    ]
    found = prompts_of(given, "late", "cold", vulnerabilities=frozenset({"disabled"}))
    assert found == ["e_first", "d_two_topics", "c_both", "b_topic", "a_general", "f_general"]


def test_clocks_are_those_of_the_routes_and_pathways_and_never_another_areas():
    where = made_up(
        sign("need", "child_in_need", pathways=["made"]),
        pathways=[pathway("made", timescales=["of_pathway", "of_pathway_elsewhere", "of_both"])],
        timescales=[
            clock("of_pathway"),
            clock("of_route", routes=["front_door"]),
            clock("of_both", area="bolton", routes=["front_door"]),
            clock("of_here", area="bolton", routes=["front_door"]),
            clock("of_other_route", routes=["lado"]),
            clock("of_here_other_route", area="bolton", routes=["lado"]),
            clock("of_pathway_elsewhere", area="wigan"),
            clock("of_route_elsewhere", area="wigan", routes=["front_door"]),
        ],
    )
    found = [one.id for one in guide(where, "need").timescales]
    assert found == ["of_pathway", "of_route", "of_both", "of_here"]


# --- Whom to ring ---


def contact(key: str, *, closed: bool, instead: str | None = None) -> Contact:
    """A made-up contact, never open on a Sunday night or always open."""
    hours = {"hours": {"mon": {"opens": "09:00", "closes": "17:00"}}} if closed else {"always_open": True}
    return Contact(**SOURCED, id=key, name=key, purpose="made up", instead=instead, **hours)


def area_with(*contacts: Contact) -> Area:
    """Bolton, whose front door is the first of these contacts."""
    real = content()
    bolton = real.partnerships["bolton"]
    doors = [one for one in bolton.contacts if one.id not in {new.id for new in contacts}]
    new = bolton.copy(update={"contacts": (*doors, *contacts), "front_door": contacts[0].id})
    signs = {one.id: one for one in (sign("need", "child_in_need"), sign("late"), sign("fine", "universal"))}
    return area_of(
        replace(
            real,
            indicators=MappingProxyType(signs),
            partnerships=MappingProxyType(dict(real.partnerships) | {"bolton": new}),
        ),
        "bolton",
    )


def first_contacts(where: Area, count: int) -> list[str]:
    """Whom to ring first about a child in need on a Sunday night."""
    found = guide(where, "need", now=SUNDAY_NIGHT).contacts
    return [one.contact.id for one in found][:count]


def test_behind_a_closed_door_comes_the_first_open_one_however_many_are_closed():
    where = area_with(
        contact("made_door", closed=True, instead="made_second"),
        contact("made_second", closed=True, instead="made_third"),
        contact("made_third", closed=False),
    )
    assert first_contacts(where, 3) == ["made_third", "made_second", "made_door"]


def test_behind_an_open_door_its_stand_ins_follow_in_order():
    where = area_with(
        contact("made_door", closed=False, instead="made_second"),
        contact("made_second", closed=False, instead="made_third"),
        contact("made_third", closed=False),
    )
    assert first_contacts(where, 3) == ["made_door", "made_second", "made_third"]


def test_early_helps_number_is_given_for_early_help_and_everyday_worries_only():
    where = area_with(contact("made_door", closed=False))
    early_help = where.partnership.early_help
    assert guide(where, "late").contacts[0].contact.id == early_help
    assert guide(where, "fine").contacts[0].contact.id == early_help
    assert early_help not in {one.contact.id for one in guide(where, "need").contacts}


def test_a_worker_or_a_challenge_is_reached_through_the_front_door_before_early_help():
    where = area_with(contact("made_door", closed=False))
    assert guide(where, "late", open_to=OpenTo.CHILD_IN_NEED).contacts[0].contact.id == "made_door"
    assert guide(where, "late", disagreement=True).contacts[0].contact.id == "made_door"


def test_helplines_come_from_the_two_leading_pathways_only():
    helplines = [key for key in content().contacts if key not in ("emergency_999", "police_101")][:3]
    made = [pathway(f"made_{at}", priority=at + 1, contacts=[key]) for at, key in enumerate(helplines)]
    where = made_up(sign("need", "child_in_need", pathways=[one.id for one in made]), pathways=made)
    found = [one.contact.id for one in guide(where, "need").contacts]
    assert [key for key in helplines if key in found] == helplines[:2]


# --- Time ---


def test_a_working_day_is_londons_day_and_not_the_servers():
    assert not is_working_time(datetime(2026, 6, 5, 23, 30, tzinfo=timezone.utc)), "Saturday in London"
    assert is_working_time(datetime(2026, 6, 7, 23, 30, tzinfo=timezone.utc)), "Monday in London"


def test_a_time_without_a_zone_is_refused_with_what_to_write_instead():
    with pytest.raises(ValueError, match=r"^now needs a time zone, for example datetime\.now"):
        assess(Situation(), made_up(sign("late")), datetime(2026, 11, 24))
