"""The exercises to choose from: by topic, by job, by difficulty, or a surprise."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from bot.exercises.load import EXERCISES_FOLDER, load_balance, load_exercises
from bot.exercises.model import Difficulty, Exercise, TopicGroup

TOPIC, ROLE, DIFFICULTY, ALL = WAYS = ("topic", "role", "difficulty", "all")
_ORDER = tuple(Difficulty)


@dataclass(frozen=True, eq=False)
class Shelf:
    """Exercises by id, and the groups of topics by which people look for them. It may be empty."""

    exercises: Mapping[str, Exercise] = field(default_factory=lambda: MappingProxyType({}))
    groups: tuple[TopicGroup, ...] = ()

    def values(self, way: str) -> tuple[str, ...]:
        """What can be chosen by one of ``WAYS``: groups, roles or difficulties that have an exercise."""
        everything = {
            TOPIC: [group.id for group in self.groups],
            ROLE: [role for exercise in self.exercises.values() for role in exercise.roles],
            DIFFICULTY: [difficulty.value for difficulty in _ORDER],
            ALL: [],
        }[way]
        return tuple(value for value in dict.fromkeys(everything) if self.chosen(way, value))

    def chosen(self, way: str, value: str = "") -> tuple[Exercise, ...]:
        """The exercises that fit, the easiest first. Raises KeyError for a group that there is not."""
        topics = {group.id: group.topics for group in self.groups}[value] if way == TOPIC else ()

        def fits(exercise: Exercise) -> bool:
            return {
                TOPIC: not set(topics).isdisjoint(exercise.topics),
                ROLE: value in exercise.roles,
                DIFFICULTY: exercise.difficulty.value == value,
                ALL: True,
            }[way]

        found = filter(fits, self.exercises.values())
        return tuple(sorted(found, key=lambda one: (_ORDER.index(one.difficulty), one.title)))

    def surprise(self, seed: int, not_these: Collection[str]) -> Exercise | None:
        """One exercise that is none of these; the same one for the same seed. None if none is left."""
        left = [exercise for key, exercise in self.exercises.items() if key not in not_these]
        return min(left, key=lambda one: sha256(f"{seed} {one.id}".encode()).digest(), default=None)


def load_shelf(folder: Path = EXERCISES_FOLDER) -> Shelf:
    """Every exercise of data/exercises. Raises ContentError listing every file, line, fault and remedy."""
    return Shelf(load_exercises(folder), load_balance(folder).groups)
