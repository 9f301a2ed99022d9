"""The content, its reader, questions, exercises and its options' labels, once a process.

Content can be replaced while serving. Who has said ``hold`` sees the same content until the end of its
request, however many of these it asks for and in whichever threads.
"""

from __future__ import annotations

import gc
import threading
from contextvars import ContextVar
from functools import cached_property

from bot.content import derived
from bot.content.check import check
from bot.content.load import CONTENT_FOLDER, Content, ContentError, load
from bot.dialogue.choosing import DISPUTE
from bot.exercises.shelf import Shelf, load_shelf
from bot.reading import Reader
from bot.reading.finder import Finder, finder_of
from bot.reading.redact import renew
from bot.reading.rules import try_rules


class _Resources:
    """One content and what is made of it, each part when it is first needed."""

    def __init__(self, content: Content) -> None:
        self.content = content

    @cached_property
    def reader(self) -> Reader:
        return Reader.taught(self.content)

    @cached_property
    def questions(self) -> Finder:
        return finder_of(self.content)

    @cached_property
    def exercises(self) -> Shelf:
        return load_shelf()

    @cached_property
    def option_labels(self) -> dict[str, str]:
        return _option_labels(self.content)


_one_at_a_time = threading.Lock()
_current: _Resources | None = None
_held: ContextVar[_Resources | None] = ContextVar("resources", default=None)

_EXERCISE = "training_"  # how the questions of an exercise begin


def content() -> Content:
    """The content. Raises ContentError when a file is wrong."""
    return _resources().content


def exercises() -> Shelf:
    """The training exercises. Raises ContentError when a file is wrong."""
    return _resources().exercises


def reader() -> Reader:
    """The reader of free text over that content."""
    return _resources().reader


def questions() -> Finder:
    """The finder of process questions over that content."""
    return _resources().questions


def option_labels() -> dict[str, str]:
    """What can be typed word for word instead of choosing it: label in lower case → option id."""
    return _resources().option_labels


def hold() -> None:
    """From here on, this request or task keeps to the content that is served now."""
    _held.set(_served())


def release() -> None:
    """The request is over: a connection that stays open keeps no content."""
    _held.set(None)


def replace() -> Content:
    """Read the content again and serve it; takes some seconds, during which the old one is served.

    Raises ContentError, and goes on with the old content, if ``guidance check`` would find an error.
    """
    global _current
    wrong = [problem for problem in check(CONTENT_FOLDER) if not problem.warning]
    if wrong:
        raise ContentError(wrong)
    try_rules()
    new = _Resources(load())
    derived.forget()
    renew()
    # made now, so that nobody waits for it
    _ = new.reader, new.questions, new.exercises, new.option_labels
    with _one_at_a_time:
        _current = new
    gc.unfreeze()  # the server has frozen what it began with
    gc.collect()
    gc.freeze()
    return new.content


def _resources() -> _Resources:
    return _held.get() or _served()


def _served() -> _Resources:
    global _current
    with _one_at_a_time:
        if _current is None:
            _current = _Resources(load())
        return _current


def _option_labels(content: Content) -> dict[str, str]:
    labels = {role.label: role.id for role in content.roles.values()}
    labels.update((area.name, area.id) for area in content.partnerships.values())
    labels.update(
        (option.label, option.id)
        for asked in content.intake.values()
        # "the plan is drifting" opens a challenge wherever it is typed, and an exercise reads its own answers
        if asked.id != DISPUTE and not asked.id.startswith(_EXERCISE)
        for option in asked.options
    )
    labels.update(
        (option.label, option.id) for asked in content.questions.values() for option in asked.options
    )
    return {label.casefold(): option for label, option in labels.items()}
