"""Beside the conversation: what is known, and a suggestion that never comes before one's own view."""

from __future__ import annotations

import json

import pytest

from bot.dialogue import Turn, respond
from bot.guidance import assess
from bot.reading.model import Facts, Mention, Reading, Status
from tests.guidance.moments import FRIDAY_17_05
from tests.project import content

CONTENT = content()
MILD = next(one.id for one in CONTENT.indicators.values() if one.tier.value == "early_help_single")
RED_FLAG = next(one.id for one in CONTENT.indicators.values() if one.red_flag)


def choose(case, question, value):
    choice = {"question": question, "turn": case["turn"], "value": value}
    return respond(case, Turn("choose", choice=choice), CONTENT, FRIDAY_17_05)


def read(sign: str, words: str = "He is late."):
    mention = Mention(sign, Status.PRESENT, words, 0, len(words), 1.0, "sign")
    return json.loads(json.dumps(Reading(words, (mention,), Facts()).to_dict()))


def told(sign: str, area: str = "wigan"):
    reply = respond(None, Turn("greet"), CONTENT, FRIDAY_17_05)
    reply = choose(reply.case, "opening", "work_it_through")
    reply = choose(reply.case, "basics", {"home": area, "place": "same", "age": "5_to_9", "role": "teacher"})
    return respond(reply.case, Turn("tell", "He is late.", read(sign)), CONTENT, FRIDAY_17_05)


def test_nothing_is_suggested_before_the_own_view_was_asked() -> None:
    reply = told(MILD)
    assert reply.so_far.concerns == (CONTENT.indicators[MILD].statement,)
    assert reply.so_far.suggestion == "" and reply.so_far.ladder == ()
    after = choose(reply.case, "confirm", {"concerns": [MILD], "view": "unknown"})
    assert after.so_far.suggestion
    assert [rung.here for rung in after.so_far.ladder].count(True) == 1


def test_a_red_flag_is_seen_at_once() -> None:
    assert told(RED_FLAG).so_far.suggestion


@pytest.mark.parametrize("area", sorted(CONTENT.partnerships))
def test_the_ladder_has_the_names_of_the_childs_own_area_lowest_first(area: str) -> None:
    reply = told(RED_FLAG, area)
    levels = CONTENT.partnerships[area].levels
    assert [rung.name.split(": ")[-1] for rung in reply.so_far.ladder] == [
        one.name for one in levels.values()
    ]
    assert reply.so_far.ladder[-1].here, "a red flag of significant harm stands at the top"


def test_outside_england_there_is_no_ladder() -> None:
    assert told(RED_FLAG, "outside_england").so_far.ladder == ()


def test_the_words_are_shown_beside_the_sign_that_was_read_in_them() -> None:
    (heard,) = told(MILD).so_far.heard
    assert (heard.words, heard.sign) == ("He is late.", CONTENT.indicators[MILD].statement)


def test_an_answer_can_be_changed_from_there_whatever_is_asked() -> None:
    reply = told(MILD)
    known = {one.question: one.value for one in reply.so_far.known}
    assert known["home"] == "Wigan"
    asked = choose(reply.case, "change", "home")
    assert asked.messages[-1].question == "home"
    changed = choose(asked.case, "home", "bolton")
    assert {one.question: one.value for one in changed.so_far.known}["home"] == "Bolton"
    assert changed.messages[-1].question == "confirm", "and the conversation goes on from where it was"


def test_only_what_was_answered_can_be_changed() -> None:
    reply = told(MILD)
    assert choose(reply.case, "change", "strengths").case["answers"] == reply.case["answers"]


def test_progress_only_grows_to_the_end() -> None:
    reply = told(MILD)
    seen = [reply.so_far.done / reply.so_far.steps]
    while reply.so_far.done < reply.so_far.steps:
        last = reply.messages[-1]
        value = {} if last.kind == "form" else last.options[0].value
        reply = choose(reply.case, last.question, value)
        seen.append(reply.so_far.done / reply.so_far.steps)
    assert seen == sorted(seen) and seen[-1] == 1


def test_what_if_says_what_the_decision_says() -> None:
    from bot.dialogue.answer import voice_for
    from bot.dialogue.changes import change_section
    from bot.dialogue.message import WhatIf
    from bot.guidance import Concern, Situation

    sign = next(one.id for one in CONTENT.indicators.values() if one.questions and not one.red_flag)
    from bot.content.area import area_of

    area = area_of(CONTENT, "bolton")
    situation = Situation(home="bolton", place="bolton", concerns=frozenset({Concern(sign)}))
    guidance = assess(situation, area, FRIDAY_17_05)
    section = change_section(guidance, voice_for(guidance, FRIDAY_17_05), FRIDAY_17_05)
    shown = [block for block in section.blocks if isinstance(block, WhatIf)]
    assert [one.ask for one in shown] == [CONTENT.questions[key].ask for key in guidance.unknowns]
    for key, what_if in zip(guidance.unknowns, shown):
        for option, (label, outcome) in zip(CONTENT.questions[key].options, what_if.options):
            answered = situation.answers | {(key, option.id)}
            after = assess(
                Situation(home="bolton", place="bolton", concerns=situation.concerns, answers=answered),
                area,
                FRIDAY_17_05,
            )
            moved = (after.tier, after.main_route) != (guidance.tier, guidance.main_route)
            assert label == option.label
            assert (CONTENT.tier(after.tier).name in outcome) == moved


def test_what_would_change_names_a_route_in_the_words_of_its_answer() -> None:
    """With a plan open and a decision disputed, a manager is rung first."""
    from bot.content.area import area_of
    from bot.dialogue.answer import voice_for
    from bot.dialogue.changes import change_section
    from bot.guidance import Concern, OpenTo, Situation

    area, own = area_of(CONTENT, "bolton"), CONTENT.routes["strategy_discussion.disputed"].label
    texts = []
    for sign in (one.id for one in CONTENT.indicators.values() if one.questions and not one.red_flag):
        situation = Situation(
            home="bolton",
            place="bolton",
            concerns=frozenset({Concern(sign)}),
            open_to=OpenTo.CHILD_PROTECTION,
            disagreement=True,
        )
        guidance = assess(situation, area, FRIDAY_17_05)
        texts.append(str(change_section(guidance, voice_for(guidance, FRIDAY_17_05), FRIDAY_17_05)))
    assert any(own in text for text in texts)
    assert not any(CONTENT.routes["strategy_discussion"].label in text for text in texts)
