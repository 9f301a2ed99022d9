"""Case → Situation: what the answers so far say about the child."""

from __future__ import annotations

from bot.content.load import Content
from bot.content.model import AgeBand
from bot.dialogue.case import GUESSED, UNKNOWN, Case
from bot.guidance import Concern, ConcernStatus, OpenTo, Parents, Situation, Tried

DECIDING = "decide."
IN_DANGER = "in_danger"  # asked where danger was only guessed


def situation_of(case: Case, content: Content) -> Situation:
    """What is known about the child. Whatever was not answered stays unknown."""
    home = _known(case, "home")
    place = _known(case, "place")
    open_to = OpenTo(case.value("open_to") or UNKNOWN)
    age = _known(case, "age")
    vulnerabilities = {one for one in case.values("vulnerabilities") or () if one in content.vulnerabilities}
    if age == AgeBand.UNBORN.value:
        vulnerabilities.add("unborn")
    if open_to is OpenTo.LOOKED_AFTER:
        vulnerabilities.add("looked_after")
    other_children = _known(case, "other_children")
    return Situation(
        home=home,
        place=home if place == "same" else place,
        role=_known(case, "role"),
        age=AgeBand(age) if age else None,
        concerns=_concerns(case),
        answers=frozenset(
            (given.question[len(DECIDING) :], given.values[0])
            for given in case.answers
            if given.question.startswith(DECIDING) and given.values
        ),
        vulnerabilities=frozenset(vulnerabilities),
        protective=frozenset(case.values("strengths") or ()) & content.protective.keys(),
        parents=Parents(case.value("parents") or UNKNOWN),
        open_to=open_to,
        tried=Tried(case.value("tried") or UNKNOWN),
        other_children=None if other_children is None else other_children == "yes",
        danger=_is_danger(case),
        disagreement=case.has("disagreement"),
        unsure=case.has("unsure"),
    )


def _known(case: Case, question: str) -> str | None:
    value = case.value(question)
    return None if value == UNKNOWN else value


def _is_danger(case: Case) -> bool:
    named = case.has("danger") and case.value("danger") != GUESSED
    return named or _is_borne_out(case) or is_danger_only_guessed(case)


def _is_borne_out(case: Case) -> bool:
    somebody_is = case.value(IN_DANGER) == "somebody"
    return somebody_is or case.value("safe_now") == "no" or case.value("medical_need") == "now"


def is_danger_only_guessed(case: Case) -> bool:
    """Whether danger was understood that no words name, and no answer has borne it out or taken it back."""
    is_guess = case.value("danger") == GUESSED and case.value(IN_DANGER) != "nobody"
    return is_guess and not _is_borne_out(case)


def _concerns(case: Case) -> frozenset[Concern]:
    """Ticked concerns; before the tick list, everything read as present.

    A concern read as past stays past unless it is ticked as still happening (rule 16). Once safety was asked
    about, the list was there to be ticked, and what was guessed counts as what was told.
    """
    ticked = case.values("concerns")
    has_no_list = case.has("safe_now")
    confirmed = {*(ticked or ()), *(case.values("uncertain") or ())}
    concerns = set()
    for one in case.proposals:
        if one.indicator in confirmed:
            concerns.add(Concern(one.indicator))
        elif ticked is None and one.status == "present":
            concerns.add(Concern(one.indicator, guessed=one.guessed and not has_no_list))
        elif one.status == "past":
            concerns.add(Concern(one.indicator, ConcernStatus.PAST, one.guessed and not has_no_list))
    return frozenset(concerns)
