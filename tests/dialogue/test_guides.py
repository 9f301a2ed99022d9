"""Help with words: every guide asks what it needs, ends in a text to copy, and leaves the case alone."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.guides import Guide
from bot.content.load import Content
from bot.dialogue import Turn, respond
from bot.dialogue.guides import named
from bot.dialogue.message import Answer, Choices, Draft, Form, Section, Text
from bot.dialogue.steps import GUIDE
from tests.guidance.moments import FRIDAY_17_05
from tests.project import content

CONTENT = content()
GUIDES = sorted(CONTENT.guides)
OPEN_PLACE = re.compile(r"\{[a-z_:]+\}")


@lru_cache
def content() -> Content:
    return CONTENT


def choose(case, question, value):
    choice = {"question": question, "turn": case["turn"], "value": value}
    return respond(case, Turn("choose", choice=choice), content(), FRIDAY_17_05)


def opened(guide: str, case=None):
    reply = respond(case, Turn(GUIDE), content(), FRIDAY_17_05)
    return choose(reply.case, GUIDE, guide)


def asked(reply) -> list[tuple[str, list[str]]]:
    """The open questions with the values that can be chosen."""
    last = reply.messages[-1]
    if isinstance(last, Form):
        return [(one.id, [option.value for option in one.options]) for one in last.fields]
    assert isinstance(last, Choices)
    return [(last.question, [option.value for option in last.options])]


def of_kind(reply, kind):
    return [message for message in reply.messages if isinstance(message, kind)]


def test_help_with_words_is_offered_at_the_start_and_after_the_answer() -> None:
    for question in ("opening", "after"):
        assert GUIDE in {option.id for option in content().intake[question].options}


def test_the_list_of_guides_holds_every_guide() -> None:
    reply = respond(None, Turn(GUIDE), content(), FRIDAY_17_05)
    assert asked(reply) == [(GUIDE, list(content().guides))]


@pytest.mark.parametrize("typed", ["I don't know", "not sure"])
def test_who_does_not_know_which_guide_is_asked_again(typed: str) -> None:
    reply = respond(None, Turn(GUIDE), content(), FRIDAY_17_05)
    assert asked(respond(reply.case, Turn("unclear", typed), content(), FRIDAY_17_05)) == asked(reply)


@pytest.mark.parametrize("key", GUIDES)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_answered_a_guide_ends_in_a_text_to_copy(key: str, data: st.DataObject) -> None:
    reply = opened(key)
    values: dict[str, str] = {}
    if content().guides[key].questions:
        values = {question: data.draw(st.sampled_from(options)) for question, options in asked(reply)}
        last = reply.messages[-1]
        answers = values if isinstance(last, Form) else next(iter(values.values()))
        reply = choose(reply.case, last.question, answers)
    (draft,) = of_kind(reply, Draft)
    assert draft.text.strip()
    assert "[" in draft.text, "what only the practitioner knows is left open"
    said = [draft.title, draft.text]
    for section in of_kind(reply, Section):
        bullets, source = section.blocks
        said += [section.heading, *bullets.items, source.text]
    assert not [text for text in said if OPEN_PLACE.search(text)]
    in_danger = values.get("safe_now") == "no" or values.get("medical_need") == "now"
    assert bool(of_kind(reply, Answer)) == in_danger, "danger comes first, and nothing else is answered anew"


@pytest.mark.parametrize("key", GUIDES)
def test_a_guide_says_something_in_every_area(key: str) -> None:
    guide = content().guides[key]
    for area in content().partnerships:
        case = respond(None, Turn("greet"), content(), FRIDAY_17_05).case
        case["answers"] = [{"question": "home", "values": [area], "turn": 0}]
        reply = opened(key, case)
        if any(question != "home" for question in guide.questions):
            form = reply.messages[-1]
            reply = choose(reply.case, form.question, {} if isinstance(form, Form) else "unknown")
        assert of_kind(reply, Draft) and of_kind(reply, Section)


def test_what_was_answered_before_is_not_asked_again() -> None:
    known = content().guides["referral"].questions
    case = respond(None, Turn("greet"), content(), FRIDAY_17_05).case
    case["answers"] = [{"question": question, "values": ["unknown"], "turn": 0} for question in known]
    assert of_kind(opened("referral", case), Draft)


def test_after_the_text_the_case_goes_on_from_where_it_was() -> None:
    reply = respond(None, Turn("greet"), content(), FRIDAY_17_05)
    reply = choose(reply.case, "opening", "work_it_through")
    before = reply.messages[-1]
    reply = opened("listening", reply.case)
    form = reply.messages[-1]
    reply = choose(reply.case, form.question, {} if isinstance(form, Form) else "unknown")
    after = reply.messages[-1]
    assert isinstance(before, Form) and isinstance(after, Form)
    assert after.question == before.question


def with_a_worry(text: str, statement_of: str):
    case = respond(None, Turn("greet"), content(), FRIDAY_17_05).case
    case["answers"] = [
        {"question": "home", "values": ["wigan"], "turn": 0},
        {"question": "concerns", "values": [statement_of], "turn": 0},
    ]
    case["proposals"] = [{"indicator": statement_of, "status": "present", "turn": 0}]
    return case


def test_the_referral_holds_the_concerns_that_were_ticked() -> None:
    sign = next(iter(content().indicators.values()))
    reply = opened("referral", with_a_worry("", sign.id))
    form = reply.messages[-1]
    if not of_kind(reply, Draft):
        reply = choose(reply.case, form.question, {} if isinstance(form, Form) else "unknown")
    (draft,) = of_kind(reply, Draft)
    assert sign.statement in draft.text


def test_the_day_to_look_again_is_a_working_day_in_words() -> None:
    """17:05 on Friday 27 November 2026: one working day later is Monday 30 November."""
    said = []
    for dispute in ("not_threshold", "drifting"):
        case = respond(None, Turn("greet"), content(), FRIDAY_17_05).case
        case["answers"] = [{"question": "dispute", "values": [dispute], "turn": 0}]
        reply = opened("challenge", case)
        form = reply.messages[-1]
        reply = choose(reply.case, form.question, {"changed_since": "same"})
        (draft,) = of_kind(reply, Draft)
        (again,) = [one.text for one in of_kind(reply, Text) if "2026" in one.text]
        day = re.search(r"(Mon|Tues|Wednes|Thurs|Fri)day \d+ \w+ 2026", again)
        assert day and day.group() in draft.text
        said.append(day.group())
    assert said[0] == f"{date(2026, 11, 30):%A %-d %B %Y}"
    assert said[1] != said[0], "a drifting plan is looked at again later"


ASKED_FOR = [
    ("what do I say to mum", "telling_parents"),
    ("help me tell the parents", "telling_parents"),
    ("help me write the referral", "referral"),
    ("can you draft a referral", "referral"),
    ("help me prepare for the core group", "core_group"),
    ("get me ready for the strategy discussion", "strategy_discussion"),
    ("help me write my report for the conference", "conference_report"),
    ("draft a challenge", "challenge"),
]
NOT_ASKED_FOR = [
    "Mum told me that dad hits her.",
    "The parents said no to the referral and the baby has a bruise.",
    "when is the core group",
    "what is a strategy discussion",
    "who goes to a conference",
    "He says his mum told him to lie.",
    "",
]


@pytest.mark.parametrize(("text", "guide"), ASKED_FOR)
def test_a_guide_is_found_by_what_people_type(text: str, guide: str) -> None:
    found = named(text, content())
    assert found is not None and found.id == guide


@pytest.mark.parametrize("text", NOT_ASKED_FOR)
def test_a_worry_or_a_question_about_the_process_asks_for_no_guide(text: str) -> None:
    assert named(text, content()) is None


def test_no_example_of_a_worry_asks_for_a_guide() -> None:
    texts = [text for one in content().indicators.values() for text in content().examples(one)]
    wrong = [text for text in texts if isinstance(named(text, content()), Guide)]
    assert not wrong
