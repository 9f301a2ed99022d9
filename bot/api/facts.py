"""``facts`` as a client sends them (see tests/cases/README.md) ⇄ a case, as the conversation keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.load import Content
from bot.dialogue.case import UNKNOWN, Case
from bot.dialogue.facts import DECIDING, situation_of
from bot.guidance import ConcernStatus

_ONE = ("home", "place", "role", "age", "parents", "open_to", "tried", "view")
_MANY = ("vulnerabilities", "strengths")
_TOLD = ("danger", "disagreement", "unsure")


def case_of(facts: Mapping[str, Any]) -> Case:
    """The case in which a practitioner has given these answers. Its ids must be known.

    Without ``concerns`` nothing has been ticked, so that what is read in a text counts.
    """
    facts = {"place": facts["home"], **facts} if "home" in facts else facts
    case = Case(turn=1).with_proposals(
        [(key, "past") for key in facts.get("past", ())]
        + [(key, "present") for key in facts.get("concerns", ())]
    )
    if "concerns" in facts:
        case = case.with_answer("concerns", facts["concerns"])
    for key in _ONE:
        if key in facts:
            case = case.with_answer(key, (facts[key],))
    for key in _MANY:
        if facts.get(key):
            case = case.with_answer(key, facts[key])
    for key in _TOLD:
        if facts.get(key):
            case = case.with_answer(key, ("yes",))
    if "other_children" in facts:
        case = case.with_answer("other_children", ("yes" if facts["other_children"] else "no",))
    for question, option in facts.get("answers", {}).items():
        case = case.with_answer(DECIDING + question, (option,))
    return case


def facts_of(case: Case, content: Content) -> dict[str, Any]:
    """The facts that the answer to this case is about; what is not known is left out.

    Where no worry at all is left ("no bruises, she is fine"), ``unsure`` says that nobody was unsure either.
    """
    told = situation_of(case, content)
    here = {ConcernStatus.PRESENT: set[str](), ConcernStatus.PAST: set[str]()}
    for concern in told.concerns:
        here[concern.status].add(concern.indicator)
    view = case.value("view")
    facts = {
        "home": told.home,
        "place": told.place if told.place != told.home else None,
        "role": told.role,
        "age": told.age and told.age.value,
        "concerns": sorted(here[ConcernStatus.PRESENT]),
        "past": sorted(here[ConcernStatus.PAST]),
        "answers": dict(sorted(told.answers)),
        "vulnerabilities": sorted(told.vulnerabilities),
        "strengths": sorted(told.protective),
        "parents": told.parents.value,
        "open_to": told.open_to.value,
        "tried": told.tried.value,
        "other_children": told.other_children,
        "danger": told.danger,
        "disagreement": told.disagreement,
        "unsure": told.unsure,
        "view": view,
    }
    empty: tuple[object, ...] = (None, UNKNOWN, [], {})
    known = {
        key: value
        for key, value in facts.items()
        if key == "concerns" or not (value in empty or (key in _TOLD and not value))
    }
    return known if told.concerns or known.keys() & set(_TOLD) else {**known, "unsure": False}
