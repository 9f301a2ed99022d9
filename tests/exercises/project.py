"""The project's content and exercises, loaded once for all tests of this folder."""

from __future__ import annotations

import pytest

from bot.exercises.load import load_exercises
from tests.project import content

CONTENT, EXERCISES = content(), load_exercises()
STAGES = [(exercise, stage) for exercise in EXERCISES.values() for stage in exercise.stages]

each_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))
each_stage = pytest.mark.parametrize(
    ("exercise", "stage"), STAGES, ids=[f"{exercise.id}, {stage.id}" for exercise, stage in STAGES]
)
