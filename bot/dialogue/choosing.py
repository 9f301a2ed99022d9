"""Choices and typed words → the answers, or the command, that they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue import dating
from bot.dialogue.asking import intake_of, is_many, options_of
from bot.dialogue.case import UNKNOWN
from bot.dialogue.guides import named
from bot.dialogue.steps import CHALLENGE, GUIDE, OPENING, Step, guide_of, is_between
from bot.dialogue.turn import AFTER, CHANGE, Moment, Turn
from bot.dialogue.typed import typed_answers

_OPENING_COMMANDS = ("just_the_number", "ask_question", "guide", "training", "about_me")
_MAY_ASK_FOR_WORDS = ("tell", "unclear", "ask_question", "out_of_scope", "guide", "what_to_include")
DISPUTE = "dispute"
_RESOLVED_ONLY = ("reopen", "stale_choice", "bad_choice")
Values = dict[str, tuple[str, ...]]


def resolve(moment: Moment, turn: Turn) -> Turn:
    """The turn with its choice checked: answers as ``{question: values}``, or the command meant.

    A choice that belongs to another question or turn becomes ``stale_choice``, one that was
    not offered ``bad_choice``. Typed letters and numbers ("a2 b1") answer too, though no words
    were understood.
    """
    if turn.intent in _RESOLVED_ONLY:
        return replace(turn, intent="unclear")
    if turn.intent == "choose":
        choice = turn.choice or {}
        step = moment.open_step
        if choice.get("question") == CHANGE:  # an answer can be changed at any time
            step = Step(CHANGE, (CHANGE,))
        names = (step.id, *step.questions) if len(step.questions) == 1 else (step.id,)
        if choice.get("turn") != moment.case.turn - 1 or choice.get("question") not in names:
            return replace(turn, intent="stale_choice", choice=None)
        values = _valid(choice.get("value"), step, moment)
        if values is None:
            return replace(turn, intent="bad_choice", choice=None)
        return _command(turn, step, values)
    if dating.means_dates(moment, turn):
        return replace(turn, intent="timescales", choice=None)
    if turn.intent in _MAY_ASK_FOR_WORDS and named(turn.text, moment.content) is not None:
        return replace(turn, intent="guide", choice=None)
    if turn.intent in ("tell", "unclear"):
        step = moment.open_step
        values = _typed(moment, step, turn.text)
        if not values and is_between(step.id):
            step = moment.step
            values = _typed(moment, step, turn.text)
        if not values and dating.is_hardly_more_than_a_date(moment, turn):
            return replace(turn, intent="timescales", choice=None)
        if turn.intent == "unclear" and not values:
            return turn
        return _command(replace(turn, intent="tell"), step, values)
    return turn


def disputed(moment: Moment, text: str) -> str | None:
    """What a text says was decided or does not happen, as an option of the question for it."""
    for sentence in re.split(r"[.!?;\n]+", text):
        values = _typed(moment, Step(CHALLENGE, (DISPUTE,)), sentence)
        if values and values[DISPUTE] != (UNKNOWN,):
            return values[DISPUTE][0]
    return None


def _command(turn: Turn, step: Step, values: Values) -> Turn:
    chosen = (values.get(step.id) or ("",))[0]
    if step.id == AFTER and chosen:
        return replace(turn, intent=chosen, choice={})
    if step.id == CHANGE and chosen:
        return replace(turn, intent="reopen", choice=values)
    if step.id == GUIDE or guide_of(step.id):
        return replace(turn, intent="guide", choice=values)
    if is_between(step.id) and chosen:
        return replace(turn, intent="timescales", choice=values)
    if step.id == OPENING and chosen in _OPENING_COMMANDS:
        return replace(turn, intent=chosen, choice={})
    return replace(turn, choice=values)


def _typed(moment: Moment, step: Step, text: str) -> Values:
    content, voice = moment.content, moment.voice
    fields = {question: options_of(question, moment.case, voice) for question in step.questions}
    signs = {
        question: {option.id: option.signs for option in asked.options}
        for question in step.questions
        if (asked := intake_of(question, content)) is not None
    }
    many = frozenset(question for question in step.questions if is_many(question, content))
    return typed_answers(text, fields, signs, many)


def _valid(value: Any, step: Step, moment: Moment) -> Values | None:
    """The chosen values if every one was offered, else None. A form may leave questions out."""
    given = value if isinstance(value, Mapping) else {step.questions[0]: value}
    if not set(given) <= set(step.questions):
        return None
    values: Values = {}
    for question, chosen in given.items():
        several = tuple(chosen) if isinstance(chosen, (list, tuple)) else (chosen,)
        offered = {option.value for option in options_of(question, moment.case, moment.voice)}
        many = is_many(question, moment.content)
        if not all(isinstance(one, str) and one in offered for one in several):
            return None
        if not many and len(several) != 1:
            return None
        values[question] = several
    return values
