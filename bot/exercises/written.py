"""An exercise with the lines on which its parts are written, and what is still to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.content.lines import line_of, read_document
from bot.content.load import Problem, load_file
from bot.exercises.load import EXPLAINED
from bot.exercises.model import Exercise

# a template's blank: <what belongs here>
_BLANK = re.compile(r"<(.+)>\s*", re.S)


@dataclass(frozen=True)
class Written:
    """An exercise and where it is written: ``file`` as it is shown, ``node`` its YAML."""

    exercise: Exercise
    file: str
    node: yaml.Node

    def problem(self, message: str, mend: str, *location: str | int, warning: bool = False) -> Problem:
        """A problem at the line of ``location``, a path of keys and positions from the top."""
        line = line_of(self.node, list(location)) if location else 1
        return Problem(self.file, line, f"{self.exercise.id}: {message}", mend, warning)


def read(path: Path) -> tuple[Written | None, list[Problem]]:
    """The exercise of one file, or None; and every fault of its shape.

    While blanks of the template are left, only they are named: each with its line.
    """
    try:
        node = read_document(path.read_bytes()).node
    except (OSError, yaml.YAMLError, UnicodeDecodeError):
        node = None
    file = shown_name(path)
    if blanks := list(_blanks(node)):
        return None, [
            Problem(file, line, f"{path.stem}: {where} is still to be filled in", f"write {what}")
            for line, where, what in blanks
        ]
    exercise, problems = load_file(Exercise, path, EXPLAINED)
    if exercise is None or node is None:
        return None, problems
    return Written(exercise, file, node), problems


def shown_name(path: Path) -> str:
    """A file as problems name it: from the folder above its own, like data/exercises/one.yml."""
    return str(path.relative_to(path.parents[2])) if len(path.parents) > 2 else str(path)


def _blanks(node: yaml.Node | None, where: tuple[str, ...] = ()) -> Iterator[tuple[int, str, str]]:
    """The line, place and description of every blank that the template left."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _blanks(value, (*where, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value, 1):
            yield from _blanks(value, (f"stage {number}",) if where == ("stages",) else where)
    elif isinstance(node, yaml.ScalarNode) and (blank := _BLANK.fullmatch(node.value)):
        yield node.start_mark.line + 1, ", ".join(where), blank[1]
