"""The content, its reader, questions, exercises and its options' labels, once a process."""

from __future__ import annotations

from functools import lru_cache

from bot.content.load import Content, load
from bot.dialogue.choosing import DISPUTE
from bot.exercises.shelf import Shelf, load_shelf
from bot.reading import Reader
from bot.reading.finder import Finder, finder_of
from bot.reading.meaning import Meaning

_EXERCISE = "training_"  # how the questions of an exercise begin


@lru_cache(maxsize=1)
def content() -> Content:
    """The content. Raises ContentError when a file is wrong."""
    return load()


@lru_cache(maxsize=1)
def exercises() -> Shelf:
    """The training exercises. Raises ContentError when a file is wrong."""
    return load_shelf()


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader of free text over that content."""
    return Reader(content(), meaning=Meaning(content()))


@lru_cache(maxsize=1)
def questions() -> Finder:
    """The finder of process questions over that content."""
    return finder_of(content())


@lru_cache(maxsize=1)
def option_labels() -> dict[str, str]:
    """What can be typed word for word instead of choosing it: label in lower case → option id."""
    known = content()
    labels = {role.label: role.id for role in known.roles.values()}
    labels.update((area.name, area.id) for area in known.partnerships.values())
    labels.update(
        (option.label, option.id)
        for asked in known.intake.values()
        # "the plan is drifting" opens a challenge wherever it is typed, and an exercise reads its own answers
        if asked.id != DISPUTE and not asked.id.startswith(_EXERCISE)
        for option in asked.options
    )
    labels.update((option.label, option.id) for asked in known.questions.values() for option in asked.options)
    return {label.casefold(): option for label, option in labels.items()}
