"""What is wrong with exercises beyond their shape, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.content.load import Content, ContentError, Problem, files
from bot.exercises.balance import topics_in_groups, unbalanced
from bot.exercises.check_answers import answers
from bot.exercises.check_facts import area_and_role, facts
from bot.exercises.check_features import features
from bot.exercises.check_texts import texts_read_well, words_to_listen_for
from bot.exercises.load import EXERCISES_FOLDER, load_balance
from bot.exercises.model import Balance, Exercise
from bot.exercises.written import Written, read


def check(content: Content, folder: Path = EXERCISES_FOLDER) -> list[Problem]:
    """Every problem of the exercises below ``folder`` and of the set, errors first.

    What the set lacks are warnings; what makes an exercise wrong or unkind are errors.
    """
    try:
        balance = load_balance(folder)
    except ContentError as error:
        return error.problems
    problems = list(topics_in_groups(content, balance, folder))
    exercises = []
    for path in files(folder):
        written, faults = read(path)
        problems += faults
        if written is not None:
            exercises.append(written.exercise)
            problems += _one(written, content, balance)
    problems += unbalanced(exercises, content, balance, folder)
    return _in_order(problems)


def check_file(content: Content, path: Path, folder: Path = EXERCISES_FOLDER) -> list[Problem]:
    """Every problem of one file, errors first. ``folder`` holds what a set has to offer."""
    try:
        balance = load_balance(folder)
    except ContentError as error:
        return error.problems
    written, problems = read(path)
    if written is not None:
        problems += _one(written, content, balance)
    return _in_order(problems)


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda one: (one.warning, one.file, one.line, one.message))


def _one(written: Written, content: Content, balance: Balance) -> Iterator[Problem]:
    faults = [*area_and_role(written, content), *facts(written, content)]
    yield from faults
    yield from _names(written, content)
    if all(fault.warning for fault in faults):
        yield from answers(written, content)
        yield from _warning(written, content, balance)
    yield from features(written)
    yield from words_to_listen_for(written)
    yield from texts_read_well(written, content)


def _names(written: Written, content: Content) -> Iterator[Problem]:
    """Topics, roles and sources that do not exist."""
    exercise = written.exercise
    for position, topic in enumerate(exercise.topics):
        if topic not in content.topics:
            mend = "use an id of data/guidance/topics.yml"
            yield written.problem(f"topic {topic!r} does not exist", mend, "topics", position)
    for position, role in enumerate(exercise.roles):
        if role not in content.roles:
            mend = "use an id of data/guidance/roles.yml"
            yield written.problem(f"role {role!r} does not exist", mend, "roles", position)
    yield from _sources(written, content, exercise.sources)
    for number, stage in enumerate(exercise.stages):
        for position, learning in enumerate(stage.learning):
            yield from _sources(written, content, learning.sources, "stages", number, "learning", position)


def _sources(
    written: Written, content: Content, sources: tuple[str, ...], *location: str | int
) -> Iterator[Problem]:
    for position, source in enumerate(sources):
        if source not in content.sources:
            mend = "use an id of data/guidance/sources.yml, or add the source there"
            yield written.problem(f"source {source!r} does not exist", mend, *location, "sources", position)


def _warning(written: Written, content: Content, balance: Balance) -> Iterator[Problem]:
    """An exercise that may be hard to bear says so first, and whom to turn to."""
    hard = sorted(set(balance.needs_warning) & _about(written.exercise, content))
    if hard and written.exercise.warning is None:
        message = f"is about {', '.join(hard)} and has no warning"
        mend = "add warning: what may be hard to read (about), and who can support a participant (support)"
        yield written.problem(message, mend, "topics")


def _about(exercise: Exercise, content: Content) -> set[str]:
    """Its topics, and those of every sign in its facts."""
    signs = {
        name for stage in exercise.stages for key in ("concerns", "past") for name in stage.facts.get(key, ())
    }
    return {*exercise.topics, *(topic for name in signs for topic in content.indicators[name].topics)}
