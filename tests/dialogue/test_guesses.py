"""What no words name is shown as a guess, until somebody ticks it (docs/safety.md, automation bias)."""

from __future__ import annotations

import json

import pytest

from bot.content.area import area_of
from bot.dialogue import Turn, respond
from bot.dialogue.case import Case, from_dict, to_dict
from bot.dialogue.facts import situation_of
from bot.guidance import assess
from bot.reading.model import Facts, Mention, Reading, Status
from tests.guidance.moments import FRIDAY_17_05
from tests.project import content

CONTENT = content()
MILD, OTHER = [one.id for one in CONTENT.indicators.values() if one.tier.value == "early_help_single"][:2]
RED_FLAG = next(one.id for one in CONTENT.indicators.values() if one.red_flag)
GUESSED = CONTENT.wording["guessed"]
STILL_GUESSED = CONTENT.wording["guesses_count"].split("{")[0]
WORDS = "He is late."


def choose(case, question, value):
    choice = {"question": question, "turn": case["turn"], "value": value}
    return respond(case, Turn("choose", choice=choice), CONTENT, FRIDAY_17_05)


def told(*found: tuple[str, Status, str], case=None):
    mentions = tuple(
        Mention(sign, status, WORDS, 0, len(WORDS), 0.5, method) for sign, status, method in found
    )
    reading = json.loads(json.dumps(Reading(WORDS, mentions, Facts()).to_dict()))
    if case is None:
        case = respond(None, Turn("greet"), CONTENT, FRIDAY_17_05).case
        case = choose(case, "opening", "work_it_through").case
        basics = {"home": "wigan", "place": "same", "age": "5_to_9", "role": "teacher"}
        case = choose(case, "basics", basics).case
    return respond(case, Turn("tell", WORDS, reading), CONTENT, FRIDAY_17_05)


def hints(reply) -> dict[str, str]:
    form = next(one for one in reply.messages if one.kind == "form")
    fields = {field.id: field.options for field in form.fields}
    return {one.value: one.hint for name in ("concerns", "uncertain") for one in fields.get(name, ())}


def said(reply) -> str:
    return " ".join(map(repr, reply.messages))


@pytest.mark.parametrize("status", [Status.PRESENT, Status.HYPOTHETICAL])
def test_the_list_says_which_lines_are_guesses(status: Status) -> None:
    reply = told((MILD, status, "meaning"), (OTHER, Status.PRESENT, "sign"))
    assert hints(reply) == {MILD: GUESSED, OTHER: ""}


def test_a_guess_stays_ticked_beforehand_so_that_nothing_is_lost() -> None:
    reply = told((MILD, Status.PRESENT, "meaning"))
    form = next(one for one in reply.messages if one.kind == "form")
    assert [one.chosen for field in form.fields for one in field.options if one.value == MILD] == [True]


def test_guesses_add_up_only_once_they_are_ticked() -> None:
    """Each is a need of its own in the meantime."""
    needs = ("often_late", "sometimes_grubby", "care_patchy", "parent_isolated")
    reply = told(*((need, Status.PRESENT, "meaning") for need in needs))
    before = situation_of(from_dict(reply.case), CONTENT)
    after = choose(reply.case, "confirm", {"concerns": list(needs), "view": "early_help"})
    ticked = situation_of(from_dict(after.case), CONTENT)
    tiers = [assess(one, area_of(CONTENT, one.home), FRIDAY_17_05).tier.value for one in (before, ticked)]
    assert tiers == ["early_help_single", "early_help_multi"]


def test_words_that_name_it_make_it_no_guess_in_whatever_order_they_come() -> None:
    case = Case().with_proposals([(MILD, "present")], guessed={MILD}).with_proposals([(MILD, "present")])
    assert not case.proposals[0].guessed
    case = Case().with_proposals([(MILD, "present")]).with_proposals([(MILD, "present")], guessed={MILD})
    assert not case.proposals[0].guessed


def test_a_guess_is_remembered_as_one_and_an_older_case_still_opens() -> None:
    case = Case().with_proposals([(MILD, "present")], guessed={MILD})
    kept = json.loads(json.dumps(to_dict(case)))
    assert from_dict(kept) == case
    del kept["proposals"][0]["guessed"]
    assert not from_dict(kept).proposals[0].guessed


def test_an_answer_that_comes_before_the_list_says_what_it_guessed() -> None:
    reply = told((RED_FLAG, Status.PRESENT, "meaning"))
    assert STILL_GUESSED in said(reply)
    why = respond(reply.case, Turn("why_this"), CONTENT, FRIDAY_17_05)
    assert STILL_GUESSED in said(why)
    named = told((RED_FLAG, Status.PRESENT, "sign"))
    assert STILL_GUESSED not in said(named)
    assert STILL_GUESSED not in said(respond(named.case, Turn("why_this"), CONTENT, FRIDAY_17_05))


def test_what_has_been_ticked_is_no_guess_any_more() -> None:
    reply = told((RED_FLAG, Status.PRESENT, "meaning"))
    after = choose(reply.case, "urgent", {"concerns": [RED_FLAG]})
    why = respond(after.case, Turn("why_this"), CONTENT, FRIDAY_17_05)
    assert STILL_GUESSED not in said(why)
