"""Reads data/exercises: one exercise a file, and what a set of them has to offer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from bot.content.load import ContentError, load_each, load_file
from bot.exercises.model import Balance, Exercise

EXERCISES_FOLDER = Path(__file__).resolve().parents[2] / "data" / "exercises"
EXPLAINED = "docs/training.md"
BALANCE = "_set.yml"


def load_exercises(folder: Path = EXERCISES_FOLDER) -> Mapping[str, Exercise]:
    """Every exercise, by id. Raises ContentError listing every file, line, fault and remedy."""
    return MappingProxyType(load_each(Exercise, folder, EXPLAINED))


def load_balance(folder: Path = EXERCISES_FOLDER) -> Balance:
    """The groups of topics, and what a set has to offer. Raises ContentError if it cannot be read."""
    balance, problems = load_file(Balance, folder / BALANCE, EXPLAINED)
    if balance is None:
        raise ContentError(problems)
    return balance
