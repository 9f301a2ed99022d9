"""Feedback on a vote: what was right, what holds too, what differs and which way, what was asked and seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.model import Route, Tier, Urgency
from bot.exercises.core import suggested
from bot.exercises.feedback import PARTS, Answer, Feedback, Fit, Lean, asked_in, feedback
from bot.exercises.model import Exercise, Stage, Vote
from tests.exercises.solo import small_exercises
from tests.project import content

EXERCISES = small_exercises()
MORNING = EXERCISES["late_for_school"].stages[0]
MARK = EXERCISES["marked_baby"].stages[1]
EVERY_STAGE = [(exercise, stage) for exercise in EXERCISES.values() for stage in exercise.stages]

votes = st.builds(
    lambda route, urgency, tier: Vote(route=route, urgency=urgency, tier=tier),
    st.sampled_from(Route),
    st.sampled_from(Urgency),
    st.sampled_from(Tier),
)
stages = st.sampled_from(EVERY_STAGE)


def vote(route: str, urgency: str, tier: str) -> Vote:
    return Vote(route=route, urgency=urgency, tier=tier)


def on(stage: Stage, *parts: str, **said: str) -> Feedback:
    return feedback(stage, Answer(vote(*parts), **said))


def test_the_model_answer_is_right_in_every_part() -> None:
    given = on(MORNING, "early_help", "soon", "early_help_single")
    assert given.holds and given.lean is Lean.LEVEL and not given.mistakes
    assert {part.fit for part in given.parts.values()} == {Fit.SAME}


def test_what_the_exercise_allows_holds_with_a_good_reason() -> None:
    given = on(MORNING, "early_help", "routine", "early_help_multi")
    assert given.holds and given.lean is Lean.LEVEL
    assert [given.parts[name].fit for name in PARTS] == [Fit.SAME, Fit.ALSO, Fit.ALSO]


def test_over_referral_is_called_that_and_told_kindly() -> None:
    given = on(MORNING, "front_door", "today", "child_in_need")
    assert given.lean is Lean.OVER and not given.holds
    assert [one.feedback for one in given.mistakes] == [MORNING.mistakes[0].feedback]


def test_waiting_with_a_mark_on_a_baby_is_under() -> None:
    given = on(MARK, "early_help", "soon", "early_help_single")
    assert given.lean is Lean.UNDER
    assert [one.feedback for one in given.mistakes] == [MARK.mistakes[0].feedback]


def test_too_much_of_one_and_too_little_of_another_is_mixed() -> None:
    assert on(MARK, "emergency", "soon", "child_protection").lean is Lean.MIXED


def test_another_door_on_the_same_step_differs_and_leans_no_way() -> None:
    challenged = MARK.copy(
        update={"model": MARK.model.copy(update={"vote": vote("lado", "now", "universal")})}
    )
    given = on(challenged, "front_door", "now", "universal")
    assert given.parts["route"].fit is Fit.DIFFERS and given.lean is Lean.LEVEL


def test_a_mistake_about_a_part_that_holds_is_none() -> None:
    """Whoever rings at once, and places the need too low, is not told about the time they chose."""
    given = on(MORNING, "early_help", "soon", "child_protection")
    assert given.lean is Lean.OVER and not given.mistakes


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("What is a usual morning like?", {0}),
        ("Who else lives there, any brothers or sisters?", {1}),
        ("I would ask about his sister. And tell me about mornings at home.", {0, 1}),
        ("Is he any good at football?", set()),
        ("   ", set()),
    ],
)
def test_a_question_worth_asking_is_heard_in_the_participants_own_words(said: str, places: set[int]) -> None:
    assert asked_in(MORNING, said) == places


def test_every_question_was_asked_or_missed_and_ticking_counts_as_asking() -> None:
    given = feedback(MORNING, Answer(vote("early_help", "soon", "universal"), ticked=frozenset({1})))
    assert [one.ask for one in given.asked] == [MORNING.wanted[1].ask]
    assert [one.ask for one in given.missed] == [MORNING.wanted[0].ask]


def test_the_signs_that_were_named_are_seen_and_what_holds_the_level_is_overlooked() -> None:
    exercise = EXERCISES["marked_baby"]
    guidance = suggested(exercise, MARK, content())
    best = MARK.model.vote
    blind = feedback(MARK, Answer(best), guidance)
    seeing = feedback(MARK, Answer(best, named=frozenset({"injury_non_mobile_baby"})), guidance)
    assert (blind.saw, blind.overlooked) == ((), ("injury_non_mobile_baby",))
    assert (seeing.saw, seeing.overlooked) == (("injury_non_mobile_baby",), ())


@given(stages, votes)
def test_only_what_differs_leans_and_only_a_vote_that_differs_is_a_mistake(
    where: tuple[Exercise, Stage], voted: Vote
) -> None:
    given = feedback(where[1], Answer(voted))
    for part in given.parts.values():
        assert part.lean is Lean.LEVEL or part.fit is Fit.DIFFERS
    assert not (given.holds and (given.mistakes or given.lean is not Lean.LEVEL))


@given(stages, votes)
def test_more_than_the_model_never_leans_under_and_less_never_over(
    where: tuple[Exercise, Stage], voted: Vote
) -> None:
    best = where[1].model.vote
    lean = feedback(where[1], Answer(voted.copy(update={"route": best.route}))).lean
    if voted.tier.rank >= best.tier.rank and voted.urgency.rank <= best.urgency.rank:
        assert lean in (Lean.LEVEL, Lean.OVER)
    if voted.tier.rank <= best.tier.rank and voted.urgency.rank >= best.urgency.rank:
        assert lean in (Lean.LEVEL, Lean.UNDER)


@given(stages, votes, st.text(max_size=80), st.sets(st.integers(0, 3)))
def test_whatever_is_typed_no_question_is_lost_or_doubled(
    where: tuple[Exercise, Stage], voted: Vote, said: str, ticked: set[int]
) -> None:
    stage = where[1]
    given = feedback(stage, Answer(voted, wanted=said, ticked=frozenset(ticked)))
    assert sorted([*given.asked, *given.missed], key=stage.wanted.index) == list(stage.wanted)
