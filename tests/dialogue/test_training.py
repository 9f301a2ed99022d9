"""The exercise alone: chosen, decided in parts, talked over. A real child comes first, and is left alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.model import Route, Tier, Urgency
from bot.dialogue import Reply, Turn, respond
from bot.dialogue.case import from_dict, to_dict
from bot.dialogue.message import Certificate, Choices, Form, Section, Unanswered
from bot.dialogue.message import to_dict as message_dict
from bot.dialogue.plain import to_text
from bot.exercises.load import load_balance
from bot.exercises.model import Difficulty
from bot.exercises.shelf import Shelf, load_shelf
from bot.reading import Facts, Reading
from tests.exercises.solo import small_exercises
from tests.guidance.moments import FRIDAY_17_05
from tests.project import content, signs_alone

SHELF = Shelf(small_exercises(), load_balance().groups)
BANNER = "Training exercise – not a real child"
REAL_WORRY = "A boy in my class told me that his dad hit him with a belt last night."
VOTE = {"training_route": "front_door", "training_urgency": "today"}


class Alone:
    """One participant: what was said last, and the case so far."""

    def __init__(self, case: dict[str, Any] | None = None, shelf: Shelf = SHELF) -> None:
        self.now = FRIDAY_17_05
        self._shelf = shelf
        self._case = case
        self.reply = self._take(Turn("greet"))

    def _take(self, turn: Turn) -> Reply:
        self.reply = respond(self._case, turn, content(), self.now, self._shelf)
        self._case = json.loads(json.dumps(self.reply.case))
        return self.reply

    def say(self, text: str, intent: str = "tell") -> Reply:
        return self._take(Turn(intent, text, json.loads(json.dumps(signs_alone().read(text).to_dict()))))

    def choose(self, *values: Any) -> Reply:
        for value in values:
            asked = self.reply.messages[-1]
            assert isinstance(asked, (Choices, Form))
            self.pick(asked.question, value, asked.turn)
        return self.reply

    def pick(self, question: str, value: Any, turn: int) -> Reply:
        return self._take(Turn("choose", choice={"question": question, "turn": turn, "value": value}))

    @property
    def open(self) -> str:
        """The question that is asked."""
        asked = self.reply.messages[-1]
        assert isinstance(asked, (Choices, Form))
        return asked.question

    @property
    def text(self) -> str:
        return "\n".join(to_text(message_dict(message)) for message in self.reply.messages)

    @property
    def case(self):
        return from_dict(self.reply.case)

    def section(self, key: str) -> str:
        """A headed part of the reply as text; empty if it is not there."""
        found = [one for one in self.reply.messages if isinstance(one, Section) and one.id == key]
        return to_text(message_dict(found[0])) if found else ""


def at(step: str, exercise: str = "late_for_school") -> Alone:
    """A participant at one step of an exercise."""
    alone = Alone()
    alone.choose("training", "all", exercise)
    for name, value in (
        ("training_begin", "start"),
        ("training_vote", VOTE),
        ("training_level", "child_in_need"),
        ("training_wanted", "skip"),
        ("training_why", "skip"),
    ):
        if alone.open == step:
            break
        if alone.open == name:
            alone.choose(value)
    assert alone.open == step
    return alone


# --- choosing ---


@pytest.mark.parametrize(
    ("by", "value", "offered"),
    [
        ("topic", "injury", ["marked_baby"]),
        ("role", "midwife", ["marked_baby"]),
        ("difficulty", "hard", ["tool_says_less"]),
        ("topic", "growing_up", ["late_for_school", "tool_says_less"]),
    ],
)
def test_an_exercise_is_chosen_by_topic_job_or_difficulty(by: str, value: str, offered: list[str]) -> None:
    alone = Alone()
    alone.choose("training", by, value)
    (asked,) = [one for one in alone.reply.messages if isinstance(one, Choices)]
    assert [one.value for one in asked.options[:-1]] == offered


def test_all_of_them_are_listed_with_time_place_and_summary() -> None:
    alone = Alone()
    alone.choose("training", "all")
    for exercise in SHELF.exercises.values():
        assert exercise.title in alone.text and exercise.summary in alone.text
    assert "10 minutes, Wigan" in alone.text


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        ("surprise me", "training_begin"),
        ("something about school", "training_pick"),
        ("injury", "training_pick"),
        ("Late again", "training_begin"),
        ("midwife", "training_pick"),
        ("a hard one", "training_pick"),
        ("2", "training_topic"),
    ],
)
def test_what_is_wanted_can_be_typed(said: str, opened: str) -> None:
    alone = Alone()
    alone.choose("training")
    alone.say(said)
    assert alone.open == opened


def test_a_topic_in_the_words_that_ask_for_training_is_taken_at_once() -> None:
    alone = Alone()
    alone.say("training on injury", "training")
    assert alone.open == "training_pick" and "A mark at the weigh-in" in alone.text


def test_a_surprise_is_the_same_again_for_the_same_moment_and_never_the_one_just_turned_down() -> None:
    def surprises() -> list[str]:
        alone = Alone()
        alone.choose("training", "surprise")
        found = []
        while alone.open == "training_begin":
            found.append(alone.case.training.exercise)
            alone.choose("another")
        assert "There is no other one here" in alone.text
        return found

    assert surprises() == surprises()
    assert sorted(surprises()) == sorted(SHELF.exercises)


def test_a_surprise_is_never_the_one_just_done() -> None:
    alone = done("late_for_school")
    for _ in range(2):
        alone.choose("surprise" if alone.open == "training_end" else "another")
        assert alone.case.training.exercise != "late_for_school"


def test_a_warning_comes_first_and_not_this_one_leads_back_to_the_list() -> None:
    alone = Alone()
    alone.choose("training", "all", "marked_baby")
    assert "An injury to a baby." in alone.text and "Your own manager or safeguarding lead." in alone.text
    assert "ten weeks" not in alone.text
    alone.choose("another")
    assert alone.open == "training_pick"
    assert "A mark at the weigh-in" not in alone.text and "Late again" in alone.text


def test_without_exercises_training_says_so_and_the_conversation_goes_on() -> None:
    alone = Alone(shelf=Shelf())
    alone.choose("training")
    assert "no exercises here yet" in alone.text and alone.open == "opening"


# --- deciding ---


def test_action_and_time_are_decided_first_then_the_level_and_nothing_is_suggested_before() -> None:
    alone = at("training_vote")
    form = alone.reply.messages[-1]
    assert isinstance(form, Form)
    assert [one.id for one in form.fields] == ["training_route", "training_urgency"]
    suggested = SHELF.exercises["late_for_school"].stages[0].model.why[0]
    for value in (VOTE, "child_in_need", "skip"):
        assert suggested not in alone.text
        alone.choose(value)
    assert alone.open == "training_why"
    alone.choose("skip")
    assert suggested in alone.text


def test_every_option_of_a_vote_is_one_of_the_cores_own() -> None:
    intake = content().intake
    for question, known in (
        ("training_route", Route),
        ("training_urgency", Urgency),
        ("training_level", Tier),
        ("training_difficulty", Difficulty),
    ):
        assert {one.id for one in intake[question].options} == {one.value for one in known}


def test_a_form_of_the_plain_page_which_sends_lists_is_understood() -> None:
    alone = at("training_vote")
    alone.choose({name: [value] for name, value in VOTE.items()})
    assert alone.open == "training_level"


def test_half_a_vote_asks_for_the_other_half_only() -> None:
    alone = at("training_vote")
    alone.choose({"training_route": "early_help"})
    assert alone.open == "training_urgency" and "I need both" in alone.text
    alone.choose("soon")
    assert alone.open == "training_level"
    assert alone.case.training.vote.route == "early_help"


@pytest.mark.parametrize(
    ("said", "route", "urgency"),
    [
        ("ring the front door today", "front_door", "today"),
        ("early help, this week", "early_help", "soon"),
        ("call the LADO within one working day", "lado", "one_working_day"),
        ("ring 999 now", "emergency", "now"),
        ("a3 b2", "front_door", "today"),
        ("ask for a strategy discussion straight away", "strategy_discussion", "now"),
        ("Ring the front door and ask for a strategy discussion, today", "strategy_discussion", "today"),
    ],
)
def test_a_vote_can_be_typed_in_one_line(said: str, route: str, urgency: str) -> None:
    alone = at("training_vote")
    alone.say(said, "danger" if "999" in said else "tell")
    assert alone.open == "training_level"
    assert (alone.case.training.vote.route, alone.case.training.vote.urgency) == (route, urgency)


@pytest.mark.parametrize("said", ["I would not ring the front door today", "lorem ipsum", "blue"])
def test_what_is_no_vote_is_asked_again(said: str) -> None:
    alone = at("training_vote")
    alone.say(said)
    assert alone.open == "training_vote" and not alone.case.training.vote.is_begun


@pytest.mark.parametrize(
    ("exercise", "said", "tier"),
    [
        ("late_for_school", "level 3", "early_help_multi"),
        ("late_for_school", "level two", "early_help_single"),
        ("late_for_school", "child protection", "child_protection"),
        ("marked_baby", "level 1", "early_help_single"),
        ("marked_baby", "universal", "universal"),
    ],
)
def test_a_level_number_means_what_it_means_in_the_exercises_area(
    exercise: str, said: str, tier: str
) -> None:
    alone = at("training_level", exercise)
    alone.say(said)
    assert alone.case.training.vote.tier == tier


@pytest.mark.parametrize(
    ("exercise", "said", "answer"),
    [
        ("marked_baby", "level 4", "not one that I know for Bolton"),
        ("late_for_school", "level 3 in Bolton", "not one that I know for Wigan"),
        ("marked_baby", "2", "a level's number"),
        ("late_for_school", "level 4", "stands for more than one of these"),
    ],
)
def test_a_number_from_elsewhere_or_with_two_meanings_counts_for_nothing(
    exercise: str, said: str, answer: str
) -> None:
    alone = at("training_level", exercise)
    alone.say(said)
    assert alone.open == "training_level" and answer in alone.text


# --- feedback ---


def test_over_referral_is_told_kindly_with_the_level_by_its_local_name() -> None:
    alone = at("training_next")
    decision = alone.section("training_decision")
    assert "You: Ring the front door. The answer here is: Offer early help." in decision
    assert "Level 2: Earliest help, additional needs" in decision
    assert "takes a social worker from another child" in decision
    assert "%" not in alone.text and "wrong" not in alone.text.lower()
    why = alone.section("training_why")
    assert "Wigan Thresholds of Need" in why and "Often late" in why
    assert "Without it, the level would be" in why
    assert alone.section("change")


def test_questions_and_reasons_are_heard_and_what_was_missed_is_named() -> None:
    alone = at("training_wanted")
    alone.say("Who else lives at home?")
    alone.say("He is often late for school.")
    wanted = alone.section("training_wanted")
    asked, missed = wanted.split("Also worth asking:")
    assert "Who else lives there?" in asked and "morning at home" in missed
    assert "You named what carries weight:" in alone.section("training_saw")


def test_whoever_skips_is_told_of_the_questions_without_blame() -> None:
    alone = at("training_next")
    assert "Who else lives there?" in alone.section("training_wanted")
    assert "You asked:" not in alone.text and not alone.section("training_saw")


def test_a_part_without_questions_goes_straight_to_why() -> None:
    alone = at("training_next")
    alone.choose("next", VOTE, "child_in_need")
    assert alone.open == "training_why"


def test_where_the_tool_is_wrong_the_person_is_right_and_both_are_shown() -> None:
    alone = at("training_next", "tool_says_less")
    assert "A change like hers has no box." in alone.section("training_why")
    assert "Early help" in alone.section("training_tool")
    assert "What you decided holds" in alone.section("training_decision")


def test_other_services_eyes_come_at_the_end() -> None:
    alone = at("training_next")
    assert not alone.section("training_others")
    alone.choose("next", VOTE, "child_in_need", "skip")
    assert "the little sister" in alone.section("training_others")


# --- going back, leaving, the end ---


def test_back_takes_the_decision_of_this_part_out_then_leads_to_the_part_before() -> None:
    alone = at("training_next")
    alone.choose("next")
    assert "Part 2 of 2" in alone.text.title() or "PART 2 OF 2" in alone.text
    alone.say("go back", "go_back")
    assert "PART 1 OF 2" in alone.text and not alone.case.training.vote.is_begun
    alone.say("back", "go_back")
    assert alone.open == "training_begin"
    alone.say("back", "go_back")
    assert alone.open == "training_pick"
    alone.say("back", "go_back")
    alone.say("back", "go_back")
    assert alone.open == "training_choose" and "This is where it begins" in alone.text


def test_a_part_can_be_decided_again_and_gone_back_to_by_button() -> None:
    alone = at("training_next")
    alone.choose("again")
    assert alone.open == "training_vote" and "PART 1 OF 2" in alone.text
    alone.choose(VOTE, "child_in_need", "skip", "skip", "next", VOTE, "universal", "skip", "back")
    assert "PART 1 OF 2" in alone.text and len(alone.case.training.votes) == 1


STEPS = (
    "training_begin",
    "training_vote",
    "training_level",
    "training_wanted",
    "training_why",
    "training_next",
)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("said", ["leave the exercise", "stop", "button"])
def test_it_can_be_left_at_any_step_in_words_and_by_the_button_above(step: str, said: str) -> None:
    alone = at(step)
    if said == "button":
        assert alone.reply.practising
        alone.pick("training_leave", "training_leave", alone.reply.practising.turn)
    else:
        alone.say(said, "stop" if said == "stop" else "tell")
    assert alone.open == "opening" and alone.reply.practising is None
    assert "You have left the exercise" in alone.text


def done(exercise: str, minutes: float = 4) -> Alone:
    alone = at("training_vote", exercise)
    alone.now += timedelta(minutes=minutes)
    while alone.open != "training_end":
        step = {"training_vote": VOTE, "training_level": "early_help_multi"}.get(alone.open, "skip")
        if alone.open == "training_next":
            asked = alone.reply.messages[-1]
            assert isinstance(asked, Choices)
            step = asked.options[0].value
        alone.choose(step)
    return alone


def test_the_end_shows_every_decision_questions_to_take_away_and_where_to_read_on() -> None:
    alone = done("late_for_school")
    summary = alone.section("training_summary")
    assert "Part 1" in summary and "Part 2" in summary
    assert "tended to ask for more than was needed" in summary
    assert "not sure" in alone.section("training_reflect")
    assert "Practice knowledge" in alone.section("training_read")


@pytest.mark.parametrize("exercise", sorted(load_shelf().exercises))
def test_every_exercise_can_be_done_to_its_end_by_its_first_options(exercise: str) -> None:
    alone = Alone(shelf=load_shelf())
    alone.choose("training", "all", exercise)
    while alone.open != "training_end":
        asked = alone.reply.messages[-1]
        assert isinstance(asked, (Choices, Form))
        if isinstance(asked, Form):
            alone.choose({one.id: one.options[0].value for one in asked.fields})
        else:
            alone.choose(asked.options[0].value)
        assert "{" not in alone.text, "a placeholder that nobody fills"
    assert alone.section("training_summary")


@pytest.mark.parametrize(("took", "stated"), [(0.5, 1), (4, 4), (90, 10)])
def test_a_certificate_states_the_minutes_taken_and_at_most_those_planned(took: float, stated: int) -> None:
    (certificate,) = [
        one for one in done("late_for_school", took).reply.messages if isinstance(one, Certificate)
    ]
    assert certificate.done == (("late_for_school", stated, "2026-11-27"),)
    assert certificate.edition == content().edition.edition


def test_the_same_exercise_done_again_stands_once_on_the_certificate_and_another_is_added() -> None:
    alone = done("late_for_school")
    for exercise in ("late_for_school", "tool_says_less"):
        alone.choose("another", "all", exercise, "start")
        while alone.open != "training_end":
            asked = alone.reply.messages[-1]
            first = {"training_vote": VOTE, "training_level": "universal"}.get(alone.open)
            assert isinstance(asked, (Choices, Form))
            alone.choose(first or (asked.options[0].value if isinstance(asked, Choices) else VOTE))
    assert [one.exercise for one in alone.case.training.done] == ["late_for_school", "tool_says_less"]


def test_the_channel_is_told_when_an_exercise_was_finished() -> None:
    alone = done("late_for_school")
    assert alone.reply.practising and alone.reply.practising.finished == "late_for_school"
    alone.choose("another")
    assert alone.reply.practising and not alone.reply.practising.finished


def test_a_page_that_is_opened_anew_is_told_the_part_again() -> None:
    alone = at("training_vote")
    again = Alone(case=alone.reply.case)
    assert "PART 1 OF 2" in again.text and again.open == "training_vote"


# --- never a live case ---


@pytest.mark.parametrize("step", ["training_vote", "training_level", "training_next", "training_begin"])
def test_a_worry_in_the_middle_asks_whether_the_child_is_real_999_first(step: str) -> None:
    alone = at(step)
    alone.say(REAL_WORRY)
    assert alone.open == "training_real"
    assert alone.text.startswith("DANGER NOW? RING 999 FIRST") and BANNER not in alone.text
    assert alone.case.proposals == () and alone.case.answers == ()


@pytest.mark.parametrize("step", STEPS)
def test_words_of_danger_ask_at_every_step_and_no_goes_on_as_if_nothing_was_said(step: str) -> None:
    alone, before = at(step), at(step).case
    alone.say("danger now", "danger")
    assert alone.open == "training_real"
    alone.choose("no")
    after = alone.case
    assert alone.reply.practising and "we go on with the exercise" in alone.text
    assert (after.answers, after.proposals, after.shown) == (before.answers, before.proposals, before.shown)
    assert after.training.worry.signs == () and not after.training.worry.danger


def test_yes_brings_the_real_answer_at_once_with_what_was_read() -> None:
    alone = at("training_vote")
    alone.say(REAL_WORRY)
    alone.choose("yes")
    first = message_dict(alone.reply.messages[0])
    assert first["kind"] == "answer" and first["red_flag"]
    assert alone.reply.practising is None and alone.case.proposals
    assert alone.open == "urgent"


def test_yes_after_danger_is_the_emergency() -> None:
    alone = at("training_vote")
    alone.say("danger now", "danger")
    alone.say("yes, he is in my class")
    assert message_dict(alone.reply.messages[0])["kind"] == "answer"
    assert "999" in alone.text and alone.case.value("danger") == "yes"


def test_neither_yes_nor_no_asks_again_and_keeps_what_was_read() -> None:
    alone = at("training_vote")
    alone.say("danger now", "danger")
    alone.say(REAL_WORRY)
    assert alone.open == "training_real" and "ring 999 now" in alone.text
    alone.choose("yes")
    assert alone.case.value("danger") == "yes" and alone.case.proposals


def test_whether_the_child_is_real_has_to_be_said_before_the_exercise_can_be_left() -> None:
    alone = at("training_vote")
    alone.say("danger now", "danger")
    assert alone.reply.practising and alone.reply.practising.held
    alone.pick("training_leave", "training_leave", alone.reply.practising.turn)
    assert alone.open == "training_real"
    alone.say("stop", "stop")
    assert alone.open == "training_real"


@pytest.mark.parametrize("said", ["This is a real child", "it is a real child in my class"])
def test_saying_so_is_enough(said: str) -> None:
    alone = at("training_why")
    alone.say(said)
    assert alone.open == "training_real"


def test_reasons_about_the_made_up_child_are_reasons() -> None:
    alone = at("training_why", "marked_baby")
    alone.say("The baby is ten weeks old and has a bruise, so someone may have hurt her.")
    assert alone.open == "training_next"


def test_another_grave_worry_among_the_reasons_asks_and_the_reasons_are_not_lost() -> None:
    alone = at("training_why")
    alone.say("He is often late for school.")
    assert alone.open == "training_next"
    alone = at("training_why")
    alone.say(REAL_WORRY)
    assert alone.open == "training_real"
    alone.choose("no")
    assert alone.open == "training_next" and alone.section("training_decision")


@pytest.mark.parametrize(("guessed", "is_asked"), [(True, False), (False, True)])
def test_a_question_about_the_made_up_child_asks_only_where_words_name_danger(
    guessed: bool, is_asked: bool
) -> None:
    """What would you want to know? "Has he got the rope with him?" sounds like danger and is just that."""
    alone, text = at("training_wanted"), "Has he got the rope with him?"
    reading = Reading(text, facts=Facts(danger=True, danger_guessed=guessed))
    alone._take(Turn("tell", text, json.loads(json.dumps(reading.to_dict()))))
    assert (alone.open == "training_real") is is_asked


# --- and never the real case ---


def with_a_real_worry() -> Alone:
    alone = Alone()
    alone.choose("work_it_through")
    alone.choose({"home": "bolton", "place": "same", "age": "5_to_9", "role": "teacher"})
    alone.say("He is often late for school.")
    assert alone.open == "confirm"
    return alone


def test_a_real_assessment_is_untouched_and_goes_on_where_it_was() -> None:
    alone = with_a_real_worry()
    before, asked = alone.case, alone.reply.messages[-1]
    alone.say("a training exercise please", "training")
    alone.choose("all", "marked_baby", "start", VOTE, "child_in_need")
    alone.say("Is she feeding well?")
    alone.say("She has a bruise and cannot move yet.")
    alone.say("leave the exercise")
    after = alone.case
    assert "Here is where we were." in alone.text
    assert replace(after, turn=0, training=before.training) == replace(before, turn=0)
    assert replace(alone.reply.messages[-1], turn=0) == replace(asked, turn=0)


def test_a_real_child_beside_a_real_assessment_says_how_to_begin_anew() -> None:
    alone = with_a_real_worry()
    alone.say("a training exercise please", "training")
    alone.say(REAL_WORRY)
    alone.choose("yes")
    assert 'say "new case"' in alone.text and alone.case.value("home") == "bolton"


def test_beside_an_exercise_nothing_is_shown_of_the_real_child() -> None:
    alone = with_a_real_worry()
    assert alone.reply.so_far.known
    alone.say("training exercise", "training")
    assert not alone.reply.so_far.known and not alone.reply.so_far.concerns
    assert not alone.reply.so_far.suggestion


def test_a_question_about_the_process_is_answered_and_one_that_nobody_answers_is_not_kept() -> None:
    alone = at("training_vote")
    alone.say("How soon must a strategy discussion take place in Bolton?", "ask_question")
    assert "one working day" in alone.text and alone.open == "training_vote"
    alone.say("How many spoons does a strategy discussion need?", "ask_question")
    assert not [one for one in alone.reply.messages if isinstance(one, Unanswered)]
    assert alone.reply.unanswered is None


def test_the_numbers_and_help_for_oneself_are_one_step_away_and_the_exercise_waits() -> None:
    alone = at("training_vote")
    alone.say("just the number for Wigan", "just_the_number")
    assert "01942" in alone.text and alone.open == "training_vote"
    alone.say("my husband is hurting me", "about_me")
    assert "Childline" in alone.text and alone.open == "training_vote"
    assert alone.case.answers == ()


@pytest.mark.parametrize(
    ("intent", "says"),
    [
        ("help", "leave the exercise"),
        ("why_ask", "the next action comes first"),
        ("they_said_no", "not to an exercise"),
        ("record", "not to an exercise"),
        ("out_of_scope", "did not understand that here"),
        ("new_case", "How do you want to choose"),
    ],
)
def test_other_commands_are_answered_inside_the_exercise(intent: str, says: str) -> None:
    alone = at("training_vote")
    alone.say("well then", intent)
    assert says in alone.text and BANNER in alone.text


def test_an_old_button_and_a_made_up_choice_are_refused_kindly() -> None:
    alone = at("training_level")
    alone.pick("training_vote", VOTE, 3)
    assert "earlier question" in alone.text
    for value in (
        "no_such_level",
        ["universal", "child_in_need"],
        [],
        {},
        {"training_route": "lado"},
        None,
        7,
    ):
        alone.pick("training_level", value, alone.case.turn)
        assert "not one of the choices" in alone.text
    assert alone.open == "training_level" and not alone.case.training.vote.tier


def test_every_reply_of_an_exercise_says_that_it_is_one() -> None:
    alone = Alone()
    for value in ("training", "all", "late_for_school", "start", VOTE, "universal", "skip", "skip", "next"):
        alone.choose(value)
        assert alone.text.startswith(BANNER) and alone.reply.practising


TEXTS = st.sampled_from(
    [
        "",
        "yes",
        "no",
        "2",
        "level 3",
        "skip",
        "next",
        "surprise me",
        "ring the front door today",
        "Who else lives there?",
        "Zebediah Quux lives at 14 Plover Lane",
        "He is often late for school",
        "danger now",
        REAL_WORRY,
        "<script>alert(1)</script>",
        "x" * 3000,
        "leave the exercise",
    ]
)
INTENTS = st.sampled_from(
    ["tell", "unclear", "go_back", "greet", "ask_question", "help", "danger", "training"]
)
MOVES = st.one_of(st.tuples(INTENTS, TEXTS), st.tuples(st.just("pick"), st.integers(0, 9)))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(MOVES, min_size=1, max_size=14))
def test_whatever_is_done_in_an_exercise_there_is_a_way_on_and_the_real_case_stays(moves) -> None:
    alone = with_a_real_worry()
    before = alone.case
    alone.say("training exercise", "training")
    for kind, what in moves:
        if not alone.case.training.is_on:
            return
        asked = alone.reply.messages[-1]
        assert isinstance(asked, (Choices, Form))
        if kind != "pick":
            alone.say(what, kind)
        elif isinstance(asked, Choices):
            value = asked.options[what % len(asked.options)].value
            if (asked.question, value) == ("training_real", "yes"):
                return
            alone.choose(value)
        else:
            alone.choose({one.id: one.options[what % len(one.options)].value for one in asked.fields})
        if asked.question == "training_real" and not alone.case.training.is_on:
            return  # the child was said to be real
        after = alone.case
        assert isinstance(alone.reply.messages[-1], (Choices, Form))
        assert to_dict(from_dict(json.loads(json.dumps(alone.reply.case)))) == alone.reply.case
        assert replace(after, turn=0, training=before.training) == replace(before, turn=0)
        for word in ("Zebediah", "Quux", "Plover", "belt"):
            assert word not in json.dumps(alone.reply.case)
