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
NEEDS = ("often_late", "sometimes_grubby", "care_patchy", "parent_isolated")


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
    reply = told(*((need, Status.PRESENT, "meaning") for need in NEEDS))
    after = choose(reply.case, "confirm", {"concerns": list(NEEDS), "view": "early_help"})
    assert (tier_of(reply.case), tier_of(after.case)) == ("early_help_single", "early_help_multi")


def guidance_of(case):
    situation = situation_of(from_dict(case), CONTENT)
    return assess(situation, area_of(CONTENT, situation.home), FRIDAY_17_05)


def tier_of(case) -> str:
    return guidance_of(case).tier.value


def route_of(case) -> str:
    return guidance_of(case).main_route.value


def test_what_was_ticked_is_no_guess_while_the_list_is_changed() -> None:
    reply = told(*((need, Status.PRESENT, "meaning") for need in NEEDS))
    ticked = choose(reply.case, "confirm", {"concerns": list(NEEDS), "view": "early_help"})
    again = respond(ticked.case, Turn("change_answer"), CONTENT, FRIDAY_17_05)
    assert tier_of(ticked.case) == "early_help_multi"
    assert not any(one.guessed for one in from_dict(again.case).proposals)


def test_in_danger_there_is_no_list_and_guesses_count_as_what_was_told() -> None:
    """Once it was asked whether the child is safe, nothing is ticked any more."""
    case = told(*((need, Status.PRESENT, "meaning") for need in NEEDS)).case
    safe = to_dict(from_dict(case).with_answer("safe_now", ("yes",)))
    assert (tier_of(case), tier_of(safe)) == ("early_help_single", "early_help_multi")


PAST_AND_PRESENT = ("burn_or_scald", "disabled_child_extra_help_wanted")


def test_what_was_over_and_happens_again_never_counts_for_less_in_whatever_words() -> None:
    over, need = PAST_AND_PRESENT
    first = told((over, Status.PAST, "sign"), (need, Status.PRESENT, "sign"))
    before = route_of(first.case)
    assert before == "front_door"
    for method in ("sign", "meaning"):
        assert route_of(told((over, Status.PRESENT, method), case=first.case).case) == before
        ticked = choose(first.case, "confirm", {"concerns": [need], "uncertain": [], "view": "early_help"})
        again = told((over, Status.PRESENT, method), case=ticked.case)
        assert over in from_dict(again.case).values("concerns")
        assert route_of(again.case) == before


def test_what_was_guessed_to_be_over_adds_up_no_more_than_what_was_guessed_to_be_so() -> None:
    over, need = PAST_AND_PRESENT
    guessed = told((over, Status.PAST, "meaning"), (need, Status.PRESENT, "sign"))
    assert route_of(guessed.case) == "early_help"


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
