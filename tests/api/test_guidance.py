"""Facts and texts → guidance as data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.api import shapes
from bot.api.facts import case_of, facts_of
from bot.api.guidance import guidance
from bot.content.load import Content
from bot.content.model import Tier
from bot.dialogue.facts import situation_of
from bot.dialogue.message import to_dict
from bot.dialogue.plain import to_text
from bot.guidance.entered import situation
from bot.reading import Reader
from tests.cases.test_cases import CASES, moment
from tests.guidance.moments import FRIDAY_17_05, SUNDAY_NIGHT, TUESDAY_MORNING

HIT = "Her stepdad Wulfric hit her with a belt and she is scared to go home. She is 9."


def of_facts(content: Content, facts: dict[str, Any], now: datetime = TUESDAY_MORNING) -> shapes.Guidance:
    reply, _ = guidance(facts, None, content, None, now)  # type: ignore[arg-type]
    return reply


def _with_implied(given: dict[str, Any]) -> dict[str, Any]:
    """With the vulnerabilities that the conversation takes from age and plan."""
    implied = [
        name for name in ("unborn", "looked_after") if name in (given.get("age"), given.get("open_to"))
    ]
    return {**given, "vulnerabilities": [*given.get("vulnerabilities", ()), *implied]}


def entered(case: dict[str, Any]) -> dict[str, Any]:
    """The facts of a YAML case, as a client would send them: the moment goes beside them."""
    return {key: value for key, value in case["given"].items() if key != "at"}


def test_facts_describe_the_same_situation_as_in_the_cases(content: Content) -> None:
    for case in CASES:
        told = situation_of(case_of(entered(case)), content)
        assert told == situation(_with_implied(case["given"])), case["name"]


@pytest.mark.parametrize("case", CASES[::20], ids=[case["name"] for case in CASES[::20]])
def test_the_facts_of_a_reply_sent_again_give_the_same_reply(content: Content, case: dict[str, Any]) -> None:
    reply = of_facts(content, entered(case), moment(case["given"]))
    assert of_facts(content, dict(reply.facts), moment(case["given"])) == reply


@pytest.mark.parametrize(
    "text",
    [
        HIT,
        "A boy of 8 has been late and tired since his parents parted. Mum is willing to get some help.",
        "HV saw two faint bruises on the arm of a ten week old at the weigh-in, we are in Wigan",
        "No bruises, she is fine.",
        "Hmm.",
    ],
)
def test_a_text_confirmed_as_it_was_read_gives_the_same_guidance(
    content: Content, reader: Reader, text: str
) -> None:
    first, _ = guidance(None, text, content, reader, TUESDAY_MORNING)
    again = of_facts(content, dict(first.facts))
    assert again.text == first.text
    assert again.read is None


def test_what_was_read_is_shown_with_its_words_and_without_names(content: Content, reader: Reader) -> None:
    reply, _ = guidance({"home": "bolton"}, HIT, content, reader, TUESDAY_MORNING)
    assert reply.read is not None
    assert "Wulfric" not in str(to_dict(reply))
    sign = reply.read.signs[0]
    assert sign.words in reply.read.text
    assert sign.statement == content.indicators[sign.indicator].statement


def test_what_a_text_adds_to_ticked_facts_counts_as_in_the_conversation(
    content: Content, reader: Reader
) -> None:
    facts = {"home": "bolton", "concerns": ["often_late"]}
    both, _ = guidance(facts, HIT, content, reader, TUESDAY_MORNING)
    assert both.red_flag
    assert "often_late" in {one.indicator for one in both.signs}


@pytest.mark.parametrize("facts", [{}, {"home": "bolton"}, {"concerns": []}, {"age": "5_to_9"}])
def test_nothing_told_is_never_reassurance(content: Content, facts: dict[str, Any]) -> None:
    reply = of_facts(content, facts)
    assert reply.facts["unsure"] is True
    assert reply == of_facts(content, {**facts, "unsure": True})


def test_unborn_and_looked_after_count_as_in_the_conversation(content: Content) -> None:
    for key, name in (("age", "unborn"), ("open_to", "looked_after")):
        reply = of_facts(content, {key: name, "concerns": ["often_late"]})
        assert name in reply.facts["vulnerabilities"]


def test_the_moment_decides_who_answers_the_phone(content: Content) -> None:
    facts = {"home": "walsall", "concerns": ["injury_non_mobile_baby"]}
    by_day, by_night = of_facts(content, facts), of_facts(content, facts, SUNDAY_NIGHT)
    assert by_day.contacts[0].id != by_night.contacts[0].id
    assert by_day.contacts[0].open_now is True


def test_outside_england_no_level_is_given(content: Content) -> None:
    assert of_facts(content, {"home": "outside_england", "concerns": ["often_late"]}).level is None


def test_a_level_always_names_its_area(content: Content) -> None:
    for area in content.partnerships:
        level = of_facts(content, {"home": area, "concerns": ["often_late"]}).level
        assert level is not None
        assert (level.area, level.area_name) == (area, content.partnerships[area].name)


KNOWN = [
    "often_late",
    "injury_non_mobile_baby",
    "chronic_neglect",
    "regularly_missing",
    "unexplained_phone_gifts_money",
]


@settings(max_examples=25)
@given(st.sets(st.sampled_from(KNOWN)), st.sampled_from(KNOWN))
def test_another_worry_never_lowers_the_level(concerns: set[str], more: str) -> None:
    content = _content()
    before = of_facts(content, {"concerns": sorted(concerns), "unsure": True})
    after = of_facts(content, {"concerns": sorted({*concerns, more}), "unsure": True})
    assert Tier(after.tier.id).rank >= Tier(before.tier.id).rank
    assert after.red_flag >= before.red_flag


def _content() -> Content:
    from bot.rasa_bridge.resources import content

    return content()


def test_every_reply_says_what_to_do_whom_to_ring_and_how_sure_it_is(content: Content) -> None:
    for key in list(content.indicators)[::12]:
        reply = of_facts(content, {"home": "wigan", "concerns": [key]}, FRIDAY_17_05)
        assert reply.routes and reply.steps and reply.contacts and reply.reasons and reply.notices
        assert reply.edition == content.edition.edition
        assert all(
            (reply.sharing.sharing, reply.sharing.openness, reply.sharing.consent, reply.heading, reply.lead)
        )


def test_the_parts_are_the_words_of_the_whole(content: Content) -> None:
    reply = of_facts(content, {"home": "bolton", "role": "teacher", "concerns": ["chronic_neglect"]})
    (answer,) = reply.messages
    assert reply.text == to_text(to_dict(answer))
    for part in (*reply.steps, *reply.reasons):
        assert part.text in reply.text
    for contact in reply.contacts:
        assert contact.name in reply.text
    for words in vars(reply.sharing).values():
        assert words in reply.text


def test_every_fact_survives_the_way_through_a_case(content: Content) -> None:
    facts = {
        "home": "bolton",
        "place": "wigan",
        "role": "teacher",
        "age": "5_to_9",
        "concerns": ["often_late"],
        "past": ["chronic_neglect"],
        "answers": {"child_absence_reason": "explained"},
        "vulnerabilities": sorted(content.vulnerabilities)[:2],
        "strengths": sorted(content.protective)[:2],
        "parents": "agree",
        "open_to": "early_help",
        "tried": "no_change",
        "other_children": False,
        "danger": True,
        "disagreement": True,
        "unsure": True,
        "view": "early_help",
    }
    assert facts_of(case_of(facts), content) == facts
