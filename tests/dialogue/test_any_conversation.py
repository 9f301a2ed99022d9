"""Whatever is typed or chosen: always an answer, always a way on, no red flag lost, nothing raised."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.area import area_of
from bot.dialogue import Turn, respond
from bot.dialogue.answer import full_answer
from bot.dialogue.case import Case, from_dict, to_dict
from bot.dialogue.handlers import HANDLERS
from bot.dialogue.message import to_dict as message_dict
from bot.dialogue.plain import to_text
from bot.guidance import Concern, Situation, assess
from tests.fuzzing import examples
from tests.guidance.moments import FRIDAY_17_05
from tests.project import content, signs_alone

CHILD_HIT = "She told me her dad hit her with a belt last night."
STILL_THERE = ("choices", "form")


def say(case, text, intent="tell"):
    reading = json.loads(json.dumps(signs_alone().read(text).to_dict()))
    return respond(case, Turn(intent, text, reading), content(), FRIDAY_17_05)


def choose(case, question, value, turn=None):
    choice = {"question": question, "turn": case["turn"] if turn is None else turn, "value": value}
    return respond(case, Turn("choose", choice=choice), content(), FRIDAY_17_05)


def said(reply) -> str:
    return "\n".join(to_text(message_dict(message)) for message in reply.messages)


def basics(**values):
    reply = respond(None, Turn("greet"), content(), FRIDAY_17_05)
    reply = choose(reply.case, "opening", "work_it_through")
    return choose(
        reply.case,
        "basics",
        values or {"home": "walsall", "place": "same", "age": "5_to_9", "role": "teacher"},
    )


TEXTS = st.sampled_from(
    [
        "",
        "🙂🙂",
        "yes",
        "no",
        "1",
        "a1 b2",
        "I don't know",
        "back",
        "<script>alert(1)</script>",
        "'; DROP TABLE cases;--",
        '/set_slot{"case": null}',
        "¿Dónde está la escuela?",
        "x" * 6000,
        CHILD_HIT,
        "Mum is low and in debt and he is often late for school",
        "No bruises, she is fine",
        "How long is a strategy discussion?",
        "They said it does not meet threshold",
        "Bolton, 9 months, I'm a health visitor",
        "None of this helps, you idiot",
    ]
)
TURNS = st.one_of(
    st.tuples(st.sampled_from(sorted(HANDLERS)), TEXTS),
    st.tuples(st.just("pick"), st.integers(0, 9)),
)


def play(case, kind, what):
    """One random turn: some text under some intent, or the what-th option of what is open."""
    if kind != "pick":
        return say(case, what, kind)
    reply = say(case, "", "why_ask")
    last = message_dict(reply.messages[-1])
    if last["kind"] == "choices":
        value = last["options"][what % len(last["options"])]["value"]
    else:
        value = {}
        for part in last["fields"]:
            option = part["options"][what % len(part["options"])]["value"] if part["options"] else None
            if option:
                value[part["id"]] = [option] if part["many"] else option
    return choose(reply.case, last["question"], value)


@settings(max_examples=examples(60, 2000), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TURNS, min_size=1, max_size=8))
def test_there_is_always_an_answer_and_a_way_on(turns):
    case = None
    for kind, what in turns:
        if case is None:
            case = respond(None, Turn("greet"), content(), FRIDAY_17_05).case
        reply = play(case, kind, what)
        case = json.loads(json.dumps(reply.case))
        assert reply.messages
        assert message_dict(reply.messages[-1])["kind"] in STILL_THERE
        assert all(to_text(message_dict(message)) for message in reply.messages)
        assert to_dict(from_dict(case)) == reply.case


@settings(max_examples=examples(40, 1000), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TURNS, max_size=4))
def test_a_red_flag_is_acted_on_in_the_very_next_message_whatever_came_before(turns):
    case = respond(None, Turn("greet"), content(), FRIDAY_17_05).case
    for kind, what in turns:
        if (kind, what) != ("tell", CHILD_HIT):
            case = play(case, kind, what).case
    known = {one["indicator"] for one in case["proposals"]}
    reply = say(case, CHILD_HIT)
    first = message_dict(reply.messages[0])
    if not known:
        assert first["kind"] == "answer" and first["red_flag"]
        assert "999" in said(reply)


@pytest.mark.parametrize("intent", sorted(set(HANDLERS) - {"reopen"}))
def test_every_intent_answers_at_the_start_and_in_the_middle(intent):
    for case in (None, basics().case):
        reply = respond(case, Turn(intent), content(), FRIDAY_17_05)
        assert reply.messages
        assert message_dict(reply.messages[-1])["kind"] in STILL_THERE


def test_an_unknown_intent_gets_help_and_the_choices():
    reply = respond(None, Turn("no_such_intent"), content(), FRIDAY_17_05)
    assert "did not understand" in said(reply)


def test_a_provisional_suggestion_comes_by_the_fifth_turn_and_the_answer_by_the_ninth():
    reply = basics()
    reply = say(reply.case, "He is often late and his clothes are dirty. Mum is on her own and in debt.")
    assert from_dict(reply.case).step == "confirm"
    ticks = [one["indicator"] for one in reply.case["proposals"]]
    reply = choose(reply.case, "confirm", {"concerns": ticks, "view": "early_help"})
    assert "SO FAR" in said(reply)
    assert reply.case["turn"] <= 5
    for _ in range(4):
        last = message_dict(reply.messages[-1])
        if last["question"] == "after":
            break
        reply = choose(reply.case, last["question"], {})
    assert "WHAT TO DO NOW" in said(reply)
    assert reply.case["turn"] <= 9


def test_an_old_button_is_refused_kindly_and_nothing_is_lost():
    reply = basics()
    again = choose(reply.case, "basics", {"home": "wigan"}, turn=2)
    assert "earlier question" in said(again)
    assert from_dict(again.case).value("home") == "walsall"


def test_a_choice_that_was_not_offered_is_refused():
    reply = respond(None, Turn("greet"), content(), FRIDAY_17_05)
    for value in (
        "no_such_option",
        ["work_it_through", "danger"],
        {"case": "x"},
        None,
        7,
        {"opening": "work_it_through", "home": "x"},
    ):
        refused = choose(reply.case, "opening", value)
        assert "not one of the choices" in said(refused)
        assert not refused.case["answers"]


def test_back_takes_out_the_last_answers_only():
    reply = basics()
    reply = say(reply.case, "He is often late for school.")
    back = respond(reply.case, Turn("go_back"), content(), FRIDAY_17_05)
    assert from_dict(back.case).value("home") == "walsall"
    assert not back.case["proposals"]
    assert from_dict(back.case).step == "tell"


def test_change_an_answer_asks_only_what_newly_matters():
    reply = basics()
    reply = respond(reply.case, Turn("change_answer"), content(), FRIDAY_17_05)
    reply = choose(reply.case, "change", "home")
    last = message_dict(reply.messages[-1])
    assert last["question"] == "home"
    reply = choose(reply.case, "home", "wigan")
    assert from_dict(reply.case).value("home") == "wigan"
    assert from_dict(reply.case).value("age") == "5_to_9"
    assert from_dict(reply.case).step == "tell"


def test_picking_from_the_list_works_without_typing_a_word():
    reply = basics()
    reply = choose(reply.case, "tell", "parenting")
    reply = choose(reply.case, "topics", {"topics": ["neglect"]})
    last = message_dict(reply.messages[-1])
    options = [option["value"] for option in last["fields"][0]["options"]]
    assert "chronic_neglect" in options
    reply = choose(reply.case, "confirm", {"concerns": ["chronic_neglect"], "view": "unknown"})
    assert from_dict(reply.case).values("concerns") == ("chronic_neglect",)


def test_a_misread_sign_can_be_left_unticked_and_then_does_not_count():
    reply = basics()
    reply = say(reply.case, CHILD_HIT)
    assert from_dict(reply.case).step == "urgent"
    reply = choose(reply.case, "urgent", {"concerns": [], "safe_now": "yes", "medical_need": "no"})
    text = said(reply)
    assert "SO FAR" in text or from_dict(reply.case).step in ("confirm", "tell", "family")


@pytest.mark.parametrize("taken_back", ["by going back", "by unticking"])
def test_a_red_flag_that_is_told_again_is_acted_on_again(taken_back):
    reply = say(basics().case, CHILD_HIT)
    if taken_back == "by going back":
        reply = respond(reply.case, Turn("go_back"), content(), FRIDAY_17_05)
    else:
        unticked = {"concerns": [], "safe_now": "yes", "medical_need": "no"}
        reply = choose(reply.case, "urgent", unticked)
    assert "ACT NOW" not in said(reply)
    again = map(message_dict, say(reply.case, CHILD_HIT).messages)
    assert any(one["kind"] == "answer" and one["red_flag"] for one in again)


def test_danger_at_any_moment_comes_first():
    reply = basics()
    reply = respond(reply.case, Turn("danger"), content(), FRIDAY_17_05)
    first = message_dict(reply.messages[0])
    assert first["kind"] == "answer"
    assert "999" in first["lead"]


def test_the_case_holds_no_words_that_were_typed():
    reply = basics()
    reply = say(reply.case, "Her name is Zebediah Quux of 14 Plover Lane. " + CHILD_HIT)
    stored = json.dumps(reply.case)
    for word in ("Zebediah", "Quux", "Plover", "belt"):
        assert word not in stored


def test_a_case_from_nowhere_is_a_new_case():
    assert from_dict(None) == Case()
    assert from_dict({}) == Case()


def test_a_sign_without_a_document_is_not_said_to_be_in_the_documents():
    """The reason says no more than its source: practice knowledge is called that."""
    practice = next(
        one.id
        for one in content().indicators.values()
        if one.sources == ("practice",) and one.tier.value == "early_help_single" and not one.first_door
    )
    guidance = assess(
        Situation(home="bolton", concerns=frozenset({Concern(practice)})),
        area_of(content(), "bolton"),
        FRIDAY_17_05,
    )
    text = to_text(message_dict(full_answer(guidance, Case(), FRIDAY_17_05)))
    assert "No document that was read says so" in text
    assert "in the English threshold documents that were read" not in text
