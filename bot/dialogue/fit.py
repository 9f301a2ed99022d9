"""A case from before the content changed: what the content no longer knows is taken out, and that is said."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from bot.content.load import Content
from bot.dialogue.case import UNKNOWN, Case, Given
from bot.dialogue.facts import DECIDING
from bot.dialogue.steps import WHEN, guide_of

_TICKED = ("concerns", "uncertain")
_STRENGTHS = ("strengths", "strengths_read")


def fit(case: Case, content: Content) -> tuple[Case, bool]:
    """The case as this content can hold it, and whether a worry went.

    Then the tick list is open again: nobody but the practitioner knows what now says the same.
    """
    proposals = tuple(one for one in case.proposals if one.indicator in content.indicators)
    lost = len(proposals) < len(case.proposals)
    answers = tuple(
        _fitted(given, content)
        for given in case.answers
        if not (lost and given.question in _TICKED) and _is_asked(given, content)
    )
    step = case.step if _is_step(case.step, content) else ""
    return replace(case, proposals=proposals, answers=answers, step=step), lost


def _fitted(given: Given, content: Content) -> Given:
    if given.question in _STRENGTHS:
        return replace(given, values=_known(given.values, content.protective))
    if given.question in _TICKED:
        return replace(given, values=_known(given.values, content.indicators))
    return given


def _is_asked(given: Given, content: Content) -> bool:
    if not given.question.startswith(DECIDING):
        return True
    question = content.questions.get(given.question[len(DECIDING) :])
    options = {UNKNOWN, *(option.id for option in question.options)} if question else set()
    return options.issuperset(given.values)


def _is_step(step: str, content: Content) -> bool:
    if guide_of(step):
        return guide_of(step) in content.guides
    return not step.startswith(WHEN) or step[len(WHEN) :] in content.anchors


def _known(values: tuple[str, ...], known: Container[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value in known)
