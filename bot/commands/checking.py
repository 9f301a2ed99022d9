"""What the commands that look at content share: the folder, and everything that is wrong below it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.content.load import CONTENT_FOLDER, Content, ContentError, Problem, load
from bot.content.marked import MARKED_FOLDER, marked_problems
from bot.content.stories import STORIES_FOLDER, WEIGHTS, story_problems
from bot.exercises.load import EXERCISES_FOLDER

if TYPE_CHECKING:
    from bot.content.release import Unready

FOLDER = click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=CONTENT_FOLDER,
    help="Content folder.",
)


def problems(folder: Path, *, is_draft: bool = False) -> list[Problem]:
    """What is wrong with the content, its reviews, and the exercises and stories beside it; a draft needs no
    seal."""
    from bot.content.check import check
    from bot.content.reviews import read

    found = check(folder, is_draft=is_draft)
    try:
        read(folder)
    except ContentError as error:
        found += error.problems
    return found + _exercise_problems(folder) + _problems_of_stories(folder) + _problems_of_marked(folder)


def usable(folder: Path) -> Content | None:
    """The content, or nothing if it cannot be used at all; ``problems`` has said why."""
    try:
        return load(folder)
    except ContentError:
        return None


def against_release(folder: Path, content: Content, today: date) -> list[Unready]:
    """Everything that stands against a release. Raises ContentError if the reviews cannot be read."""
    from bot.content.release import unready
    from bot.content.reviews import unreviewed

    return [*unreviewed(folder, content, today), *unready(content, today)]


def _exercise_problems(folder: Path) -> list[Problem]:
    """What is wrong with the exercises beside the content, as far as the content can be used."""
    from bot.exercises.check import check

    exercises = folder.parent / EXERCISES_FOLDER.name
    content = usable(folder) if exercises.is_dir() else None
    return check(content, exercises) if content else []


def _problems_of_stories(folder: Path) -> list[Problem]:
    """What is wrong with the stories beside the content, as far as the content can be used."""
    from bot.reading.stories.weights import what_is_stale

    stories = folder.parent / STORIES_FOLDER.name
    content = usable(folder) if stories.is_dir() else None
    if content is None:
        return []
    stale = what_is_stale(content, stories)
    mend = "run make stories (some minutes)"
    told = [Problem(WEIGHTS, 1, f"what was learnt from the stories is out of date: {stale}", mend)]
    return story_problems(content, stories) + (told if stale else [])


def _problems_of_marked(folder: Path) -> list[Problem]:
    """What is wrong with the marked texts beside the content, and with what was learnt from them."""
    from bot.reading.personal.learnt import LEARNT_FILE, is_stale

    marked = folder.parent / MARKED_FOLDER.name
    if not marked.is_dir():
        return []
    stale = "what was learnt from the marked texts is missing, or was learnt from others"
    told = [Problem(LEARNT_FILE, 1, stale, "run make names (some minutes)")] if is_stale(marked) else []
    return marked_problems(marked) + told
