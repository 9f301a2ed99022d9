"""``guidance exercise``: training exercises as a trainer writes, reads and checks them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.content.load import CONTENT_FOLDER, ContentError, Problem, load
from bot.exercises.load import EXERCISES_FOLDER, load_exercises

if TYPE_CHECKING:
    from bot.content.load import Content
    from bot.exercises.model import Exercise

_FOLDER = click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=EXERCISES_FOLDER,
    help="Folder of the exercises.",
)


@click.group()
def exercise() -> None:
    """Training exercises: list, show, write a new one, and check."""


@exercise.command("list")
@_FOLDER
def list_them(folder: Path) -> None:
    """Every exercise: its id, area, length, difficulty, title and what it teaches."""
    exercises = _exercises(folder)
    width = max(map(len, exercises), default=0)
    for key, one in exercises.items():
        features = ", ".join(feature.value for feature in one.features)
        click.echo(
            f"{key:<{width}}  {one.area:<9} {one.minutes:>2} min  {one.difficulty.value:<5}  {one.title}"
            + (f" ({features})" if features else "")
        )


@exercise.command()
@_FOLDER
@click.argument("exercise_id", metavar="ID")
def show(folder: Path, exercise_id: str) -> None:
    """One exercise as text: the case, its model answers, and what the assistant says of each stage."""
    from bot.commands.exercise_text import exercise_text

    exercises = _exercises(folder)
    if exercise_id not in exercises:
        raise click.UsageError(f"There is no exercise {exercise_id!r}; 'guidance exercise list' shows all.")
    try:
        click.echo(exercise_text(exercises[exercise_id], _content()))
    except (KeyError, ValueError) as error:
        raise click.ClickException(f"{error}; run 'guidance exercise check'.") from error


@exercise.command()
@_FOLDER
@click.argument("exercise_id", metavar="ID")
@click.option("--area", help="Where the case takes place: a partnership's id, such as bolton.")
@click.option("--stages", default=3, show_default=True, help="In how many stages it is told.")
def new(folder: Path, exercise_id: str, area: str | None, stages: int) -> None:
    """Write a commented file to fill in. Refuses to write over one that is there."""
    from bot.exercises.template import CannotWrite, new_exercise

    try:
        path = new_exercise(_content(), folder, exercise_id, area, stages)
    except CannotWrite as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written to: {error.strerror}") from error
    click.echo(f"Wrote {path}. Fill it in, then run: guidance exercise check {path}")


@exercise.command()
@_FOLDER
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def check(folder: Path, file: Path | None) -> None:
    """Say what is wrong with all exercises, or with FILE: line, and how to mend it. Exit code 1 on errors."""
    from bot.exercises.check import check as find_problems
    from bot.exercises.check import check_file

    content = _content()
    problems = find_problems(content, folder) if file is None else check_file(content, file.resolve(), folder)
    sys.exit(1 if _say(problems) else 0)


def _say(problems: Iterable[Problem]) -> int:
    """Print the problems and their count; how many are errors."""
    found = list(problems)
    for problem in found:
        click.echo(str(problem))
    errors = sum(not problem.warning for problem in found)
    click.echo(f"\n{errors} errors, {len(found) - errors} warnings.")
    return errors


def _exercises(folder: Path) -> Mapping[str, Exercise]:
    try:
        return load_exercises(folder)
    except ContentError as error:
        raise click.ClickException(f"The exercises cannot be used:\n{error}") from error


def _content() -> Content:
    try:
        return load(CONTENT_FOLDER)
    except ContentError as error:
        raise click.ClickException(f"The content cannot be used:\n{error}") from error
