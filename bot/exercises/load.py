"""Reads data/exercises: one exercise a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from bot.content.load import load_each
from bot.exercises.model import Exercise

EXERCISES_FOLDER = Path(__file__).resolve().parents[2] / "data" / "exercises"


def load_exercises(folder: Path = EXERCISES_FOLDER) -> Mapping[str, Exercise]:
    """Every exercise, by id. Raises ContentError listing every file, line, fault and remedy."""
    return MappingProxyType(load_each(Exercise, folder))
