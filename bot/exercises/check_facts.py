"""A stage's facts: known to the content, and never fewer than before."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum
from typing import Any

from rapidfuzz import process

from bot.content.area import OUTSIDE_ENGLAND
from bot.content.load import Content, Problem
from bot.content.model import AgeBand
from bot.exercises.core import moment
from bot.exercises.model import Stage
from bot.exercises.written import Written
from bot.guidance.entered import KNOWN
from bot.guidance.situation import UNKNOWN, OpenTo, Parents, Tried

_SINGLE: dict[str, type[Enum]] = {"age": AgeBand, "parents": Parents, "open_to": OpenTo, "tried": Tried}
_LISTS = ("concerns", "past", "vulnerabilities", "strengths")
_YES_OR_NO = ("other_children", "danger", "disagreement", "unsure")
_MEND = "use an id of data/guidance; 'guidance read' with words of the case names its signs by id"
_ALIKE = 60  # how alike an id must be, of 100, to be offered instead


def area_and_role(written: Written, content: Content) -> Iterator[Problem]:
    """The exercise's own area and role exist."""
    exercise = written.exercise
    if exercise.area not in content.partnerships:
        mend = _instead(exercise.area, content.partnerships)
        yield written.problem(f"area {exercise.area!r} does not exist", mend, "area")
    if exercise.role not in content.roles:
        mend = _instead(exercise.role, content.roles)
        yield written.problem(f"role {exercise.role!r} does not exist", mend, "role")


def facts(written: Written, content: Content) -> Iterator[Problem]:
    """Facts that the content does not know, and stages that know less than the one before."""
    before: Stage | None = None
    for number, stage in enumerate(written.exercise.stages):
        for path, message, mend in _unknown(stage, content):
            yield written.problem(f"{stage.id}: {message}", mend, "stages", number, "facts", *path)
        if before is not None:
            for lost in _lost(before.facts, stage.facts):
                message = f"{stage.id}: {lost} was known before and is gone"
                mend = "a stage's facts are everything known so far: repeat it, or move a concern to past"
                yield written.problem(message, mend, "stages", number, "facts")
            if before.facts == stage.facts:
                message = f"{stage.id}: nothing new is known"
                mend = "add what this stage tells to its facts, or join it with the one before"
                yield written.problem(message, mend, "stages", number, "facts", warning=True)
        before = stage


def _unknown(stage: Stage, content: Content) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Path below ``facts``, message and remedy of each fact that means nothing."""
    for key, value in stage.facts.items():
        if key not in KNOWN:
            yield (key,), f"{key!r} is no kind of fact", _instead(key, KNOWN)
        elif key in _LISTS:
            yield from _unknown_names(key, value, content)
        elif key == "answers":
            yield from _unknown_answers(value, content)
        elif key in _YES_OR_NO:
            if not isinstance(value, bool):
                yield (key,), f"{key} is {value!r}", "write true or false"
        elif key == "at":
            yield from _unknown_moment(stage)
        else:
            known = _choices(key, content)
            if not isinstance(value, str) or value not in known:
                yield (key,), f"{key} {value!r} does not exist", _instead(value, known)


def _choices(key: str, content: Content) -> Collection[str]:
    if key in _SINGLE:
        return [one.value for one in _SINGLE[key]]
    return content.roles if key == "role" else [*content.partnerships, OUTSIDE_ENGLAND]


def _unknown_names(
    key: str, names: Any, content: Content
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    known: Collection[str] = content.indicators
    if key in ("vulnerabilities", "strengths"):
        known = content.vulnerabilities if key == "vulnerabilities" else content.protective
    if not isinstance(names, list):
        yield (key,), f"{key} must be a list", f"write {key}: [one, another]"
        return
    for position, name in enumerate(names):
        if not isinstance(name, str) or name not in known:
            yield (key, position), f"{key}: {name!r} does not exist", _instead(name, known)


def _unknown_answers(given: Any, content: Content) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    if not isinstance(given, dict):
        yield (
            ("answers",),
            "answers must be questions with an option each",
            "write answers: {question: option}",
        )
        return
    for question, option in given.items():
        if question not in content.questions:
            message = f"question {question!r} does not exist"
            yield ("answers", question), message, _instead(question, content.questions)
            continue
        options = [one.id for one in content.questions[question].options] + [UNKNOWN]
        if option not in options:
            message = f"question {question!r} has no option {option!r}"
            yield ("answers", question), message, _instead(option, options)


def _unknown_moment(stage: Stage) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    try:
        moment(stage)
    except ValueError:
        yield ("at",), f"at is {stage.facts['at']!r}", 'write a day and time such as "2026-11-27T17:05"'


def _lost(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """What was known and no longer is; a concern that is over is kept among the past ones."""
    still = {*_list(after, "concerns"), *_list(after, "past")}
    for key, value in before.items():
        if key in ("concerns", "past"):
            yield from (f"{key} {name}" for name in _list(before, key) if name not in still)
        elif key not in after:
            yield key
        elif isinstance(value, list):
            yield from (f"{key} {name}" for name in value if name not in _list(after, key))
        elif isinstance(value, dict):
            yield from (f"{key} {name}" for name in value if name not in (after[key] or {}))


def _list(given: dict[str, Any], key: str) -> list[Any]:
    value = given.get(key)
    return value if isinstance(value, list) else []


def _instead(name: Any, known: Collection[str]) -> str:
    """Every id there is, if they are few, else the one most like it."""
    if len(known) <= len(AgeBand) + 1:
        return f"use {', '.join(sorted(known))}"
    near = process.extractOne(str(name), list(known), score_cutoff=_ALIKE)
    return f"did you mean {near[0]}?" if near else _MEND
