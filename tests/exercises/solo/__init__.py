"""Small exercises for tests of the exercise alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.exercises.load import load_exercises
from bot.exercises.model import Exercise


def small_exercises() -> Mapping[str, Exercise]:
    """Three short exercises: early help is right, news changes everything, the tool is wrong."""
    return load_exercises(Path(__file__).parent)
